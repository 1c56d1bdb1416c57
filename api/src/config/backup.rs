//! What is backed up, where it is kept, and under which keys.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Check, Database, DatabaseSettings, KeyRing, Migration, given, server::is_loopback};

const KEYS: &str = "PERFTRACK_BACKUP_KEYS";
const FOLDER: &str = "PERFTRACK_BACKUP_DIR";
const BUCKET: &str = "PERFTRACK_BACKUP_S3";
const REGION: &str = "PERFTRACK_BACKUP_S3_REGION";
const KEY_ID: &str = "PERFTRACK_BACKUP_S3_KEY_ID";
const SECRET: &str = "PERFTRACK_BACKUP_S3_SECRET";
const HOUR: &str = "PERFTRACK_BACKUP_HOUR";
const BUCKET_FORM: &str = "must look like https://s3.example.com/bucket or https://s3.example.com/bucket/folder";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct BackupSettings {
    /// Keys that seal backups, as `id:base64[,id:base64…]`: the first seals, all open. Kept apart from the backups.
    #[arg(long, env = KEYS, hide_env_values = true)]
    pub backup_keys: Option<SecretString>,
    /// The folder that backups are kept in: this installation's alone.
    #[arg(long, env = FOLDER)]
    pub backup_dir: Option<String>,
    /// The bucket of an S3-compatible store that backups are kept in, with the folder in it that is this
    /// installation's alone, such as https://s3.eu-central-1.amazonaws.com/bucket/perftrack.
    #[arg(long, env = BUCKET)]
    pub backup_s3: Option<String>,
    /// The bucket's region, us-east-1 unless set.
    #[arg(long, env = REGION)]
    pub backup_s3_region: Option<String>,
    /// The access key's id.
    #[arg(long, env = KEY_ID)]
    pub backup_s3_key_id: Option<String>,
    /// The access key's secret.
    #[arg(long, env = SECRET, hide_env_values = true)]
    pub backup_s3_secret: Option<SecretString>,
    /// The hour (UTC) at which a process that goes rounds backs up, 2 unless set; off where something else runs
    /// `perftrack backup run` each day.
    #[arg(long, env = HOUR)]
    pub backup_hour: Option<String>,
    /// The folder of pg_dump and pg_restore, at least as new as the server; unless set, they are looked for.
    #[arg(long, env = "PERFTRACK_BACKUP_TOOLS")]
    pub backup_tools: Option<String>,
}

/// What is backed up, where it is kept, and under which keys.
#[derive(Debug, Clone)]
pub struct Backup {
    /// The database as pt_backup.
    pub database: SecretString,
    /// The same as pt_auth, which notes what was done.
    pub records: SecretString,
    /// The first seals, all open.
    pub keys: KeyRing,
    /// A folder to keep backups in.
    pub folder: Option<PathBuf>,
    /// A bucket to keep backups in.
    pub bucket: Option<Bucket>,
    /// At which hour (UTC) to back up, if by the clock.
    pub hour: Option<u32>,
    /// Where pg_dump and pg_restore are, if that was said.
    pub tools: Option<PathBuf>,
}

/// A bucket of an S3-compatible store.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// The store, without the bucket.
    pub endpoint: Url,
    /// The bucket.
    pub name: String,
    /// What our objects' names begin with: empty, or ending in a slash.
    pub prefix: String,
    /// Where it lies.
    pub region: String,
    /// The access key's id.
    pub key_id: String,
    /// The access key's secret.
    pub secret: SecretString,
}

/// What `backup restore` needs.
#[derive(Debug, Clone)]
pub struct Restoration {
    /// Where backups are.
    pub backup: Backup,
    /// The empty database, as a role that may create roles.
    pub migration: Migration,
    /// The same as the server will reach it.
    pub database: Database,
}

impl BackupSettings {
    /// `Some(None)`: this process backs nothing up.
    pub(super) fn check(
        &self,
        database: &DatabaseSettings,
        records: Option<SecretString>,
        check: &mut Check,
    ) -> Option<Option<Backup>> {
        let keys = self.backup_keys.as_ref().filter(|keys| !keys.expose_secret().trim().is_empty());
        let folder = given(&self.backup_dir).map(PathBuf::from);
        let bucket = given(&self.backup_s3).map(|text| self.bucket(text, check));
        if folder.is_none() && bucket.is_none() {
            if keys.is_some() {
                check.faults.add(FOLDER, "is needed too, or PERFTRACK_BACKUP_S3: it is where backups are kept");
                return None;
            }
            return Some(None);
        }
        let bucket = bucket.map_or(Some(None), |bucket| bucket.map(Some));
        let keys = match keys {
            Some(keys) => check.faults.take(KEYS, KeyRing::parse(keys)),
            None => {
                check.faults.add(KEYS, "is needed too: backups are sealed, or not made");
                None
            }
        };
        let hour = self.hour(check);
        let database = database.backup(check);
        Some(Some(Backup {
            database: database?,
            records: records?,
            keys: keys?,
            folder,
            bucket: bucket?,
            hour: hour?,
            tools: given(&self.backup_tools).map(PathBuf::from),
        }))
    }

    fn hour(&self, check: &mut Check) -> Option<Option<u32>> {
        let read = match given(&self.backup_hour).unwrap_or("2") {
            "off" => Ok(None),
            hour => match hour.parse::<u32>().ok().filter(|hour| *hour < 24) {
                Some(hour) => Ok(Some(hour)),
                None => Err(format!("{hour:?} is neither an hour from 0 to 23 nor off")),
            },
        };
        check.faults.take(HOUR, read)
    }

    fn bucket(&self, text: &str, check: &mut Check) -> Option<Bucket> {
        let place = check.faults.take(BUCKET, place(text, check.mode.is_production()));
        let key_id = given(&self.backup_s3_key_id);
        if key_id.is_none() {
            check.faults.add(KEY_ID, "is needed too: by it the store knows us");
        }
        let secret = self.backup_s3_secret.as_ref().filter(|secret| !secret.expose_secret().trim().is_empty());
        if secret.is_none() {
            check.faults.add(SECRET, "is needed too: by it the store knows us");
        }
        let (endpoint, name, prefix) = place?;
        Some(Bucket {
            endpoint,
            name,
            prefix,
            region: given(&self.backup_s3_region).unwrap_or("us-east-1").to_owned(),
            key_id: key_id?.to_owned(),
            secret: secret?.expose_secret().trim().into(),
        })
    }
}

/// The store, the bucket and what names begin with.
fn place(text: &str, production: bool) -> Result<(Url, String, String), String> {
    let mut url = Url::parse(text).map_err(|_| BUCKET_FORM.to_owned())?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if !plain || url.fragment().is_some() || !matches!(url.scheme(), "https" | "http") {
        return Err(BUCKET_FORM.to_owned());
    }
    if url.scheme() == "http" && (production || !is_loopback(&url)) {
        return Err("must be reached by https".to_owned());
    }
    let mut parts = url.path().split('/').filter(|part| !part.is_empty()).map(str::to_owned);
    let name = parts.next().ok_or(BUCKET_FORM)?;
    let prefix: String = parts.flat_map(|part| [part, "/".to_owned()]).collect();
    url.set_path("/");
    Ok((url, name, prefix))
}
