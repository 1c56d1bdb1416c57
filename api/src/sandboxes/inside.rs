//! In a sandbox: its clock.

use serde_json::json;
use shared::{
    access::Relation,
    problem::Code,
    sandboxes::{MOST_DAYS_AHEAD, MoveSandboxClock, ReadSandbox, SandboxClock},
};

use super::queries;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications,
};

pub(super) fn show(ask: &Ask<ReadSandbox>, tx: &mut TenantTx<'_>) -> Answered<ReadSandbox> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(clock(tx)?))
}

pub(super) fn put_forward(ask: &Ask<MoveSandboxClock>, tx: &mut TenantTx<'_>) -> Answered<MoveSandboxClock> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::hold_clock(tx)?.ok_or(Code::NotFound)?;
    let after = before + i32::from(ask.body.days);
    match i32::from(MOST_DAYS_AHEAD) - before {
        left if left >= i32::from(ask.body.days) => {}
        left if left > 0 => return Err(Failure::field("days", &format!("out_of_range:1–{left}"))),
        _ => return Err(Failure::field("days", "not_allowed_now")),
    }
    queries::put_forward(tx, after)?;
    notifications::call_round(tx)?;
    let event = Event::new("sandboxes.clock_moved", tx.actor.org).before(&json!({ "days_ahead": before }));
    tx.note(event.after(&json!({ "days_ahead": after })))?;
    Ok(Reply::new(clock(tx)?))
}

/// 404 where it isn't a sandbox.
fn clock(tx: &mut TenantTx<'_>) -> Result<SandboxClock, Failure> {
    let standing = queries::standing(tx)?.ok_or(Code::NotFound)?;
    Ok(SandboxClock {
        today: standing.today,
        days_ahead: u16::try_from(standing.days_ahead).unwrap_or(0),
        is_settled: standing.is_settled,
        closes_at: standing.closes_at,
    })
}
