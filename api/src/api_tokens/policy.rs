//! How long tokens last at the most. Opening one asks it (`enter_by_token`), so a change acts at once.

use shared::{
    access::Relation,
    api_tokens::{EditApiTokenPolicy, ReadApiTokenPolicy},
    problem::Code,
};

use super::queries;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(ask: &Ask<ReadApiTokenPolicy>, tx: &mut TenantTx<'_>) -> Answered<ReadApiTokenPolicy> {
    ask.require(tx, Relation::Organisation)?;
    let policy = queries::policy(tx)?;
    let version = policy.version;
    Ok(Reply::versioned(policy, version))
}

pub(super) fn edit(ask: &Ask<EditApiTokenPolicy>, tx: &mut TenantTx<'_>) -> Answered<EditApiTokenPolicy> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::hold_policy(tx)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let after = queries::set_policy(tx, ask.body.longest_days)?;
    queries::end_over(tx, before.longest_days.min(after.longest_days))?;
    tx.note(Event::new("api_tokens.policy_changed", tx.actor.org).before(&before).after(&after))?;
    let version = after.version;
    Ok(Reply::versioned(after, version))
}
