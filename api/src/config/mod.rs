//! What the server is told from outside: environment variables, each also a command-line option.
//!
//! `*Settings` structs hold the text as it was given; [`Config`] holds what it means, checked. All
//! faults are found before any is reported, and production refuses to start with an insecure one.

mod backup;
mod billing;
mod database;
mod faults;
mod flutterwave;
mod keys;
mod limits;
mod log;
mod mail;
mod outgoing;
mod passwords;
mod proxies;
mod replies;
mod rotation;
mod rounds;
mod sealing;
mod seller;
mod server;
mod sessions;
#[cfg(test)]
mod tests;
mod tls;
#[cfg(test)]
mod tls_tests;

pub use backup::{Backup, BackupSettings, Bucket, Restoration};
pub use billing::{Billing, BillingSettings};
pub use database::{Database, DatabaseSettings, Migration};
pub use faults::{Fault, Faults};
pub use flutterwave::{Flutterwave, FlutterwaveSettings};
pub use keys::{Key, KeyRing};
pub use limits::{LimitSettings, Limits};
pub use log::{Log, LogSettings};
pub use mail::{Delivery, Mail, MailSettings};
pub use outgoing::{Outgoing, OutgoingSettings};
pub use passwords::{Argon2Cost, HashChoice, PasswordSettings, Passwords};
pub use replies::{Replies, RepliesSettings};
pub use rotation::{KeyCheck, KeyPurpose, Resealing};
pub use rounds::{Rounds, RoundsSettings};
pub use sealing::{Sealing, SealingSettings};
pub use seller::{Seller, SellerSettings};
pub use server::{Origin, Server, ServerSettings};
pub use sessions::{SessionSettings, Sessions};
pub use tls::{Acme, Certificates, Tls, TlsSettings};

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
    /// How much may be asked.
    #[command(flatten)]
    pub limits: LimitSettings,
    /// Certificates.
    #[command(flatten)]
    pub tls: TlsSettings,
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
    /// Payments.
    #[command(flatten)]
    pub flutterwave: FlutterwaveSettings,
    /// What is paid for.
    #[command(flatten)]
    pub billing: BillingSettings,
    /// Who sells.
    #[command(flatten)]
    pub seller: SellerSettings,
    /// Work in the background.
    #[command(flatten)]
    pub rounds: RoundsSettings,
    /// Backups.
    #[command(flatten)]
    pub backup: BackupSettings,
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
    /// How much may be asked of it.
    pub limits: Limits,
    /// How it speaks TLS itself, if it does.
    pub tls: Option<Tls>,
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
    /// How payments are taken, if they are.
    pub flutterwave: Option<Flutterwave>,
    /// What is paid for.
    pub billing: Billing,
    /// Who sells, as invoices say it.
    pub seller: Seller,
    /// Whether this process goes rounds.
    pub rounds: Rounds,
    /// What this process backs up, if anything.
    pub backup: Option<Backup>,
    /// What is logged.
    pub log: Log,
    /// What was made up for this run, to be logged once logging is set up.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Checks everything that serving needs, and reports all faults together.
    pub fn serving(&self) -> Result<Config, Faults> {
        let mut check = Check::new(self.mode);
        let server = self.server.check(self.tls.is_given(), &mut check);
        let origin = server.as_ref().and_then(|server| server.origin.as_ref());
        let limits = self.limits.check(&mut check);
        let tls = self.tls.check(origin, &mut check);
        let database = self.database.check(&mut check);
        let sessions = self.sessions.check(&mut check);
        let passwords = self.passwords.check(&mut check);
        let sealing = self.sealing.check(&mut check);
        let mail = self.mail.check(&mut check);
        let replies = self.replies.check(&mut check);
        let outgoing = self.outgoing.check(&mut check);
        let flutterwave = self.flutterwave.check(&mut check);
        let billing = self.billing.check(&mut check);
        let seller = self.seller.check(matches!(flutterwave, Some(Some(_))), &mut check);
        let rounds = self.rounds.check(&mut check);
        let records = database.as_ref().map(|database| database.auth.clone());
        let backup = self.backup.check(&self.database, records, &mut check);
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
            if let Some(Some(backup)) = &backup
                && all.iter().any(|other| backup.keys.shares_a_secret_with(other))
            {
                check.faults.add("PERFTRACK_BACKUP_KEYS", reason);
            }
        }
        match (
            server,
            limits,
            tls,
            database,
            sessions,
            passwords,
            sealing,
            mail,
            replies,
            outgoing,
            flutterwave,
            billing,
            seller,
            rounds,
            backup,
            log,
        ) {
            (
                Some(server),
                Some(limits),
                Some(tls),
                Some(database),
                Some(sessions),
                Some(passwords),
                Some(sealing),
                Some(mail),
                Some(replies),
                Some(outgoing),
                Some(flutterwave),
                Some(billing),
                Some(seller),
                Some(rounds),
                Some(backup),
                Some(log),
            ) if check.faults.is_empty() => Ok(Config {
                mode: self.mode,
                server,
                limits,
                tls,
                database,
                sessions,
                passwords,
                sealing,
                mail,
                replies,
                outgoing,
                flutterwave,
                billing,
                seller,
                rounds,
                backup,
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

    /// Checks what the `backup` commands need.
    pub fn backup(&self) -> Result<Backup, Faults> {
        let mut check = Check::new(self.mode);
        match self.backups(&mut check) {
            Some(backup) if check.faults.is_empty() => Ok(backup),
            _ => Err(check.faults),
        }
    }

    /// Checks what a drill needs: besides the backup, a role that may create databases.
    pub fn drill(&self) -> Result<(Backup, Migration), Faults> {
        let mut check = Check::new(self.mode);
        let (backup, migrator) = (self.backups(&mut check), self.database.migrator(&mut check));
        match (backup, migrator) {
            // The cluster serves: no password changes.
            (Some(backup), Some(migrator)) if check.faults.is_empty() => {
                Ok((backup, Migration { migrator, app: None, auth: None, backup: None }))
            }
            _ => Err(check.faults),
        }
    }

    /// Checks what restoring needs: the empty database as every role will reach it.
    pub fn restoration(&self) -> Result<Restoration, Faults> {
        let mut check = Check::new(self.mode);
        let database = self.database.check(&mut check);
        let records = database.as_ref().map(|database| database.auth.clone());
        let backup = self.stored(records, &mut check);
        let migrator = self.database.migrator(&mut check);
        match (backup, database, migrator) {
            (Some(backup), Some(database), Some(migrator)) if check.faults.is_empty() => {
                let (app, auth) = (Some(database.app.clone()), Some(database.auth.clone()));
                let migration = Migration { migrator, app, auth, backup: Some(backup.database.clone()) };
                Ok(Restoration { backup, migration, database })
            }
            _ => Err(check.faults),
        }
    }

    fn backups(&self, check: &mut Check) -> Option<Backup> {
        let records = self.database.records(check);
        self.stored(records, check)
    }

    fn stored(&self, records: Option<secrecy::SecretString>, check: &mut Check) -> Option<Backup> {
        let backup = self.backup.check(&self.database, records, check)?;
        if backup.is_none() {
            check.faults.add("PERFTRACK_BACKUP_DIR", "is needed, or PERFTRACK_BACKUP_S3: it is where backups are kept");
        }
        backup
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
