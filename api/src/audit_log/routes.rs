use chrono::Utc;
use serde_json::json;
use shared::{
    access::Relation,
    audit_log::{
        AuditChain, AuditEvent, AuditFilter, BrokenLink, ChainCheck, CheckAuditChain, ListAuditEvents, ReadAuditChain,
    },
    wire::{Page, check},
};
use uuid::Uuid;

use super::{
    queries,
    rows::{EventRow, Position},
};
use crate::{
    audit::{self, Event},
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListAuditEvents>, tx: &mut TenantTx<'_>) -> Answered<ListAuditEvents> {
    ask.require(tx, Relation::Organisation)?;
    let filter = AuditFilter { cursor: None, limit: None, ..ask.query.clone() };
    days(&filter)?;
    let (list, limit) = (List::new("audit_log", &filter)?, ask.query.limit.unwrap_or_default());
    let after: Option<Position> = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, after, limit.get() + 1)?;
    let page = list.page(rows, limit, EventRow::position, |row| row)?;
    Ok(Reply::new(Page { items: shown(tx, page.items)?, next_cursor: page.next_cursor }))
}

pub(super) fn chain(ask: &Ask<ReadAuditChain>, tx: &mut TenantTx<'_>) -> Answered<ReadAuditChain> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(AuditChain { linked_since: audit::linked_since(tx)? }))
}

pub(super) fn check(ask: &Ask<CheckAuditChain>, tx: &mut TenantTx<'_>) -> Answered<CheckAuditChain> {
    ask.require(tx, Relation::Organisation)?;
    let broken = audit::check(tx)?;
    if let Some(broken) = broken {
        tracing::error!(org = %tx.actor.org, "an audit log is broken: {broken}");
    }
    tx.note(Event::general("audit_log.checked").after(&json!({ "whole": broken.is_none() })))?;
    let broken = broken.map(|broken| BrokenLink { number: broken.seq, breach: broken.how });
    Ok(Reply::new(ChainCheck { checked_at: Utc::now(), broken }))
}

/// 422 for days that no calendar of ours has.
pub(super) fn days(filter: &AuditFilter) -> Result<(), Failure> {
    for (field, day) in [("from", filter.from), ("to", filter.to)] {
        if let Some(day) = day {
            check::date(&day, &()).map_err(|error| Failure::field(field, error.message()))?;
        }
    }
    Ok(())
}

/// Events with the names of what they happened to, and of what they tell.
pub(super) fn shown(tx: &mut TenantTx<'_>, rows: Vec<EventRow>) -> Result<Vec<AuditEvent>, Failure> {
    let mut named: Vec<Uuid> = rows.iter().flat_map(EventRow::named).collect();
    named.sort_unstable();
    named.dedup();
    let things = queries::things(tx, &named)?;
    Ok(rows.into_iter().map(|row| row.shown(&things)).collect())
}
