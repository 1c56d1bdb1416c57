//! Sandboxes: organisations that Admins make beside their own, for programs to be tried out in.
//!
//! A sandbox is an organisation like any other, so that everything in it is the real thing. What sets it apart stands in its row
//! of organisations: whoever pays isn't asked to (`billing`), no mail leaves to anybody but its maker (a trigger of the outbox),
//! and its clock can be put forward (`db::clock`). One that nobody uses closes (`disuse`), by the way every organisation does.

mod disuse;
mod inside;
mod making;
mod queries;
mod tokens;

use chrono::{TimeDelta, Utc};
use serde_json::json;
use shared::{
    access::{Relation, can},
    problem::Code,
    sandboxes::MANAGE,
};

use self::disuse::{Due, WARNED_DAYS};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Failure, Mounts},
    privacy,
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member_async(making::list);
    mounts.member_async(making::create);
    mounts.member_async(making::remove);
    mounts.member(inside::show);
    mounts.member(inside::put_forward);
    mounts.member_async(tokens::draw);
}

/// 403 unless the actor still may: their role may have changed since the first transaction.
fn may(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if can(tx.actor.role, &MANAGE, Relation::Organisation) { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// Has a sandbox close that nobody uses, and keeps it when somebody does after all. By the real clock, whatever its own says.
pub(crate) fn keep(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    // This holds its row: whoever ends it meanwhile isn't overruled by what was read before.
    let Some(used_on) = queries::note_use(tx)? else { return Ok(()) };
    let Some(standing) = queries::standing(tx)? else { return Ok(()) };
    match disuse::due(used_on, Utc::now().date_naive(), standing.is_idle) {
        Some(Due::Close) if standing.closes_at.is_none() => {
            let closes_at = Utc::now() + TimeDelta::days(WARNED_DAYS);
            queries::set_idle(tx, true)?;
            privacy::close_at(tx, Some(closes_at))?;
            let now = json!({ "closes_at": closes_at });
            tx.note(Event::new("organisations.closing_begun", tx.actor.org).after(&now))
        }
        Some(Due::Keep) => {
            queries::set_idle(tx, false)?;
            privacy::close_at(tx, None)?;
            let before = json!({ "closes_at": standing.closes_at });
            tx.note(Event::new("organisations.closing_ended", tx.actor.org).before(&before))
        }
        _ => Ok(()),
    }
}
