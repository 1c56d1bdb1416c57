use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Date, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{NewSecondReading, ReviewOutcome},
    wire::{PersonId, ReviewPacketId},
};

use super::super::rows::PacketRow;
use crate::db::{
    Changeable, TenantTx, org_now,
    schema::{review_disputes, review_packets},
};

/// That somebody disagrees with what they got.
pub(super) fn open(tx: &mut TenantTx<'_>, packet: ReviewPacketId, due_on: NaiveDate) -> QueryResult<usize> {
    insert_into(review_disputes::table)
        .values((
            review_disputes::org_id.eq(tx.org()),
            review_disputes::packet_id.eq(packet),
            review_disputes::due_on.eq(due_on),
        ))
        .execute(tx.conn())
}

/// Somebody who may read it a second time.
#[derive(QueryableByName)]
pub(super) struct Reader {
    #[diesel(sql_type = SqlUuid)]
    pub id: PersonId,
    #[diesel(sql_type = Text)]
    pub name: String,
}

/// Whoever may, by name.
pub(super) fn second_readers(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<Reader>> {
    sql_query(
        "SELECT p.id, p.name
         FROM review_second_readers($1) r JOIN people p ON p.org_id = current_org() AND p.id = r.person_id
         ORDER BY p.name, p.id",
    )
    .bind::<SqlUuid, _>(packet)
    .load(tx.conn())
}

/// A dispute, and what came of it.
#[derive(QueryableByName)]
pub(super) struct Dispute {
    #[diesel(sql_type = Timestamptz)]
    pub opened_at: DateTime<Utc>,
    #[diesel(sql_type = Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    pub outcome: Option<ReviewOutcome>,
    #[diesel(sql_type = Text)]
    pub answer: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub decided_by: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub decided_by_name: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub decided_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    pub rating: Option<i16>,
}

/// The one about a packet.
pub(super) fn of_packet(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Option<Dispute>> {
    sql_query(
        "SELECT d.opened_at, d.due_on, d.outcome, d.answer, d.decided_by, p.name AS decided_by_name, d.decided_at,
                d.rating
         FROM review_disputes d LEFT JOIN people p ON p.org_id = d.org_id AND p.id = d.decided_by
         WHERE d.org_id = current_org() AND d.packet_id = $1",
    )
    .bind::<SqlUuid, _>(packet)
    .get_result(tx.conn())
    .optional()
}

/// What the second reader says to it.
pub(super) fn answer(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    said: &NewSecondReading,
) -> QueryResult<()> {
    update_row(review_disputes::table.find((tx.org(), packet.id.0)))
        .set((
            review_disputes::outcome.eq(said.outcome),
            review_disputes::answer.eq(said.answer.trim()),
            review_disputes::rating.eq(said.rating.map(i16::from)),
            review_disputes::decided_by.eq(tx.actor.person),
            review_disputes::decided_at.eq(org_now()),
        ))
        .execute(tx.conn())?;
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set(review_packets::version.eq(review_packets::version + 1))
        .execute(tx.conn())?;
    Ok(())
}

#[derive(QueryableByName)]
struct Lately {
    #[diesel(sql_type = Nullable<Date>)]
    day: Option<NaiveDate>,
}

/// The last day on which the person disagreed with a review by a manager who has written this one less than 90 days later.
pub(in crate::reviews::packets) fn disputed_before(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
) -> QueryResult<Option<NaiveDate>> {
    let lately: Lately = sql_query(
        "SELECT max((d.opened_at AT TIME ZONE o.time_zone)::date) AS day
         FROM reviews r
         JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
         JOIN review_packets other ON other.org_id = k.org_id AND other.subject_id = k.subject_id AND other.id <> k.id
         JOIN review_disputes d ON d.org_id = other.org_id AND d.packet_id = other.id
         JOIN reviews theirs ON theirs.org_id = other.org_id AND theirs.packet_id = other.id
            AND theirs.author_id = r.author_id AND theirs.relation = 'manager' AND theirs.state = 'submitted'
         JOIN organisations o ON o.org_id = r.org_id
         WHERE r.org_id = current_org() AND r.packet_id = $1 AND r.relation = 'manager' AND r.state = 'submitted'
           AND r.submitted_at >= d.opened_at AND r.submitted_at < d.opened_at + interval '90 days'",
    )
    .bind::<SqlUuid, _>(packet)
    .get_result(tx.conn())?;
    Ok(lately.day)
}
