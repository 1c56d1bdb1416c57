use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    delete,
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Uuid as SqlUuid},
    update,
};
use shared::{
    events::EventType,
    webhooks::{
        DELIVERIES_KEPT_DAYS, NewWebhook, OVERLAP_HOURS, Webhook, WebhookChanges, WebhookDeliveryState, WebhookState,
        WebhookTrouble,
    },
    wire::WebhookId,
};

use super::rows::{EndpointRow, ShownRow};
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{webhook_deliveries, webhook_endpoints, webhook_rounds},
    },
    events,
};

/// One ping of an address in so many seconds.
pub(super) const PING_SECONDS: u32 = 5;

/// All addresses, oldest first.
pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Webhook>> {
    shown(tx, None)
}

/// One of them.
pub(super) fn one(tx: &mut TenantTx<'_>, id: WebhookId) -> QueryResult<Option<Webhook>> {
    Ok(shown(tx, Some(id))?.pop())
}

fn shown(tx: &mut TenantTx<'_>, id: Option<WebhookId>) -> QueryResult<Vec<Webhook>> {
    let rows: Vec<ShownRow> = sql_query(include_str!("shown.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<SqlUuid>, _>(id)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(ShownRow::shown).collect())
}

/// How many there are.
pub(super) fn count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    webhook_endpoints::table.filter(webhook_endpoints::org_id.eq(tx.org())).count().get_result(tx.conn())
}

fn names(types: &[EventType]) -> Vec<&'static str> {
    EventType::ALL.iter().filter(|told| types.contains(told)).map(|told| told.as_str()).collect()
}

/// Adds one, to which is sent what happens from now on.
pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    id: WebhookId,
    new: &NewWebhook,
    url: &str,
    sealed: &[u8],
) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let position = events::newest(tx)?;
    insert_into(dsl::webhook_endpoints)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id.0),
            dsl::url.eq(url),
            dsl::description.eq(new.description.trim()),
            dsl::types.eq(names(&new.types)),
            dsl::secret.eq(sealed),
            dsl::position.eq(position),
            dsl::created_by.eq(tx.actor.person.0),
        ))
        .execute(tx.conn())?;
    // Due at once; what is noted of this very change calls the worker once it is there.
    insert_into(webhook_rounds::table)
        .values(webhook_rounds::org_id.eq(tx.org()))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    Ok(())
}

/// Changes what was asked for.
pub(super) fn edit(
    tx: &mut TenantTx<'_>,
    webhook: &Changeable<EndpointRow>,
    asked: &WebhookChanges,
    url: Option<&str>,
) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let (org, id) = (tx.org(), webhook.id.0);
    let row = || update(dsl::webhook_endpoints.find((org, id)));
    row().set(dsl::version.eq(dsl::version + 1)).execute(tx.conn())?;
    if let Some(url) = url {
        row().set((dsl::url.eq(url), dsl::resting_until.eq(now))).execute(tx.conn())?;
    }
    if let Some(description) = &asked.description {
        row().set(dsl::description.eq(description.trim())).execute(tx.conn())?;
    }
    if let Some(types) = &asked.types {
        row().set(dsl::types.eq(names(types))).execute(tx.conn())?;
    }
    match asked.on {
        Some(true) if webhook.state != WebhookState::On => turn_on(tx, webhook.id),
        Some(false) if webhook.state != WebhookState::Off => turn_off(tx, webhook.id, WebhookState::Off, None),
        _ => Ok(()),
    }
}

/// On, without its past: what happened meanwhile is in the list of events, and sent if somebody asks for it.
fn turn_on(tx: &mut TenantTx<'_>, id: WebhookId) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let position = events::newest(tx)?;
    let on = (
        dsl::state.eq(WebhookState::On.as_str()),
        dsl::trouble.eq(None::<String>),
        dsl::failing_since.eq(None::<DateTime<Utc>>),
        dsl::resting_until.eq(now),
        dsl::position.eq(position),
    );
    update(dsl::webhook_endpoints.find((tx.org(), id.0))).set(on).execute(tx.conn())?;
    Ok(())
}

