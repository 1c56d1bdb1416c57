use chrono::{DateTime, Utc};
use diesel::{insert_into, prelude::*, update as update_row};
use shared::wire::{PersonId, ReviewPacketId};
use uuid::Uuid;

use super::super::rows::PacketRow;
use crate::db::{
    Changeable, TenantTx,
    schema::{people, review_addenda as addenda, review_packets},
};

/// What was added, with who added it.
#[derive(Queryable)]
pub(super) struct AddendumRow {
    pub author_id: PersonId,
    pub author_name: String,
    pub added_at: DateTime<Utc>,
    pub body: String,
}

/// What was added to a packet, first to last.
pub(super) fn of_packet(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<AddendumRow>> {
    let author = people::org_id.eq(addenda::org_id).and(people::id.eq(addenda::author_id));
    addenda::table
        .inner_join(people::table.on(author))
        .filter(addenda::org_id.eq(tx.org()).and(addenda::packet_id.eq(packet)))
        .order((addenda::added_at, addenda::id))
        .select((people::id, people::name, addenda::added_at, addenda::body))
        .load(tx.conn())
}

/// Adds to it.
pub(super) fn add(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, body: &str) -> QueryResult<()> {
    insert_into(addenda::table)
        .values((
            addenda::org_id.eq(tx.org()),
            addenda::id.eq(Uuid::now_v7()),
            addenda::packet_id.eq(packet.id),
            addenda::author_id.eq(tx.actor.person),
            addenda::body.eq(body),
        ))
        .execute(tx.conn())?;
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set(review_packets::version.eq(review_packets::version + 1))
        .execute(tx.conn())?;
    Ok(())
}
