//! Restoring into an empty database, and looking at what came of it: not at what the tools say of themselves.

use std::path::Path;

use anyhow::{Context, anyhow, ensure};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    dsl::sql,
    select, sql_query,
    sql_types::{Bool, Text},
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use uuid::Uuid;

use super::{amcheck, check, manifest::Manifest, name::Name, queries, source::Source, tools::Tools};
use crate::{
    audit::command::{self as audit, AuditSettings, AuditStep},
    config::{Backup, Migration},
    migrations,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    fault: String,
}

/// Restores the dump into the empty database of `migration`; `eyes` sees the same database as pt_backup. Then compares
/// every table with the manifest, brings the schema up to date, ends every session, looks at the pages of tables and indexes,
/// gives whoever was to close a week, and walks along every organisation's audit log.
pub(super) fn restore(
    settings: &Backup,
    migration: &Migration,
    eyes: &SecretString,
    (name, manifest, dump): (&Name, &Manifest, &Path),
) -> anyhow::Result<()> {
    let tools = Tools::find(settings.tools.as_deref());
    let mut conn = PgConnection::establish(migration.migrator.expose_secret())
        .context("DATABASE_MIGRATOR_URL can't be reached")?;
    let filled: Vec<Found> = sql_query(include_str!("filled.sql")).load(&mut conn)?;
    let filled: Vec<String> = filled.into_iter().map(|found| found.fault).collect();
    ensure!(filled.is_empty(), "a backup is restored into an empty database only: {}", filled.join("; "));
    // Nobody backs up what is only half there; and whoever sees this lock is in the same database.
    let lock = sql::<Bool>("pg_try_advisory_lock(hashtextextended('perftrack backups', 0))");
    ensure!(select(lock).get_result::<bool>(&mut conn)?, "somebody is backing this database up");
    migrations::prepare(&mut conn, migration)?;
    // Who is handed a function must for that moment be able to make one.
    conn.batch_execute("SET ROLE pt_owner; GRANT CREATE ON SCHEMA public TO pt_auth, pt_search, pt_closer")?;
    let restored = tools.restore(&migration.migrator, &mut check::opened(settings, name, dump)?);
    conn.batch_execute("REVOKE CREATE ON SCHEMA public FROM pt_auth, pt_search, pt_closer")?;
    restored?;
    let mut seen = Source::open(eyes)?;
    ensure!(!seen.alone()?, "DATABASE_BACKUP_URL is another database than the one that was restored");
    let found = seen.tables()?;
    check::blamed(manifest.compare(&found))?;
    println!("{} rows in {} tables are as they were backed up", manifest.rows(), manifest.tables.len());
    migrations::run(migration)?;
    println!("the schema is this version's");
    // Those that were ended since would be good again, and whoever was logged out for a reason with them.
    conn.transaction::<_, diesel::result::Error, _>(|conn| conn.batch_execute(include_str!("end_sessions.sql")))?;
    println!("every session has ended, and every API token");
    match amcheck::look(&migration.migrator)? {
        amcheck::Looked::Sound(indexes) => println!("every table is sound, and {indexes} indexes lead to every row"),
        amcheck::Looked::Not(why) => println!("tables and indexes were not looked at by amcheck: {why}"),
    }
    for organisation in queries::postpone_closings(&mut conn)? {
        println!("organisation {organisation} was to close within a week: it does in seven days, unless it is kept");
    }
    if manifest.rows_of("audit_heads") > 0 {
        let step = AuditStep::Verify { organisation: None, anchors: None, closed: Vec::new() };
        let walk = AuditSettings { database_backup_url: Some(eyes.clone()), seal_keys: None, step };
        check::blamed(audit::run(&walk))?;
    }
    Ok(())
}

/// Restores into a database made for it, looks at everything, and drops it again.
pub(super) fn drill(settings: &Backup, migration: &Migration, backup: (&Name, &Manifest, &Path)) -> anyhow::Result<()> {
    let place = format!("perftrack_drill_{}", Uuid::new_v4().simple());
    let there = Migration { migrator: elsewhere(&migration.migrator, &place)?, ..migration.clone() };
    let eyes = elsewhere(&settings.database, &place)?;
    let mut conn = PgConnection::establish(migration.migrator.expose_secret())
        .context("DATABASE_MIGRATOR_URL can't be reached")?;
    run_on(&mut conn, "format('CREATE DATABASE %I TEMPLATE template0', ", &place)
        .context("no database can be made for the drill; may this user create databases?")?;
    let done = restore(settings, &there, &eyes, backup);
    let dropped = run_on(&mut conn, "format('DROP DATABASE %I WITH (FORCE)', ", &place);
    done?;
    dropped.with_context(|| format!("the drill went well, but its database {place} is still there"))
}

/// Runs a statement about a database: names are no parameters, so Postgres itself puts it together.
fn run_on(conn: &mut PgConnection, statement: &str, database: &str) -> anyhow::Result<()> {
    let put_together = sql::<Text>(statement).bind::<Text, _>(database).sql(")");
    let statement: String = select(put_together).get_result(conn)?;
    Ok(conn.batch_execute(&statement)?)
}

/// Another database of the same cluster.
fn elsewhere(url: &SecretString, database: &str) -> anyhow::Result<SecretString> {
    let mut url = Url::parse(url.expose_secret()).map_err(|_| anyhow!("a database URL can't be read"))?;
    url.set_path(database);
    Ok(String::from(url).into())
}
