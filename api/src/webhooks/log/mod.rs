//! What was sent to an address, and sending it again.

mod queries;
mod rows;

use chrono::{TimeDelta, Utc};
use serde_json::json;
use shared::{
    events::KEPT_DAYS,
    problem::Code,
    webhooks::{
        ListWebhookDeliveries, RedeliverEvent, ReplayEvents, WebhookDelivery, WebhookDeliveryFilter, WebhookReplayed,
        WebhookState,
    },
    wire::Page,
};

use self::rows::{DeliveryRow, Position};
use super::rows::EndpointRow;
use crate::{
    audit::Event,
    db::TenantTx,
    events,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListWebhookDeliveries>, tx: &mut TenantTx<'_>) -> Answered<ListWebhookDeliveries> {
    let webhook = ask.read::<EndpointRow>(tx, ask.params.id)?;
    let filter = WebhookDeliveryFilter { cursor: None, limit: None, ..ask.query.clone() };
    let list = List::new("deliveries", &(webhook.id, &filter))?;
    let limit = ask.query.limit.unwrap_or_default();
    let after: Option<Position> = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, webhook.id, filter.state, after, limit.get() + 1)?;
    let page = list.page(rows, limit, DeliveryRow::position, |row| row)?;
    Ok(Reply::new(Page { items: shown(tx, page.items)?, next_cursor: page.next_cursor }))
}

pub(super) fn redeliver(ask: &Ask<RedeliverEvent>, tx: &mut TenantTx<'_>) -> Answered<RedeliverEvent> {
    let webhook = ask.change::<EndpointRow>(tx, ask.params.id)?;
    let delivery = queries::one(tx, webhook.id, ask.params.delivery_id)?.ok_or(Code::NotFound)?;
    goes_on(&webhook)?;
    queries::again(tx, delivery.id)?;
    tx.note(Event::new("webhooks.redelivered", webhook.id).after(&json!({ "event": delivery.event_id })))?;
    let queued = queries::one(tx, webhook.id, delivery.id)?.ok_or(Code::NotFound)?;
    let queued = shown(tx, vec![queued])?.pop().ok_or(Code::NotFound)?;
    Ok(Reply::new(queued))
}

pub(super) fn replay(ask: &Ask<ReplayEvents>, tx: &mut TenantTx<'_>) -> Answered<ReplayEvents> {
    let webhook = ask.change::<EndpointRow>(tx, ask.params.id)?;
    goes_on(&webhook)?;
    let since = ask.body.since;
    if since < Utc::now() - TimeDelta::days(KEPT_DAYS) {
        return Err(Failure::field("since", &format!("too_long_ago:{KEPT_DAYS}")));
    }
    let queued = queries::replay(tx, webhook.id, &events::kinds_of(&webhook.types()), since)?;
    tx.note(Event::new("webhooks.replayed", webhook.id).after(&json!({ "since": since, "events": queued })))?;
    Ok(Reply::new(WebhookReplayed { queued }))
}

/// 409 where nothing would be sent.
fn goes_on(webhook: &EndpointRow) -> Result<(), Failure> {
    if webhook.state == WebhookState::On {
        return Ok(());
    }
    Err(shared::problem::Problem::new(Code::Conflict).because("it is turned off: turn it on first").into())
}

/// With every try. What a newer server sent, and this one doesn't know, is left out.
fn shown(tx: &mut TenantTx<'_>, rows: Vec<DeliveryRow>) -> Result<Vec<WebhookDelivery>, Failure> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let mut attempts = queries::attempts(tx, &ids)?;
    let with_attempts = rows.into_iter().filter_map(|row| {
        let tries = attempts.remove(&row.id).unwrap_or_default();
        row.shown(tries)
    });
    Ok(with_attempts.collect())
}
