use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::wire::{PersonId, ReviewPacketId};

use crate::db::{TenantTx, schema::frameworks};

/// What was kept of a packet; whoever is erased since is called as they are now.
#[derive(QueryableByName)]
pub(super) struct Kept {
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub job_title: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub team_name: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub manager_name: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    pub levels: Vec<String>,
    #[diesel(sql_type = Jsonb)]
    pub items: Value,
}

/// See [`Kept`]; none for what isn't released, or was before anything was kept.
pub(super) fn of_packet(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Option<Kept>> {
    sql_query(
        "SELECT coalesce(p.subject_name, s.name) AS subject_name, p.job_title, p.team_name, p.manager_id,
                coalesce(p.manager_name, m.name) AS manager_name, p.levels, p.items
         FROM review_papers p
         JOIN review_packets k ON k.org_id = p.org_id AND k.id = p.packet_id
         JOIN people s ON s.org_id = k.org_id AND s.id = k.subject_id
         LEFT JOIN people m ON m.org_id = p.org_id AND m.id = p.manager_id
         WHERE p.org_id = current_org() AND p.packet_id = $1",
    )
    .bind::<SqlUuid, _>(packet)
    .get_result(tx.conn())
    .optional()
}

/// What the levels of competencies are called now, lowest first.
pub(super) fn levels(tx: &mut TenantTx<'_>) -> QueryResult<Vec<String>> {
    let words = frameworks::table.find(tx.org()).select(frameworks::levels).first(tx.conn());
    Ok(words.optional()?.unwrap_or_default())
}
