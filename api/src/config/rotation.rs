//! What the `keys` commands need of the settings: keys by what they are for, and the database as whoever reads or changes it.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};

use super::{Backup, Check, Database, Faults, KeyRing, Sealing, Settings};

/// What keys are for; each has a setting of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum KeyPurpose {
    /// They sign sessions.
    Jwt,
    /// They seal what the database must not be able to read.
    Seal,
    /// They are mixed into password hashes.
    Peppers,
    /// The mail server shows one when it brings answers.
    Reply,
    /// They seal backups.
    Backup,
}

impl KeyPurpose {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Jwt, Self::Seal, Self::Peppers, Self::Reply, Self::Backup];

    /// The setting that holds the keys.
    pub fn setting(self) -> &'static str {
        match self {
            Self::Jwt => "PERFTRACK_JWT_KEYS",
            Self::Seal => "PERFTRACK_SEAL_KEYS",
            Self::Peppers => "PERFTRACK_PEPPERS",
            Self::Reply => "PERFTRACK_REPLY_KEYS",
            Self::Backup => "PERFTRACK_BACKUP_KEYS",
        }
    }
}

/// What `keys check` needs.
#[derive(Debug, Clone)]
pub struct KeyCheck {
    /// The database as pt_backup, which reads everything.
    pub reader: SecretString,
    /// The keys that are set.
    pub rings: BTreeMap<KeyPurpose, KeyRing>,
    /// Where backups are kept, if that is said.
    pub backup: Option<Backup>,
}

/// What `keys reseal` needs.
#[derive(Debug, Clone)]
pub struct Resealing {
    /// The database as pt_backup, which finds what is sealed.
    pub reader: SecretString,
    /// The same as the server reaches it, which writes.
    pub database: Database,
    /// The first seals, all open.
    pub sealing: Sealing,
}

impl Settings {
    /// The keys of one purpose as they were given, unless there are none.
    pub fn keys_as_given(&self, purpose: KeyPurpose) -> Option<&SecretString> {
        let given = match purpose {
            KeyPurpose::Jwt => &self.sessions.jwt_keys,
            KeyPurpose::Seal => &self.sealing.seal_keys,
            KeyPurpose::Peppers => &self.passwords.peppers,
            KeyPurpose::Reply => &self.replies.reply_keys,
            KeyPurpose::Backup => &self.backup.backup_keys,
        };
        given.as_ref().filter(|keys| !keys.expose_secret().trim().is_empty())
    }

    /// Checks what it takes to find out which keys are in use.
    pub fn key_check(&self) -> Result<KeyCheck, Faults> {
        let mut check = Check::new(self.mode);
        let reader = self.database.backup(&mut check);
        let mut rings = BTreeMap::new();
        for purpose in KeyPurpose::ALL {
            let keys = self.keys_as_given(purpose).map(KeyRing::parse);
            rings.extend(keys.and_then(|keys| check.faults.take(purpose.setting(), keys)).map(|ring| (purpose, ring)));
        }
        let keeps_backups = [&self.backup.backup_dir, &self.backup.backup_s3].into_iter().any(is_set);
        let backup = if keeps_backups { self.backups(&mut check) } else { None };
        match reader {
            Some(reader) if check.faults.is_empty() => Ok(KeyCheck { reader, rings, backup }),
            _ => Err(check.faults),
        }
    }

    /// Checks what sealing anew needs.
    pub fn resealing(&self) -> Result<Resealing, Faults> {
        let mut check = Check::new(self.mode);
        let reader = self.database.backup(&mut check);
        let database = self.database.check(&mut check);
        let setting = KeyPurpose::Seal.setting();
        let keys = match self.keys_as_given(KeyPurpose::Seal) {
            Some(keys) => check.faults.take(setting, KeyRing::parse(keys)),
            // Not even in development: keys made up here open nothing.
            None => {
                check.faults.add(setting, "is needed: the first seals anew, the others open");
                None
            }
        };
        match (reader, database, keys) {
            (Some(reader), Some(database), Some(keys)) if check.faults.is_empty() => {
                Ok(Resealing { reader, database, sealing: Sealing { keys } })
            }
            _ => Err(check.faults),
        }
    }
}

fn is_set(place: &Option<String>) -> bool {
    super::given(place).is_some()
}
