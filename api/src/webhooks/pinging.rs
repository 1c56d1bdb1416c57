//! A ping: whether something arrives, before anything happens.

use std::time::Instant;

use chrono::{DateTime, Utc};
use shared::webhooks::{MANAGE, PingWebhook, WebhookPing};
use uuid::Uuid;

use super::{queries, rows::EndpointRow, schedule, signature, signature::Secret};
use crate::{
    app::State,
    audit::Event,
    db::Changeable,
    events,
    http::{Answered, Failure, MemberCall, Reply},
    sealed::Sealer,
    worker::outgoing::Answer,
};

/// Everything that is needed to send: where, by whose secrets.
pub(super) struct Target {
    url: String,
    secrets: Vec<Secret>,
}

impl Target {
    /// Of an address as it stands now.
    pub fn of(row: &EndpointRow, org: Uuid, sealer: &Sealer, now: DateTime<Utc>) -> Result<Self, Failure> {
        let secrets = row.secrets(now).map(|sealed| Secret::opened(sealer, org, row.id.0, sealed));
        Ok(Self { url: row.url.clone(), secrets: secrets.collect::<Result<_, _>>()? })
    }

    /// Sends a body under an id; what was answered, and after how many milliseconds.
    pub async fn send(&self, state: &State, id: Uuid, body: Vec<u8>) -> (Answer, i32) {
        let (id, moment) = (id.to_string(), Utc::now().timestamp());
        let signature = signature::header(&self.secrets, &id, moment, &body);
        let headers = [("webhook-id", id), ("webhook-timestamp", moment.to_string()), ("webhook-signature", signature)];
        let begun = Instant::now();
        let answer = state.outgoing.post_with(&self.url, body, headers).await;
        (answer, i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX))
    }
}

/// Sends a ping however the address stands, so that one can see it work before it goes on.
pub(super) async fn ping(call: MemberCall<PingWebhook>) -> Answered<PingWebhook> {
    let (id, sealer) = (call.ask.params.id, call.ask.sealer.clone());
    let begun = call.tenant(move |tx| {
        let webhook = Changeable::<EndpointRow>::change(tx, id, &MANAGE, None)?;
        if !queries::begin_ping(tx, &webhook)? {
            return Err(Failure::too_many(queries::PING_SECONDS));
        }
        tx.note(Event::new("webhooks.tried", id))?;
        Target::of(&webhook, tx.org(), &sealer, Utc::now())
    });
    let target = begun.await?;
    let event = events::ping(Uuid::now_v7(), Utc::now());
    let (answer, millis) = target.send(&call.state, event.id.0, events::body(&event)?).await;
    let (outcome, status) = schedule::outcome(answer);
    let ping = WebhookPing { outcome, status, millis: u32::try_from(millis).unwrap_or(0) };
    call.once(move |tx| {
        tx.note(Event::new("webhooks.trial_ended", id).after(&ping))?;
        Ok(Reply::new(ping))
    })
    .await
}
