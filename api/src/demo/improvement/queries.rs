use diesel::{QueryResult, RunQueryDsl, sql_query};

use crate::db::TenantTx;

pub(super) fn fill(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    sql_query(include_str!("plans.sql")).execute(tx.conn())
}
