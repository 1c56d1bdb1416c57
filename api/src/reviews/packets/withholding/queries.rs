use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Text, Timestamptz, Uuid as SqlUuid},
    update as update_row,
};
use shared::wire::{PersonId, ReviewPacketId};

use super::super::rows::PacketRow;
use crate::db::{Changeable, TenantTx, org_now, schema::review_packets};

/// That a packet is withheld.
#[derive(QueryableByName)]
pub(super) struct Withheld {
    #[diesel(sql_type = Timestamptz)]
    pub withheld_at: DateTime<Utc>,
    #[diesel(sql_type = SqlUuid)]
    pub by_id: PersonId,
    #[diesel(sql_type = Text)]
    pub by_name: String,
    #[diesel(sql_type = Text)]
    pub reason: String,
}

/// Of a packet that the actor sees.
pub(super) fn of(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Option<Withheld>> {
    const OF: &str = "
        SELECT k.withheld_at, p.id AS by_id, p.name AS by_name, k.withheld_reason AS reason
        FROM review_packets k JOIN people p ON p.org_id = k.org_id AND p.id = k.withheld_by
        WHERE k.org_id = current_org() AND k.id = $1";
    sql_query(OF).bind::<SqlUuid, _>(packet).get_result(tx.conn()).optional()
}

/// Withholds it; nothing if it is withheld already.
pub(super) fn withhold(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, reason: &str) -> QueryResult<usize> {
    update_row(review_packets::table.find((tx.org(), packet.id.0)).filter(review_packets::withheld_at.is_null()))
        .set((
            review_packets::withheld_at.eq(org_now()),
            review_packets::withheld_by.eq(tx.actor.person),
            review_packets::withheld_reason.eq(reason),
            review_packets::version.eq(review_packets::version + 1),
        ))
        .execute(tx.conn())
}
