use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    events::EventType,
    webhooks::{WebhookAttempt, WebhookDelivery, WebhookDeliveryState, WebhookOutcome},
    wire::{EventId, WebhookDeliveryId},
};
use uuid::Uuid;

use crate::db::schema::{webhook_attempts, webhook_deliveries};

/// Where a page ends: when it was queued, and the event, whose ids grow as time goes on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Position(pub DateTime<Utc>, pub Uuid);

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = webhook_deliveries)]
pub(super) struct DeliveryRow {
    pub id: WebhookDeliveryId,
    pub event_id: EventId,
    event_kind: String,
    state: WebhookDeliveryState,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
}

impl DeliveryRow {
    pub fn position(&self) -> Position {
        Position(self.created_at, self.event_id.0)
    }

    /// With its tries; `None` of a kind of event that this server doesn't know.
    pub fn shown(self, attempts: Vec<WebhookAttempt>) -> Option<WebhookDelivery> {
        Some(WebhookDelivery {
            id: self.id,
            event_id: self.event_id,
            event_type: EventType::of_kind(&self.event_kind)?,
            state: self.state,
            created_at: self.created_at,
            due_at: (self.state == WebhookDeliveryState::Waiting).then_some(self.due_at),
            attempts,
        })
    }
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = webhook_attempts)]
pub(super) struct AttemptRow {
    pub delivery_id: WebhookDeliveryId,
    at: DateTime<Utc>,
    outcome: WebhookOutcome,
    status: Option<i32>,
    millis: i32,
}

impl AttemptRow {
    pub fn shown(&self) -> WebhookAttempt {
        WebhookAttempt {
            at: self.at,
            outcome: self.outcome,
            status: self.status.and_then(|status| u16::try_from(status).ok()),
            millis: u32::try_from(self.millis).unwrap_or(0),
        }
    }
}
