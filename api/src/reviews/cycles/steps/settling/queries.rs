use diesel::prelude::*;
use shared::{
    reviews::ReviewNaming,
    wire::{ReviewCycleId, ReviewPacketId},
};

use crate::db::{
    TenantTx,
    schema::{review_cycles, review_packets},
};

/// All packets of a cycle.
pub(super) fn packets(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<ReviewPacketId>> {
    review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle.0)))
        .order(review_packets::id)
        .select(review_packets::id)
        .load(tx.conn())
}

/// Whether a cycle calibrates, and who learns who wrote in it.
pub(super) fn terms(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<(bool, ReviewNaming)> {
    let terms = (review_cycles::calibrates, review_cycles::naming);
    review_cycles::table.find((tx.org(), cycle.0)).select(terms).first(tx.conn())
}
