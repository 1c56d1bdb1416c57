use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use shared::{
    reviews::ReviewOutcome,
    wire::{ReviewCycleId, ReviewPacketId},
};

use super::super::rows::PacketRow;
use crate::db::{TenantTx, schema::visible_review_packets::dsl};

/// All packets of a cycle that the actor sees, by the name of whom they are about.
pub(super) fn of_cycle(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PacketRow>> {
    dsl::visible_review_packets
        .filter(dsl::org_id.eq(tx.org()).and(dsl::cycle_id.eq(cycle.0)))
        .order((dsl::subject_name, dsl::id))
        .select(PacketRow::as_select())
        .load(tx.conn())
}

/// What stands beside a packet.
#[derive(QueryableByName)]
pub(super) struct Beside {
    #[diesel(sql_type = SqlUuid)]
    id: ReviewPacketId,
    #[diesel(sql_type = Nullable<Text>)]
    pub team_name: Option<String>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub author_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub final_rating: Option<i16>,
    #[diesel(sql_type = Bool)]
    pub not_rated: bool,
    /// What a second reader came to.
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub reread: Option<i16>,
    /// Whether the person disagreed.
    #[diesel(sql_type = Bool)]
    pub disputed: bool,
    /// How that ended.
    #[diesel(sql_type = Nullable<Text>)]
    pub outcome: Option<ReviewOutcome>,
    /// Whether the actor has a review about the person to hand in.
    #[diesel(sql_type = Bool)]
    pub owes: bool,
    /// Whether the actor is below the person, or keeps out of their card as long as ratings are compared.
    #[diesel(sql_type = Bool)]
    pub below: bool,
}

/// See [`Beside`].
pub(super) fn beside(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<HashMap<ReviewPacketId, Beside>> {
    let rows: Vec<Beside> = sql_query(include_str!("beside.sql")).bind::<SqlUuid, _>(cycle).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
