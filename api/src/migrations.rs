//! Bringing a database to the schema this version needs.

use anyhow::{Context, anyhow};
use diesel::{Connection, PgConnection, connection::SimpleConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::config;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
const ROLES: &str = include_str!("../../migrations/roles.sql");

/// Makes the roles, runs what is pending as the schema's owner, and gives the runtime roles the
/// passwords that their URLs hold. Safe to repeat, and to run from several places at once.
pub fn run(settings: &config::Migration) -> anyhow::Result<()> {
    let mut conn =
        PgConnection::establish(settings.migrator.expose_secret()).context("DATABASE_MIGRATOR_URL can't be reached")?;
    // One migrates, the others wait and find nothing left to do.
    conn.batch_execute("SELECT pg_advisory_lock(hashtextextended('perftrack migrations', 0))")?;
    prepare(&mut conn, settings)?;
    // A migration that waits for a lock, as behind pg_dump, makes everybody wait behind it: rather it gives up, and is run
    // again.
    conn.batch_execute("SET ROLE pt_owner; SET lock_timeout = '5s'")?;
    let done = conn.run_pending_migrations(MIGRATIONS).map_err(|error| failed(&error.to_string()))?;
    for version in done {
        println!("migrated {version}");
    }
    // Handing over a function needs it for a moment; who could make things here could put them in the way of ours.
    conn.batch_execute(
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, pt_app, pt_auth, pt_jobs, pt_backup, pt_search, pt_closer",
    )?;
    Ok(())
}

fn failed(error: &str) -> anyhow::Error {
    if error.contains("lock timeout") {
        anyhow!(
            "a table is in use, perhaps by a backup, and a migration doesn't keep everybody waiting for it: run `perftrack \
             migrate` again. Nothing is half done ({error})"
        )
    } else {
        anyhow!("a migration failed: {error}")
    }
}

/// Makes the roles, and gives those that log in the passwords that their URLs hold.
pub(crate) fn prepare(conn: &mut PgConnection, settings: &config::Migration) -> anyhow::Result<()> {
    conn.batch_execute(ROLES).context("the roles can't be made; may this user create roles?")?;
    let urls = [("pt_app", &settings.app), ("pt_auth", &settings.auth), ("pt_backup", &settings.backup)];
    for (role, url) in urls {
        if let Some(password) = url.as_ref().map(password_of).transpose()?.flatten() {
            // ALTER ROLE takes no parameters; quote_literal is the server's own.
            let quoted = diesel::select(quote_literal(password)).get_result::<String>(conn)?;
            conn.batch_execute(&format!("ALTER ROLE {role} PASSWORD {quoted}"))?;
        }
    }
    Ok(())
}

use diesel::{RunQueryDsl, sql_types::Text};
diesel::define_sql_function! {
    /// Postgres's own quoting.
    fn quote_literal(text: Text) -> Text;
}

fn password_of(url: &SecretString) -> anyhow::Result<Option<String>> {
    let url = Url::parse(url.expose_secret()).context("a database URL can't be read")?;
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    Ok(url.password().map(decode))
}
