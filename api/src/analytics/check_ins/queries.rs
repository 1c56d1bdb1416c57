use chrono::NaiveDate;
use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{BoxedSqlQuery, SqlQuery},
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Text, Uuid as SqlUuid},
};
use serde::{Deserialize, Serialize};
use shared::{
    analytics::{CheckInHealth, KeyResultHealth},
    goals::{ObjectiveRef, rules::status::GRACE_DAYS},
    people::PersonRef,
    wire::{KeyResultId, ObjectiveId, PeriodId, PersonId},
};
use uuid::Uuid;

use super::super::look::Look;
use crate::db::TenantTx;

/// How many, by week and health.
const COUNTS: &str = concat!(
    "SELECT period_id, ends_on, health, count(*) AS count FROM (",
    include_str!("due.sql"),
    ") standing GROUP BY period_id, ends_on, health"
);

/// Which ones, longest due first.
const ROWS: &str = concat!(
    "SELECT standing.id, standing.title, standing.objective_id, standing.objective_title, standing.owner_id,
            owner.name AS owner_name, standing.last_on, standing.due_on, standing.health
     FROM (",
    include_str!("due.sql"),
    ") standing
     LEFT JOIN people owner ON owner.org_id = $1 AND owner.id = standing.owner_id
     WHERE ($10 IS NULL OR standing.health = $10) AND ($11 IS NULL OR (standing.due_on, standing.id) > ($11, $12))
     ORDER BY standing.due_on, standing.id LIMIT $13"
);

/// The end of a week of a period.
pub(super) type WeekEnd = (PeriodId, NaiveDate);

/// How many key results stood like this at the end of a week.
#[derive(Debug, QueryableByName)]
pub(super) struct Counted {
    #[diesel(sql_type = SqlUuid)]
    pub period_id: PeriodId,
    #[diesel(sql_type = Date)]
    pub ends_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub health: CheckInHealth,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: KeyResultId,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = SqlUuid)]
    objective_id: ObjectiveId,
    #[diesel(sql_type = Text)]
    objective_title: String,
    #[diesel(sql_type = SqlUuid)]
    owner_id: PersonId,
    #[diesel(sql_type = Text)]
    owner_name: String,
    #[diesel(sql_type = Nullable<Date>)]
    last_on: Option<NaiveDate>,
    #[diesel(sql_type = Date)]
    due_on: NaiveDate,
    #[diesel(sql_type = Text)]
    health: CheckInHealth,
}

/// Where a page ends.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Position(pub NaiveDate, pub KeyResultId);

/// All weeks at once.
pub(super) fn counts(tx: &mut TenantTx<'_>, look: &Look, weeks: &[WeekEnd]) -> QueryResult<Vec<Counted>> {
    standing(COUNTS, tx, look, weeks).load(tx.conn())
}

/// One week's key results; one more than `most`.
pub(super) fn rows(
    tx: &mut TenantTx<'_>,
    look: &Look,
    week: WeekEnd,
    health: Option<CheckInHealth>,
    after: Option<Position>,
    most: i64,
) -> QueryResult<Vec<KeyResultHealth>> {
    let (due_on, id) = after.map_or((None, None), |Position(due_on, id)| (Some(due_on), Some(id)));
    let rows: Vec<Row> = standing(ROWS, tx, look, &[week])
        .bind::<Nullable<Text>, _>(health)
        .bind::<Nullable<Date>, _>(due_on)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<BigInt, _>(most + 1)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// `sql` with what `due.sql` needs.
fn standing(
    sql: &'static str,
    tx: &TenantTx<'_>,
    look: &Look,
    weeks: &[WeekEnd],
) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
    let (periods, ends): (Vec<Uuid>, Vec<NaiveDate>) =
        weeks.iter().map(|(period, ends_on)| (period.0, *ends_on)).unzip();
    sql_query(sql)
        .into_boxed()
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(periods)
        .bind::<Array<Date>, _>(ends)
        .bind::<Nullable<SqlUuid>, _>(look.team)
        .bind::<Nullable<SqlUuid>, _>(look.person)
        .bind::<Bool, _>(look.sees_all())
        .bind::<Integer, _>(i32::from(tx.calendar.check_in_days))
        .bind::<Integer, _>(i32::from(GRACE_DAYS))
        .bind::<Nullable<Date>, _>(look.past)
}

fn shown(row: Row) -> KeyResultHealth {
    KeyResultHealth {
        key_result_id: row.id,
        title: row.title,
        objective: ObjectiveRef { id: row.objective_id, title: row.objective_title },
        owner: PersonRef { id: row.owner_id, name: row.owner_name },
        health: row.health,
        last_on: row.last_on,
        due_on: row.due_on,
    }
}
