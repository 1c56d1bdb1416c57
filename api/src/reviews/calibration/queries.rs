use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::exists,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    access::Role,
    people::{PersonRef, PersonStatus},
    reviews::{
        CalibrationChange, CalibrationConflict, CalibrationSessionFilter, CalibrationState, CalibrationTally,
        CalibrationVote, CalibrationVoter,
    },
    wire::{
        CalibrationCardId, CalibrationChangeId, CalibrationSessionId, Limit, PersonId, ReviewCycleId, ReviewPacketId,
    },
};
use uuid::Uuid;

use super::rows::{CardRow, SessionRow};
use crate::{
    db::{
        TenantTx,
        schema::{
            calibration_changes, calibration_members, calibration_sessions, calibration_votes, people, review_cycles,
            visible_calibration_cards as cards, visible_calibration_sessions::dsl, visible_people,
        },
    },
    reviews::cycles::rows::small,
};

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &CalibrationSessionFilter,
    limit: Limit,
    after: Option<CalibrationSessionId>,
) -> QueryResult<Vec<SessionRow>> {
    let mut query = dsl::visible_calibration_sessions.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(cycle) = filter.cycle {
        query = query.filter(dsl::cycle_id.eq(cycle.0));
    }
    if let Some(id) = after {
        query = query.filter(dsl::id.lt(id.0));
    }
    query.order(dsl::id.desc()).limit(limit.get() + 1).select(SessionRow::as_select()).load(tx.conn())
}

/// Where a session stands; it stays there until the transaction ends.
pub(super) fn held(tx: &mut TenantTx<'_>, session: CalibrationSessionId) -> QueryResult<CalibrationState> {
    let state = calibration_sessions::table.find((tx.org(), session.0)).select(calibration_sessions::state);
    state.for_share().first(tx.conn())
}

/// Whether a cycle has a session that isn't applied.
pub(in crate::reviews) fn any_unapplied(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let open = calibration_sessions::table
        .filter(calibration_sessions::org_id.eq::<Uuid>(tx.org()).and(calibration_sessions::cycle_id.eq(cycle)))
        .filter(calibration_sessions::state.ne(CalibrationState::Applied));
    select(exists(open)).get_result(tx.conn())
}

/// Who takes part, by name.
pub(super) fn members(tx: &mut TenantTx<'_>, session: CalibrationSessionId) -> QueryResult<Vec<PersonRef>> {
    let on_person = people::org_id.eq(calibration_members::org_id).and(people::id.eq(calibration_members::person_id));
    let rows: Vec<(PersonId, String)> = calibration_members::table
        .inner_join(people::table.on(on_person))
        .filter(calibration_members::org_id.eq(tx.org()).and(calibration_members::session_id.eq(session)))
        .order((people::name, people::id))
        .select((people::id, people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name)| PersonRef { id, name }).collect())
}

/// How many of these can take part: active Managers and Admins.
pub(super) fn eligible(tx: &mut TenantTx<'_>, people: &[PersonId]) -> QueryResult<i64> {
    visible_people::table
        .filter(visible_people::org_id.eq(tx.org()).and(visible_people::id.eq_any(people)))
        .filter(visible_people::status.eq(PersonStatus::Active))
        .filter(visible_people::role.eq_any([Role::Manager, Role::Admin]))
        .count()
        .get_result(tx.conn())
}

/// The cards that the actor sees, by the name of whom they are about.
pub(super) fn cards(tx: &mut TenantTx<'_>, session: CalibrationSessionId) -> QueryResult<Vec<CardRow>> {
    cards::table
        .filter(cards::org_id.eq(tx.org()).and(cards::session_id.eq(session.0)))
        .order((cards::subject_name, cards::id))
        .select(CardRow::as_select())
        .load(tx.conn())
}

