//! What the server is told from outside: environment variables, each also a command-line option.
//!
//! `*Settings` structs hold the text as it was given; [`Config`] holds what it means, checked. All
//! faults are found before any is reported, and production refuses to start with an insecure one.

mod database;
mod faults;
mod keys;
mod log;
mod mail;
mod outgoing;
mod passwords;
mod proxies;
mod replies;
mod rounds;
mod sealing;
mod server;
mod sessions;
#[cfg(test)]
mod tests;

pub use database::{Database, DatabaseSettings, Migration};
pub use faults::{Fault, Faults};
pub use keys::{Key, KeyRing};
pub use log::{Log, LogSettings};
pub use mail::{Delivery, Mail, MailSettings};
pub use outgoing::{Outgoing, OutgoingSettings};
pub use passwords::{Argon2Cost, HashChoice, PasswordSettings, Passwords};
pub use replies::{Replies, RepliesSettings};
pub use rounds::{Rounds, RoundsSettings};
pub use sealing::{Sealing, SealingSettings};
pub use server::{Origin, Server, ServerSettings};
pub use sessions::{SessionSettings, Sessions};

/// Whether real people's data is at stake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Mode {
    /// One's own machine: what is missing is made up for this run, with a warning.
    Development,
    /// Real data: anything missing or weak stops the start.
    Production,
}

impl Mode {
    /// Whether this is [`Mode::Production`].
    pub fn is_production(self) -> bool {
        self == Mode::Production
    }
}

/// All settings, as given.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// `production` refuses to start insecurely; `development` makes up what is missing.
    #[arg(long, env = "PERFTRACK_MODE", value_enum, default_value = "production")]
    pub mode: Mode,
    /// Addresses and names.
    #[command(flatten)]
    pub server: ServerSettings,
    /// Postgres.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Session keys.
    #[command(flatten)]
    pub sessions: SessionSettings,
    /// Password hashing.
    #[command(flatten)]
    pub passwords: PasswordSettings,
    /// Secrets at rest.
    #[command(flatten)]
    pub sealing: SealingSettings,
    /// Outgoing mail.
    #[command(flatten)]
    pub mail: MailSettings,
    /// Answers to mails.
    #[command(flatten)]
    pub replies: RepliesSettings,
    /// Addresses that people give us to post to.
    #[command(flatten)]
    pub outgoing: OutgoingSettings,
    /// Work in the background.
    #[command(flatten)]
    pub rounds: RoundsSettings,
    /// Logging.
    #[command(flatten)]
    pub log: LogSettings,
}

/// All settings, understood and checked: what `serve` runs on.
#[derive(Debug, Clone)]
pub struct Config {
    /// Whether real people's data is at stake.
    pub mode: Mode,
    /// Where the server listens, and who may talk to it how.
    pub server: Server,
    /// How Postgres is reached.
    pub database: Database,
    /// What signs and verifies sessions.
    pub sessions: Sessions,
    /// How passwords are hashed.
    pub passwords: Passwords,
    /// What seals secrets at rest.
    pub sealing: Sealing,
    /// How mail leaves.
    pub mail: Mail,
    /// How mails are answered, if they can be.
    pub replies: Option<Replies>,
    /// Where it may post to.
    pub outgoing: Outgoing,
    /// Whether this process goes rounds.
    pub rounds: Rounds,
    /// What is logged.
    pub log: Log,
    /// What was made up for this run, to be logged once logging is set up.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Checks everything that serving needs, and reports all faults together.
    pub fn serving(&self) -> Result<Config, Faults> {
        let mut check = Check::new(self.mode);
        let server = self.server.check(&mut check);
        let database = self.database.check(&mut check);
        let sessions = self.sessions.check(&mut check);
        let passwords = self.passwords.check(&mut check);
        let sealing = self.sealing.check(&mut check);
        let mail = self.mail.check(&mut check);
        let replies = self.replies.check(&mut check);
        let outgoing = self.outgoing.check(&mut check);
        let rounds = self.rounds.check(&mut check);
        let log = self.log.check(&mut check);
        if let (Some(sessions), Some(passwords), Some(sealing)) = (&sessions, &passwords, &sealing) {
            let reason = "must not be used for anything else too: make a secret for each use";
            if sessions.keys.shares_a_secret_with(&passwords.peppers) {
                check.faults.add("PERFTRACK_JWT_KEYS", reason);
            }
            if [&sessions.keys, &passwords.peppers].iter().any(|other| sealing.keys.shares_a_secret_with(other)) {
                check.faults.add("PERFTRACK_SEAL_KEYS", reason);
            }
            let all = [&sessions.keys, &passwords.peppers, &sealing.keys];
            if let Some(Some(replies)) = &replies
                && all.iter().any(|other| replies.keys.shares_a_secret_with(other))
            {
                check.faults.add("PERFTRACK_REPLY_KEYS", reason);
            }
        }
        match (server, database, sessions, passwords, sealing, mail, replies, outgoing, rounds, log) {
            (
                Some(server),
                Some(database),
                Some(sessions),
                Some(passwords),
                Some(sealing),
                Some(mail),
                Some(replies),
                Some(outgoing),
                Some(rounds),
                Some(log),
            ) if check.faults.is_empty() => Ok(Config {
                mode: self.mode,
                server,
                database,
                sessions,
                passwords,
                sealing,
                mail,
                replies,
                outgoing,
                rounds,
                log,
                warnings: check.warnings,
            }),
            _ => Err(check.faults),
        }
    }

    /// Checks the little that `migrate` needs.
    pub fn migration(&self) -> Result<Migration, Faults> {
        let mut check = Check::new(self.mode);
        match self.database.migration(&mut check) {
            Some(migration) if check.faults.is_empty() => Ok(migration),
            _ => Err(check.faults),
        }
    }
}

/// What checking one topic needs to know and to tell.
struct Check {
    mode: Mode,
    faults: Faults,
    warnings: Vec<String>,
}

impl Check {
    fn new(mode: Mode) -> Self {
        let (faults, warnings) = (Faults::default(), Vec::new());
        Check { mode, faults, warnings }
    }
}

/// A setting's text without surrounding space; a variable that is set but empty counts as not set.
fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The entries of a comma-separated setting.
fn listed(value: &Option<String>) -> impl Iterator<Item = &str> {
    let text = value.as_deref().unwrap_or_default();
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}
