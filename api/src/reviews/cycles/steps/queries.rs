use diesel::{
    dsl::exists,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Text, Uuid as SqlUuid},
};
use shared::{
    people::PersonRef,
    reviews::{PacketState, ReviewGap, ReviewLack, ReviewLoad, ReviewRelation, ReviewState, ReviewWriterLoad},
    wire::{PersonId, ReviewCycleId},
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{review_packets, reviews},
};

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
struct Writer {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn plan(people: i64, sides: Vec<Side>, writers: Vec<Writer>) -> Plan {
    let load = |side: Side| ReviewLoad { relation: side.relation, reviews: side.count };
    let busiest = |writer: Writer| ReviewWriterLoad {
        person: PersonRef { id: writer.id, name: writer.name },
        reviews: writer.count,
    };
    (people, sides.into_iter().map(load).collect(), writers.into_iter().map(busiest).collect())
}

/// What the launch would assign.
pub(super) fn planned(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, sides: &[&str]) -> QueryResult<Plan> {
    let people: Counted =
        sql_query("SELECT count(*) FROM review_audience($1)").bind::<SqlUuid, _>(cycle.0).get_result(tx.conn())?;
    let by_side = "SELECT relation, count(*) FROM review_assignments($1, $2) GROUP BY relation ORDER BY relation";
    let sides_there = sql_query(by_side).bind::<SqlUuid, _>(cycle.0).bind::<Array<Text>, _>(sides).load(tx.conn())?;
    let by_writer = "
        SELECT p.id, p.name, count(*)
        FROM review_assignments($1, $2) a JOIN people p ON p.org_id = current_org() AND p.id = a.author_id
        GROUP BY p.id, p.name ORDER BY count(*) DESC, p.name, p.id LIMIT 10";
    let writers = sql_query(by_writer).bind::<SqlUuid, _>(cycle.0).bind::<Array<Text>, _>(sides).load(tx.conn())?;
    Ok(plan(people.count, sides_there, writers))
}

/// What is assigned.
pub(super) fn assigned(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Plan> {
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
        SELECT p.id, p.name, count(*)
        FROM reviews r
        JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
        JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state NOT IN ('declined', 'void')
        GROUP BY p.id, p.name ORDER BY count(*) DESC, p.name, p.id LIMIT 10";
    let writers = sql_query(by_writer).bind::<SqlUuid, _>(cycle.0).load(tx.conn())?;
    Ok(plan(people, sides, writers))
}

/// How many gaps there are, and the first 100 by name.
pub(super) fn gaps(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    lack: ReviewLack,
) -> QueryResult<(i64, Vec<ReviewGap>)> {
    let counted: Counted = sql_query("SELECT count(*) FROM review_gaps($1, $2)")
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Text, _>(lack)
        .get_result(tx.conn())?;
    let first = "
        SELECT p.id, p.name, 1::bigint AS count
        FROM review_gaps($1, $2) g JOIN people p ON p.org_id = current_org() AND p.id = g.person_id
        ORDER BY p.name, p.id LIMIT 100";
    let first: Vec<Writer> = sql_query(first).bind::<SqlUuid, _>(cycle.0).bind::<Text, _>(lack).load(tx.conn())?;
    let gap = |who: Writer| ReviewGap { person: PersonRef { id: who.id, name: who.name }, lacks: lack };
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

/// Makes the reviews of the peers that are settled. Who has one already keeps it: the stage may have been taken back.
pub(super) fn assign_peers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    let reviews = "
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation)
        SELECT k.org_id, gen_random_uuid(), k.id, n.peer_id, 'peer'
        FROM review_packets k JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
        JOIN people p ON p.org_id = n.org_id AND p.id = n.peer_id AND p.status = 'active'
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.peers_settled
        ON CONFLICT (org_id, packet_id, author_id) DO NOTHING";
    sql_query(reviews).bind::<SqlUuid, _>(cycle.0).execute(tx.conn())
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
    let packet = review_packets::org_id.eq(reviews::org_id).and(review_packets::id.eq(reviews::packet_id));
    reviews::table
        .inner_join(review_packets::table.on(packet))
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(reviews::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]))
        .select(reviews::author_id)
        .distinct()
        .load(tx.conn())
}

/// Whether anybody has theirs.
pub(super) fn any_released(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let released = review_packets::table
        .filter(review_packets::org_id.eq::<Uuid>(tx.org()).and(review_packets::cycle_id.eq(cycle)))
        .filter(review_packets::state.ne(PacketState::Collecting));
    select(exists(released)).get_result(tx.conn())
}
