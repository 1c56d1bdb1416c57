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
    conn.batch_execute(ROLES).context("the roles can't be made; may this user create roles?")?;
    for (role, url) in [("pt_app", &settings.app), ("pt_auth", &settings.auth)] {
        if let Some(password) = url.as_ref().map(password_of).transpose()?.flatten() {
            // ALTER ROLE takes no parameters; quote_literal is the server's own.
            let quoted = diesel::select(quote_literal(password)).get_result::<String>(&mut conn)?;
            conn.batch_execute(&format!("ALTER ROLE {role} PASSWORD {quoted}"))?;
        }
    }
    conn.batch_execute("SET ROLE pt_owner")?;
    let done = conn.run_pending_migrations(MIGRATIONS).map_err(|error| anyhow!("a migration failed: {error}"))?;
    for version in done {
        println!("migrated {version}");
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
