use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    define_sql_function,
    dsl::{exists, max},
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Date, Integer, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::{
    people::PersonRef,
    reviews::{
        PacketState, ReviewAnswers, ReviewGap, ReviewLack, ReviewLoad, ReviewRelation, ReviewSideTime, ReviewStage,
        ReviewState, ReviewWriterLoad,
    },
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{review_cycles, review_packets, reviews},
    },
    http::Failure,
    reviews::cycles::rows::CycleRow,
};

define_sql_function! {
    /// See the migration `review_days_led`.
    fn review_days_led(review: SqlUuid) -> Nullable<Integer>;
}

/// How many people, how many reviews of each side, and who writes most.
type Plan = (i64, Vec<ReviewLoad>, Vec<ReviewWriterLoad>);

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Side {
    #[diesel(sql_type = Text)]
    relation: ReviewRelation,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Gap {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Date>)]
    extended_to: Option<NaiveDate>,
}

#[derive(QueryableByName)]
struct Busy {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    minutes: i64,
}

/// The sides that are asked, and how many minutes one review of each takes.
fn rates(times: &[ReviewSideTime]) -> (Vec<&'static str>, Vec<i32>) {
    times.iter().map(|it| (it.relation.as_str(), i32::try_from(it.minutes).unwrap_or(i32::MAX))).unzip()
}

fn plan(people: i64, sides: Vec<Side>, writers: Vec<Busy>, times: &[ReviewSideTime]) -> Plan {
    let minutes = |side| times.iter().find(|it| it.relation == side).map_or(0, |it| it.minutes);
    let load =
        |side: Side| ReviewLoad { relation: side.relation, reviews: side.count, minutes: minutes(side.relation) };
    let busiest = |writer: Busy| ReviewWriterLoad {
        person: PersonRef { id: writer.id, name: writer.name },
        reviews: writer.count,
        minutes: writer.minutes,
    };
    (people, sides.into_iter().map(load).collect(), writers.into_iter().map(busiest).collect())
}

/// What the launch would assign.
pub(super) fn planned(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    sides: &[&str],
    times: &[ReviewSideTime],
) -> QueryResult<Plan> {
    let people: Counted =
        sql_query("SELECT count(*) FROM review_audience($1)").bind::<SqlUuid, _>(cycle.0).get_result(tx.conn())?;
    let by_side = "SELECT relation, count(*) FROM review_assignments($1, $2) GROUP BY relation ORDER BY relation";
    let sides_there = sql_query(by_side).bind::<SqlUuid, _>(cycle.0).bind::<Array<Text>, _>(sides).load(tx.conn())?;
    // Worked out once, however few rows the planner expects of it.
    let by_writer = "
        WITH assigned AS MATERIALIZED (SELECT author_id, relation FROM review_assignments($1, $2))
        SELECT p.id, p.name, count(*), coalesce(sum(x.minutes), 0)::bigint AS minutes
        FROM assigned a JOIN people p ON p.org_id = current_org() AND p.id = a.author_id
        LEFT JOIN unnest($3, $4) AS x (relation, minutes) ON x.relation = a.relation
        GROUP BY p.id, p.name ORDER BY count(*) DESC, p.name, p.id LIMIT 10";
    let (asked, minutes) = rates(times);
    let writers = sql_query(by_writer)
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Array<Text>, _>(sides)
        .bind::<Array<Text>, _>(asked)
        .bind::<Array<Integer>, _>(minutes)
        .load(tx.conn())?;
    Ok(plan(people.count, sides_there, writers, times))
}

/// What is assigned.
pub(super) fn assigned(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, times: &[ReviewSideTime]) -> QueryResult<Plan> {
    let people = review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .count()
        .get_result(tx.conn())?;
    let by_side = "
        SELECT r.relation, count(*)
        FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state NOT IN ('declined', 'void')
        GROUP BY r.relation ORDER BY r.relation";
    let sides = sql_query(by_side).bind::<SqlUuid, _>(cycle.0).load(tx.conn())?;
    let by_writer = "
        SELECT p.id, p.name, count(*), coalesce(sum(x.minutes), 0)::bigint AS minutes
        FROM reviews r
        JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
        JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
        LEFT JOIN unnest($2, $3) AS x (relation, minutes) ON x.relation = r.relation
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state NOT IN ('declined', 'void')
        GROUP BY p.id, p.name ORDER BY count(*) DESC, p.name, p.id LIMIT 10";
    let (asked, minutes) = rates(times);
    let writers = sql_query(by_writer)
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Array<Text>, _>(asked)
        .bind::<Array<Integer>, _>(minutes)
        .load(tx.conn())?;
    Ok(plan(people, sides, writers, times))
}

