use chrono::{DateTime, Utc};
use diesel::{
    delete as delete_row,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    people::PersonRef,
    reviews::{ReviewLack, ReviewWaiver},
    wire::{Limit, PersonId, ReviewCycleId},
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::review_waivers};

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// What was waived, with the names that are shown.
#[derive(QueryableByName)]
pub(super) struct WaiverRow {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    lack: ReviewLack,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = SqlUuid)]
    by_id: PersonId,
    #[diesel(sql_type = Text)]
    by_name: String,
    #[diesel(sql_type = Timestamptz)]
    waived_at: DateTime<Utc>,
}

/// Where a page of waivers ends: what is waived at once is of one kind, so each person is there once.
pub(super) type Position = (DateTime<Utc>, PersonId);

impl WaiverRow {
    pub(super) fn position(&self) -> Position {
        (self.waived_at, self.id)
    }

    pub(super) fn shown(self) -> ReviewWaiver {
        ReviewWaiver {
            person: PersonRef { id: self.id, name: self.name },
            lacks: self.lack,
            reason: self.reason,
            by: PersonRef { id: self.by_id, name: self.by_name },
            at: self.waived_at,
        }
    }
}

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<WaiverRow>> {
    const PAGE: &str = "
        SELECT p.id, p.name, w.lack, w.reason, b.id AS by_id, b.name AS by_name, w.waived_at
        FROM review_waivers w
        JOIN people p ON p.org_id = w.org_id AND p.id = w.person_id
        JOIN people b ON b.org_id = w.org_id AND b.id = w.waived_by
        WHERE w.org_id = current_org() AND w.cycle_id = $1
          AND ($2 IS NULL OR (w.waived_at, w.person_id) < ($2, $3))
        ORDER BY w.waived_at DESC, w.person_id DESC LIMIT $4";
    let (at, person) = after.unzip();
    sql_query(PAGE)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Nullable<Timestamptz>, _>(at)
        .bind::<Nullable<SqlUuid>, _>(person)
        .bind::<BigInt, _>(limit.get() + 1)
        .load(tx.conn())
}

/// How many people lack something that was waived; who has handed it in since doesn't count.
pub(in crate::reviews::cycles::steps) fn count(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    lack: ReviewLack,
) -> QueryResult<i64> {
    const WAIVED: &str = "
        SELECT count(*)
        FROM (SELECT person_id FROM review_gaps($1, $2) EXCEPT SELECT person_id FROM review_gaps_left($1, $2)) waived";
    let waived: Counted = sql_query(WAIVED).bind::<SqlUuid, _>(cycle).bind::<Text, _>(lack).get_result(tx.conn())?;
    Ok(waived.count)
}

/// How many of these lack it, waived or not.
pub(super) fn lacking(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    lack: ReviewLack,
    people: &[PersonId],
) -> QueryResult<usize> {
    const LACKING: &str = "SELECT count(DISTINCT person_id) FROM review_gaps($1, $2) WHERE person_id = ANY ($3)";
    let found: Counted = sql_query(LACKING)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Text, _>(lack)
        .bind::<Array<SqlUuid>, _>(ids(people))
        .get_result(tx.conn())?;
    Ok(usize::try_from(found.count).unwrap_or(usize::MAX))
}

/// Waives it, or gives another reason.
pub(super) fn waive(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    lack: ReviewLack,
    people: &[PersonId],
    reason: &str,
) -> QueryResult<usize> {
    const WAIVE: &str = "
        INSERT INTO review_waivers (org_id, cycle_id, person_id, lack, reason, waived_by)
        SELECT current_org(), $1, person, $2, $4, current_person() FROM unnest($3) person
        ON CONFLICT (org_id, cycle_id, person_id, lack)
        DO UPDATE SET reason = excluded.reason, waived_by = excluded.waived_by, waived_at = excluded.waived_at";
    sql_query(WAIVE)
        .bind::<SqlUuid, _>(cycle)
        .bind::<Text, _>(lack)
        .bind::<Array<SqlUuid>, _>(ids(people))
        .bind::<Text, _>(reason)
        .execute(tx.conn())
}

/// Takes it back; gives how many there were.
pub(super) fn take_back(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    person: PersonId,
    lack: ReviewLack,
) -> QueryResult<usize> {
    let one = review_waivers::table.filter(
        review_waivers::org_id
            .eq(tx.org())
            .and(review_waivers::cycle_id.eq(cycle.0))
            .and(review_waivers::person_id.eq(person.0))
            .and(review_waivers::lack.eq(lack)),
    );
    delete_row(one).execute(tx.conn())
}

fn ids(people: &[PersonId]) -> Vec<Uuid> {
    people.iter().map(|person| person.0).collect()
}
