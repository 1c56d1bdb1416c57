//! What must hold of the database before anybody is served: the second wall stands, and neither role
//! can step over it.

use anyhow::Context;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    fault: String,
}

/// Refuses a role that row-level security would not hold back, and tables without it.
pub(super) fn check(conn: &mut PgConnection) -> anyhow::Result<()> {
    let found: Vec<Found> = sql_query(include_str!("boot.sql")).load(conn).context("the database can't be examined")?;
    let faults: Vec<String> = found.into_iter().map(|row| row.fault).collect();
    anyhow::ensure!(faults.is_empty(), "the database is not safe to serve from: {}", faults.join("; "));
    Ok(())
}
