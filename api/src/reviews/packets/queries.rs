use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    delete as delete_row,
    dsl::exists,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, SmallInt, Text, Uuid as SqlUuid},
    update as update_row,
};
use serde_json::Value;
use shared::{
    people::{PersonRef, PersonStatus},
    reviews::{
        NewAcknowledgement, PacketState, ReviewAnswers, ReviewCapacity, ReviewDeclined, ReviewDutyKind,
        ReviewPacketFilter, ReviewPeer, ReviewRelation, ReviewState, rules::calibration::Standing,
    },
    wire::{Limit, PersonId, ReviewCycleId, ReviewPacketId},
};
use uuid::Uuid;

use super::rows::PacketRow;
use crate::{
    db::{
        Changeable, TenantTx, org_now,
        schema::{
            calibration_changes, competencies, people, reporting_lines, review_cycles, review_duties,
            review_nominations, review_packets, reviews, team_closure, visible_objectives as goals, visible_people,
            visible_review_packets::dsl,
        },
    },
    http::Failure,
    reviews::{cycles::rows::small, goal_names},
};

/// Where a page of packets ends.
pub(super) type Position = (String, ReviewPacketId);

/// One row more than the page holds, by the name of whom they are about.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &ReviewPacketFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<PacketRow>> {
    let mut query = dsl::visible_review_packets.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(cycle) = filter.cycle {
        query = query.filter(dsl::cycle_id.eq(cycle.0));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(dsl::subject_id.eq(subject.0));
    }
    if let Some(team) = filter.team {
        let below = team_closure::table
            .filter(team_closure::org_id.eq(tx.org()).and(team_closure::above_id.eq(team.0)))
            .filter(team_closure::team_id.nullable().eq(dsl::team_id));
        query = query.filter(exists(below));
    }
    if let Some(manager) = filter.manager {
        query = query.filter(dsl::manager_id.eq(manager.0));
    }
    if let Some(state) = filter.state {
        query = query.filter(dsl::state.eq(state));
    }
    if filter.waiting {
        let theirs = review_duties::org_id
            .eq(tx.org())
            .and(review_duties::person_id.eq(tx.actor.person.0))
            .and(review_duties::packet_id.eq(dsl::id))
            .and(review_duties::duty.ne(ReviewDutyKind::Write));
        query = query.filter(exists(review_duties::table.filter(theirs)));
    }
    if let Some((name, id)) = after {
        let later = dsl::subject_name.gt(name.clone()).or(dsl::subject_name.eq(name).and(dsl::id.gt(id.0)));
        query = query.filter(later);
    }
    query.order((dsl::subject_name, dsl::id)).limit(limit.get() + 1).select(PacketRow::as_select()).load(tx.conn())
}

