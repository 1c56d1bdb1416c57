use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Date, Nullable, Text, Uuid as SqlUuid},
};
use shared::wire::ReviewCycleId;

use crate::db::TenantTx;

/// For how many people what is still to be done.
#[derive(QueryableByName)]
pub(super) struct Counts {
    #[diesel(sql_type = Nullable<Date>)]
    pub sharing_since: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub to_settle: i64,
    #[diesel(sql_type = BigInt)]
    pub to_rate: i64,
    #[diesel(sql_type = BigInt)]
    pub to_release: i64,
    #[diesel(sql_type = BigInt)]
    pub to_answer: i64,
}

/// See [`Counts`]. Of a draft it is everybody whom it takes in.
pub(super) fn counts(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Counts> {
    sql_query(include_str!("counts.sql")).bind::<SqlUuid, _>(cycle.0).get_result(tx.conn())
}

#[derive(QueryableByName)]
struct Writers {
    #[diesel(sql_type = Nullable<Date>)]
    due_on: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    people: i64,
}

/// How many people have something to hand in until which day, and how many at all; of a draft by what the launch assigns to
/// these `sides`.
pub(super) fn writers(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    sides: &[&str],
) -> QueryResult<(Vec<(NaiveDate, i64)>, i64)> {
    let rows: Vec<Writers> = sql_query(include_str!("writers.sql"))
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Array<Text>, _>(sides)
        .load(tx.conn())?;
    let all = rows.iter().find(|row| row.due_on.is_none()).map_or(0, |row| row.people);
    Ok((rows.into_iter().filter_map(|row| Some((row.due_on?, row.people))).collect(), all))
}
