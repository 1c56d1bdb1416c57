use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    audit_log::{
        AuditEvent, AuditedThing, Refusal,
        kinds::{Shown, shown},
    },
    people::PersonRef,
    wire::{PersonId, SessionId},
};
use uuid::Uuid;

use super::changes::{changes, ids};

/// Where a page ends. Not a number of the log's own: what isn't listed would be a gap in them.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Position(pub DateTime<Utc>, pub Uuid);

#[derive(Debug, QueryableByName)]
pub(super) struct EventRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    actor_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    actor_name: Option<String>,
    #[diesel(sql_type = Bool)]
    by_service: bool,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    session_id: Option<SessionId>,
    #[diesel(sql_type = Nullable<Text>)]
    token_name: Option<String>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    resource_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    before: Option<Value>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    after: Option<Value>,
    #[diesel(sql_type = Text)]
    address: String,
    #[diesel(sql_type = Text)]
    request_id: String,
}

impl EventRow {
    pub fn position(&self) -> Position {
        Position(self.at, self.id)
    }

    /// The ids of what is to be named where it is shown.
    pub fn named(&self) -> Vec<Uuid> {
        let mut named: Vec<Uuid> = self.resource_id.into_iter().collect();
        if self.is_told() {
            [&self.before, &self.after].into_iter().flatten().for_each(|value| ids(value, &mut named));
        }
        named
    }

    fn is_told(&self) -> bool {
        matches!(shown(&self.kind), Shown::Fields(_))
    }

    /// As it is shown, among what things are called.
    pub fn shown(self, things: &HashMap<Uuid, AuditedThing>) -> AuditEvent {
        let resource = self.resource_id.and_then(|id| things.get(&id)).cloned();
        let named = |id: Uuid| things.get(&id).map(|thing| thing.name.clone());
        let told = self.is_told();
        let of_account = self.kind.starts_with("accounts.");
        let changes = if told { changes(self.before.as_ref(), self.after.as_ref(), &named) } else { Vec::new() };
        let device = self.after.as_ref().and_then(|after| after.get("device")?.as_str()).filter(|_| of_account);
        AuditEvent {
            id: self.id,
            at: self.at,
            actor: self.actor_id.zip(self.actor_name).map(|(id, name)| PersonRef { id, name }),
            by_service: self.by_service,
            changes: changes.into_iter().filter(|change| !of_account || change.field != "device").collect(),
            device: device.map(str::to_owned),
            kind: self.kind,
            resource_id: self.resource_id,
            resource,
            // What the server does by itself comes from nowhere.
            address: if self.address == "0.0.0.0" { String::new() } else { self.address },
            request_id: self.request_id,
            session_id: self.session_id,
            token: self.token_name,
        }
    }
}

/// Where a page of refusals ends; nowhere before the first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct RefusalPosition(pub Option<DateTime<Utc>>, pub Option<Uuid>, pub Option<String>);

/// What somebody was refused in the days that are known.
#[derive(Debug, QueryableByName)]
pub(super) struct RefusalRow {
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    person_name: String,
    #[diesel(sql_type = Bool)]
    by_service: bool,
    /// As it is declared.
    #[diesel(sql_type = Text)]
    pub operation: String,
    #[diesel(sql_type = BigInt)]
    times: i64,
    #[diesel(sql_type = Timestamptz)]
    last_at: DateTime<Utc>,
}

impl RefusalRow {
    pub fn position(&self) -> RefusalPosition {
        RefusalPosition(Some(self.last_at), Some(self.person_id.0), Some(self.operation.clone()))
    }

    /// As it is shown, by what the operation is called outside.
    pub fn shown(self, operation: String, summary: String) -> Refusal {
        Refusal {
            person: PersonRef { id: self.person_id, name: self.person_name },
            by_service: self.by_service,
            operation,
            summary,
            times: self.times,
            last_at: self.last_at,
        }
    }
}
