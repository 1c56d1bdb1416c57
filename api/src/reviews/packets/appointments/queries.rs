use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    delete as delete_row,
    dsl::exists,
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Bool, Date, Nullable, Text, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    people::PersonRef,
    reviews::{NewReviewAppointment, ReviewAppointment, ReviewCapacity, ReviewRelation, ReviewState},
    wire::{PersonId, ReviewId, ReviewPacketId},
};

use super::super::{queries::Terms, rows::PacketRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{review_appointments, review_cycles, review_nominations, review_packets, reviews},
};

/// Somebody who was named to write, and how far they are.
#[derive(QueryableByName)]
pub(super) struct Appointed {
    #[diesel(sql_type = SqlUuid)]
    pub review_id: ReviewId,
    #[diesel(sql_type = SqlUuid)]
    pub author_id: PersonId,
    #[diesel(sql_type = Text)]
    author_name: String,
    #[diesel(sql_type = Text)]
    pub relation: ReviewRelation,
    #[diesel(sql_type = Text)]
    pub state: ReviewState,
    #[diesel(sql_type = Text)]
    capacity: ReviewCapacity,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub stands_for: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    stood_for: Option<String>,
    #[diesel(sql_type = Text)]
    reason: String,
}

impl Appointed {
    /// As it is shown; the reason is for those who know why.
    pub fn shown(self, with_reason: bool, removable: bool) -> ReviewAppointment {
        let stood_for = self.stands_for.zip(self.stood_for);
        ReviewAppointment {
            person: PersonRef { id: self.author_id, name: self.author_name },
            relation: self.relation,
            capacity: self.capacity,
            stands_for: stood_for.map(|(id, name)| PersonRef { id, name }),
            reason: if with_reason { self.reason } else { String::new() },
            removable,
        }
    }
}

/// How the cycle of a packet asks, locked, before the packet is: whatever else holds both holds the cycle first. `None` where
/// there is no such packet; whether the actor may know of it is for whoever reads it then.
pub(in crate::reviews::packets) fn lock_terms_of(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
) -> QueryResult<Option<Terms>> {
    let its = review_packets::table.find((tx.org(), packet.0)).select(review_packets::cycle_id);
    review_cycles::table
        .filter(review_cycles::org_id.eq(tx.org()).and(review_cycles::id.eq_any(its)))
        .select(Terms::as_select())
        .for_no_key_update()
        .first(tx.conn())
        .optional()
}

