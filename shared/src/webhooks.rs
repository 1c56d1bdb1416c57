//! Webhooks: addresses of other programs, to which events are sent as they happen. Signed as Standard Webhooks
//! (standardwebhooks.com) says; the guide is `docs/webhooks.md`.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    events::EventType,
    operation::{Json, Made, Nothing},
    operations,
    people::PersonRef,
    permissions,
    wire::{EventId, Limit, Page, WebhookDeliveryId, WebhookId, check, choice::choice},
};

permissions! { webhooks;
    /// Set to which addresses the organisation's events are sent, and see what became of it.
    MANAGE "manage" never, never, never, Admin;
}

// A member's POST keeps its answer for a day, to give it again to the same `Idempotency-Key`. So the secret comes by a PUT,
// which keeps none.
operations! { "webhooks";
    /// The addresses that events are sent to, oldest first, and how each is doing.
    /// All of them, at most 20; no secret is in it.
    ListWebhooks: Get "/api/v1/webhooks" { answer: Json<WebhookList>, who: may MANAGE }
    /// Have events sent to an address from now on. Draw its secret next, by `renew_webhook_secret`: what is sent before is signed with one that nobody knows.
    CreateWebhook: Post "/api/v1/webhooks" { body: Json<NewWebhook>, answer: Made<Webhook>, who: may MANAGE }
    /// One address, and how it is doing.
    /// Its secret is told once, by `renew_webhook_secret`, and never here.
    ReadWebhook: Get "/api/v1/webhooks/{id}" { params: WebhookPath, answer: Json<Webhook>, who: may MANAGE }
    /// Change what is sent where, or turn it on or off. What waits when it is turned off is dropped; on again, it goes on from then.
    EditWebhook: Patch "/api/v1/webhooks/{id}" { params: WebhookPath, body: Json<WebhookChanges>, answer: Json<Webhook>, who: may MANAGE }
    /// Send nothing there any more, and forget it with all that was sent.
    /// What waits for it is dropped.
    DeleteWebhook: Delete "/api/v1/webhooks/{id}" { params: WebhookPath, answer: Nothing, who: may MANAGE }
    /// Draw a new secret. It is in the answer, and never shown again. For a day everything is signed with the one before as well.
    RenewWebhookSecret: Put "/api/v1/webhooks/{id}/secret" { params: WebhookPath, answer: Json<WebhookSecret>, who: may MANAGE }
    /// Send a `webhook.ping` now, even where it is off, and say what became of it.
    /// Signed as everything else is, once in five seconds at most, or 429. `millis` is how long the answer took; it is
    /// no delivery and isn't tried again.
    PingWebhook: Post "/api/v1/webhooks/{id}/ping" { params: WebhookPath, answer: Json<WebhookPing>, who: may MANAGE }
    /// What was sent there in the last 30 days, latest first, with every try.
    /// `state` narrows the list to what waits, arrived, failed or was dropped.
    ListWebhookDeliveries: Get "/api/v1/webhooks/{id}/deliveries" { params: WebhookPath, query: WebhookDeliveryFilter, answer: Json<Page<WebhookDelivery>>, who: may MANAGE }
    /// Send one event again, whatever became of it before.
    /// It is queued, and the answer is how it stands then. 409 if the address is turned off or has stopped by itself.
    RedeliverEvent: Post "/api/v1/webhooks/{id}/deliveries/{delivery_id}/redeliver" { params: WebhookDeliveryPath, answer: Json<WebhookDelivery>, who: may MANAGE }
    /// Send everything again that happened since a moment and hasn't arrived: what failed, what was dropped, and what happened while it was off.
    /// `since` is at most 90 days ago, or 422. Of what was sent more than 30 days ago nobody knows any more whether it arrived,
    /// so all of it is sent. The answer counts what is queued. 409 if the address is turned off or has stopped by itself.
    ReplayEvents: Post "/api/v1/webhooks/{id}/replay" { params: WebhookPath, body: Json<WebhookReplay>, answer: Json<WebhookReplayed>, who: may MANAGE }
}

/// Most addresses of one organisation.
pub const MOST_WEBHOOKS: usize = 20;
/// How long it can be seen what was sent, in days.
pub const DELIVERIES_KEPT_DAYS: i64 = 30;
/// How long the secret before signs as well, in hours.
pub const OVERLAP_HOURS: i64 = 24;
/// After so many days of nothing but failure nothing is sent any more.
pub const FAILING_DAYS: i64 = 5;

choice! {
    /// Whether anything is sent.
    pub enum WebhookState {
        /// It is.
        On = "on",
        /// Somebody turned it off.
        Off = "off",
        /// It stopped by itself: what was sent didn't arrive.
        Stopped = "stopped",
    }
}

choice! {
    /// Why nothing is sent any more.
    pub enum WebhookTrouble {
        /// The address answered that it is gone (410).
        Gone = "gone",
        /// Nothing has arrived for days.
        Failing = "failing",
    }
}

