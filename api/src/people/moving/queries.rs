use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text, Uuid as SqlUuid},
};
use shared::{
    people::{MovingCount, MovingKind},
    wire::PersonId,
};

use crate::db::TenantTx;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    kind: MovingKind,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// What somebody's manager has in hand of them.
pub(super) fn moves(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<MovingCount>> {
    let rows: Vec<Row> = sql_query(include_str!("moving.sql")).bind::<SqlUuid, _>(person).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| MovingCount { kind: row.kind, count: row.count }).collect())
}