/// What is counted on a card.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub changes: i64,
    pub may_vote: i64,
    /// How many of those have.
    pub voted: i64,
    pub my_vote: Option<CalibrationVote>,
    pub votes: CalibrationTally,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = SqlUuid)]
    id: CalibrationCardId,
    #[diesel(sql_type = BigInt)]
    changes: i64,
    #[diesel(sql_type = BigInt)]
    may_vote: i64,
    #[diesel(sql_type = BigInt)]
    voted: i64,
    #[diesel(sql_type = Nullable<Text>)]
    my_vote: Option<CalibrationVote>,
    #[diesel(sql_type = BigInt)]
    agree: i64,
    #[diesel(sql_type = BigInt)]
    question: i64,
    #[diesel(sql_type = BigInt)]
    abstain: i64,
}

/// What is counted on the cards of a session, or on one of them. Whoever is the person, or below them, or keeps out has no
/// vote; that of somebody who left since stands in for nobody's who is still to vote.
const TALLIES: &str = "
    SELECT d.id, made.changes, may.may_vote, may.voted, cast_.my_vote, cast_.agree, cast_.question, cast_.abstain
    FROM visible_calibration_cards d
    CROSS JOIN LATERAL (
        SELECT count(*) AS changes FROM calibration_changes h
        WHERE h.org_id = d.org_id AND h.packet_id = d.packet_id) made
    CROSS JOIN LATERAL (
        SELECT count(*) AS may_vote, count(v.vote) AS voted FROM calibration_members m
        JOIN people p ON p.org_id = m.org_id AND p.id = m.person_id
            AND p.status = 'active' AND p.role IN ('manager', 'admin')
        LEFT JOIN calibration_votes v ON v.org_id = m.org_id AND v.card_id = d.id AND v.person_id = m.person_id
        WHERE m.org_id = d.org_id AND m.session_id = d.session_id AND m.person_id <> d.subject_id
          AND NOT EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = d.org_id AND up.manager_id = d.subject_id AND up.report_id = m.person_id)
          AND NOT EXISTS (
            SELECT FROM calibration_conflicts x
            WHERE x.org_id = d.org_id AND x.card_id = d.id AND x.person_id = m.person_id)) may
    CROSS JOIN LATERAL (
        SELECT max(v.vote) FILTER (WHERE v.person_id = current_person()) AS my_vote,
               count(*) FILTER (WHERE v.vote = 'agree') AS agree, count(*) FILTER (WHERE v.vote = 'question') AS question,
               count(*) FILTER (WHERE v.vote = 'abstain') AS abstain
        FROM calibration_votes v WHERE v.org_id = d.org_id AND v.card_id = d.id) cast_
    WHERE d.org_id = current_org() AND d.session_id = $1 AND ($2 IS NULL OR d.id = $2)";

/// What is counted on the cards of a session, or on `card` alone.
pub(super) fn tallies(
    tx: &mut TenantTx<'_>,
    session: CalibrationSessionId,
    card: Option<CalibrationCardId>,
) -> QueryResult<HashMap<CalibrationCardId, Tally>> {
    let rows: Vec<Counted> = sql_query(TALLIES)
        .bind::<SqlUuid, _>(session)
        .bind::<Nullable<SqlUuid>, _>(card.map(|card| card.0))
        .load(tx.conn())?;
    let tally = |it: Counted| {
        let votes = CalibrationTally { agree: it.agree, question: it.question, abstain: it.abstain };
        (it.id, Tally { changes: it.changes, may_vote: it.may_vote, voted: it.voted, my_vote: it.my_vote, votes })
    };
    Ok(rows.into_iter().map(tally).collect())
}

#[derive(QueryableByName)]
struct Change {
    #[diesel(sql_type = SqlUuid)]
    id: CalibrationChangeId,
    #[diesel(sql_type = SqlUuid)]
    subject_id: PersonId,
    #[diesel(sql_type = Text)]
    subject_name: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    from_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    to_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    from_potential: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    to_potential: Option<i16>,
    #[diesel(sql_type = Bool)]
    not_rated: bool,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = SqlUuid)]
    author_id: PersonId,
    #[diesel(sql_type = Text)]
    author_name: String,
    #[diesel(sql_type = Array<SqlUuid>)]
    agreed_ids: Vec<PersonId>,
    #[diesel(sql_type = Array<Text>)]
    agreed_names: Vec<String>,
    #[diesel(sql_type = Timestamptz)]
    changed_at: DateTime<Utc>,
}

