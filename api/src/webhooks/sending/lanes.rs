//! One address, one lane: what is due for it, one event after the other.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::Utc;
use shared::{
    notifications::NoticeKind,
    webhooks::{WebhookState, WebhookTrouble},
    wire::{WebhookDeliveryId, WebhookId, id::OrganisationId},
};
use tokio::sync::Semaphore;

use super::queries;
use crate::{
    app::State,
    audit,
    db::{Resource, TenantTx},
    events,
    http::Failure,
    notifications::tell,
    people,
    sealed::Sealer,
    webhooks::{
        pinging::Target,
        queries as endpoints,
        rows::EndpointRow,
        schedule::{self, Fate},
    },
    worker::outgoing::Answer,
};

/// Addresses that are sent to at once: more than one organisation may have.
const AT_ONCE: usize = 32;

/// To which addresses this process is sending.
#[derive(Clone)]
pub(super) struct Lanes {
    busy: Arc<Mutex<HashSet<WebhookId>>>,
    places: Arc<Semaphore>,
}

impl Default for Lanes {
    fn default() -> Self {
        Self { busy: Arc::default(), places: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// A lane that is used; it is free when this is gone, however it went.
struct Taken {
    busy: Arc<Mutex<HashSet<WebhookId>>>,
    webhook: WebhookId,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.webhook);
    }
}

impl Lanes {
    /// Sends what is due at an address, in the background, unless this process is at it already.
    pub(super) fn begin(&self, state: &Arc<State>, org: OrganisationId, webhook: WebhookId) {
        if !self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(webhook) {
            return;
        }
        let taken = Taken { busy: self.busy.clone(), webhook };
        let (places, state) = (self.places.clone(), state.clone());
        tokio::spawn(async move {
            if let Err(failure) = send_all(&state, &places, org, webhook).await {
                tracing::warn!(%org, %webhook, code = %failure.code(), "an address can't be sent to now");
            }
            drop(taken);
        });
    }
}

/// Sends until nothing is due, or the address needs a rest. A place is given back after each batch: those who wait get the
/// next one, so that no slow address keeps it.
async fn send_all(
    state: &Arc<State>,
    places: &Semaphore,
    org: OrganisationId,
    webhook: WebhookId,
) -> Result<(), Failure> {
    let mut goes_on = true;
    while goes_on {
        let Ok(_place) = places.acquire().await else { break };
        let due = state.database.job(org, None, move |tx| Ok(queries::take_lane(tx, webhook)?)).await?;
        let Some(due) = due.filter(|due| !due.is_empty()) else { break };
        for delivery in due {
            goes_on = send_one(state, org, webhook, delivery).await?;
            if !goes_on {
                break;
            }
        }
        state.database.job(org, None, move |tx| Ok(queries::release(tx, webhook)?)).await?;
    }
    state.database.job(org, None, |tx| Ok(queries::come_back(tx)?)).await?;
    Ok(())
}

/// What is to be sent, and where.
struct Letter {
    target: Target,
    event: shared::events::Event,
}

/// Sends one event; whether the next may follow.
async fn send_one(
    state: &Arc<State>,
    org: OrganisationId,
    webhook: WebhookId,
    delivery: WebhookDeliveryId,
) -> Result<bool, Failure> {
    let sealer = state.sealer.clone();
    let letter = state.database.job(org, None, move |tx| letter(tx, &sealer, webhook, delivery)).await?.flatten();
    let Some(Letter { target, event }) = letter else { return Ok(true) };
    let (answer, millis) = target.send(state, event.id.0, events::body(&event)?).await;
    let settled = state.database.job(org, None, move |tx| settle(tx, webhook, delivery, answer, millis));
    Ok(settled.await?.unwrap_or(false))
}

/// What an event says, and where it goes now; `None` if it isn't to be sent any more: somebody turned the address off or
/// removed it, or there is nothing to tell.
fn letter(
    tx: &mut TenantTx<'_>,
    sealer: &Sealer,
    webhook: WebhookId,
    delivery: WebhookDeliveryId,
) -> Result<Option<Letter>, Failure> {
    let endpoint = EndpointRow::find(tx, webhook)?.filter(|endpoint| endpoint.state == WebhookState::On);
    let (Some(endpoint), Some(number)) = (endpoint, queries::waiting(tx, delivery)?) else { return Ok(None) };
    let Some(event) = events::told(tx, number)? else {
        queries::drop_one(tx, delivery)?;
        return Ok(None);
    };
    Ok(Some(Letter { target: Target::of(&endpoint, tx.org(), sealer, Utc::now())?, event }))
}

/// Writes down what became of an event; whether the next may follow.
fn settle(
    tx: &mut TenantTx<'_>,
    webhook: WebhookId,
    delivery: WebhookDeliveryId,
    answer: Answer,
    millis: i32,
) -> Result<bool, Failure> {
    // The address first, as whoever turns it off does.
    let Some((failing_since, state)) = queries::lock(tx, webhook)? else { return Ok(false) };
    let Some(tries) = queries::count(tx, delivery)? else { return Ok(false) };
    let now = Utc::now();
    let since = failing_since.unwrap_or(now);
    let verdict = schedule::verdict(answer, tries, Some(since), jitter(), now);
    queries::attempted(tx, delivery, schedule::outcome(answer), millis)?;
    queries::settle(tx, delivery, verdict.fate)?;
    if verdict.fate == Fate::Delivered {
        queries::arrived(tx, webhook)?;
    } else {
        queries::failed(tx, webhook, since, verdict.rest)?;
    }
    if let Some(trouble) = verdict.stop.filter(|_| state == WebhookState::On) {
        stop(tx, webhook, trouble)?;
    }
    Ok(verdict.rest.is_none() && verdict.stop.is_none())
}

/// Nothing is sent any more until somebody looks; Admins hear of it.
fn stop(tx: &mut TenantTx<'_>, webhook: WebhookId, trouble: WebhookTrouble) -> Result<(), Failure> {
    endpoints::turn_off(tx, webhook, WebhookState::Stopped, Some(trouble))?;
    let admins = people::admins(tx, None)?;
    tell(tx, NoticeKind::WebhookStopped, webhook, &admins)?;
    tx.note(audit::Event::new("webhooks.stopped", webhook))
}

/// Where there is no randomness, events come back together.
fn jitter() -> f64 {
    let mut byte = [0];
    let _ = getrandom::fill(&mut byte);
    f64::from(byte[0]) / 255.0
}
