use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Double, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use shared::{
    kpis::rules::kinds::KpiKind,
    reviews::{MOST_CORRECTIONS, ReviewCorrectionKind},
    wire::{PersonId, ReviewPacketId},
};
use uuid::Uuid;

use crate::{db::TenantTx, reviews::packets::PacketRow};

#[derive(QueryableByName)]
pub(super) struct Row {
    #[diesel(sql_type = Text)]
    pub kind: ReviewCorrectionKind,
    #[diesel(sql_type = SqlUuid)]
    pub about_id: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Date)]
    pub happened_on: NaiveDate,
    #[diesel(sql_type = Double)]
    pub was: f64,
    #[diesel(sql_type = Nullable<Double>)]
    pub is_now: Option<f64>,
    #[diesel(sql_type = Text)]
    pub number_kind: KpiKind,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit: Option<String>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub decimals: Option<i16>,
}

/// What was corrected since a packet's named reviews were handed in, as far as the actor sees it.
pub(super) fn rows(tx: &mut TenantTx<'_>, packet: &PacketRow) -> QueryResult<Vec<Row>> {
    sql_query(include_str!("corrections.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(packet.id)
        .bind::<BigInt, _>(MOST_CORRECTIONS)
        .load(tx.conn())
}

/// Somebody whose review a correction concerns.
#[derive(QueryableByName)]
pub(super) struct Concerned {
    #[diesel(sql_type = SqlUuid)]
    pub packet_id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    pub author_id: PersonId,
    #[diesel(sql_type = Date)]
    pub corrected_on: NaiveDate,
}

/// Whose reviews of open cycles the corrections of the last days may concern.
pub(super) fn lately(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Concerned>> {
    sql_query(include_str!("lately.sql")).bind::<SqlUuid, _>(tx.org()).load(tx.conn())
}
