use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Nullable, Uuid as SqlUuid},
};
use shared::{
    reviews::ReviewDutyKind,
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::review_duties};

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
}

/// Whom it is about, and who writes in it.
pub(super) fn concerned(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    const CONCERNED: &str = "
        SELECT x.person_id
        FROM (
            SELECT k.subject_id AS person_id
            FROM review_packets k WHERE k.org_id = current_org() AND k.cycle_id = $1
            UNION
            SELECT r.author_id
            FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state NOT IN ('declined', 'void')
        ) x
        JOIN people p ON p.org_id = current_org() AND p.id = x.person_id AND p.status = 'active'";
    let found: Vec<One> = sql_query(CONCERNED).bind::<SqlUuid, _>(cycle).load(tx.conn())?;
    Ok(found.into_iter().map(|one| one.person_id).collect())
}

/// Who is to release something in it now.
pub(super) fn releasers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Vec<PersonId>> {
    review_duties::table
        .filter(review_duties::org_id.eq(tx.org()).and(review_duties::cycle_id.eq(cycle)))
        .filter(review_duties::duty.eq(ReviewDutyKind::Release))
        .select(review_duties::person_id)
        .distinct()
        .load(tx.conn())
}

/// What somebody gets whose peers nobody settled.
#[derive(QueryableByName)]
pub(super) struct Lapsed {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: PersonId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<PersonId>,
    /// Whether somebody was proposed.
    #[diesel(sql_type = Bool)]
    pub proposed: bool,
}

/// Those of a cycle, about whom anything is still gathered; among these alone, if they are named.
pub(super) fn lapsed(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    among: Option<&[PersonId]>,
) -> QueryResult<Vec<Lapsed>> {
    const LAPSED: &str = "
        SELECT k.id, k.subject_id, lead.id AS manager_id,
               EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id) AS proposed
        FROM review_packets k
        LEFT JOIN reporting_lines line
            ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
        LEFT JOIN people lead ON lead.org_id = line.org_id AND lead.id = line.manager_id AND lead.status = 'active'
        WHERE k.org_id = current_org() AND k.cycle_id = $1 AND NOT k.peers_settled
          AND k.ended IS NULL AND ($2 IS NULL OR k.subject_id = ANY ($2))
        ORDER BY k.id";
    let among: Option<Vec<Uuid>> = among.map(|people| people.iter().map(|person| person.0).collect());
    sql_query(LAPSED).bind::<SqlUuid, _>(cycle).bind::<Nullable<Array<SqlUuid>>, _>(among).load(tx.conn())
}
