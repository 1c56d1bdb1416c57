use diesel::{QueryResult, RunQueryDsl, sql_query};

use crate::db::TenantTx;

/// All of them are about the transaction's organisation.
const STATEMENTS: [&str; 4] = [
    include_str!("comments.sql"),
    include_str!("locks.sql"),
    include_str!("threads.sql"),
    include_str!("openings.sql"),
];

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    STATEMENTS.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}
