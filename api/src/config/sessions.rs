//! Settings of the signed session cookie.

use secrecy::{ExposeSecret, SecretString};

use super::{Check, KeyRing};

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SessionSettings {
    /// Keys that sign sessions, as `id:base64[,id:base64…]`: the first signs, all verify.
    #[arg(long, env = "PERFTRACK_JWT_KEYS", hide_env_values = true)]
    pub jwt_keys: Option<SecretString>,
}

/// What signs and verifies sessions.
#[derive(Debug, Clone)]
pub struct Sessions {
    /// The first signs, all verify.
    pub keys: KeyRing,
}

impl SessionSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Sessions> {
        let made_up = "PERFTRACK_JWT_KEYS is not set: sessions end when this server stops";
        let keys = ring("PERFTRACK_JWT_KEYS", &self.jwt_keys, made_up, check)?;
        Some(Sessions { keys })
    }
}

/// The keys of one purpose; in development made up, with a warning, when there are none.
pub(super) fn ring(
    setting: &'static str,
    value: &Option<SecretString>,
    made_up: &str,
    check: &mut Check,
) -> Option<KeyRing> {
    match value.as_ref().filter(|text| !text.expose_secret().trim().is_empty()) {
        Some(text) => check.faults.take(setting, KeyRing::parse(text)),
        None if check.mode.is_production() => {
            let reason = "production needs a secret: set id:base64, made with `perftrack keys new`";
            check.faults.add(setting, reason);
            None
        }
        None => {
            check.warnings.push(made_up.to_owned());
            check.faults.take(setting, KeyRing::ephemeral())
        }
    }
}
