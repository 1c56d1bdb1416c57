use diesel::{
    QueryResult, RunQueryDsl, sql_query,
    sql_types::{Binary, Uuid as SqlUuid},
};
use uuid::Uuid;

use crate::db::TenantTx;

/// In this order, since each builds on those before. All of them are about the transaction's organisation.
const STATEMENTS: [&str; 6] = [
    include_str!("services.sql"),
    include_str!("tokens.sql"),
    include_str!("apps.sql"),
    include_str!("holds.sql"),
    include_str!("keeping.sql"),
    include_str!("deleted.sql"),
];

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    STATEMENTS.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}

/// An address that is off, with what was sent there.
pub(super) fn webhook(tx: &mut TenantTx<'_>, id: Uuid, secret: &[u8]) -> QueryResult<()> {
    sql_query(include_str!("webhook.sql")).bind::<SqlUuid, _>(id).bind::<Binary, _>(secret).execute(tx.conn())?;
    sql_query(include_str!("rounds.sql")).execute(tx.conn()).map(drop)
}
