use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid},
};
use shared::wire::EventId;

use super::rows::{EventRow, PlaceRow};
use crate::db::{TenantTx, schema::audit_heads};

/// The last event of these kinds that can be read.
pub(super) fn last(tx: &mut TenantTx<'_>, kinds: &[&str]) -> QueryResult<Option<PlaceRow>> {
    const LAST: &str = "SELECT e.id, e.seq FROM visible_events e
        WHERE e.org_id = $1 AND e.kind = ANY ($2) AND e.at > now() - interval '90 days'
        ORDER BY e.seq DESC LIMIT 1";
    sql_query(LAST).bind::<SqlUuid, _>(tx.org()).bind::<Array<Text>, _>(kinds.to_vec()).get_result(tx.conn()).optional()
}

/// Where an event of these kinds is, if it can still be read. Of others nothing is said, not even that they happened.
pub(super) fn place(tx: &mut TenantTx<'_>, id: EventId, kinds: &[&str]) -> QueryResult<Option<PlaceRow>> {
    const PLACE: &str = "SELECT e.id, e.seq FROM visible_events e
        WHERE e.org_id = $1 AND e.id = $2 AND e.kind = ANY ($3) AND e.at > now() - interval '90 days'";
    sql_query(PLACE)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(id)
        .bind::<Array<Text>, _>(kinds.to_vec())
        .get_result(tx.conn())
        .optional()
}

/// At most `most` events of these kinds, oldest first: after one number, up to another.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    kinds: &[&str],
    after: Option<i64>,
    up_to: i64,
    most: i64,
) -> QueryResult<Vec<EventRow>> {
    sql_query(include_str!("page.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<Text>, _>(kinds.to_vec())
        .bind::<Nullable<BigInt>, _>(after)
        .bind::<BigInt, _>(up_to)
        .bind::<BigInt, _>(most)
        .load(tx.conn())
}

/// The number of the organisation's last event; none has a higher one that was committed before.
pub(super) fn newest_number(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    audit_heads::table.find(tx.org()).select(audit_heads::seq).first(tx.conn())
}

/// One event by its number, whoever acts.
pub(super) fn at(tx: &mut TenantTx<'_>, number: i64) -> QueryResult<Option<EventRow>> {
    const AT: &str = "SELECT e.id, e.at, e.actor_id, e.kind, e.resource_id FROM organisation_events e
        WHERE e.org_id = $1 AND e.seq = $2";
    sql_query(AT).bind::<SqlUuid, _>(tx.org()).bind::<BigInt, _>(number).get_result(tx.conn()).optional()
}
