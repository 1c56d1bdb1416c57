//! How long sessions last in an organisation. Opening a session asks it (`enter_tenant`), so a change acts at once.

mod queries;

use shared::{
    access::Relation,
    organisations::{EditSessionPolicy, ReadSessionPolicy},
    problem::Code,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(_: &Ask<ReadSessionPolicy>, tx: &mut TenantTx<'_>) -> Answered<ReadSessionPolicy> {
    let policy = queries::read(tx)?;
    let version = policy.version;
    Ok(Reply::versioned(policy, version))
}

pub(super) fn edit(ask: &Ask<EditSessionPolicy>, tx: &mut TenantTx<'_>) -> Answered<EditSessionPolicy> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::update(tx, &ask.body)?;
    tx.note(Event::new("organisations.session_policy_changed", tx.actor.org).before(&before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}
