use diesel::{QueryResult, RunQueryDsl, sql_query};

use crate::db::TenantTx;

/// In this order, since each builds on those before. All of them are about the transaction's organisation.
const STATEMENTS: [&str; 6] = [
    include_str!("series.sql"),
    include_str!("meetings.sql"),
    include_str!("guests.sql"),
    include_str!("agenda.sql"),
    include_str!("actions.sql"),
    include_str!("questions.sql"),
];

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    STATEMENTS.into_iter().try_for_each(|statement| sql_query(statement).execute(tx.conn()).map(drop))
}
