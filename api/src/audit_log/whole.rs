//! All of the log as Admins read it: for a file of the whole organisation.

use std::collections::HashMap;

use serde_json::Value;
use shared::audit_log::AuditFilter;
use uuid::Uuid;

use super::{changes, queries, routes, rows::EventRow};
use crate::{db::TenantTx, http::Failure};

/// So many events are read and handed over at a time.
const AT_ONCE: i64 = 500;

/// Hands over every event that is listed for the actor, some at a time, latest first.
pub(crate) fn each_event(
    tx: &mut TenantTx<'_>,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<Value>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (all, mut after) = (AuditFilter::default(), None);
    loop {
        let rows = queries::page(tx, &all, after, AT_ONCE)?;
        after = rows.last().map(EventRow::position);
        if after.is_none() {
            return Ok(());
        }
        let events = routes::shown(tx, rows)?;
        let events: Result<Vec<_>, _> = events.into_iter().map(serde_json::to_value).collect();
        take(tx, events.map_err(Failure::fault)?)?;
    }
}

/// Every id in these things, once.
pub(crate) fn ids_in(things: &[Value]) -> Vec<Uuid> {
    let mut ids = Vec::new();
    things.iter().for_each(|thing| changes::ids(thing, &mut ids));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What things are called, by their ids, as far as the actor sees them.
pub(crate) fn names(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Failure> {
    Ok(queries::things(tx, ids)?.into_iter().map(|(id, thing)| (id, thing.name)).collect())
}
