use chrono::NaiveDate;
use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{BoxedSqlQuery, SqlQuery},
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Double, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    goals::{
        Level, ObjectiveFilter,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    wire::{ObjectiveId, PeriodId, TeamId},
};
use uuid::Uuid;

use super::super::look::Look;
use crate::{
    db::{TenantTx, schema::visible_objectives::dsl},
    goals,
};

/// Objectives of one period, team and status.
#[derive(Debug, QueryableByName)]
pub(super) struct Part {
    #[diesel(sql_type = SqlUuid)]
    pub period_id: PeriodId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub team_id: Option<TeamId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub team_name: Option<String>,
    #[diesel(sql_type = Text)]
    pub status: GoalStatus,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// How many have a progress.
    #[diesel(sql_type = BigInt)]
    pub measured: i64,
    /// The sum of those.
    #[diesel(sql_type = Double)]
    pub progress: f64,
    /// The sum of what one would expect of those.
    #[diesel(sql_type = Double)]
    pub expected: f64,
}

/// What `by_team.sql` counts, of a day that has passed.
const PAST_PARTS: &str = concat!(
    "SELECT stood.period_id, stood.team_id, stood.team_name, stood.status, count(*) AS count,
            count(stood.progress) AS measured, coalesce(sum(least(greatest(stood.progress, 0), 1)), 0) AS progress,
            coalesce(sum(stood.expected) FILTER (WHERE stood.progress IS NOT NULL), 0) AS expected
     FROM (",
    include_str!("past.sql"),
    ") stood GROUP BY stood.period_id, stood.team_id, stood.team_name, stood.status"
);

/// The list behind it.
const PAST_ROWS: &str = concat!(
    "SELECT stood.* FROM (",
    include_str!("past.sql"),
    ") stood ORDER BY stood.owner_name, stood.title, stood.id LIMIT $7"
);

/// Everything the dashboard shows, of the period and of the one before.
pub(super) fn parts(tx: &mut TenantTx<'_>, look: &Look) -> QueryResult<Vec<Part>> {
    let periods: Vec<Uuid> = look.periods().map(|period| period.id.0).collect();
    let sql = if look.past.is_some() { PAST_PARTS } else { include_str!("by_team.sql") };
    among(sql, tx, look, periods, look.day).load(tx.conn())
}

/// The objectives of the period as they stood at the end of a day, in the order of the list; at most `most`.
pub(super) fn past_rows(tx: &mut TenantTx<'_>, look: &Look, day: NaiveDate, most: i64) -> QueryResult<Vec<Row>> {
    let periods: Vec<Uuid> = look.period.iter().map(|period| period.id.0).collect();
    among(PAST_ROWS, tx, look, periods, day).bind::<BigInt, _>(most).load(tx.conn())
}

/// `sql` with what says which objectives, and the day.
fn among(
    sql: &'static str,
    tx: &TenantTx<'_>,
    look: &Look,
    periods: Vec<Uuid>,
    day: NaiveDate,
) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
    sql_query(sql)
        .into_boxed()
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(periods)
        .bind::<Nullable<SqlUuid>, _>(look.team)
        .bind::<Nullable<SqlUuid>, _>(look.person)
        .bind::<Bool, _>(look.sees_all())
        .bind::<Date, _>(day)
}

/// An objective as a file shows it.
#[derive(Debug, Queryable, Selectable, QueryableByName)]
#[diesel(table_name = crate::db::schema::visible_objectives)]
pub(super) struct Row {
    pub id: ObjectiveId,
    pub title: String,
    pub level: Level,
    pub owner_name: String,
    pub team_name: Option<String>,
    pub period_name: String,
    pub state: ObjectiveState,
    pub status: GoalStatus,
    pub progress: Option<f64>,
    pub score: Option<f64>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The objectives of the list, by owner and title; at most `most`.
pub(super) fn rows(tx: &mut TenantTx<'_>, filter: &ObjectiveFilter, most: i64) -> QueryResult<Vec<Row>> {
    goals::filtered(tx.org(), filter)
        .order((dsl::owner_name, dsl::title, dsl::id))
        .limit(most)
        .select(Row::as_select())
        .load(tx.conn())
}