/// What a person was given, latest first.
pub(super) fn given_to(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<PacketRow>> {
    dsl::visible_review_packets
        .filter(dsl::org_id.eq(tx.org()).and(dsl::subject_id.eq(person.0)))
        .filter(dsl::state.ne(PacketState::Collecting))
        .order((dsl::released_at.desc(), dsl::id))
        .select(PacketRow::as_select())
        .load(tx.conn())
}

/// What was handed in about somebody.
pub(in crate::reviews) struct Submitted {
    pub side: ReviewRelation,
    pub author: String,
    pub capacity: Option<ReviewCapacity>,
    /// Whether its author is from outside the organisation.
    pub external: bool,
    /// Whether the actor wrote it.
    pub mine: bool,
    /// On how many days its author led the person, of those that a manager's review looks back on; none for who never did.
    pub days: Option<i32>,
    /// Whether an Admin lets who leads the person now read it before they have written themselves.
    pub passed_on: bool,
    pub answers: ReviewAnswers,
}

/// All that was handed in, side by side, in no order that means anything.
pub(super) fn submitted(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> Result<Vec<Submitted>, Failure> {
    Ok(submitted_of(tx, &[packet])?.into_iter().map(|(_, it)| it).collect())
}

#[derive(QueryableByName)]
struct SubmittedRow {
    #[diesel(sql_type = SqlUuid)]
    packet_id: ReviewPacketId,
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
    #[diesel(sql_type = Bool)]
    passed_on: bool,
    #[diesel(sql_type = Jsonb)]
    answers: Value,
}

/// The same for several packets, each with which it is for. What somebody from outside wrote is among it.
pub(in crate::reviews) fn submitted_of(
    tx: &mut TenantTx<'_>,
    packets: &[ReviewPacketId],
) -> Result<Vec<(ReviewPacketId, Submitted)>, Failure> {
    let rows: Vec<SubmittedRow> = sql_query(
        "SELECT r.packet_id, r.relation AS side, p.name COLLATE \"default\" AS author, a.capacity, false AS external,
                coalesce(r.author_id = current_person(), false) AS mine,
                CASE r.relation WHEN 'manager' THEN review_days_led(r.id) END AS days, r.passed_on, r.answers, r.id
         FROM reviews r
         JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
         LEFT JOIN review_appointments a ON a.org_id = r.org_id AND a.review_id = r.id
         WHERE r.org_id = current_org() AND r.packet_id = ANY ($1) AND r.state = 'submitted'
         UNION ALL
         SELECT x.packet_id, 'peer', x.name, NULL, true, false, NULL, false, x.answers, x.id
         FROM review_externals x
         WHERE x.org_id = current_org() AND x.packet_id = ANY ($1) AND x.state = 'submitted'
         ORDER BY id",
    )
    .bind::<Array<SqlUuid>, _>(packets.iter().map(|packet| packet.0).collect::<Vec<_>>())
    .load(tx.conn())?;
    let read = |row: SubmittedRow| {
        let answers = serde_json::from_value(row.answers).map_err(Failure::fault)?;
        let SubmittedRow { packet_id, side, author, capacity, external, mine, days, passed_on, .. } = row;
        Ok((packet_id, Submitted { side, author, capacity, external, mine, days, passed_on, answers }))
    };
    rows.into_iter().map(read).collect()
}

/// What is still to come of a packet.
#[derive(Default, QueryableByName)]
pub(super) struct ToCome {
    /// Whether the actor has a review to hand in about whom it is about.
    #[diesel(sql_type = Bool)]
    pub owes: bool,
    /// Whether anything more is gathered: of who has left an Admin may have ended it.
    #[diesel(sql_type = Bool)]
    pub gathers: bool,
}

/// See [`ToCome`].
pub(super) fn to_come(tx: &mut TenantTx<'_>, packet: &PacketRow) -> QueryResult<ToCome> {
    sql_query(
        "SELECT k.ended IS NULL AS gathers, EXISTS (
            SELECT FROM reviews r
            WHERE r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = current_person()
              AND r.state IN ('assigned', 'in_progress')) AS owes
         FROM review_packets k WHERE k.org_id = current_org() AND k.id = $1",
    )
    .bind::<SqlUuid, _>(packet.id)
    .get_result(tx.conn())
}

/// Who won't write about whom a packet is about, by name.
pub(super) fn declined(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<ReviewDeclined>> {
    let author = people::org_id.eq(reviews::org_id).and(people::id.eq(reviews::author_id));
    let rows: Vec<(PersonId, String, ReviewRelation, Option<String>)> = reviews::table
        .inner_join(people::table.on(author))
        .filter(reviews::org_id.eq(tx.org()).and(reviews::packet_id.eq(packet)))
        .filter(reviews::state.eq(ReviewState::Declined))
        .order((people::name, people::id))
        .select((people::id, people::name, reviews::relation, reviews::refusal))
        .load(tx.conn())?;
    let declined = |(id, name, relation, reason): (_, _, _, Option<String>)| ReviewDeclined {
        person: PersonRef { id, name },
        relation,
        reason: reason.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(declined).collect())
}

/// What the goals and competencies of these answers are called; see [`names`].
pub(super) fn names_in(tx: &mut TenantTx<'_>, submitted: &[Submitted]) -> QueryResult<HashMap<Uuid, String>> {
    let items = submitted.iter().flat_map(|it| it.answers.values()).flat_map(|answer| &answer.items);
    names(tx, &items.map(|item| item.id).collect::<Vec<_>>())
}

/// What goals and competencies are called, of those that the actor sees: what somebody said of a goal shows it to nobody
/// else.
pub(super) fn names(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, String>> {
    let goals: Vec<(Uuid, String, String)> = goals::table
        .filter(goals::org_id.eq(tx.org()).and(goals::id.eq_any(ids)))
        .select((goals::id, goals::title, goals::period_name))
        .load(tx.conn())?;
    let growth: Vec<(Uuid, String)> = competencies::table
        .filter(competencies::org_id.eq(tx.org()).and(competencies::id.eq_any(ids)))
        .select((competencies::id, competencies::name))
        .load(tx.conn())?;
    Ok(goal_names::distinct(goals).into_iter().chain(growth).collect())
}

/// How a cycle asks and hides.
#[derive(Queryable, Selectable)]
#[diesel(table_name = review_cycles)]
pub(super) struct Terms {
    pub template_id: shared::wire::ReviewTemplateId,
    pub form_number: Option<i32>,
    pub stage: shared::reviews::ReviewStage,
    pub write_by: chrono::NaiveDate,
    pub naming: shared::reviews::ReviewNaming,
    pub minimum: i16,
    pub peers_least: i16,
    pub peers_most: i16,
    pub peer_load: i16,
    pub calibrates: bool,
    pub explains_changes: bool,
    pub release_after: i16,
    pub sharing_since: Option<chrono::NaiveDate>,
    pub managers_appoint: bool,
}

/// See [`Terms`].
pub(super) fn terms(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Terms> {
    review_cycles::table.find((tx.org(), cycle.0)).select(Terms::as_select()).first(tx.conn())
}

/// The same, locked: two who settle peers at once could each find room on somebody's list.
pub(super) fn lock_terms(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Terms> {
    review_cycles::table.find((tx.org(), cycle.0)).select(Terms::as_select()).for_no_key_update().first(tx.conn())
}

#[derive(QueryableByName)]
struct Load {
    #[diesel(sql_type = SqlUuid)]
    peer_id: PersonId,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many reviews each of these has to write as a peer by what is settled for others, or was named to beside it.
pub(super) fn loads(
    tx: &mut TenantTx<'_>,
    packet: &PacketRow,
    peers: &[PersonId],
) -> QueryResult<HashMap<PersonId, i64>> {
    let peers: Vec<Uuid> = peers.iter().map(|peer| peer.0).collect();
    let rows: Vec<Load> = sql_query(
        "SELECT x.peer_id, count(*)
         FROM (
            SELECT n.peer_id, k.id
            FROM review_nominations n JOIN review_packets k ON k.org_id = n.org_id AND k.id = n.packet_id
            WHERE n.org_id = current_org() AND k.cycle_id = $1 AND k.peers_settled
            UNION
            SELECT r.author_id, k.id
            FROM review_appointments a
            JOIN reviews r ON r.org_id = a.org_id AND r.id = a.review_id AND r.relation = 'peer' AND r.state <> 'void'
            JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE a.org_id = current_org() AND k.cycle_id = $1
         ) x
         WHERE x.peer_id = ANY ($3) AND x.id <> $2
         GROUP BY x.peer_id",
    )
    .bind::<SqlUuid, _>(packet.cycle_id.0)
    .bind::<SqlUuid, _>(packet.id.0)
    .bind::<Array<SqlUuid>, _>(peers)
    .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.peer_id, row.count)).collect())
}

/// Who is to write as a peer, by name.
pub(super) fn peers(tx: &mut TenantTx<'_>, packet: &PacketRow) -> QueryResult<Vec<ReviewPeer>> {
    let on_person = people::org_id.eq(review_nominations::org_id).and(people::id.eq(review_nominations::peer_id));
    let rows: Vec<(PersonId, String)> = review_nominations::table
        .inner_join(people::table.on(on_person))
        .filter(review_nominations::org_id.eq(tx.org()).and(review_nominations::packet_id.eq(packet.id)))
        .order((people::name, people::id))
        .select((people::id, people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, name)| ReviewPeer { person: PersonRef { id, name }, load: None }).collect())
}

/// Of these, who can write as a peer: who is active and is found by the actor.
pub(super) fn found(tx: &mut TenantTx<'_>, people: &[PersonId]) -> QueryResult<Vec<PersonId>> {
    visible_people::table
        .filter(visible_people::org_id.eq(tx.org()).and(visible_people::id.eq_any(people)))
        .filter(visible_people::status.eq(PersonStatus::Active))
        .select(visible_people::id)
        .load(tx.conn())
}

/// Who answers for the person: who leads them, and Admins where nobody that is here does.
pub(in crate::reviews) fn responsible(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<PersonId>> {
    #[derive(QueryableByName)]
    struct One {
        #[diesel(sql_type = SqlUuid)]
        person_id: PersonId,
    }
    const RESPONSIBLE: &str = "
        SELECT answers.person_id
        FROM review_leads((
            SELECT line.manager_id FROM reporting_lines line
            JOIN people lead ON lead.org_id = line.org_id AND lead.id = line.manager_id AND lead.status = 'active'
            WHERE line.org_id = current_org() AND line.person_id = $1 AND line.valid_to IS NULL), $1) answers";
    let found: Vec<One> = sql_query(RESPONSIBLE).bind::<SqlUuid, _>(person).load(tx.conn())?;
    Ok(found.into_iter().map(|one| one.person_id).collect())
}

/// Who leads the person or is led by them, directly and now.
pub(super) fn beside_in_line(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<(PersonId, PersonId)>> {
    let either = reporting_lines::person_id.eq(person.0).or(reporting_lines::manager_id.eq(person.0));
    reporting_lines::table
        .filter(reporting_lines::org_id.eq(tx.org()).and(reporting_lines::valid_to.is_null()).and(either))
        .select((reporting_lines::person_id, reporting_lines::manager_id))
        .load(tx.conn())
}

/// Others in their place.
pub(super) fn nominate(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    peers: &[PersonId],
    settled: bool,
) -> QueryResult<()> {
    let org = tx.org();
    let before = review_nominations::org_id.eq(org).and(review_nominations::packet_id.eq(packet.id.0));
    delete_row(review_nominations::table.filter(before)).execute(tx.conn())?;
    let row = |peer: &PersonId| {
        (
            review_nominations::org_id.eq(org),
            review_nominations::packet_id.eq(packet.id),
            review_nominations::peer_id.eq(*peer),
        )
    };
    insert_into(review_nominations::table).values(peers.iter().map(row).collect::<Vec<_>>()).execute(tx.conn())?;
    update_row(review_packets::table.find((org, packet.id.0)))
        .set((review_packets::peers_settled.eq(settled), review_packets::version.eq(review_packets::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether the person came to the cycle while reviews were written, and it still gathers something about them.
pub(super) fn came_late(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<bool> {
    let late = review_packets::came_late.and(review_packets::ended.is_null());
    review_packets::table.find((tx.org(), packet.0)).select(late).first(tx.conn())
}

#[derive(QueryableByName)]
struct Author {
    #[diesel(sql_type = SqlUuid)]
    author_id: PersonId,
}

/// Makes the reviews of peers who were settled while reviews are written; gives who writes them.
pub(super) fn assign_late(
    tx: &mut TenantTx<'_>,
    packet: ReviewPacketId,
    due_on: Option<chrono::NaiveDate>,
) -> QueryResult<Vec<PersonId>> {
    const ASSIGN: &str = "
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT n.org_id, gen_random_uuid(), n.packet_id, n.peer_id, 'peer', $2
        FROM review_nominations n JOIN people p ON p.org_id = n.org_id AND p.id = n.peer_id AND p.status = 'active'
        WHERE n.org_id = current_org() AND n.packet_id = $1
        ON CONFLICT (org_id, packet_id, author_id) DO NOTHING
        RETURNING author_id";
    let made: Vec<Author> = sql_query(ASSIGN)
        .bind::<SqlUuid, _>(packet)
        .bind::<diesel::sql_types::Nullable<diesel::sql_types::Date>, _>(due_on)
        .load(tx.conn())?;
    Ok(made.into_iter().map(|one| one.author_id).collect())
}

/// Gives it to the person.
pub(super) fn release(tx: &mut TenantTx<'_>, packet: &Changeable<PacketRow>, summary: &str) -> QueryResult<usize> {
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set((
            review_packets::state.eq(PacketState::Released),
            review_packets::summary.eq(summary.trim()),
            review_packets::released_at.eq(org_now()),
            review_packets::released_by.eq(tx.actor.person),
            review_packets::withheld_at.eq(None::<DateTime<Utc>>),
            review_packets::withheld_by.eq(None::<Uuid>),
            review_packets::withheld_reason.eq(None::<String>),
            review_packets::version.eq(review_packets::version + 1),
        ))
        .execute(tx.conn())
}

/// The person's answer.
pub(super) fn acknowledge(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    said: &NewAcknowledgement,
) -> QueryResult<usize> {
    update_row(review_packets::table.find((tx.org(), packet.id.0)))
        .set((
            review_packets::state.eq(PacketState::Acknowledged),
            review_packets::acknowledgement.eq(said.answer),
            review_packets::comment.eq(said.comment.trim()),
            review_packets::acknowledged_at.eq(org_now()),
            review_packets::version.eq(review_packets::version + 1),
        ))
        .execute(tx.conn())
}

/// What calibration says of a packet, and how the actor stands to it.
#[derive(QueryableByName)]
pub(super) struct Settled {
    #[diesel(sql_type = Nullable<SmallInt>)]
    author_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    final_rating: Option<i16>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    final_potential: Option<i16>,
    #[diesel(sql_type = Bool)]
    not_rated: bool,
    /// Whether it is in a session.
    #[diesel(sql_type = Bool)]
    pub in_session: bool,
    /// Whether the actor is below the person, or keeps out of their card as long as ratings are compared.
    #[diesel(sql_type = Bool)]
    pub below: bool,
}

impl Settled {
    /// What the manager's answers come to, and what holds.
    pub(super) fn ratings(&self) -> (Option<u8>, Standing) {
        let (rating, potential) = (self.final_rating.map(small), self.final_potential.map(small));
        (self.author_rating.map(small), Standing { rating, potential, not_rated: self.not_rated })
    }

    /// Whether there is anything of it.
    pub(super) const fn any(&self) -> bool {
        self.author_rating.is_some() || self.final_rating.is_some() || self.not_rated
    }
}

/// See [`Settled`].
pub(super) fn settled(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Settled> {
    sql_query(
        "SELECT k.author_rating, k.final_rating, k.final_potential, k.not_rated,
                EXISTS (SELECT FROM calibration_cards d WHERE d.org_id = k.org_id AND d.packet_id = k.id) AS in_session,
                EXISTS (
                    SELECT FROM reporting_closure up
                    WHERE up.org_id = k.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person())
                OR (c.stage = 'calibrating' AND EXISTS (
                    SELECT FROM calibration_cards d
                    JOIN calibration_conflicts x ON x.org_id = d.org_id AND x.card_id = d.id
                    WHERE d.org_id = k.org_id AND d.packet_id = k.id AND x.person_id = current_person())) AS below
         FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
         WHERE k.org_id = current_org() AND k.id = $1",
    )
    .bind::<SqlUuid, _>(packet)
    .get_result(tx.conn())
}

/// Why a rating was changed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = calibration_changes)]
pub(super) struct Reason {
    pub from_rating: Option<i16>,
    pub to_rating: Option<i16>,
    pub not_rated: bool,
    pub reason: String,
}

/// Why it was changed, first to last.
pub(super) fn reasons(tx: &mut TenantTx<'_>, packet: ReviewPacketId) -> QueryResult<Vec<Reason>> {
    calibration_changes::table
        .filter(calibration_changes::org_id.eq(tx.org()).and(calibration_changes::packet_id.eq(packet)))
        .order((calibration_changes::changed_at, calibration_changes::id))
        .select(Reason::as_select())
        .load(tx.conn())
}