/// From the cards that the actor sees, so that the ledger tells no more than they do.
const LEDGER: &str = "
    SELECT h.id, d.subject_id, d.subject_name, h.from_rating, h.to_rating, h.from_potential, h.to_potential,
           h.not_rated, h.reason, h.author_id, a.name AS author_name, h.changed_at,
           ARRAY(
               SELECT p.id FROM calibration_agreements g JOIN people p ON p.org_id = g.org_id AND p.id = g.person_id
               WHERE g.org_id = h.org_id AND g.change_id = h.id ORDER BY p.name, p.id) AS agreed_ids,
           ARRAY(
               SELECT p.name::text FROM calibration_agreements g
               JOIN people p ON p.org_id = g.org_id AND p.id = g.person_id
               WHERE g.org_id = h.org_id AND g.change_id = h.id ORDER BY p.name, p.id) AS agreed_names
    FROM visible_calibration_cards d
    JOIN calibration_changes h ON h.org_id = d.org_id AND h.packet_id = d.packet_id
    JOIN people a ON a.org_id = h.org_id AND a.id = h.author_id
    WHERE d.org_id = current_org() AND d.session_id = $1 AND ($2 IS NULL OR d.id = $2)
    ORDER BY h.changed_at DESC, h.id DESC LIMIT 100";

/// What was changed on the cards of a session, or on `card` alone, latest first; the last 100.
pub(super) fn ledger(
    tx: &mut TenantTx<'_>,
    session: CalibrationSessionId,
    card: Option<CalibrationCardId>,
) -> QueryResult<Vec<CalibrationChange>> {
    let rows: Vec<Change> = sql_query(LEDGER)
        .bind::<SqlUuid, _>(session)
        .bind::<Nullable<SqlUuid>, _>(card.map(|card| card.0))
        .load(tx.conn())?;
    let agreed = |ids: Vec<PersonId>, names: Vec<String>| -> Vec<PersonRef> {
        ids.into_iter().zip(names).map(|(id, name)| PersonRef { id, name }).collect()
    };
    let change = |it: Change| CalibrationChange {
        id: it.id,
        subject: PersonRef { id: it.subject_id, name: it.subject_name },
        from_rating: it.from_rating.map(small),
        to_rating: it.to_rating.map(small),
        from_potential: it.from_potential.map(small),
        to_potential: it.to_potential.map(small),
        not_rated: it.not_rated,
        reason: it.reason,
        author: PersonRef { id: it.author_id, name: it.author_name },
        agreed: agreed(it.agreed_ids, it.agreed_names),
        changed_at: it.changed_at,
    };
    Ok(rows.into_iter().map(change).collect())
}

/// The first and the last day of what a cycle looks back on.
pub(super) fn looked_back_on(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<(NaiveDate, NaiveDate)> {
    let days = (review_cycles::period_from, review_cycles::period_to);
    review_cycles::table.find((tx.org(), cycle.0)).select(days).first(tx.conn())
}

/// Who voted what on a card, by name.
pub(super) fn voters(tx: &mut TenantTx<'_>, card: CalibrationCardId) -> QueryResult<Vec<CalibrationVoter>> {
    let on_person = people::org_id.eq(calibration_votes::org_id).and(people::id.eq(calibration_votes::person_id));
    let rows: Vec<(PersonId, String, CalibrationVote)> = calibration_votes::table
        .inner_join(people::table.on(on_person))
        .filter(calibration_votes::org_id.eq(tx.org()).and(calibration_votes::card_id.eq(card)))
        .order((people::name, people::id))
        .select((people::id, people::name, calibration_votes::vote))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name, vote)| CalibrationVoter { person: PersonRef { id, name }, vote }).collect())
}

