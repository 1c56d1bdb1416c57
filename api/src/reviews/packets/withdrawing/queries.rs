use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*, update as update_row};
use shared::{
    reviews::PacketState,
    wire::{PersonId, ReviewPacketId},
};
use uuid::Uuid;

use super::super::rows::PacketRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{people, review_packets, review_withdrawals as withdrawals},
};

/// That a packet was taken back, with who did it.
#[derive(Queryable)]
pub(super) struct WithdrawalRow {
    pub withdrawn_at: DateTime<Utc>,
    pub by_id: PersonId,
    pub by_name: String,
    pub reason: String,
}

/// The last time that it was.
pub(super) fn last(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Option<WithdrawalRow>> {
    let by = people::org_id.eq(withdrawals::org_id).and(people::id.eq(withdrawals::withdrawn_by));
    withdrawals::table
        .inner_join(people::table.on(by))
        .filter(withdrawals::org_id.eq(tx.org()).and(withdrawals::packet_id.eq(packet)))
        .order((withdrawals::withdrawn_at.desc(), withdrawals::id.desc()))
        .select((withdrawals::withdrawn_at, people::id, people::name, withdrawals::reason))
        .first(tx.conn())
        .optional()
}

/// Takes it back. The summary stays, to be gone on with; its paper goes by a trigger.
pub(super) fn withdraw(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, reason: &str) -> QueryResult<()> {
    insert_into(withdrawals::table)
        .values((
            withdrawals::org_id.eq(tx.org()),
            withdrawals::id.eq(Uuid::now_v7()),
            withdrawals::packet_id.eq(packet.id),
            withdrawals::reason.eq(reason),
            withdrawals::withdrawn_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set((
            review_packets::state.eq(PacketState::Collecting),
            review_packets::released_at.eq(None::<DateTime<Utc>>),
            review_packets::released_by.eq(None::<Uuid>),
            review_packets::version.eq(review_packets::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
