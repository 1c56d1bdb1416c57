//! Browsers that have logged in to an account before carry a secret, so that a stranger's guesses at
//! that account never slow them down. It proves nothing else: a password is asked for all the same.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use diesel::PgConnection;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use shared::wire::id::AccountId;

use super::queries::throttles;
use crate::http::Failure;

/// A browser's secret, whether presented or new.
#[derive(Clone)]
pub(super) struct Device {
    secret: SecretString,
    /// What is stored of it.
    pub(super) hash: Vec<u8>,
}

impl Device {
    fn of(secret: SecretString) -> Self {
        let hash = Sha256::new().chain_update("device\0").chain_update(secret.expose_secret()).finalize().to_vec();
        Device { secret, hash }
    }

    /// A device nobody knows yet.
    pub(super) fn new() -> Result<Self, Failure> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow::anyhow!("no random bytes: {error}")))?;
        Ok(Self::of(URL_SAFE_NO_PAD.encode(bytes).into()))
    }

    /// The presented device, if the account knows it; asked in the same way when there is no account.
    pub(super) fn known(
        conn: &mut PgConnection,
        presented: Option<SecretString>,
        account: Option<AccountId>,
    ) -> Result<Option<Self>, Failure> {
        let Some(device) = presented.map(Self::of) else { return Ok(None) };
        let account = account.unwrap_or(uuid::Uuid::nil().into());
        Ok(throttles::knows_device(conn, account, &device.hash)?.then_some(device))
    }

    /// The secret, for the cookie.
    pub(super) fn secret(&self) -> String {
        self.secret.expose_secret().to_owned()
    }
}
