//! What authenticators were asked, until it is answered, once.

use chrono::{TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use shared::wire::SessionId;

use super::{ceremony, queries};
use crate::{
    db::AccountTx,
    http::{Failure, SECOND_STEP},
    sealed::Sealer,
};

/// Who may answer, for what. One question at a time: another takes the place of the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holder([u8; 32]);

impl Holder {
    /// A session that adds a passkey.
    pub(super) fn adding(session: SessionId) -> Self {
        Self::of("adding", session.0.as_bytes())
    }

    /// A session that confirms who holds it.
    pub(super) fn proof(session: SessionId) -> Self {
        Self::of("proof", session.0.as_bytes())
    }

    /// A browser that logs in, by the secret of its cookie.
    pub(super) fn log_in(secret: &SecretString) -> Self {
        Self::of("log-in", secret.expose_secret().as_bytes())
    }

    fn of(purpose: &str, who: &[u8]) -> Self {
        Self(
            Sha256::new()
                .chain_update("passkey\0")
                .chain_update(purpose)
                .chain_update([0])
                .chain_update(who)
                .finalize()
                .into(),
        )
    }

    /// What is kept is sealed for its holder alone.
    fn context(&self) -> String {
        format!("accounts.passkey/{}", ceremony::text(self.0))
    }
}

/// Keeps what was asked for five minutes.
pub(super) fn keep(tx: &mut AccountTx<'_>, sealer: &Sealer, holder: Holder, state: &[u8]) -> Result<(), Failure> {
    let sealed = sealer.seal(&holder.context(), state)?;
    queries::keep(tx.conn(), &holder.0, &sealed, Utc::now() + TimeDelta::seconds(SECOND_STEP.seconds))?;
    Ok(())
}

/// Takes it, whatever becomes of the answer: a transaction of its own, so that nobody tries twice. `None` if nothing was
/// asked, it was answered, or that was too long ago.
pub(super) fn take(tx: &mut AccountTx<'_>, sealer: &Sealer, holder: Holder) -> Result<Option<Vec<u8>>, Failure> {
    let sealed = queries::take(tx.conn(), &holder.0)?;
    sealed.map(|sealed| sealer.open(&holder.context(), &sealed)).transpose()
}
