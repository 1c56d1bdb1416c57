use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use shared::{
    access::Relation,
    analytics::{ReviewStandingFilter, Stretch},
    reviews::{
        PacketState, ReviewStage,
        rules::reading::{Asker, Moment, Stands, shows_rating},
    },
    wire::{PersonId, ReviewCycleId, ReviewPacketId, ReviewTemplateId, TeamId},
};

use super::super::look::Look;
use crate::db::TenantTx;

/// What somebody gets of a cycle.
#[derive(Debug, QueryableByName)]
pub(super) struct Standing {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    pub cycle_id: ReviewCycleId,
    #[diesel(sql_type = Text)]
    pub cycle_name: String,
    #[diesel(sql_type = Text)]
    pub stage: ReviewStage,
    #[diesel(sql_type = SqlUuid)]
    pub template_id: ReviewTemplateId,
    #[diesel(sql_type = Nullable<Integer>)]
    pub form_number: Option<i32>,
    #[diesel(sql_type = Date)]
    pub write_by: NaiveDate,
    #[diesel(sql_type = Bool)]
    calibrates: bool,
    #[diesel(sql_type = SmallInt)]
    pub minimum: i16,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: PersonId,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub team_id: Option<TeamId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub team_name: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub manager_name: Option<String>,
    #[diesel(sql_type = Text)]
    pub state: PacketState,
    #[diesel(sql_type = BigInt)]
    pub reviews: i64,
    #[diesel(sql_type = BigInt)]
    pub submitted: i64,
    #[diesel(sql_type = Text)]
    relation: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    final_rating: Option<i16>,
    #[diesel(sql_type = Bool)]
    below: bool,
}

impl Standing {
    /// The rating, a step from 1, of those who have one; `None` where the actor doesn't read it.
    pub fn rating(&self) -> Option<Option<usize>> {
        // The view knows no other words; `own`, which waits longest, would be the safe reading of one.
        let stands = Stands::of(Relation::parse(&self.relation).unwrap_or(Relation::Own));
        let moment = Moment { stage: self.stage, released: self.state != PacketState::Collecting };
        let rated = self.calibrates || self.final_rating.is_some();
        let reads = rated && shows_rating(Asker { stands, owes: false }, moment, self.below);
        reads.then(|| self.final_rating.and_then(|step| usize::try_from(step).ok()))
    }

    /// Whether it is among those that a list is narrowed to, beside what the dashboard is narrowed to.
    pub fn is_asked_for(&self, filter: &ReviewStandingFilter) -> bool {
        let rated = |asked: u8| self.rating().is_some_and(|rating| rating.unwrap_or(0) == usize::from(asked));
        filter.state.is_none_or(|state| self.state == state)
            && filter.cycle.is_none_or(|cycle| self.cycle_id == cycle)
            && filter.rating.is_none_or(rated)
    }
}

/// All that the actor sees of cycles that were due in a period, or of all cycles, by name.
pub(super) fn standings(tx: &mut TenantTx<'_>, look: &Look, period: Option<&Stretch>) -> QueryResult<Vec<Standing>> {
    sql_query(include_str!("standings.sql"))
        .bind::<Nullable<Date>, _>(period.map(|period| period.starts_on))
        .bind::<Nullable<Date>, _>(period.map(|period| period.ends_on))
        .bind::<Nullable<SqlUuid>, _>(look.team)
        .bind::<Nullable<SqlUuid>, _>(look.person)
        .load(tx.conn())
}
