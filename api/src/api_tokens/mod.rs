//! API tokens: made by whoever is to be acted as, revoked by them or an Admin. How one is opened, the kernel knows
//! (`db::claim`); what it may do follows from its scopes (`shared::api_tokens::scope_of`) and its owner's role now. And service
//! accounts: owners of tokens that are nobody.

mod acting;
mod everybody;
mod own;
mod policy;
mod queries;
mod secret;
mod services;

use shared::notifications::NoticeKind;

pub(crate) use self::{
    acting::{act_as, networks_to_give},
    secret::draw as draw_secret,
};
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
    mounts.member(services::list);
    mounts.member(services::create);
    mounts.member(services::remove);
    mounts.member(services::create_token);
}

/// Tells whose tokens end soon, and Admins of service accounts'. Who made one for a few days knows.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    for ending in queries::ending(tx)? {
        let occasion = ending.expires_at.date_naive().to_string();
        let kind = if ending.is_service { NoticeKind::ServiceTokenEnding } else { NoticeKind::ApiTokenEnding };
        notifications::remind(tx, kind, ending.id, &occasion, &ending.told)?;
    }
    Ok(())
}
