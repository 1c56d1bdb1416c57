use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::ReviewStage,
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

use crate::db::{TenantTx, schema::review_cycles};

/// A cycle that releases by itself.
#[derive(Queryable, Selectable)]
#[diesel(table_name = review_cycles)]
pub(super) struct Sharing {
    pub id: ReviewCycleId,
    pub sharing_since: Option<NaiveDate>,
    pub release_after: i16,
}

/// Those that are shared now, held: nobody opens a review again meanwhile. Whatever the actor sees: nobody asks.
pub(super) fn sharing(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Sharing>> {
    let (org, today) = (tx.org(), tx.calendar.today);
    // It was shared before it released by itself: that counts from today.
    let uncounted = review_cycles::table
        .filter(review_cycles::org_id.eq(org).and(review_cycles::stage.eq(ReviewStage::Sharing)))
        .filter(review_cycles::release_after.gt(0_i16).and(review_cycles::sharing_since.is_null()));
    update_row(uncounted).set(review_cycles::sharing_since.eq(today)).execute(tx.conn())?;
    review_cycles::table
        .filter(review_cycles::org_id.eq(org).and(review_cycles::stage.eq(ReviewStage::Sharing)))
        .filter(review_cycles::release_after.gt(0_i16))
        .order(review_cycles::id)
        .select(Sharing::as_select())
        .for_no_key_update()
        .load(tx.conn())
}

#[derive(QueryableByName)]
struct Releaser {
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
    #[diesel(sql_type = Integer)]
    away: i32,
}

/// Who is to release something: who leads somebody that hasn't got theirs, and Admins where nobody does. With how many of the
/// days since then that somebody was away; once for each such number.
pub(super) fn managers(tx: &mut TenantTx<'_>, cycle: &Sharing, since: NaiveDate) -> QueryResult<Vec<(PersonId, u64)>> {
    const MANAGERS: &str = "
        SELECT DISTINCT d.person_id, review_paused_days(d.packet_id, $2, $3) AS away
        FROM review_duties d
        WHERE d.org_id = current_org() AND d.cycle_id = $1 AND d.duty = 'release'
        ORDER BY d.person_id";
    let found: Vec<Releaser> = sql_query(MANAGERS)
        .bind::<SqlUuid, _>(cycle.id)
        .bind::<Date, _>(since)
        .bind::<Integer, _>(i32::from(cycle.release_after))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|one| (one.person_id, u64::try_from(one.away).unwrap_or(0))).collect())
}

/// A packet that was released.
#[derive(QueryableByName)]
pub(super) struct Released {
    #[diesel(sql_type = SqlUuid)]
    pub id: ReviewPacketId,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: PersonId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub manager_id: Option<PersonId>,
}

/// Gives everybody theirs who hasn't got it, but where a review is open again: that is waited for; and where it is
/// withheld or was taken back. Nobody gets it by itself before the days are over that they were away. `by` is who does it, if
/// anybody: their own waits for whoever answers for them, away or not.
pub(super) fn release(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, by: Option<PersonId>) -> QueryResult<Vec<Released>> {
    let mut released = Vec::new();
    loop {
        let some: Vec<Released> = sql_query(RELEASE)
            .bind::<SqlUuid, _>(cycle)
            .bind::<Nullable<SqlUuid>, _>(by)
            .bind::<BigInt, _>(AT_A_TIME)
            .load(tx.conn())?;
        let is_last = i64::try_from(some.len()).unwrap_or(i64::MAX) < AT_A_TIME;
        released.extend(some);
        if is_last {
            return Ok(released);
        }
    }
}

/// So many are released by one statement: each has its paper kept by a trigger, which takes its time.
const AT_A_TIME: i64 = 1_000;

const RELEASE: &str = "
    UPDATE review_packets k
    SET state = 'released', released_at = org_now(), released_by = $2, version = k.version + 1
    WHERE k.org_id = current_org() AND k.id IN (
        SELECT p.id FROM review_packets p
        WHERE p.org_id = current_org() AND p.cycle_id = $1 AND p.state = 'collecting' AND p.withheld_at IS NULL
          AND NOT EXISTS (
            SELECT FROM reviews r
            WHERE r.org_id = p.org_id AND r.packet_id = p.id AND r.state = 'in_progress' AND r.reopened_reason IS NOT NULL)
          AND NOT EXISTS (SELECT FROM review_withdrawals w WHERE w.org_id = p.org_id AND w.packet_id = p.id)
          AND ($2 IS NOT NULL OR NOT EXISTS (
            SELECT FROM review_cycles c
            WHERE c.org_id = p.org_id AND c.id = p.cycle_id
              AND current_day() < c.sharing_since + c.release_after::integer
                  + review_paused_days(p.id, c.sharing_since, c.release_after::integer)))
          AND (p.subject_id IS DISTINCT FROM $2 OR NOT EXISTS (
            SELECT FROM review_leads((
                SELECT line.manager_id FROM reporting_lines line
                JOIN people lead ON lead.org_id = line.org_id AND lead.id = line.manager_id AND lead.status = 'active'
                WHERE line.org_id = p.org_id AND line.person_id = p.subject_id AND line.valid_to IS NULL), p.subject_id)))
        ORDER BY p.id LIMIT $3)
    RETURNING k.id, k.subject_id,
        (SELECT l.manager_id FROM reporting_lines l
         WHERE l.org_id = k.org_id AND l.person_id = k.subject_id AND l.valid_to IS NULL) AS manager_id";
