use chrono::{DateTime, Utc};
use diesel::{
    PgConnection,
    dsl::{max, now},
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    webhooks::{WebhookDeliveryState, WebhookOutcome, WebhookState},
    wire::{WebhookDeliveryId, WebhookId},
};
use uuid::Uuid;

use super::super::{rows::known, schedule::Fate};
use crate::{
    db::{
        TenantTx,
        schema::{webhook_attempts, webhook_deliveries, webhook_endpoints, webhook_rounds},
    },
    events,
};

/// Events that are queued for one address in one go.
const MOST_QUEUED: i64 = 1000;
/// Events that are sent to one address in one go: so few that even silence ends before the lease does.
const BATCH: i64 = 8;

/// An organisation that somebody looks after, until when.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(super) struct Round {
    #[diesel(sql_type = SqlUuid)]
    pub org_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    due_at: DateTime<Utc>,
}

/// Takes the organisation that has been due longest; nobody else takes it for a minute.
pub(super) fn take(conn: &mut PgConnection) -> QueryResult<Option<Round>> {
    sql_query(
        "UPDATE webhook_rounds r SET due_at = now() + interval '1 minute'
         FROM (SELECT d.org_id FROM webhook_rounds d WHERE d.due_at <= now()
               ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE r.org_id = due.org_id RETURNING r.org_id, r.due_at",
    )
    .get_result(conn)
    .optional()
}

/// Leaves an organisation until `next`, unless something happened in it meanwhile.
pub(super) fn finish(conn: &mut PgConnection, round: &Round, next: DateTime<Utc>) -> QueryResult<()> {
    let taken = webhook_rounds::table.find(round.org_id).filter(webhook_rounds::due_at.eq(round.due_at));
    update(taken).set(webhook_rounds::due_at.eq(next)).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Reached {
    #[diesel(sql_type = BigInt)]
    position: i64,
}

/// Queues what happened for every address that is on; whether there is more.
pub(super) fn queue(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    use webhook_endpoints::dsl;
    // Held, so that nothing is queued for one that is turned off at this moment.
    let endpoints: Vec<(WebhookId, Vec<String>, i64)> = dsl::webhook_endpoints
        .filter(dsl::org_id.eq(tx.org()).and(dsl::state.eq(WebhookState::On.as_str())))
        .order(dsl::id)
        .select((dsl::id, dsl::types, dsl::position))
        .for_update()
        .load(tx.conn())?;
    if endpoints.is_empty() {
        return Ok(false);
    }
    let newest = events::newest(tx)?;
    let mut more = false;
    for (id, types, position) in endpoints.into_iter().filter(|(_, _, position)| *position < newest) {
        // One that wants only what this server doesn't know is sent nothing rather than everything.
        let kinds = if types.is_empty() { events::kinds_of(&[]) } else { wanted(&types) };
        let reached: Reached = sql_query(include_str!("queue.sql"))
            .bind::<SqlUuid, _>(tx.org())
            .bind::<SqlUuid, _>(id)
            .bind::<Array<Text>, _>(kinds)
            .bind::<BigInt, _>(position)
            .bind::<BigInt, _>(newest)
            .bind::<BigInt, _>(MOST_QUEUED)
            .get_result(tx.conn())?;
        more |= reached.position < newest;
    }
    Ok(more)
}

fn wanted(types: &[String]) -> Vec<&'static str> {
    known(types).into_iter().flat_map(|told| told.kinds()).copied().collect()
}

/// The addresses for which something is due, and that nobody sends to.
pub(super) fn due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<WebhookId>> {
    #[derive(QueryableByName)]
    struct Due {
        #[diesel(sql_type = SqlUuid)]
        id: WebhookId,
    }
    let due: Vec<Due> = sql_query(
        "SELECT w.id FROM webhook_endpoints w
         WHERE w.org_id = $1 AND w.state = 'on' AND w.resting_until <= now() AND w.leased_until <= now()
           AND EXISTS (SELECT FROM webhook_deliveries d
                       WHERE d.org_id = w.org_id AND d.webhook_id = w.id AND d.state = 'waiting' AND d.due_at <= now())
         ORDER BY w.id",
    )
    .bind::<SqlUuid, _>(tx.org())
    .load(tx.conn())?;
    Ok(due.into_iter().map(|due| due.id).collect())
}

/// When something may be sent next: what waits for its time, or for an address that rests or is being sent to.
const SOONEST: &str = "
    SELECT min(greatest(d.due_at, w.resting_until, w.leased_until, now() + interval '1 second')) AS at
    FROM webhook_deliveries d
    JOIN webhook_endpoints w ON w.org_id = d.org_id AND w.id = d.webhook_id
    WHERE d.org_id = $1 AND d.state = 'waiting' AND w.state = 'on'";

#[derive(QueryableByName)]
struct Soonest {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// When something may be sent next, if anything waits.
pub(super) fn soonest(tx: &mut TenantTx<'_>) -> QueryResult<Option<DateTime<Utc>>> {
    let soonest: Soonest = sql_query(SOONEST).bind::<SqlUuid, _>(tx.org()).get_result(tx.conn())?;
    Ok(soonest.at)
}

/// Has the worker come back in time for what waits.
pub(super) fn come_back(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let Some(at) = soonest(tx)? else { return Ok(()) };
    let later = webhook_rounds::table.find(tx.org()).filter(webhook_rounds::due_at.gt(at));
    update(later).set(webhook_rounds::due_at.eq(at)).execute(tx.conn())?;
    Ok(())
}

/// Takes an address, if something is due for it; nobody else takes it for two minutes. What is due, oldest first.
pub(super) fn take_lane(tx: &mut TenantTx<'_>, webhook: WebhookId) -> QueryResult<Vec<WebhookDeliveryId>> {
    let taken = sql_query(
        "UPDATE webhook_endpoints SET leased_until = now() + interval '2 minutes'
         WHERE org_id = $1 AND id = $2 AND state = 'on' AND leased_until <= now() AND resting_until <= now()",
    )
    .bind::<SqlUuid, _>(tx.org())
    .bind::<SqlUuid, _>(webhook)
    .execute(tx.conn())?;
    if taken == 0 {
        return Ok(Vec::new());
    }
    use webhook_deliveries::dsl;
    let due: Vec<WebhookDeliveryId> = dsl::webhook_deliveries
        .filter(dsl::org_id.eq(tx.org()).and(dsl::webhook_id.eq(webhook.0)))
        .filter(dsl::state.eq(WebhookDeliveryState::Waiting.as_str()).and(dsl::due_at.le(now)))
        .order(dsl::event_seq)
        .limit(BATCH)
        .select(dsl::id)
        .load(tx.conn())?;
    if due.is_empty() {
        release(tx, webhook)?;
    }
    Ok(due)
}

/// Lets an address go.
pub(super) fn release(tx: &mut TenantTx<'_>, webhook: WebhookId) -> QueryResult<()> {
    update(webhook_endpoints::table.find((tx.org(), webhook.0)))
        .set(webhook_endpoints::leased_until.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Of which event something that waits tells, by its number; `None` if it doesn't wait any more.
pub(super) fn waiting(tx: &mut TenantTx<'_>, delivery: WebhookDeliveryId) -> QueryResult<Option<i64>> {
    use webhook_deliveries::dsl;
    let row = dsl::webhook_deliveries
        .find((tx.org(), delivery.0))
        .filter(dsl::state.eq(WebhookDeliveryState::Waiting.as_str()));
    row.select(dsl::event_seq).first(tx.conn()).optional()
}

/// How an address stands while something is written down about it: since when nothing has arrived, and whether it is on.
pub(super) fn lock(tx: &mut TenantTx<'_>, id: WebhookId) -> QueryResult<Option<(Option<DateTime<Utc>>, WebhookState)>> {
    use webhook_endpoints::dsl;
    let row = dsl::webhook_endpoints.find((tx.org(), id.0));
    row.select((dsl::failing_since, dsl::state)).for_update().first(tx.conn()).optional()
}

/// Counts a try; which it is since it was queued last. `None` if it was forgotten meanwhile.
pub(super) fn count(tx: &mut TenantTx<'_>, delivery: WebhookDeliveryId) -> QueryResult<Option<i32>> {
    use webhook_deliveries::dsl;
    let row = update(dsl::webhook_deliveries.find((tx.org(), delivery.0)));
    row.set(dsl::tries.eq(dsl::tries + 1)).returning(dsl::tries).get_result(tx.conn()).optional()
}

/// Writes a try down.
pub(super) fn attempted(
    tx: &mut TenantTx<'_>,
    delivery: WebhookDeliveryId,
    (outcome, status): (WebhookOutcome, Option<u16>),
    millis: i32,
) -> QueryResult<()> {
    use webhook_attempts::dsl;
    let so_far: Option<i32> = dsl::webhook_attempts
        .filter(dsl::org_id.eq(tx.org()).and(dsl::delivery_id.eq(delivery.0)))
        .select(max(dsl::number))
        .first(tx.conn())?;
    let attempt = (
        dsl::org_id.eq(tx.org()),
        dsl::delivery_id.eq(delivery.0),
        dsl::number.eq(so_far.unwrap_or(0) + 1),
        dsl::outcome.eq(outcome.as_str()),
        dsl::status.eq(status.map(i32::from)),
        dsl::millis.eq(millis),
    );
    insert_into(dsl::webhook_attempts).values(attempt).execute(tx.conn())?;
    Ok(())
}

/// Writes down what becomes of an event. What was dropped meanwhile stays so, unless it arrived.
pub(super) fn settle(tx: &mut TenantTx<'_>, delivery: WebhookDeliveryId, fate: Fate) -> QueryResult<()> {
    use webhook_deliveries::dsl;
    let org = tx.org();
    let row = || dsl::webhook_deliveries.find((org, delivery.0));
    let waits = || row().filter(dsl::state.eq(WebhookDeliveryState::Waiting.as_str()));
    let over = |state: WebhookDeliveryState| (dsl::state.eq(state.as_str()), dsl::done_at.eq(now));
    match fate {
        Fate::Delivered => update(row()).set(over(WebhookDeliveryState::Delivered)).execute(tx.conn())?,
        Fate::Failed => update(waits()).set(over(WebhookDeliveryState::Failed)).execute(tx.conn())?,
        Fate::Again(at) => update(waits()).set(dsl::due_at.eq(at)).execute(tx.conn())?,
    };
    Ok(())
}

/// What there is nothing to say of isn't sent.
pub(super) fn drop_one(tx: &mut TenantTx<'_>, delivery: WebhookDeliveryId) -> QueryResult<()> {
    use webhook_deliveries::dsl;
    let dropped = (dsl::state.eq(WebhookDeliveryState::Dropped.as_str()), dsl::done_at.eq(now));
    update(dsl::webhook_deliveries.find((tx.org(), delivery.0))).set(dropped).execute(tx.conn())?;
    Ok(())
}

/// Something arrived.
pub(super) fn arrived(tx: &mut TenantTx<'_>, webhook: WebhookId) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let well = (dsl::delivered_at.eq(now), dsl::failing_since.eq(None::<DateTime<Utc>>));
    update(dsl::webhook_endpoints.find((tx.org(), webhook.0))).set(well).execute(tx.conn())?;
    Ok(())
}

/// Something didn't, and perhaps nothing is to be sent for a while.
pub(super) fn failed(
    tx: &mut TenantTx<'_>,
    webhook: WebhookId,
    since: DateTime<Utc>,
    rest: Option<DateTime<Utc>>,
) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let org = tx.org();
    let row = || update(dsl::webhook_endpoints.find((org, webhook.0)));
    row().set(dsl::failing_since.eq(since)).execute(tx.conn())?;
    if let Some(rest) = rest {
        row().set(dsl::resting_until.eq(rest)).execute(tx.conn())?;
    }
    Ok(())
}
