use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::now,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    webhooks::{WebhookAttempt, WebhookDeliveryState},
    wire::{WebhookDeliveryId, WebhookId},
};
use uuid::Uuid;

use super::rows::{AttemptRow, DeliveryRow, Position};
use crate::db::{
    TenantTx,
    schema::{webhook_attempts, webhook_deliveries},
};

/// Events that are queued again at once.
const MOST_REPLAYED: i64 = 10_000;

/// At most `most` of what was sent to an address, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    webhook: WebhookId,
    state: Option<WebhookDeliveryState>,
    after: Option<Position>,
    most: i64,
) -> QueryResult<Vec<DeliveryRow>> {
    use webhook_deliveries::dsl;
    let mut query = dsl::webhook_deliveries
        .filter(dsl::org_id.eq(tx.org()).and(dsl::webhook_id.eq(webhook.0)))
        .order((dsl::created_at.desc(), dsl::event_id.desc()))
        .limit(most)
        .into_boxed();
    if let Some(state) = state {
        query = query.filter(dsl::state.eq(state.as_str()));
    }
    if let Some(Position(at, id)) = after {
        query = query.filter(dsl::created_at.lt(at).or(dsl::created_at.eq(at).and(dsl::event_id.lt(id))));
    }
    query.select(DeliveryRow::as_select()).load(tx.conn())
}

/// One of them.
pub(super) fn one(
    tx: &mut TenantTx<'_>,
    webhook: WebhookId,
    id: WebhookDeliveryId,
) -> QueryResult<Option<DeliveryRow>> {
    use webhook_deliveries::dsl;
    let row = dsl::webhook_deliveries.find((tx.org(), id.0)).filter(dsl::webhook_id.eq(webhook.0));
    row.select(DeliveryRow::as_select()).first(tx.conn()).optional()
}

/// Every try of these, oldest first.
pub(super) fn attempts(
    tx: &mut TenantTx<'_>,
    of: &[Uuid],
) -> QueryResult<HashMap<WebhookDeliveryId, Vec<WebhookAttempt>>> {
    use webhook_attempts::dsl;
    let rows: Vec<AttemptRow> = dsl::webhook_attempts
        .filter(dsl::org_id.eq(tx.org()).and(dsl::delivery_id.eq_any(of)))
        .order((dsl::delivery_id, dsl::number))
        .select(AttemptRow::as_select())
        .load(tx.conn())?;
    let mut attempts: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        attempts.entry(row.delivery_id).or_default().push(row.shown());
    }
    Ok(attempts)
}

/// Queues one again, as if it were new.
pub(super) fn again(tx: &mut TenantTx<'_>, id: WebhookDeliveryId) -> QueryResult<()> {
    use webhook_deliveries::dsl;
    let anew = (
        dsl::state.eq(WebhookDeliveryState::Waiting.as_str()),
        dsl::tries.eq(0),
        dsl::due_at.eq(now),
        dsl::done_at.eq(None::<DateTime<Utc>>),
    );
    update(dsl::webhook_deliveries.find((tx.org(), id.0))).set(anew).execute(tx.conn())?;
    Ok(())
}

/// Queues what happened since then and hasn't arrived; how many events.
pub(super) fn replay(
    tx: &mut TenantTx<'_>,
    webhook: WebhookId,
    kinds: &[&str],
    since: DateTime<Utc>,
) -> QueryResult<i64> {
    let queued = sql_query(include_str!("replay.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(webhook)
        .bind::<Array<Text>, _>(kinds.to_vec())
        .bind::<Timestamptz, _>(since)
        .bind::<BigInt, _>(MOST_REPLAYED)
        .execute(tx.conn())?;
    Ok(i64::try_from(queued).unwrap_or(i64::MAX))
}