/// How many gaps there are that weren't waived, and the first 100 by name.
pub(super) fn gaps(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    lack: ReviewLack,
) -> QueryResult<(i64, Vec<ReviewGap>)> {
    let counted: Counted = sql_query("SELECT count(*) FROM review_gaps_left($1, $2)")
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Text, _>(lack)
        .get_result(tx.conn())?;
    // Gaps are worked out once, however few the planner expects; whose day was moved is looked up for the first alone.
    let first = "
        WITH gaps AS MATERIALIZED (SELECT person_id FROM review_gaps_left($1, $2)),
        first AS MATERIALIZED (
            SELECT p.org_id, p.id, p.name
            FROM gaps g JOIN people p ON p.org_id = current_org() AND p.id = g.person_id
            ORDER BY p.name, p.id LIMIT 100)
        SELECT f.id, f.name, (
            SELECT max(r.due_on)
            FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE $2 = 'submission' AND r.org_id = f.org_id AND r.author_id = f.id AND k.cycle_id = $1
              AND r.state IN ('assigned', 'in_progress')) AS extended_to
        FROM first f ORDER BY f.name, f.id";
    let first: Vec<Gap> = sql_query(first).bind::<SqlUuid, _>(cycle.0).bind::<Text, _>(lack).load(tx.conn())?;
    let gap = |it: Gap| ReviewGap {
        person: PersonRef { id: it.id, name: it.name },
        lacks: lack,
        extended_to: it.extended_to,
    };
    Ok((counted.count, first.into_iter().map(gap).collect()))
}

/// Makes the packets and the reviews of all who are in it; gives how many people that are.
pub(super) fn launch(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, sides: &[&str]) -> QueryResult<usize> {
    let packets = "
        INSERT INTO review_packets (org_id, id, cycle_id, subject_id)
        SELECT current_org(), gen_random_uuid(), $1, a.person_id FROM review_audience($1) a";
    let people = sql_query(packets).bind::<SqlUuid, _>(cycle.0).execute(tx.conn())?;
    let reviews = "
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation)
        SELECT k.org_id, gen_random_uuid(), k.id, a.author_id, a.relation
        FROM review_assignments($1, $2) a
        JOIN review_packets k ON k.org_id = current_org() AND k.cycle_id = $1 AND k.subject_id = a.subject_id";
    sql_query(reviews).bind::<SqlUuid, _>(cycle.0).bind::<Array<Text>, _>(sides).execute(tx.conn())?;
    Ok(people)
}

/// Whom the cycle's rule takes in by now, and who isn't in it.
pub(super) fn newly_fitting(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    let new = "
        SELECT a.person_id AS id FROM review_audience($1) a
        WHERE NOT EXISTS (
            SELECT FROM review_packets k
            WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.subject_id = a.person_id)";
    let new: Vec<Added> = sql_query(new).bind::<SqlUuid, _>(cycle.0).load(tx.conn())?;
    Ok(new.into_iter().map(|one| one.id).collect())
}

/// Takes these in, with all that is written about them but by peers; gives those who were not in it yet.
pub(super) fn add(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    (named, fitting): (&[PersonId], &[PersonId]),
    sides: &[&str],
    due_on: Option<NaiveDate>,
) -> QueryResult<Vec<PersonId>> {
    let by_name = "
        INSERT INTO review_cycle_people (org_id, cycle_id, person_id, included)
        SELECT current_org(), $1, person, true FROM unnest($2) person
        ON CONFLICT (org_id, cycle_id, person_id) DO UPDATE SET included = true";
    let names: Vec<Uuid> = named.iter().map(|person| person.0).collect();
    sql_query(by_name).bind::<SqlUuid, _>(cycle.0).bind::<Array<SqlUuid>, _>(&names).execute(tx.conn())?;
    let ids: Vec<Uuid> = named.iter().chain(fitting).map(|person| person.0).collect();
    let packets = "
        INSERT INTO review_packets (org_id, id, cycle_id, subject_id, came_late)
        SELECT current_org(), gen_random_uuid(), $1, a.person_id, c.stage = 'writing'
        FROM review_audience($1) a JOIN review_cycles c ON c.org_id = current_org() AND c.id = $1
        WHERE a.person_id = ANY ($2)
          AND NOT EXISTS (
            SELECT FROM review_packets k
            WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.subject_id = a.person_id)
        RETURNING subject_id AS id";
    let added: Vec<Added> =
        sql_query(packets).bind::<SqlUuid, _>(cycle.0).bind::<Array<SqlUuid>, _>(&ids).load(tx.conn())?;
    let added: Vec<PersonId> = added.into_iter().map(|one| one.id).collect();
    let reviews = "
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT k.org_id, gen_random_uuid(), k.id, a.author_id, a.relation, $4
        FROM review_assignments($1, $2) a
        JOIN review_packets k ON k.org_id = current_org() AND k.cycle_id = $1 AND k.subject_id = a.subject_id
        WHERE a.subject_id = ANY ($3)";
    sql_query(reviews)
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Array<Text>, _>(sides)
        .bind::<Array<SqlUuid>, _>(added.iter().map(|person| person.0).collect::<Vec<_>>())
        .bind::<Nullable<Date>, _>(due_on)
        .execute(tx.conn())?;
    Ok(added)
}

