//! The database as pt_backup sees it: everything, at one moment.

use anyhow::{Context, ensure};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    dsl::sql,
    select, sql_query,
    sql_types::{BigInt, Bool, Text},
};
use secrecy::{ExposeSecret, SecretString};

use super::manifest::{Table, Tables};

/// What rows look like as text must not depend on who asks, nor a slow look be cut short.
const SETTINGS: &str = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres';
    SET extra_float_digits = 1; SET bytea_output = 'hex'; SET statement_timeout = 0;
    SET idle_in_transaction_session_timeout = 0";

/// A connection for who has to see everything; refused to a role that sees only a part.
pub(crate) fn seeing_everything(url: &SecretString) -> anyhow::Result<PgConnection> {
    let (conn, faults) = connect(url)?;
    ensure!(faults.is_empty(), "DATABASE_BACKUP_URL doesn't see everything: {}", faults.join("; "));
    Ok(conn)
}

/// A connection, and what it doesn't see.
fn connect(url: &SecretString) -> anyhow::Result<(PgConnection, Vec<String>)> {
    let mut conn = PgConnection::establish(url.expose_secret()).context("DATABASE_BACKUP_URL can't be reached")?;
    conn.batch_execute(SETTINGS)?;
    let found: Vec<Found> = sql_query(include_str!("whole.sql")).load(&mut conn)?;
    Ok((conn, found.into_iter().map(|row| row.fault).collect()))
}

/// A connection that sees everything.
pub(super) struct Source {
    conn: PgConnection,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    fault: String,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    rows: i64,
    #[diesel(sql_type = Text)]
    digest: String,
}

impl Source {
    /// Connects, and refuses a role that sees only a part.
    pub(super) fn open(url: &SecretString) -> anyhow::Result<Self> {
        let (conn, faults) = connect(url)?;
        ensure!(faults.is_empty(), "a backup would be partial: {}", faults.join("; "));
        Ok(Self { conn })
    }

    /// Whether nobody else backs this database up; nobody will, until this connection ends.
    pub(super) fn alone(&mut self) -> anyhow::Result<bool> {
        let lock = sql::<Bool>("pg_try_advisory_lock(hashtextextended('perftrack backups', 0))");
        Ok(select(lock).get_result(&mut self.conn)?)
    }

    /// Stops at this moment, which pg_dump can share by the name given.
    pub(super) fn stand_still(&mut self) -> anyhow::Result<String> {
        self.conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        Ok(select(sql::<Text>("pg_export_snapshot()")).get_result(&mut self.conn)?)
    }

    /// What every table holds.
    pub(super) fn tables(&mut self) -> anyhow::Result<Tables> {
        let counted: Vec<Counted> = sql_query(include_str!("contents.sql")).load(&mut self.conn)?;
        let table = |Counted { name, rows, digest }| (name, Table { rows, digest });
        Ok(counted.into_iter().map(table).collect())
    }

    /// Goes on: what was seen need not be kept for us any longer.
    pub(super) fn go_on(&mut self) -> anyhow::Result<()> {
        Ok(self.conn.batch_execute("COMMIT")?)
    }

    /// The server's version.
    pub(super) fn version(&mut self) -> anyhow::Result<String> {
        Ok(select(sql::<Text>("current_setting('server_version')")).get_result(&mut self.conn)?)
    }
}