choice! {
    /// How the sending of an event stands.
    pub enum WebhookDeliveryState {
        /// It is to be sent, for the first time or again.
        Waiting = "waiting",
        /// It arrived.
        Delivered = "delivered",
        /// It never arrived, and isn't tried any more.
        Failed = "failed",
        /// It waited when the address was turned off or stopped.
        Dropped = "dropped",
    }
}

choice! {
    /// What became of a try.
    pub enum WebhookOutcome {
        /// The answer was a status from 200 to 299.
        Delivered = "delivered",
        /// The answer was another status. Redirects aren't followed.
        Refused = "refused",
        /// The answer was 410: nothing is to be sent any more.
        Gone = "gone",
        /// No answer came within ten seconds.
        Unreachable = "unreachable",
        /// The address doesn't lead to the public internet; nothing was sent.
        Forbidden = "forbidden",
    }
}

/// Path of one address.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WebhookPath {
    /// The webhook.
    pub id: WebhookId,
}

/// Path of the sending of one event to one address.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WebhookDeliveryPath {
    /// The webhook.
    pub id: WebhookId,
    /// What was sent there.
    pub delivery_id: WebhookDeliveryId,
}

/// An address that events are sent to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Webhook {
    /// Names it.
    pub id: WebhookId,
    /// Where events are sent.
    pub url: String,
    /// What it is for, or whose.
    pub description: String,
    /// Which events are sent; all if none is named.
    pub types: Vec<EventType>,
    /// Whether anything is sent.
    pub state: WebhookState,
    /// Why it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<WebhookTrouble>,
    /// Since when nothing has arrived that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<DateTime<Utc>>,
    /// When something last arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<DateTime<Utc>>,
    /// How many events are to be sent, for the first time or again.
    pub waiting: i64,
    /// How many events of the last 30 days never arrived.
    pub failed: i64,
    /// When its secret was drawn and shown; absent if nobody has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_at: Option<DateTime<Utc>>,
    /// Until when the secret before signs as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_secret_until: Option<DateTime<Utc>>,
    /// Who set it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

/// The addresses that events are sent to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WebhookList {
    /// Oldest first.
    pub items: Vec<Webhook>,
}

/// An address to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where events are to be sent: https, and reachable from the internet.
    #[garde(custom(check::line(1, 2000)))]
    pub url: String,
    /// What it is for, or whose.
    #[serde(default)]
    #[garde(custom(check::line(0, 200)))]
    pub description: String,
    /// Which events; all if none is named.
    #[serde(default)]
    #[garde(custom(check::count(0, EventType::ALL.len())))]
    pub types: Vec<EventType>,
}

/// Changes to what is sent where; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct WebhookChanges {
    /// Where events are to be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 2000))))]
    pub url: Option<String>,
    /// What it is for, or whose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(0, 200))))]
    pub description: Option<String>,
    /// Which events; all if none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(0, EventType::ALL.len()))))]
    pub types: Option<Vec<EventType>>,
    /// Whether to send anything. Turning it on starts one that stopped by itself, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub on: Option<bool>,
}

/// The secret by which a receiver knows that we have sent it. It has no `Debug`: it is nobody's to print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookSecret {
    /// `whsec_` and the key in base64, as the libraries of Standard Webhooks take it.
    pub secret: String,
    /// Until when the secret before signs as well, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_secret_until: Option<DateTime<Utc>>,
}

/// What became of a ping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookPing {
    /// In a word.
    pub outcome: WebhookOutcome,
    /// The status that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: u32,
}

/// The sending of one event to one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookDelivery {
    /// Names it.
    pub id: WebhookDeliveryId,
    /// The event, as `webhook-id` says it too.
    pub event_id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// How it stands.
    pub state: WebhookDeliveryState,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When it is tried next, if it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Every try, oldest first.
    pub attempts: Vec<WebhookAttempt>,
}

/// One try. What was answered besides the status is never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookAttempt {
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub outcome: WebhookOutcome,
    /// The status that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: u32,
}

/// Which deliveries to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WebhookDeliveryFilter {
    /// Those that stand like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<WebhookDeliveryState>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// From when on to send again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct WebhookReplay {
    /// Everything since then, at most 90 days ago.
    #[garde(skip)]
    pub since: DateTime<Utc>,
}

/// What is to be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookReplayed {
    /// How many events; at most 10,000 at once, the oldest first.
    pub queued: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_line_and_no_types_are_all_of_them() {
        let new: NewWebhook = serde_json::from_str(r#"{ "url": "https://example.com/hook" }"#).unwrap();
        assert!(new.validate().is_ok() && new.types.is_empty());
        for url in ["", "   ", "https://example.com/\nhook"] {
            assert!(NewWebhook { url: url.to_owned(), ..new.clone() }.validate().is_err(), "{url:?}");
        }
        assert!(
            serde_json::from_str::<NewWebhook>(r#"{ "url": "https://a.example", "types": ["kpi.sold"] }"#).is_err()
        );
    }
}
