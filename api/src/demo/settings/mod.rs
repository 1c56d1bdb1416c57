//! What stands in the settings: programs that may come in, an address to which events were sent, how long what is kept.
//! Nothing of it reaches anybody: names and networks are those of examples, the address is off, and no secret is known.

mod queries;

use uuid::Uuid;

use crate::{db::TenantTx, http::Failure, sealed::Sealer, webhooks};

/// Sets it up; every day follows from today.
pub(super) fn set(tx: &mut TenantTx<'_>, sealer: &Sealer) -> Result<(), Failure> {
    queries::fill(tx)?;
    let id = Uuid::now_v7();
    let secret = webhooks::unknown_secret(sealer, tx.org(), id)?;
    Ok(queries::webhook(tx, id, &secret)?)
}
