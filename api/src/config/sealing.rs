//! What seals secrets that the database keeps for people.

use secrecy::SecretString;

use super::{Check, KeyRing, sessions::ring};

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SealingSettings {
    /// Keys that seal what the database must not be able to read, as `id:base64[,…]`: the first seals, all open.
    #[arg(long, env = "PERFTRACK_SEAL_KEYS", hide_env_values = true)]
    pub seal_keys: Option<SecretString>,
}

/// What seals and opens.
#[derive(Debug, Clone)]
pub struct Sealing {
    /// The first seals, all open.
    pub keys: KeyRing,
}

impl SealingSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Sealing> {
        let made_up = "PERFTRACK_SEAL_KEYS is not set: what is sealed now can't be opened after a restart";
        let keys = ring("PERFTRACK_SEAL_KEYS", &self.seal_keys, made_up, check)?;
        Some(Sealing { keys })
    }
}
