//! Statements of an erasure.

use chrono::{DateTime, Utc};
use diesel::{
    define_sql_function,
    dsl::{exists, max, now},
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    access::Role,
    people::PersonStatus,
    privacy::{Erasure, KeptCount, KeptOfPerson},
    wire::PersonId,
};

use super::Tombstone;
use crate::{
    db::{
        TenantTx,
        schema::{erasures, people},
    },
    http::Failure,
};

define_sql_function! {
    /// See the migration `erasure`.
    fn erase_account(org: SqlUuid, person: SqlUuid);
}
define_sql_function! {
    /// Postgres's own: held until the transaction ends.
    fn pg_advisory_xact_lock(key: BigInt);
}
define_sql_function! {
    /// Postgres's own.
    fn hashtextextended(text: Text, seed: BigInt) -> BigInt;
}

#[derive(QueryableByName)]
struct KeptRow {
    #[diesel(sql_type = Text)]
    kind: KeptOfPerson,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How much of each kind is kept of a person.
pub(super) fn kept(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<KeptCount>> {
    let rows: Vec<KeptRow> = sql_query(include_str!("kept.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(person.0)
        .load(tx.conn())?;
    let count = |kind: KeptOfPerson| rows.iter().find(|row| row.kind == kind).map_or(0, |row| row.count);
    let all = KeptOfPerson::ALL.iter().map(|kind| KeptCount { kind: *kind, count: count(*kind) });
    Ok(all.filter(|one| one.count > 0).collect())
}

/// That somebody was erased, if they were.
pub(super) fn erasure(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Option<Erasure>> {
    let row: Option<(String, i32, DateTime<Utc>)> = erasures::table
        .inner_join(people::table.on(people::org_id.eq(erasures::org_id).and(people::id.eq(erasures::person_id))))
        .filter(erasures::org_id.eq(tx.org()).and(erasures::person_id.eq(person.0)))
        .select((people::name, erasures::number, erasures::erased_at))
        .first(tx.conn())
        .optional()?;
    Ok(row.map(|(name, number, erased_at)| Erasure { name, number, erased_at }))
}

/// A person's role and whether they are still there; held until the transaction ends. `None` if there is no such person.
pub(super) fn hold(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Option<(Role, PersonStatus)>> {
    let row = people::table.find((tx.org(), person.0)).select((people::role, people::status));
    row.for_update().first(tx.conn()).optional()
}

/// Takes the organisation's next number, or the one the person has, and remembers who did it.
pub(super) fn remember(tx: &mut TenantTx<'_>, person: PersonId, known: Option<&Tombstone>) -> QueryResult<i32> {
    use erasures::dsl;
    select(pg_advisory_xact_lock(hashtextextended(format!("erasures {}", tx.org()), 0))).execute(tx.conn())?;
    let before = dsl::erasures.find((tx.org(), person.0)).select(dsl::number);
    if let Some(number) = before.first::<i32>(tx.conn()).optional()? {
        return Ok(number);
    }
    let last: Option<i32> = dsl::erasures.filter(dsl::org_id.eq(tx.org())).select(max(dsl::number)).first(tx.conn())?;
    let next = last.unwrap_or(0) + 1;
    let number = match known {
        Some(stone) if !taken(tx, stone.number)? => stone.number,
        _ => next,
    };
    let by = match known.map(|stone| stone.erased_by) {
        // What a rule erases, nobody does.
        None => Some(tx.actor.person).filter(|by| !by.0.is_nil()),
        Some(Some(by)) if is_known(tx, by)? => Some(by),
        Some(_) => None,
    };
    insert_into(dsl::erasures)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::person_id.eq(person.0),
            dsl::number.eq(number),
            dsl::erased_at.eq(known.map_or_else(Utc::now, |stone| stone.erased_at)),
            dsl::erased_by.eq(by.map(|by| by.0)),
        ))
        .execute(tx.conn())?;
    Ok(number)
}

fn taken(tx: &mut TenantTx<'_>, number: i32) -> QueryResult<bool> {
    let one = erasures::table.filter(erasures::org_id.eq(tx.org()).and(erasures::number.eq(number)));
    select(exists(one)).get_result(tx.conn())
}

/// Whether the organisation has this person; a restored backup may be older than they are.
fn is_known(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<bool> {
    let one = people::table.find((tx.org(), person.0));
    select(exists(one)).get_result(tx.conn())
}

/// Nobody who is erased can be logged in.
pub(super) fn deactivate(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<usize> {
    update(people::table.find((tx.org(), person.0)))
        .set((people::status.eq(PersonStatus::Deactivated), people::deactivated_at.eq(now)))
        .execute(tx.conn())
}

/// Takes away what lies outside the organisation's tables, then all that was the person's alone, then who they were. The
/// transaction must be theirs.
pub(super) fn take_away(tx: &mut TenantTx<'_>, person: PersonId, pseudonym: &str) -> Result<(), Failure> {
    let org = tx.org();
    select(erase_account(org, person.0)).execute(tx.conn())?;
    for statement in include_str!("erase.sql").split(";\n").filter(|statement| !statement.trim().is_empty()) {
        sql_query(statement).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(person.0).execute(tx.conn())?;
    }
    sql_query(include_str!("pseudonym.sql"))
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(person.0)
        .bind::<Text, _>(pseudonym)
        .execute(tx.conn())?;
    Ok(())
}

/// Everybody of the organisation who was erased, in their order.
pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Tombstone>> {
    use erasures::dsl;
    let rows: Vec<(PersonId, i32, DateTime<Utc>, Option<PersonId>)> = dsl::erasures
        .filter(dsl::org_id.eq(tx.org()))
        .order(dsl::number)
        .select((dsl::person_id, dsl::number, dsl::erased_at, dsl::erased_by))
        .load(tx.conn())?;
    let org_id = tx.actor.org;
    let stone =
        |(person_id, number, erased_at, erased_by)| Tombstone { org_id, person_id, number, erased_at, erased_by };
    Ok(rows.into_iter().map(stone).collect())
}
