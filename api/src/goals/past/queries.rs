use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Date, Double, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    goals::{
        Level, ObjectiveRef, PastObjective, PastObjectiveFilter, PeriodRef, Scope,
        rules::{
            kinds::{GoalStatus, ObjectiveState},
            progress::shown,
        },
    },
    people::{PersonRef, TeamRef},
    wire::{Limit, ObjectiveId, PeriodId, PersonId, TeamId},
};

use crate::db::TenantTx;

/// An objective as it stood.
#[derive(QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = SqlUuid)]
    pub id: ObjectiveId,
    #[diesel(sql_type = Text)]
    level: Level,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = SqlUuid)]
    owner_id: PersonId,
    #[diesel(sql_type = Text)]
    owner_name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    team_id: Option<TeamId>,
    #[diesel(sql_type = Nullable<Text>)]
    team_name: Option<String>,
    #[diesel(sql_type = SqlUuid)]
    period_id: PeriodId,
    #[diesel(sql_type = Text)]
    period_name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    parent_id: Option<ObjectiveId>,
    #[diesel(sql_type = Nullable<Text>)]
    parent_title: Option<String>,
    #[diesel(sql_type = Text)]
    state: ObjectiveState,
    #[diesel(sql_type = Nullable<Double>)]
    progress: Option<f64>,
    #[diesel(sql_type = Text)]
    status: GoalStatus,
}

impl Row {
    /// As the caller gets it.
    pub(super) fn shown(self) -> PastObjective {
        PastObjective {
            id: self.id,
            level: self.level,
            title: self.title,
            owner: PersonRef { id: self.owner_id, name: self.owner_name },
            team: self.team_id.zip(self.team_name).map(|(id, name)| TeamRef { id, name }),
            period: PeriodRef { id: self.period_id, name: self.period_name },
            parent: self.parent_id.zip(self.parent_title).map(|(id, title)| ObjectiveRef { id, title }),
            state: self.state,
            status: self.status,
            progress: self.progress.map(shown),
        }
    }
}

/// One row more than the page holds, newest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    (day, filter): (NaiveDate, &PastObjectiveFilter),
    limit: Limit,
    after: Option<ObjectiveId>,
) -> QueryResult<Vec<Row>> {
    let words = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let escaped = words.map(|words| words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_"));
    sql_query(include_str!("past.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Date, _>(day)
        .bind::<Nullable<Text>, _>(escaped.map(|words| format!("%{words}%")))
        .bind::<Nullable<SqlUuid>, _>(filter.period)
        .bind::<Nullable<Text>, _>(filter.level)
        .bind::<Nullable<Text>, _>(filter.state)
        .bind::<Nullable<Text>, _>(filter.status)
        .bind::<Nullable<SqlUuid>, _>(filter.owner)
        .bind::<Nullable<SqlUuid>, _>(filter.team)
        .bind::<Bool, _>(filter.scope == Some(Scope::Answered))
        .bind::<Nullable<SqlUuid>, _>(after)
        .bind::<BigInt, _>(limit.get() + 1)
        .load(tx.conn())
}

/// What somebody owned at the end of `day` and was to be done between two days, the first to begin first; at most 50.
pub(super) fn held(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    (from, to): (NaiveDate, NaiveDate),
    day: NaiveDate,
) -> QueryResult<Vec<Row>> {
    sql_query(include_str!("held.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(person)
        .bind::<Date, _>(from)
        .bind::<Date, _>(to)
        .bind::<Date, _>(day)
        .load(tx.conn())
}
