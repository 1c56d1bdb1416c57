//! Whom providers know by which subject; as the accounts role, in an organisation that the transaction has entered.

use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};
use shared::{
    access::Role,
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{people, sso_identities::dsl},
};

/// A person as far as letting them in needs to know.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = people)]
pub(in crate::single_sign_on) struct PersonRow {
    pub id: PersonId,
    pub account_id: Option<AccountId>,
    pub status: String,
    pub email_key: String,
}

/// Whom the provider knows as `subject`.
pub(in crate::single_sign_on) fn known(
    conn: &mut PgConnection,
    org: OrganisationId,
    issuer: &str,
    subject: &str,
) -> QueryResult<Option<PersonRow>> {
    let person: Option<PersonId> =
        dsl::sso_identities.find((org.0, issuer, subject)).select(dsl::person_id).first(conn).optional()?;
    let Some(person) = person else { return Ok(None) };
    people::table.find((org.0, person.0)).select(PersonRow::as_select()).first(conn).optional()
}

/// Who has an address.
pub(in crate::single_sign_on) fn by_address(
    conn: &mut PgConnection,
    org: OrganisationId,
    email_key: &str,
) -> QueryResult<Option<PersonRow>> {
    people::table
        .filter(people::org_id.eq(org.0).and(people::email_key.eq(email_key)))
        .select(PersonRow::as_select())
        .first(conn)
        .optional()
}

/// Remembers who the provider's subject is; whether it is that person now. One person is one subject, and one subject is
/// one person, however many log in at once.
pub(in crate::single_sign_on) fn link(
    conn: &mut PgConnection,
    org: OrganisationId,
    issuer: &str,
    subject: &str,
    person: PersonId,
) -> QueryResult<bool> {
    let values = (dsl::org_id.eq(org.0), dsl::issuer.eq(issuer), dsl::subject.eq(subject), dsl::person_id.eq(person.0));
    insert_into(dsl::sso_identities).values(values).on_conflict_do_nothing().execute(conn)?;
    Ok(known(conn, org, issuer, subject)?.is_some_and(|known| known.id == person))
}

/// Whether anybody has come in by a provider yet. As the runtime role.
pub(in crate::single_sign_on) fn any(tx: &mut TenantTx<'_>, issuer: &str) -> QueryResult<bool> {
    let theirs = dsl::sso_identities.filter(dsl::org_id.eq(tx.org()).and(dsl::issuer.eq(issuer)));
    diesel::select(diesel::dsl::exists(theirs)).get_result(tx.conn())
}

/// Notes that somebody came by it.
pub(in crate::single_sign_on) fn used(
    conn: &mut PgConnection,
    org: OrganisationId,
    issuer: &str,
    subject: &str,
) -> QueryResult<()> {
    update(dsl::sso_identities.find((org.0, issuer, subject))).set(dsl::last_used_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Enters somebody whom the provider vouches for and nobody entered: invited, until they join.
pub(in crate::single_sign_on) fn enter(
    conn: &mut PgConnection,
    org: OrganisationId,
    name: &str,
    email: &str,
    email_key: &str,
) -> QueryResult<PersonId> {
    let id = Uuid::now_v7();
    let values = (
        people::org_id.eq(org.0),
        people::id.eq(id),
        people::name.eq(name),
        people::email.eq(email),
        people::email_key.eq(email_key),
        people::role.eq(Role::Employee.as_str()),
        people::status.eq("invited"),
    );
    insert_into(people::table).values(values).execute(conn)?;
    Ok(id.into())
}

/// Forgets by what the provider knows whoever has an address; who that is. As the runtime role.
pub(in crate::single_sign_on) fn unlink(tx: &mut TenantTx<'_>, email_key: &str) -> QueryResult<Option<PersonId>> {
    let org = tx.org();
    let person: Option<PersonId> = people::table
        .filter(people::org_id.eq(org).and(people::email_key.eq(email_key)))
        .select(people::id)
        .first(tx.conn())
        .optional()?;
    let Some(person) = person else { return Ok(None) };
    let links = dsl::sso_identities.filter(dsl::org_id.eq(org).and(dsl::person_id.eq(person.0)));
    let gone = delete(links).execute(tx.conn())?;
    Ok((gone > 0).then_some(person))
}
