use diesel::prelude::*;
use shared::wire::ReviewCycleId;
use uuid::Uuid;

use super::super::rows::PacketRow;
use crate::db::{
    TenantTx,
    schema::{review_cycles, visible_review_packets::dsl},
};

/// Every cycle, the first first.
pub(super) fn cycles(tx: &mut TenantTx<'_>) -> QueryResult<Vec<ReviewCycleId>> {
    review_cycles::table
        .filter(review_cycles::org_id.eq(tx.org()))
        .order(review_cycles::id)
        .select(review_cycles::id)
        .load(tx.conn())
}

/// The packets of a cycle that the actor sees, by the name of whom they are about. Only their ids: packets themselves are
/// read as they are handed over.
pub(super) fn ids(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<Uuid>> {
    dsl::visible_review_packets
        .filter(dsl::org_id.eq(tx.org()).and(dsl::cycle_id.eq(cycle.0)))
        .order((dsl::subject_name, dsl::id))
        .select(dsl::id)
        .load(tx.conn())
}

/// Of these what the actor still sees, in the same order.
pub(super) fn of(tx: &mut TenantTx<'_>, packets: &[Uuid]) -> QueryResult<Vec<PacketRow>> {
    dsl::visible_review_packets
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(packets)))
        .order((dsl::subject_name, dsl::id))
        .select(PacketRow::as_select())
        .load(tx.conn())
}
