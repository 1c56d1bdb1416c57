use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Text, Uuid as SqlUuid},
};
use shared::{home::ReviewsDue, pulse::PulseRef, reviews::ReviewCycleRef};
use uuid::Uuid;

use crate::db::TenantTx;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Date)]
    until: NaiveDate,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Pulses that wait for the actor's answer, and reviews for their words; of each at most 5, soonest due first.
pub(super) fn asked_of_me(tx: &mut TenantTx<'_>) -> QueryResult<(Vec<PulseRef>, Vec<ReviewsDue>)> {
    let rows: Vec<Row> = sql_query(include_str!("asked.sql")).bind::<SqlUuid, _>(tx.org()).load(tx.conn())?;
    let (pulses, reviews): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.kind == "pulse");
    let pulse = |Row { id, title, until, .. }| PulseRef { id: id.into(), title, closes_on: until };
    let due = |Row { id, title: name, until, count, .. }| ReviewsDue {
        cycle: ReviewCycleRef { id: id.into(), name },
        due_on: until,
        count,
    };
    Ok((pulses.into_iter().map(pulse).collect(), reviews.into_iter().map(due).collect()))
}