/// Whoever was named to write about somebody, by name.
pub(super) fn of_packet(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<Appointed>> {
    sql_query(
        "SELECT r.id AS review_id, r.author_id, p.name AS author_name, r.relation, r.state, a.capacity, a.stands_for,
                s.name AS stood_for, a.reason
         FROM review_appointments a
         JOIN reviews r ON r.org_id = a.org_id AND r.id = a.review_id
         JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
         LEFT JOIN people s ON s.org_id = a.org_id AND s.id = a.stands_for
         WHERE a.org_id = current_org() AND r.packet_id = $1
         ORDER BY p.name, p.id",
    )
    .bind::<SqlUuid, _>(packet)
    .load(tx.conn())
}

/// As what these were named to be written; whatever follows from a line or a nomination isn't among them.
pub(super) fn capacities(tx: &mut TenantTx<'_>, ids: &[ReviewId]) -> QueryResult<HashMap<ReviewId, ReviewCapacity>> {
    let rows: Vec<(ReviewId, ReviewCapacity)> = review_appointments::table
        .filter(review_appointments::org_id.eq(tx.org()).and(review_appointments::review_id.eq_any(ids)))
        .select((review_appointments::review_id, review_appointments::capacity))
        .load(tx.conn())?;
    Ok(rows.into_iter().collect())
}

/// Whether somebody is to write about whom a packet is about, or is named to, or has refused.
pub(super) fn writes_already(tx: &mut TenantTx<'_>, packet: &PacketRow, person: PersonId) -> QueryResult<bool> {
    let org = tx.org();
    let review = reviews::table
        .filter(reviews::org_id.eq(org).and(reviews::packet_id.eq(packet.id)))
        .filter(reviews::author_id.eq(person).and(reviews::state.ne(ReviewState::Void)));
    let peer = review_nominations::table
        .filter(review_nominations::org_id.eq(org).and(review_nominations::packet_id.eq(packet.id)))
        .filter(review_nominations::peer_id.eq(person));
    select(exists(review).or(exists(peer))).get_result(tx.conn())
}

#[derive(QueryableByName)]
struct Assigned {
    #[diesel(sql_type = SqlUuid)]
    id: ReviewId,
}

/// Gives somebody the review to write. One that was wanted no more is taken up as it was left; `None` if it was another
/// side's.
pub(super) fn assign(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    asked: &NewReviewAppointment,
    due_on: Option<NaiveDate>,
) -> QueryResult<Option<ReviewId>> {
    let assigned: Option<Assigned> = sql_query(
        "INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
         VALUES (current_org(), gen_random_uuid(), $1, $2, $3, $4)
         ON CONFLICT (org_id, packet_id, author_id) DO UPDATE
            SET state = CASE WHEN reviews.answers = '{}' THEN 'assigned' ELSE 'in_progress' END,
                due_on = excluded.due_on, assigned_at = clock_timestamp(), version = reviews.version + 1
            WHERE reviews.state = 'void' AND reviews.relation = excluded.relation
         RETURNING id",
    )
    .bind::<SqlUuid, _>(packet.id)
    .bind::<SqlUuid, _>(asked.person_id)
    .bind::<Text, _>(asked.relation)
    .bind::<Nullable<Date>, _>(due_on)
    .get_result(tx.conn())
    .optional()?;
    Ok(assigned.map(|it| it.id))
}

/// Notes why somebody writes it; what was noted of an earlier time gives way.
pub(super) fn note(
    tx: &mut TenantTx<'_>,
    review: ReviewId,
    asked: &NewReviewAppointment,
    stands_for: Option<PersonId>,
) -> QueryResult<usize> {
    forget(tx, review)?;
    insert_into(review_appointments::table)
        .values((
            review_appointments::org_id.eq(tx.org()),
            review_appointments::review_id.eq(review),
            review_appointments::capacity.eq(asked.capacity),
            review_appointments::stands_for.eq(stands_for),
            review_appointments::reason.eq(asked.reason.trim()),
            review_appointments::appointed_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())
}

/// Forgets that somebody was named to write it.
pub(super) fn forget(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<usize> {
    delete_row(review_appointments::table.find((tx.org(), review.0))).execute(tx.conn())
}

/// What a manager has to write is wanted no more, begun or not; gives whether there was anything.
pub(super) fn stand_down(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    manager: PersonId,
) -> QueryResult<bool> {
    let theirs = reviews::table
        .filter(reviews::org_id.eq(tx.org()).and(reviews::packet_id.eq(packet.id)))
        .filter(reviews::author_id.eq(manager).and(reviews::relation.eq(ReviewRelation::Manager)))
        .filter(reviews::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]));
    let gone = update_row(theirs)
        .set((reviews::state.eq(ReviewState::Void), reviews::version.eq(reviews::version + 1)))
        .execute(tx.conn())?;
    Ok(gone > 0)
}

/// Whom somebody stood in for writes again, as they left it, if they still lead the person; gives whether they do.
pub(super) fn stand_up(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    manager: PersonId,
    due_on: Option<NaiveDate>,
) -> QueryResult<bool> {
    let again = sql_query(
        "UPDATE reviews r
         SET state = CASE WHEN r.answers = '{}' THEN 'assigned' ELSE 'in_progress' END,
             due_on = greatest(r.due_on, $4), assigned_at = clock_timestamp(), version = r.version + 1
         FROM reporting_lines l JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
         WHERE r.org_id = current_org() AND r.packet_id = $1 AND r.author_id = $2 AND r.relation = 'manager'
           AND r.state = 'void' AND l.org_id = r.org_id AND l.person_id = $3 AND l.manager_id = r.author_id
           AND l.valid_to IS NULL",
    )
    .bind::<SqlUuid, _>(packet.id)
    .bind::<SqlUuid, _>(manager)
    .bind::<SqlUuid, _>(packet.subject_id)
    .bind::<Nullable<Date>, _>(due_on)
    .execute(tx.conn())?;
    Ok(again > 0)
}

/// A review is wanted no more; what was written stays, and nobody reads it.
pub(super) fn void(tx: &mut TenantTx<'_>, review: ReviewId) -> QueryResult<usize> {
    let open = reviews::table
        .filter(reviews::org_id.eq(tx.org()).and(reviews::id.eq(review)))
        .filter(reviews::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]));
    update_row(open)
        .set((reviews::state.eq(ReviewState::Void), reviews::version.eq(reviews::version + 1)))
        .execute(tx.conn())
}

/// Notes that it isn't what it was: 0 if it was ended.
pub(super) fn touch(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>) -> QueryResult<usize> {
    update_row(review_packets::table.find((tx.org(), packet.id.0)).filter(review_packets::ended.is_null()))
        .set(review_packets::version.eq(review_packets::version + 1))
        .execute(tx.conn())
}

#[derive(QueryableByName)]
struct Lacks {
    #[diesel(sql_type = Bool)]
    lacks: bool,
}

/// Whether more peers have declined than others were named in their place, which is after the first of them did. Of those
/// who declined before that was kept, whoever was named counts.
pub(super) fn lacks_peers(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<bool> {
    const LACKS: &str = "
        SELECT count(*) FILTER (WHERE r.state = 'declined')
             > count(*) FILTER (WHERE a.appointed_at >= since.declined_at AND r.state NOT IN ('declined', 'void')) AS lacks
        FROM reviews r
        CROSS JOIN (
            SELECT coalesce(min(d.declined_at), '-infinity') AS declined_at FROM reviews d
            WHERE d.org_id = current_org() AND d.packet_id = $1 AND d.relation = 'peer' AND d.state = 'declined') since
        LEFT JOIN review_appointments a ON a.org_id = r.org_id AND a.review_id = r.id
        WHERE r.org_id = current_org() AND r.packet_id = $1 AND r.relation = 'peer'";
    let found: Lacks = sql_query(LACKS).bind::<SqlUuid, _>(packet).get_result(tx.conn())?;
    Ok(found.lacks)
}
