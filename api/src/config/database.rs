//! How Postgres is reached, and as whom.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Check, given, server::is_loopback};

const RUNTIME: &str = "DATABASE_URL";
const AUTH: &str = "DATABASE_AUTH_URL";
const MIGRATOR: &str = "DATABASE_MIGRATOR_URL";
const BACKUP: &str = "DATABASE_BACKUP_URL";
const FORM: &str = "must look like postgres://user:password@host/database";
/// Passwords that stand in examples: whoever keeps one has no password.
const WELL_KNOWN: [&str; 8] =
    ["postgres", "password", "perftrack", "secret", "changeme", "change-me", "example", "admin"];

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DatabaseSettings {
    /// The database as role pt_app, which sees one organisation at a time.
    #[arg(long, env = RUNTIME, hide_env_values = true)]
    pub database_url: Option<SecretString>,
    /// The database as role pt_auth, which sees accounts and sessions only.
    #[arg(long, env = AUTH, hide_env_values = true)]
    pub database_auth_url: Option<SecretString>,
    /// The database as a role that may create roles; for `migrate` only.
    #[arg(long, env = MIGRATOR, hide_env_values = true)]
    pub database_migrator_url: Option<SecretString>,
    /// The database as role pt_backup, which reads everything and writes nothing.
    #[arg(long, env = BACKUP, hide_env_values = true)]
    pub database_backup_url: Option<SecretString>,
    /// Connections to keep open, 8 unless set.
    #[arg(long, env = "PERFTRACK_DB_CONNECTIONS")]
    pub db_connections: Option<String>,
}

/// How the running server reaches Postgres.
#[derive(Debug, Clone)]
pub struct Database {
    /// As pt_app.
    pub app: SecretString,
    /// As pt_auth.
    pub auth: SecretString,
    /// Connections to keep open, of both roles together.
    pub connections: u32,
}

/// How `migrate` reaches Postgres.
#[derive(Debug, Clone)]
pub struct Migration {
    /// As a role that may create roles.
    pub migrator: SecretString,
    /// Whose password pt_app gets, when there is one.
    pub app: Option<SecretString>,
    /// Whose password pt_auth gets, when there is one.
    pub auth: Option<SecretString>,
    /// Whose password pt_backup gets, when there is one.
    pub backup: Option<SecretString>,
}

impl DatabaseSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Database> {
        let app = required(RUNTIME, &self.database_url, check);
        let auth = required(AUTH, &self.database_auth_url, check);
        let connections = self.connections(check);
        let (app, auth) = (app?, auth?);
        let user = |url: &SecretString| Url::parse(url.expose_secret()).map(|u| u.username().to_owned());
        if check.mode.is_production() && user(&app) == user(&auth) {
            check.faults.add(AUTH, "must log in as another role than DATABASE_URL");
        }
        Some(Database { app, auth, connections: connections? })
    }

    pub(super) fn migration(&self, check: &mut Check) -> Option<Migration> {
        let app = optional(RUNTIME, &self.database_url, check);
        let auth = optional(AUTH, &self.database_auth_url, check);
        let backup = optional(BACKUP, &self.database_backup_url, check);
        let migrator = self.migrator(check)?;
        Some(Migration { migrator, app, auth, backup })
    }

    /// A role that may create roles, and databases.
    pub(super) fn migrator(&self, check: &mut Check) -> Option<SecretString> {
        required(MIGRATOR, &self.database_migrator_url, check)
    }

    /// Who reads everything.
    pub(super) fn backup(&self, check: &mut Check) -> Option<SecretString> {
        required(BACKUP, &self.database_backup_url, check)
    }

    /// Who notes what was done, where nothing else is wanted of the database.
    pub(super) fn records(&self, check: &mut Check) -> Option<SecretString> {
        required(AUTH, &self.database_auth_url, check)
    }

    fn connections(&self, check: &mut Check) -> Option<u32> {
        let Some(text) = given(&self.db_connections) else {
            return Some(8);
        };
        let number = text.parse().ok().filter(|n| (2..=500).contains(n));
        let wrong = || "must be a number from 2 to 500".to_owned();
        check.faults.take("PERFTRACK_DB_CONNECTIONS", number.ok_or_else(wrong))
    }
}

fn required(setting: &'static str, value: &Option<SecretString>, check: &mut Check) -> Option<SecretString> {
    if value.as_ref().is_none_or(|url| url.expose_secret().trim().is_empty()) {
        check.faults.add(setting, format!("is needed: {FORM}"));
        return None;
    }
    optional(setting, value, check)
}

fn optional(setting: &'static str, value: &Option<SecretString>, check: &mut Check) -> Option<SecretString> {
    let url = value.as_ref().filter(|url| !url.expose_secret().trim().is_empty())?;
    let fit = examine(url.expose_secret().trim(), check.mode.is_production());
    check.faults.take(setting, fit)?;
    Some(url.expose_secret().trim().into())
}

/// In production a database elsewhere is reached with its certificate verified, or not at all.
fn examine(url: &str, production: bool) -> Result<(), String> {
    let url = Url::parse(url).map_err(|_| FORM.to_owned())?;
    if !matches!(url.scheme(), "postgres" | "postgresql") {
        return Err(FORM.to_owned());
    }
    if !production {
        return Ok(());
    }
    if url.password().is_some_and(|password| WELL_KNOWN.contains(&password)) {
        return Err("has a password that anybody would guess".to_owned());
    }
    let verified = url.query_pairs().any(|(name, value)| name == "sslmode" && value == "verify-full");
    if is_local(&url) || verified {
        return Ok(());
    }
    Err("is on another machine: add sslmode=verify-full, and sslrootcert if its authority is your own".to_owned())
}

/// A unix socket (a host that is a path, or none) or this machine's loopback. Hosts given as
/// parameters override the one in the address, so each of them must be local too.
fn is_local(url: &Url) -> bool {
    let is_socket = |host: &str| host.is_empty() || host.starts_with('/') || host.starts_with("%2F");
    let in_address = url.host_str().is_none_or(is_socket) || is_loopback(url);
    let mut named = url.query_pairs().filter(|(name, _)| name == "host" || name == "hostaddr");
    in_address && named.all(|(_, host)| is_socket(&host) || host == "localhost" || host == "127.0.0.1" || host == "::1")
}