/// The last change of a packet's rating, and whose it is.
pub(super) fn last_change(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
) -> QueryResult<Option<(CalibrationChangeId, PersonId)>> {
    calibration_changes::table
        .filter(calibration_changes::org_id.eq(tx.org()).and(calibration_changes::packet_id.eq(packet)))
        .order((calibration_changes::changed_at.desc(), calibration_changes::id.desc()))
        .select((calibration_changes::id, calibration_changes::author_id))
        .first(tx.conn())
        .optional()
}

#[derive(QueryableByName)]
struct Conflict {
    #[diesel(sql_type = SqlUuid)]
    card_id: CalibrationCardId,
    #[diesel(sql_type = SqlUuid)]
    subject_id: PersonId,
    #[diesel(sql_type = Text)]
    subject_name: String,
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Text)]
    person_name: String,
}

/// One's own, by the session alone, since the card is hidden; others' from the cards that an Admin sees.
const CONFLICTS: &str = "
    SELECT x.card_id, k.subject_id, s.name::text AS subject_name, x.person_id, p.name::text AS person_name
    FROM calibration_conflicts x
    JOIN calibration_cards d ON d.org_id = x.org_id AND d.id = x.card_id
    JOIN review_packets k ON k.org_id = d.org_id AND k.id = d.packet_id
    JOIN people s ON s.org_id = k.org_id AND s.id = k.subject_id
    JOIN people p ON p.org_id = x.org_id AND p.id = x.person_id
    WHERE x.org_id = current_org() AND d.session_id = $1
      AND (x.person_id = current_person() OR (actor_is_admin() AND EXISTS (
            SELECT FROM visible_calibration_cards v WHERE v.org_id = x.org_id AND v.id = x.card_id)))
    ORDER BY s.name, p.name, x.card_id, x.person_id";

/// Who keeps out of which card of a session, as far as the actor is told.
pub(super) fn conflicts(tx: &mut TenantTx<'_>, session: CalibrationSessionId) -> QueryResult<Vec<CalibrationConflict>> {
    let rows: Vec<Conflict> = sql_query(CONFLICTS).bind::<SqlUuid, _>(session).load(tx.conn())?;
    let conflict = |it: Conflict| CalibrationConflict {
        card_id: it.card_id,
        subject: PersonRef { id: it.subject_id, name: it.subject_name },
        person: PersonRef { id: it.person_id, name: it.person_name },
    };
    Ok(rows.into_iter().map(conflict).collect())
}

/// What puts whom a card is about into groups.
#[derive(QueryableByName)]
pub(super) struct Circumstances {
    #[diesel(sql_type = SqlUuid)]
    pub id: CalibrationCardId,
    #[diesel(sql_type = Nullable<Integer>)]
    pub days_here: Option<i32>,
    #[diesel(sql_type = Bool)]
    pub was_away: bool,
}

/// As of the end of what is looked back on.
const CIRCUMSTANCES: &str = "
    SELECT d.id, c.period_to - p.start_date AS days_here, EXISTS (
        SELECT FROM review_pauses z WHERE z.org_id = d.org_id AND z.packet_id = d.packet_id) AS was_away
    FROM visible_calibration_cards d
    JOIN review_cycles c ON c.org_id = d.org_id AND c.id = d.cycle_id
    JOIN people p ON p.org_id = d.org_id AND p.id = d.subject_id
    WHERE d.org_id = current_org() AND d.session_id = $1";

/// Of the cards that the actor sees: how long people have been here, and whether they were away.
pub(super) fn circumstances(
    tx: &mut TenantTx<'_>,
    session: CalibrationSessionId,
) -> QueryResult<HashMap<CalibrationCardId, Circumstances>> {
    let rows: Vec<Circumstances> = sql_query(CIRCUMSTANCES).bind::<SqlUuid, _>(session).load(tx.conn())?;
    Ok(rows.into_iter().map(|it| (it.id, it)).collect())
}
