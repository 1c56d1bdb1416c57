//! Statements about legal holds.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::exists,
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    people::PersonRef,
    privacy::{LegalHold, LiftedHold, MOST_LIFTED_HOLDS},
    wire::{LegalHoldId, PersonId, id::OrganisationId},
};
use uuid::Uuid;

use crate::db::{
    TenantTx, org_now,
    schema::{legal_holds as holds, organisations, people},
};

#[derive(QueryableByName)]
struct HoldRow {
    #[diesel(sql_type = SqlUuid)]
    id: LegalHoldId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    person_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    person_name: Option<String>,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = SqlUuid)]
    placed_by: PersonId,
    #[diesel(sql_type = Text)]
    placed_by_name: String,
    #[diesel(sql_type = Timestamptz)]
    placed_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    lifted_by: Option<PersonId>,
    #[diesel(sql_type = Nullable<Text>)]
    lifted_by_name: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    lifted_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    lifted_reason: Option<String>,
}

impl HoldRow {
    fn shown(self) -> LegalHold {
        let somebody = |id: Option<PersonId>, name: Option<String>| Some(PersonRef { id: id?, name: name? });
        let by = somebody(self.lifted_by, self.lifted_by_name);
        let lifted = match (by, self.lifted_at, self.lifted_reason) {
            (Some(by), Some(at), Some(reason)) => Some(LiftedHold { by, at, reason }),
            _ => None,
        };
        LegalHold {
            id: self.id,
            person: somebody(self.person_id, self.person_name),
            reason: self.reason,
            placed_by: PersonRef { id: self.placed_by, name: self.placed_by_name },
            placed_at: self.placed_at,
            lifted,
        }
    }
}

/// Those that stand, then those that were lifted.
pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<LegalHold>> {
    let org = tx.org();
    let rows: Vec<HoldRow> = sql_query(include_str!("list.sql"))
        .bind::<SqlUuid, _>(org)
        .bind::<BigInt, _>(MOST_LIFTED_HOLDS)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(HoldRow::shown).collect())
}

/// Holds the organisation until the transaction ends, so that no hold is placed meanwhile.
pub(super) fn settle(tx: &mut TenantTx<'_>) -> QueryResult<OrganisationId> {
    organisations::table.find(tx.org()).select(organisations::org_id).for_share().first(tx.conn())
}

/// Whether the organisation is to close. It is held until the transaction ends: what deletes is waited for, and waits.
pub(super) fn is_closing(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    let row = organisations::table.find(tx.org()).select(organisations::closes_at);
    let closes_at: Option<DateTime<Utc>> = row.for_no_key_update().first(tx.conn())?;
    Ok(closes_at.is_some())
}

/// Whether somebody is one of the organisation's people, and erased; held until the transaction ends, so that nobody is
/// erased meanwhile.
pub(super) fn is_erased(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Option<bool>> {
    let row = people::table.filter(people::org_id.eq(tx.org()).and(people::id.eq(person.0)));
    let row = row.filter(people::kind.eq("person")).select(people::erased_at);
    let erased: Option<Option<DateTime<Utc>>> = row.for_update().first(tx.conn()).optional()?;
    Ok(erased.map(|at| at.is_some()))
}

/// Places one, on somebody or on the organisation.
pub(super) fn place(tx: &mut TenantTx<'_>, person: Option<PersonId>, reason: &str) -> QueryResult<LegalHoldId> {
    let id = LegalHoldId(Uuid::now_v7());
    insert_into(holds::table)
        .values((
            holds::org_id.eq(tx.org()),
            holds::id.eq(id.0),
            holds::person_id.eq(person.map(|person| person.0)),
            holds::reason.eq(reason),
            holds::placed_by.eq(tx.actor.person.0),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// On whom one is, and whether it was lifted; held until the transaction ends. `None` if there is no such hold.
pub(super) fn hold(tx: &mut TenantTx<'_>, id: LegalHoldId) -> QueryResult<Option<(Option<PersonId>, bool)>> {
    let row = holds::table.find((tx.org(), id.0)).select((holds::person_id, holds::lifted_at));
    let row: Option<(Option<PersonId>, Option<DateTime<Utc>>)> = row.for_update().first(tx.conn()).optional()?;
    Ok(row.map(|(person, lifted)| (person, lifted.is_some())))
}

/// Lifts one.
pub(super) fn lift(tx: &mut TenantTx<'_>, id: LegalHoldId, reason: &str) -> QueryResult<usize> {
    update(holds::table.find((tx.org(), id.0)))
        .set((
            holds::lifted_by.eq(Some(tx.actor.person.0)),
            holds::lifted_at.eq(org_now()),
            holds::lifted_reason.eq(Some(reason)),
        ))
        .execute(tx.conn())
}

#[derive(QueryableByName)]
struct Why {
    #[diesel(sql_type = Text)]
    reason: String,
}

/// Why somebody may not be erased, if they mayn't: by a hold on them, on the organisation, or on whom they wrote about.
pub(super) fn on(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Option<String>> {
    let org = tx.org();
    let why: Option<Why> = sql_query(include_str!("on.sql"))
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(person)
        .get_result(tx.conn())
        .optional()?;
    Ok(why.map(|why| why.reason))
}

/// Whether any stands.
pub(super) fn any(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    let standing = holds::table.filter(holds::org_id.eq(tx.org()).and(holds::lifted_at.is_null()));
    select(exists(standing)).get_result(tx.conn())
}
