use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Nullable, Timestamptz, Uuid as SqlUuid},
};
use shared::wire::PersonId;
use uuid::Uuid;

use super::WeeklyRow;
use crate::db::TenantTx;

/// Of each the latest 3 between two moments, in one statement.
pub(super) fn written(
    tx: &mut TenantTx<'_>,
    of: &[PersonId],
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> QueryResult<Vec<WeeklyRow>> {
    let people: Vec<Uuid> = of.iter().map(|person| person.0).collect();
    sql_query(include_str!("lately.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(people)
        .bind::<Nullable<Timestamptz>, _>(after)
        .bind::<Nullable<Timestamptz>, _>(until)
        .load(tx.conn())
}
