//! Events for programs: the part of the audit log that is told to them, thin, read on from where one was.
//!
//! Positions in the log stay here. Whoever reads on says an event's id; whoever sends events (`webhooks`) keeps the number,
//! below which nothing is ever added: numbers are given under a lock that is held until the commit.

mod queries;
mod routes;
mod rows;

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use shared::events::{Event, EventType};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    http::{Failure, Mounts},
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
}

/// The kinds of events of the audit log that are told as these types; as all of them if none is named.
pub(crate) fn kinds_of(types: &[EventType]) -> Vec<&'static str> {
    let types = if types.is_empty() { EventType::ALL } else { types };
    types.iter().flat_map(|told| told.kinds()).copied().collect()
}

/// The number of the organisation's last event.
pub(crate) fn newest(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    queries::newest_number(tx)
}

/// An event as it is sent, in an organisation that nobody acts in; `None` if it isn't told.
pub(crate) fn told(tx: &mut TenantTx<'_>, number: i64) -> QueryResult<Option<Event>> {
    Ok(queries::at(tx, number)?.and_then(rows::EventRow::told))
}

/// An event of no list, which somebody has sent to see whether it arrives.
pub(crate) fn ping(id: Uuid, timestamp: DateTime<Utc>) -> Event {
    Event { id: id.into(), kind: EventType::WebhookPing, timestamp, data: Default::default() }
}

/// What is sent: the same JSON as in the list.
pub(crate) fn body(event: &Event) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(event).map_err(Failure::fault)
}
