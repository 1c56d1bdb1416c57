//! API tokens: made by whoever is to be acted as, revoked by them or an Admin. How one is opened, the kernel knows
//! (`db::claim`); what it may do follows from its scopes (`shared::api_tokens::scope_of`) and its owner's role now.

mod everybody;
mod own;
mod policy;
mod queries;
mod secret;

use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::{Failure, Mounts},
    notifications,
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(own::list);
    mounts.member(own::create);
    mounts.member(own::revoke);
    mounts.member(everybody::list);
    mounts.member(everybody::revoke);
    mounts.member(policy::show);
    mounts.member(policy::edit);
}

/// Tells whose tokens end soon. Who made one for a few days knows.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for ending in queries::ending(tx)? {
        let occasion = ending.expires_at.date_naive().to_string();
        notifications::remind(tx, NoticeKind::ApiTokenEnding, ending.id, &occasion, &[ending.person_id])?;
    }
    Ok(())
}
