use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    events::{Event, EventData, EventType},
    wire::{EventId, PersonId},
};
use uuid::Uuid;

#[derive(Debug, QueryableByName)]
pub(super) struct EventRow {
    #[diesel(sql_type = SqlUuid)]
    id: EventId,
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    actor_id: Option<PersonId>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    resource_id: Option<Uuid>,
}

impl EventRow {
    pub fn id(&self) -> EventId {
        self.id
    }

    /// As it is told; `None` for a kind that isn't.
    pub fn told(self) -> Option<Event> {
        let kind = EventType::of_kind(&self.kind)?;
        let data = EventData::of(kind, self.resource_id, self.actor_id);
        Some(Event { id: self.id, kind, timestamp: self.at, data })
    }
}

/// An event's place in the log.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(super) struct PlaceRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: EventId,
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
}