/// Off, by somebody or by itself. What waits is dropped.
pub(super) fn turn_off(
    tx: &mut TenantTx<'_>,
    id: WebhookId,
    state: WebhookState,
    trouble: Option<WebhookTrouble>,
) -> QueryResult<()> {
    use webhook_endpoints::dsl;
    let off = (dsl::state.eq(state.as_str()), dsl::trouble.eq(trouble.map(WebhookTrouble::as_str)));
    update(dsl::webhook_endpoints.find((tx.org(), id.0))).set(off).execute(tx.conn())?;
    let waiting = webhook_deliveries::org_id
        .eq(tx.org())
        .and(webhook_deliveries::webhook_id.eq(id.0))
        .and(webhook_deliveries::state.eq(WebhookDeliveryState::Waiting.as_str()));
    let dropped =
        (webhook_deliveries::state.eq(WebhookDeliveryState::Dropped.as_str()), webhook_deliveries::done_at.eq(now));
    update(webhook_deliveries::table.filter(waiting)).set(dropped).execute(tx.conn())?;
    Ok(())
}

/// Forgets it with everything that was sent there.
pub(super) fn remove(tx: &mut TenantTx<'_>, webhook: &Changeable<EndpointRow>) -> QueryResult<()> {
    delete(webhook_endpoints::table.find((tx.org(), webhook.id.0))).execute(tx.conn())?;
    Ok(())
}

/// Puts another secret in place. The one before is good for a while if anybody has it; until when.
pub(super) fn renew_secret(
    tx: &mut TenantTx<'_>,
    webhook: &Changeable<EndpointRow>,
    sealed: &[u8],
) -> QueryResult<Option<DateTime<Utc>>> {
    use webhook_endpoints::dsl;
    let until = webhook.shown_at.map(|_| Utc::now() + TimeDelta::hours(OVERLAP_HOURS));
    let old = until.map(|_| webhook.secret.as_slice());
    let renewed = (
        dsl::secret.eq(sealed),
        dsl::shown_at.eq(now),
        dsl::old_secret.eq(old),
        dsl::old_secret_until.eq(until),
        dsl::version.eq(dsl::version + 1),
    );
    update(dsl::webhook_endpoints.find((tx.org(), webhook.id.0))).set(renewed).execute(tx.conn())?;
    Ok(until)
}

/// Whether it may be pinged now; from now on not again for a while.
pub(super) fn begin_ping(tx: &mut TenantTx<'_>, webhook: &Changeable<EndpointRow>) -> QueryResult<bool> {
    use webhook_endpoints::dsl;
    let before = Utc::now() - TimeDelta::seconds(PING_SECONDS.into());
    let rested = dsl::tried_at.is_null().or(dsl::tried_at.lt(before));
    let row = update(dsl::webhook_endpoints.find((tx.org(), webhook.id.0)).filter(rested));
    Ok(row.set(dsl::tried_at.eq(now)).execute(tx.conn())? > 0)
}

/// Forgets what was sent long ago, and secrets that are good no more.
pub(super) fn sweep(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let old = webhook_deliveries::org_id
        .eq(tx.org())
        .and(webhook_deliveries::created_at.lt(Utc::now() - TimeDelta::days(DELIVERIES_KEPT_DAYS)))
        .and(webhook_deliveries::done_at.is_not_null());
    delete(webhook_deliveries::table.filter(old)).execute(tx.conn())?;
    use webhook_endpoints::dsl;
    let over = dsl::org_id.eq(tx.org()).and(dsl::old_secret_until.le(now));
    let forgotten = (dsl::old_secret.eq(None::<Vec<u8>>), dsl::old_secret_until.eq(None::<DateTime<Utc>>));
    update(dsl::webhook_endpoints.filter(over)).set(forgotten).execute(tx.conn())?;
    Ok(())
}
