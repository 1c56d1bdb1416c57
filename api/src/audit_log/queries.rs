use std::collections::HashMap;

use chrono::{TimeDelta, Utc};
use diesel::{
    delete,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    audit_log::{AuditFilter, AuditPlace, AuditedThing, kinds},
    wire::id::OrganisationId,
};
use uuid::Uuid;

use super::rows::{EventRow, Position, RefusalPosition, RefusalRow};
use crate::{
    audit::{self, Head},
    db::{
        AccountTx, TenantTx,
        schema::{organisations, refusals},
    },
    http::{Failure, Refused, Times},
};

/// So many days a refusal is known.
const REFUSALS_KEPT_DAYS: i64 = 90;

/// At most `most` of the events that are asked for and listed, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    asked: &AuditFilter,
    after: Option<Position>,
    most: i64,
) -> QueryResult<Vec<EventRow>> {
    let is_asked = |kind: &&str| asked.kind.as_deref().is_none_or(|asked| asked == *kind);
    let kinds: Vec<&str> = kinds::listed(asked.topic).filter(is_asked).collect();
    let (at, id) = after.map_or((None, None), |Position(at, id)| (Some(at), Some(id)));
    sql_query(include_str!("events.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<Text>, _>(kinds)
        .bind::<Nullable<SqlUuid>, _>(asked.actor)
        .bind::<Nullable<SqlUuid>, _>(asked.resource)
        .bind::<Nullable<Date>, _>(asked.from)
        .bind::<Nullable<Date>, _>(asked.to)
        .bind::<Nullable<Text>, _>(asked.request.as_deref())
        .bind::<Nullable<Text>, _>(asked.address.as_deref())
        .bind::<Nullable<Timestamptz>, _>(at)
        .bind::<Nullable<SqlUuid>, _>(id)
        .bind::<BigInt, _>(most)
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct ThingRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = SqlUuid)]
    place_id: Uuid,
}

/// What things are called that the actor sees, and where they are.
pub(super) fn things(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, AuditedThing>> {
    let rows: Vec<ThingRow> = sql_query(include_str!("things.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids)
        .load(tx.conn())?;
    let thing = |ThingRow { id, name, place, place_id }| {
        (id, AuditedThing { name, place: AuditPlace::parse(&place), place_id })
    };
    Ok(rows.into_iter().map(thing).collect())
}

/// Where every organisation's chain ends, of those that have any events.
pub(super) fn heads(tx: &mut AccountTx<'_>) -> Result<Vec<(OrganisationId, Head)>, Failure> {
    let all: Vec<OrganisationId> =
        organisations::table.select(organisations::org_id).order(organisations::org_id).load(tx.conn())?;
    let mut heads = Vec::with_capacity(all.len());
    for org in all {
        tx.enter(org)?;
        heads.extend(audit::head(tx.conn(), org)?.filter(|head| head.seq > 0).map(|head| (org, head)));
    }
    Ok(heads)
}

/// At most `most` of who was refused what, the latest first.
pub(super) fn refused(
    tx: &mut TenantTx<'_>,
    after: Option<RefusalPosition>,
    most: i64,
) -> QueryResult<Vec<RefusalRow>> {
    let RefusalPosition(at, person, operation) = after.unwrap_or_default();
    sql_query(include_str!("refusals.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Nullable<Timestamptz>, _>(at)
        .bind::<Nullable<SqlUuid>, _>(person)
        .bind::<Nullable<Text>, _>(operation)
        .bind::<BigInt, _>(most)
        .load(tx.conn())
}

const ADD_REFUSALS: &str = "
    INSERT INTO refusals (org_id, person_id, operation, day, times, last_at)
    SELECT $1, r.person_id, r.operation, r.day, r.times, r.last_at
    FROM unnest($2, $3, $4, $5, $6) AS r (person_id, operation, day, times, last_at)
    JOIN people p ON p.org_id = $1 AND p.id = r.person_id AND p.erased_at IS NULL
    ORDER BY r.person_id, r.operation, r.day -- as every replica does, or two would wait for each other
    ON CONFLICT (org_id, person_id, operation, day)
    DO UPDATE SET times = refusals.times + excluded.times, last_at = greatest(refusals.last_at, excluded.last_at)";

/// Writes refusals down, on top of those that are written.
pub(super) fn add_refusals(tx: &mut TenantTx<'_>, all: &[(Refused, Times)]) -> QueryResult<()> {
    sql_query(ADD_REFUSALS)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(all.iter().map(|(refused, _)| refused.person.0).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(all.iter().map(|(refused, _)| refused.operation).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(all.iter().map(|(refused, _)| refused.day).collect::<Vec<_>>())
        .bind::<Array<BigInt>, _>(all.iter().map(|(_, times)| times.count).collect::<Vec<_>>())
        .bind::<Array<Timestamptz>, _>(all.iter().map(|(_, times)| times.last_at).collect::<Vec<_>>())
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets what is older than it is kept.
pub(super) fn forget_refusals(tx: &mut TenantTx<'_>) -> QueryResult<()> {
    let before = (Utc::now() - TimeDelta::days(REFUSALS_KEPT_DAYS)).date_naive();
    let old = refusals::org_id.eq(tx.org()).and(refusals::day.lt(before));
    delete(refusals::table.filter(old)).execute(tx.conn())?;
    Ok(())
}