#[derive(QueryableByName)]
struct Added {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
}

/// Whoever writes about these.
pub(super) fn authors_about(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    people: &[PersonId],
) -> QueryResult<Vec<PersonId>> {
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(review_packets::subject_id.eq_any(people))
        .select(reviews::author_id)
        .distinct()
        .load(tx.conn())
}

/// Makes the reviews of the peers that are settled. Who has one already keeps it: the stage may have been taken back.
pub(super) fn assign_peers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    let reviews = "
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation)
        SELECT k.org_id, gen_random_uuid(), k.id, n.peer_id, 'peer'
        FROM review_packets k JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
        JOIN people p ON p.org_id = n.org_id AND p.id = n.peer_id AND p.status = 'active'
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.peers_settled AND k.ended IS NULL
        ON CONFLICT (org_id, packet_id, author_id) DO NOTHING";
    sql_query(reviews).bind::<SqlUuid, _>(cycle.0).execute(tx.conn())
}

/// The cycles that go on by themselves, held, with the latest day that somebody who still writes was given. Whatever the
/// actor sees: nobody asks.
pub(super) fn by_date(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(CycleRow, Option<NaiveDate>)>> {
    use review_cycles as c;
    let going = [ReviewStage::Nominating, ReviewStage::Writing, ReviewStage::Sharing];
    let cycles: Vec<CycleRow> = c::table
        .filter(c::org_id.eq(tx.org()).and(c::by_date).and(c::stage.eq_any(going)))
        .order(c::id)
        .select((
            c::id,
            c::name,
            c::stage,
            c::template_id,
            c::form_number,
            c::period_from,
            c::period_to,
            c::nominate_by,
            c::write_by,
            c::share_by,
            c::peers_least,
            c::peers_most,
            c::peer_load,
            c::naming,
            c::minimum,
            c::team_id,
            c::started_until,
            c::reason,
            c::version,
            "organisation".into_sql::<Text>(),
            c::calibrates,
            c::explains_changes,
            c::by_date,
            c::grace_days,
            c::release_after,
        ))
        .for_no_key_update()
        .load(tx.conn())?;
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    let mut extended: BTreeMap<Uuid, Option<NaiveDate>> = reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(reviews::org_id.eq(tx.org()).and(reviews::due_on.is_not_null()))
        .filter(reviews::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]))
        .filter(review_packets::cycle_id.eq_any(cycles.iter().map(|cycle| cycle.id.0)))
        .group_by(review_packets::cycle_id)
        .select((review_packets::cycle_id, max(reviews::due_on)))
        .load(tx.conn())?
        .into_iter()
        .collect();
    Ok(cycles
        .into_iter()
        .map(|cycle| {
            let day = extended.remove(&cycle.id.0).flatten();
            (cycle, day)
        })
        .collect())
}

/// Whom it is about.
pub(super) fn subjects(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .select(review_packets::subject_id)
        .load(tx.conn())
}

/// Whoever has a review to hand in.
pub(super) fn authors_who_owe(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    let owe = "
        SELECT DISTINCT r.author_id AS id
        FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state IN ('assigned', 'in_progress')
          AND NOT EXISTS (SELECT FROM review_paused() p WHERE p.packet_id = k.id AND p.is_about)
          AND NOT EXISTS (
            SELECT FROM review_paused() p WHERE p.cycle_id = k.cycle_id AND p.person_id = r.author_id AND p.writes)";
    let authors: Vec<Added> = sql_query(owe).bind::<SqlUuid, _>(cycle.0).load(tx.conn())?;
    Ok(authors.into_iter().map(|one| one.id).collect())
}

