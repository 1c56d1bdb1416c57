//! Webhooks: addresses of other programs, to which the organisation's events are sent as they happen.
//!
//! What is sent is an event of `events` and nothing more: an id, what happened to which thing, and whose doing it was. So it
//! may go to whoever an Admin says, and the receiver reads the rest with its own rights. docs/webhooks.md is the guide.

mod log;
mod pinging;
mod queries;
mod routes;
mod rows;
mod schedule;
mod sending;
mod signature;

use uuid::Uuid;

use crate::{
    db::TenantTx,
    http::{Failure, Mounts},
    sealed::Sealer,
};

pub(crate) use self::sending::keep_sending;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member_async(routes::create);
    mounts.member(routes::read);
    mounts.member_async(routes::edit);
    mounts.member(routes::delete);
    mounts.member(routes::renew_secret);
    mounts.member_async(pinging::ping);
    mounts.member(log::list);
    mounts.member(log::redeliver);
    mounts.member(log::replay);
}

/// A secret that nobody is told, sealed for the address `id` that gets it.
pub(crate) fn unknown_secret(sealer: &Sealer, org: Uuid, id: Uuid) -> Result<Vec<u8>, Failure> {
    signature::Secret::new()?.sealed(sealer, org, id)
}

/// Forgets what was sent long ago.
pub(crate) fn sweep(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    Ok(queries::sweep(tx)?)
}
