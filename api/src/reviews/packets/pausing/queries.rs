use chrono::NaiveDate;
use diesel::{
    delete as delete_row, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{NewReviewPause, ReviewPauseCovers},
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};
use uuid::Uuid;

use super::super::rows::PacketRow;
use crate::db::{
    Changeable, TenantTx, org_now,
    schema::{people, review_packets, review_pauses as pauses},
};

/// That somebody is, or was, away, with who says so.
#[derive(Queryable)]
pub(in crate::reviews::packets) struct PauseRow {
    pub from_on: NaiveDate,
    pub until_on: NaiveDate,
    pub covers: ReviewPauseCovers,
    pub by_id: PersonId,
    pub by_name: String,
}

/// Of a packet that the actor sees, from first to last.
pub(super) fn of(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<PauseRow>> {
    let by = people::org_id.eq(pauses::org_id).and(people::id.eq(pauses::paused_by));
    pauses::table
        .inner_join(people::table.on(by))
        .filter(pauses::org_id.eq(tx.org()).and(pauses::packet_id.eq(packet)))
        .order(pauses::from_on)
        .select((pauses::from_on, pauses::until_on, pauses::covers, people::id, people::name))
        .load(tx.conn())
}

/// Adds one, beside those that are over.
pub(super) fn pause(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, new: &NewReviewPause) -> QueryResult<()> {
    insert_into(pauses::table)
        .values((
            pauses::org_id.eq(tx.org()),
            pauses::packet_id.eq(packet.id),
            pauses::from_on.eq(new.from_on),
            pauses::until_on.eq(new.until_on),
            pauses::covers.eq(new.covers),
            pauses::paused_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    touch(tx, packet)
}

/// Ends one on an earlier day.
pub(super) fn end_on(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    pause: &PauseRow,
    day: NaiveDate,
) -> QueryResult<()> {
    let one = pauses::table.find((tx.org(), packet.id.0, pause.from_on));
    update_row(one).set(pauses::until_on.eq(day)).execute(tx.conn())?;
    touch(tx, packet)
}

/// Takes one back before any of its days is over, or where the next one has them all.
pub(super) fn remove(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, pause: &PauseRow) -> QueryResult<()> {
    delete_row(pauses::table.find((tx.org(), packet.id.0, pause.from_on))).execute(tx.conn())?;
    touch(tx, packet)
}

fn touch(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>) -> QueryResult<()> {
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set(review_packets::version.eq(review_packets::version + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// The pauses that are over and whose days weren't added, held; of one packet alone, if there is one. Whatever the actor sees.
pub(super) fn over(tx: &mut TenantTx<'_>, only: Option<ReviewPacketId>) -> QueryResult<Vec<ReviewPacketId>> {
    const OVER: &str = "
        SELECT z.packet_id FROM review_pauses z
        WHERE z.org_id = current_org() AND z.resumed_at IS NULL AND z.until_on < $1 AND ($2 IS NULL OR z.packet_id = $2)
        ORDER BY z.packet_id FOR NO KEY UPDATE";
    let today = tx.calendar.today;
    let over: Vec<Over> =
        sql_query(OVER).bind::<Date, _>(today).bind::<Nullable<SqlUuid>, _>(only.map(|only| only.0)).load(tx.conn())?;
    Ok(over.into_iter().map(|it| it.packet_id).collect())
}

/// A pause that is over.
#[derive(QueryableByName)]
struct Over {
    #[diesel(sql_type = SqlUuid)]
    packet_id: ReviewPacketId,
}

/// A review that has more time now.
#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = SqlUuid)]
    cycle_id: ReviewCycleId,
    #[diesel(sql_type = SqlUuid)]
    author_id: PersonId,
}

/// Adds the days of these pauses to the day of whatever can be written and was left when they began; whose that is, cycle by
/// cycle. Days before writing began were nobody's to write, and a day counts once, whoever was away on it: not again if it was
/// added when somebody else was back.
pub(super) fn add_days(tx: &mut TenantTx<'_>, over: &[ReviewPacketId]) -> QueryResult<Vec<(ReviewCycleId, PersonId)>> {
    const ADD: &str = "
        WITH standing AS (
            SELECT r.id, k.cycle_id, c.write_by, z.resumed_at IS NULL AS is_new,
                   greatest(z.from_on, c.writing_since) AS from_on, z.until_on
            FROM review_pauses z
            JOIN review_packets away ON away.org_id = z.org_id AND away.id = z.packet_id
            JOIN review_cycles c ON c.org_id = away.org_id AND c.id = away.cycle_id
            JOIN review_packets k ON k.org_id = away.org_id AND k.cycle_id = away.cycle_id
            JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id
            WHERE z.org_id = current_org() AND c.id IN (
                SELECT back.cycle_id FROM review_packets back
                WHERE back.org_id = current_org() AND back.id = ANY ($1))
              AND CASE WHEN z.resumed_at IS NULL THEN z.packet_id = ANY ($1) AND z.until_on < $2
                  ELSE z.resumed_at >= r.assigned_at END
              AND (c.stage = 'writing' OR (c.stage IN ('calibrating', 'sharing') AND r.reopened_reason IS NOT NULL))
              AND r.state IN ('assigned', 'in_progress') AND greatest(r.due_on, c.write_by) >= z.from_on
              AND z.until_on >= coalesce(c.writing_since, z.from_on)
              AND ((z.covers <> 'subject' AND r.author_id = away.subject_id)
                OR (z.covers <> 'author' AND k.id = away.id))),
        days AS (
            SELECT s.id, s.cycle_id, s.write_by, s.from_on + n.later AS day
            FROM standing s CROSS JOIN LATERAL generate_series(0, s.until_on - s.from_on) AS n (later)
            GROUP BY s.id, s.cycle_id, s.write_by, s.from_on + n.later
            HAVING bool_and(s.is_new)),
        more AS (
            SELECT d.id, d.cycle_id, d.write_by, count(*)::integer AS days
            FROM days d GROUP BY d.id, d.cycle_id, d.write_by),
        moved AS (
            UPDATE reviews r SET due_on = greatest(r.due_on, m.write_by) + m.days
            FROM more m
            WHERE r.org_id = current_org() AND r.id = m.id
            RETURNING m.cycle_id, r.author_id)
        SELECT DISTINCT cycle_id, author_id FROM moved";
    let today = tx.calendar.today;
    let moved: Vec<Moved> =
        sql_query(ADD).bind::<Array<SqlUuid>, _>(ids(over)).bind::<Date, _>(today).load(tx.conn())?;
    Ok(moved.into_iter().map(|it| (it.cycle_id, it.author_id)).collect())
}

/// Their days were added.
pub(super) fn resumed(tx: &mut TenantTx<'_>, over: &[ReviewPacketId]) -> QueryResult<usize> {
    let these = pauses::table
        .filter(pauses::org_id.eq(tx.org()).and(pauses::packet_id.eq_any(ids(over))))
        .filter(pauses::resumed_at.is_null().and(pauses::until_on.lt(tx.calendar.today)));
    update_row(these).set(pauses::resumed_at.eq(org_now())).execute(tx.conn())
}

fn ids(packets: &[ReviewPacketId]) -> Vec<Uuid> {
    packets.iter().map(|packet| packet.0).collect()
}
