use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Date, Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::{
    reviews::{PacketState, ReviewCapacity, ReviewRelation, ReviewStage},
    wire::ReviewPacketId,
};

use super::super::{
    queries::{Reason, Submitted},
    rows::PacketRow,
};
use crate::{
    db::{TenantTx, schema::calibration_changes},
    http::Failure,
};

/// A packet as it stood at the end of a day, and how the actor stood to it.
#[derive(QueryableByName)]
pub(super) struct Past {
    #[diesel(sql_type = Text)]
    pub state: PacketState,
    #[diesel(sql_type = Text)]
    pub summary: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub released_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub author_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub final_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub final_potential: Option<i16>,
    #[diesel(sql_type = Bool)]
    pub not_rated: bool,
    #[diesel(sql_type = Text)]
    pub stage: ReviewStage,
    #[diesel(sql_type = Nullable<Integer>)]
    pub form_number: Option<i32>,
    /// When the day was over.
    #[diesel(sql_type = Timestamptz)]
    pub ends: DateTime<Utc>,
    /// Whether the actor led the person, at any distance.
    #[diesel(sql_type = Bool)]
    pub led: bool,
    /// Whether the actor was below the person, or keeps out of their card and ratings were compared.
    #[diesel(sql_type = Bool)]
    pub below: bool,
    /// Whether the actor had been given sight of it.
    #[diesel(sql_type = Bool)]
    pub given_sight: bool,
    /// Whether the actor had a review about the person to hand in.
    #[diesel(sql_type = Bool)]
    pub owed: bool,
}

/// See [`Past`]; none for a day before anything of it was kept.
pub(super) fn of_day(tx: &mut TenantTx<'_>, packet: &PacketRow, day: NaiveDate) -> QueryResult<Option<Past>> {
    sql_query(include_str!("packet.sql"))
        .bind::<SqlUuid, _>(packet.id)
        .bind::<SqlUuid, _>(packet.subject_id)
        .bind::<SqlUuid, _>(packet.cycle_id)
        .bind::<Date, _>(day)
        .get_result(tx.conn())
        .optional()
}

#[derive(QueryableByName)]
struct SubmittedRow {
    #[diesel(sql_type = Text)]
    side: ReviewRelation,
    #[diesel(sql_type = Text)]
    author: String,
    #[diesel(sql_type = Nullable<Text>)]
    capacity: Option<ReviewCapacity>,
    #[diesel(sql_type = Bool)]
    external: bool,
    #[diesel(sql_type = Bool)]
    mine: bool,
    #[diesel(sql_type = Nullable<Integer>)]
    days: Option<i32>,
    #[diesel(sql_type = Jsonb)]
    answers: Value,
}

/// What was handed in before a moment, where names are hidden as it stands now; `over` once nothing is written any more.
pub(super) fn submitted(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    ends: DateTime<Utc>,
    (hides, over): (bool, bool),
) -> Result<Vec<Submitted>, Failure> {
    let rows: Vec<SubmittedRow> = sql_query(include_str!("submitted.sql"))
        .bind::<SqlUuid, _>(packet)
        .bind::<Timestamptz, _>(ends)
        .bind::<Bool, _>(hides)
        .bind::<Bool, _>(over)
        .load(tx.conn())?;
    let read = |row: SubmittedRow| {
        let answers = serde_json::from_value(row.answers).map_err(Failure::fault)?;
        let SubmittedRow { side, author, capacity, external, mine, days, .. } = row;
        Ok(Submitted { side, author, capacity, external, mine, days, passed_on: false, answers })
    };
    rows.into_iter().map(read).collect()
}

/// Why a rating had been changed by then, first to last.
pub(super) fn reasons(tx: &mut TenantTx<'_>, packet: ReviewPacketId, ends: DateTime<Utc>) -> QueryResult<Vec<Reason>> {
    calibration_changes::table
        .filter(calibration_changes::org_id.eq(tx.org()).and(calibration_changes::packet_id.eq(packet)))
        .filter(calibration_changes::changed_at.lt(ends))
        .order((calibration_changes::changed_at, calibration_changes::id))
        .select(Reason::as_select())
        .load(tx.conn())
}
