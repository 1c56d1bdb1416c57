use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use shared::{
    ratings::FinalRating,
    reviews::ReviewOutcome,
    wire::{Limit, PersonId, ReviewCycleId, ReviewPacketId, ReviewTemplateId},
};

use crate::db::TenantTx;

/// A cycle, and what its ratings are measured by.
#[derive(QueryableByName)]
pub(super) struct CycleRow {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = SqlUuid)]
    pub template_id: ReviewTemplateId,
    #[diesel(sql_type = Nullable<Integer>)]
    pub form_number: Option<i32>,
    #[diesel(sql_type = Integer)]
    pub days: i32,
    #[diesel(sql_type = Array<Text>)]
    pub scale: Vec<String>,
}

/// The cycle, if the actor sees it.
pub(super) fn cycle(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<CycleRow>> {
    sql_query(include_str!("cycle.sql")).bind::<SqlUuid, _>(id).get_result(tx.conn()).optional()
}

/// Somebody's rating.
#[derive(QueryableByName)]
pub(super) struct RatingRow {
    #[diesel(sql_type = SqlUuid)]
    pub packet_id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    subject_id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Nullable<Text>)]
    external_id: Option<String>,
    #[diesel(sql_type = Bool)]
    not_rated: bool,
    #[diesel(sql_type = Nullable<SmallInt>)]
    rating: Option<i16>,
    #[diesel(sql_type = Bool)]
    disputed: bool,
    #[diesel(sql_type = Nullable<Text>)]
    outcome: Option<ReviewOutcome>,
    #[diesel(sql_type = Integer)]
    days_counted: i32,
}

impl RatingRow {
    /// As it is taken out, with its word of the scale.
    pub(super) fn shown(self, scale: &[String]) -> FinalRating {
        let rating = self.rating.filter(|_| !self.not_rated).and_then(|step| u8::try_from(step).ok());
        let at = rating.and_then(|step| usize::from(step).checked_sub(1));
        FinalRating {
            packet_id: self.packet_id,
            person_id: self.subject_id,
            name: self.name,
            email: self.email,
            external_id: self.external_id,
            rating,
            word: at.and_then(|at| scale.get(at)).cloned(),
            days_counted: self.days_counted,
            disputed: self.disputed,
            outcome: self.outcome,
        }
    }
}

/// One row more than the page holds.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    limit: Limit,
    after: Option<ReviewPacketId>,
) -> QueryResult<Vec<RatingRow>> {
    sql_query(include_str!("page.sql"))
        .bind::<SqlUuid, _>(cycle)
        .bind::<Nullable<SqlUuid>, _>(after)
        .bind::<BigInt, _>(limit.get() + 1)
        .load(tx.conn())
}