/// Whether anybody has theirs.
pub(in crate::reviews::cycles) fn any_released(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let released = review_packets::table
        .filter(review_packets::org_id.eq::<Uuid>(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(review_packets::state.ne(PacketState::Collecting));
    select(exists(released)).get_result(tx.conn())
}

/// Whether a review of it is open again after it was handed in.
pub(super) fn any_reopened(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    let open = reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(review_packets::org_id.eq::<Uuid>(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(reviews::state.eq(ReviewState::InProgress).and(reviews::reopened_reason.is_not_null()));
    select(exists(open)).get_result(tx.conn())
}

/// What managers handed in, person by person; of one of them alone, if there is one.
pub(super) fn managers_answers(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    only: Option<ReviewPacketId>,
) -> Result<Vec<(ReviewPacketId, Option<i32>, ReviewAnswers)>, Failure> {
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    let mut query = reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle.0)))
        .filter(reviews::relation.eq(ReviewRelation::Manager).and(reviews::state.eq(ReviewState::Submitted)))
        .select((review_packets::id, review_days_led(reviews::id), reviews::answers))
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(review_packets::id.eq(only.0));
    }
    let rows: Vec<(ReviewPacketId, Option<i32>, Value)> = query.load(tx.conn())?;
    let read = |(packet, days, answers)| Ok((packet, days, serde_json::from_value(answers).map_err(Failure::fault)?));
    rows.into_iter().map(read).collect()
}

/// What a manager's answers come to: steps of the scale, and of potential.
pub(super) struct Proposal {
    pub packet: ReviewPacketId,
    pub rating: Option<i16>,
    pub potential: Option<i16>,
}

/// Sets what managers propose, and with it what holds, unless calibration has decided that; cards are other ones then. For
/// one packet alone, if there is one, unless its session is decided: that was agreed on.
pub(super) fn propose(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    proposals: &[Proposal],
    only: Option<ReviewPacketId>,
) -> QueryResult<()> {
    let set = "
        UPDATE review_packets k
        SET author_rating = x.rating, author_potential = x.potential,
            final_rating = CASE WHEN decided.rating THEN k.final_rating ELSE x.rating END,
            final_potential = CASE WHEN decided.potential THEN k.final_potential ELSE x.potential END,
            version = k.version + 1
        FROM review_packets every
        LEFT JOIN unnest($2, $3, $4) AS x (id, rating, potential) ON x.id = every.id
        CROSS JOIN LATERAL (
            SELECT coalesce(bool_or(h.not_rated OR h.to_rating IS DISTINCT FROM h.from_rating), false) AS rating,
                   coalesce(bool_or(h.to_potential IS DISTINCT FROM h.from_potential), false) AS potential
            FROM calibration_changes h WHERE h.org_id = every.org_id AND h.packet_id = every.id
        ) decided
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND every.org_id = k.org_id AND every.id = k.id
          AND ($5 IS NULL OR (k.id = $5 AND NOT EXISTS (
                SELECT FROM calibration_cards d
                JOIN calibration_sessions s ON s.org_id = d.org_id AND s.id = d.session_id
                WHERE d.org_id = k.org_id AND d.packet_id = k.id AND s.state IN ('decided', 'applied'))))";
    let only = only.map(|only| only.0);
    sql_query(set)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Array<SqlUuid>, _>(proposals.iter().map(|it| it.packet).collect::<Vec<_>>())
        .bind::<Array<Nullable<SmallInt>>, _>(proposals.iter().map(|it| it.rating).collect::<Vec<_>>())
        .bind::<Array<Nullable<SmallInt>>, _>(proposals.iter().map(|it| it.potential).collect::<Vec<_>>())
        .bind::<Nullable<SqlUuid>, _>(only)
        .execute(tx.conn())?;
    let cards = "
        UPDATE calibration_cards d SET version = d.version + 1
        FROM review_packets k
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND d.org_id = k.org_id AND d.packet_id = k.id
          AND ($2 IS NULL OR k.id = $2)";
    sql_query(cards).bind::<SqlUuid, _>(cycle).bind::<Nullable<SqlUuid>, _>(only).execute(tx.conn())?;
    Ok(())
}
