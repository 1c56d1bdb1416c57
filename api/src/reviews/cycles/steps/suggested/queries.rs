use std::collections::BTreeMap;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Jsonb, Nullable, SmallInt, Text, Uuid as SqlUuid},
};
use serde_json::Value;
use shared::{
    people::PersonRef,
    reviews::ReviewPeerReason,
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};
use uuid::Uuid;

use crate::{db::TenantTx, http::Failure, reviews::cycles::rows::CycleRow};

/// So many who know somebody are looked at, those first who know them best.
const MOST_KNOWN: i64 = 40;

/// Somebody who has too few peers, or whose peers nobody has settled.
pub(super) struct Lacking {
    pub person: PersonRef,
    pub packet_id: Option<ReviewPacketId>,
    pub version: Option<i64>,
    pub named: Vec<PersonRef>,
}

#[derive(QueryableByName)]
struct LackingRow {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    packet_id: Option<ReviewPacketId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    version: Option<i64>,
    #[diesel(sql_type = Jsonb)]
    named: Value,
}

/// Those whose peers the actor settles, by name; before the launch those of whom they will.
pub(super) fn lacking(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<Vec<Lacking>, Failure> {
    let rows: Vec<LackingRow> = sql_query(include_str!("lacking.sql"))
        .bind::<SqlUuid, _>(cycle.id.0)
        .bind::<SmallInt, _>(cycle.peers_least)
        .load(tx.conn())?;
    let read = |row: LackingRow| {
        let named = serde_json::from_value(row.named).map_err(Failure::fault)?;
        let person = PersonRef { id: row.id, name: row.name };
        Ok(Lacking { person, packet_id: row.packet_id, version: row.version, named })
    };
    rows.into_iter().map(read).collect()
}

/// Two who know each other.
pub(super) struct Pair {
    pub subject_id: PersonId,
    pub peer_id: PersonId,
    pub name: String,
    pub why: Vec<ReviewPeerReason>,
}

#[derive(QueryableByName)]
struct PairRow {
    #[diesel(sql_type = SqlUuid)]
    subject_id: PersonId,
    #[diesel(sql_type = SqlUuid)]
    peer_id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Array<Text>)]
    why: Vec<String>,
}

/// Who of those that are here knows these people, and from where, as far as the actor sees it.
pub(super) fn pairs(tx: &mut TenantTx<'_>, cycle: &CycleRow, subjects: &[PersonId]) -> QueryResult<Vec<Pair>> {
    let rows: Vec<PairRow> = sql_query(include_str!("pairs.sql"))
        .bind::<Array<SqlUuid>, _>(ids(subjects))
        .bind::<SqlUuid, _>(cycle.id.0)
        .bind::<Date, _>(cycle.period_from)
        .bind::<Date, _>(cycle.period_to)
        .bind::<BigInt, _>(MOST_KNOWN)
        .load(tx.conn())?;
    let pair = |row: PairRow| Pair {
        subject_id: row.subject_id,
        peer_id: row.peer_id,
        name: row.name,
        why: row.why.iter().filter_map(|why| ReviewPeerReason::parse(why)).collect(),
    };
    Ok(rows.into_iter().map(pair).collect())
}

/// Somebody who doesn't write about somebody as a peer.
#[derive(QueryableByName)]
pub(super) struct Line {
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: PersonId,
    #[diesel(sql_type = SqlUuid)]
    pub peer_id: PersonId,
}

/// Who writes about these people as their manager or report, where the cycle asks those, or is named already.
pub(super) fn lines(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    subjects: &[PersonId],
    (manager, upward): (bool, bool),
) -> QueryResult<Vec<Line>> {
    sql_query(include_str!("lines.sql"))
        .bind::<Array<SqlUuid>, _>(ids(subjects))
        .bind::<SqlUuid, _>(cycle.0)
        .bind::<Bool, _>(manager)
        .bind::<Bool, _>(upward)
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct Load {
    #[diesel(sql_type = SqlUuid)]
    peer_id: PersonId,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many reviews everybody writes as a peer in a cycle, if all who are named by now were settled.
pub(super) fn loads(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<BTreeMap<PersonId, i64>> {
    const LOADS: &str = "
        SELECT x.peer_id, count(*)
        FROM (
            SELECT n.peer_id, k.id
            FROM review_nominations n JOIN review_packets k ON k.org_id = n.org_id AND k.id = n.packet_id
            WHERE n.org_id = current_org() AND k.cycle_id = $1
            UNION
            SELECT r.author_id, k.id
            FROM review_appointments a
            JOIN reviews r ON r.org_id = a.org_id AND r.id = a.review_id AND r.relation = 'peer' AND r.state <> 'void'
            JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE a.org_id = current_org() AND k.cycle_id = $1
        ) x
        GROUP BY x.peer_id";
    let rows: Vec<Load> = sql_query(LOADS).bind::<SqlUuid, _>(cycle.0).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.peer_id, row.count)).collect())
}

fn ids(people: &[PersonId]) -> Vec<Uuid> {
    people.iter().map(|person| person.0).collect()
}
