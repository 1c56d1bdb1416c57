use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    audit_log::{AuditFilter, AuditPlace, AuditedThing, kinds},
    wire::id::OrganisationId,
};
use uuid::Uuid;

use super::rows::{EventRow, Position};
use crate::{
    audit::{self, Head},
    db::{AccountTx, TenantTx, schema::organisations},
    http::Failure,
};

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
