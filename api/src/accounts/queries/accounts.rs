//! Accounts and where they belong.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    access::Role,
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};
use uuid::Uuid;

use crate::db::schema::accounts;

/// A login identity.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(in crate::accounts) struct AccountRow {
    pub id: AccountId,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub password_changed_at: DateTime<Utc>,
}

/// A place where an account is an active person.
#[derive(Debug, Clone, QueryableByName)]
pub(in crate::accounts) struct MembershipRow {
    #[diesel(sql_type = SqlUuid)]
    pub org_id: OrganisationId,
    #[diesel(sql_type = SqlUuid)]
    pub person_id: PersonId,
    #[diesel(sql_type = Text)]
    pub person_name: String,
    #[diesel(sql_type = Text)]
    pub role: Role,
    #[diesel(sql_type = Text)]
    pub organisation: String,
    /// Whether they come in there by their organisation's provider alone, and by no password.
    #[diesel(sql_type = Bool)]
    pub only_sso: bool,
}

/// The account of an address.
pub(in crate::accounts) fn find(conn: &mut PgConnection, email_key: &str) -> QueryResult<Option<AccountRow>> {
    accounts::table.filter(accounts::email_key.eq(email_key)).select(AccountRow::as_select()).first(conn).optional()
}

/// An account that exists.
pub(in crate::accounts) fn get(conn: &mut PgConnection, id: AccountId) -> QueryResult<AccountRow> {
    accounts::table.find(id.0).select(AccountRow::as_select()).first(conn)
}

/// Holds off changes of the password until the transaction ends; whether it is still the one that was
/// set at `changed_at`.
pub(in crate::accounts) fn hold(
    conn: &mut PgConnection,
    id: AccountId,
    changed_at: DateTime<Utc>,
) -> QueryResult<bool> {
    let now: DateTime<Utc> =
        accounts::table.find(id.0).select(accounts::password_changed_at).for_share().first(conn)?;
    Ok(changed_at == now)
}

/// Holds the account until the transaction ends, also against [`hold`]: what depends on which factors it has is decided by
/// one at a time, and no log-in slips in between.
pub(in crate::accounts) fn hold_alone(conn: &mut PgConnection, id: AccountId) -> QueryResult<()> {
    accounts::table.find(id.0).select(accounts::id).for_no_key_update().first::<Uuid>(conn).map(drop)
}

/// A new account; `None` if the address has got one meanwhile.
pub(in crate::accounts) fn add(
    conn: &mut PgConnection,
    email: &str,
    password_hash: &str,
) -> QueryResult<Option<AccountId>> {
    let id = Uuid::now_v7();
    let values = (
        accounts::id.eq(id),
        accounts::email.eq(email),
        accounts::email_key.eq(super::email_key(email)),
        accounts::password_hash.eq(password_hash),
    );
    let added = super::untaken(insert_into(accounts::table).values(values).execute(conn))?;
    Ok(added.map(|_| id.into()))
}

/// Sets a new password, if `old` is still the stored hash; whether it was.
pub(in crate::accounts) fn change_password(
    conn: &mut PgConnection,
    id: AccountId,
    old: &str,
    new: &str,
) -> QueryResult<bool> {
    let unchanged = accounts::table.find(id.0).filter(accounts::password_hash.eq(old));
    let values = (accounts::password_hash.eq(new), accounts::password_changed_at.eq(diesel::dsl::now));
    Ok(update(unchanged).set(values).execute(conn)? == 1)
}

/// Stores the same password hashed anew, if `old` is still the stored hash.
pub(in crate::accounts) fn upgrade_hash(
    conn: &mut PgConnection,
    id: AccountId,
    old: &str,
    new: &str,
) -> QueryResult<()> {
    let unchanged = accounts::table.find(id.0).filter(accounts::password_hash.eq(old));
    update(unchanged).set(accounts::password_hash.eq(new)).execute(conn)?;
    Ok(())
}

/// Sets a new address; not if it has got an account meanwhile. The transaction is lost then.
pub(in crate::accounts) fn change_email(conn: &mut PgConnection, id: AccountId, email: &str) -> QueryResult<bool> {
    let values = (accounts::email.eq(email), accounts::email_key.eq(super::email_key(email)));
    Ok(super::untaken(update(accounts::table.find(id.0)).set(values).execute(conn))? == Some(1))
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Bool)]
    is_kept: bool,
}

/// Whether an organisation's provider or directory keeps the address of the account's owner.
pub(in crate::accounts) fn is_kept_elsewhere(conn: &mut PgConnection, id: AccountId) -> QueryResult<bool> {
    let found: Kept = sql_query(include_str!("kept_elsewhere.sql")).bind::<SqlUuid, _>(id.0).get_result(conn)?;
    Ok(found.is_kept)
}

/// Where an account is an active person, the place used last first.
pub(in crate::accounts) fn memberships(conn: &mut PgConnection, id: AccountId) -> QueryResult<Vec<MembershipRow>> {
    sql_query(include_str!("memberships.sql")).bind::<SqlUuid, _>(id.0).load(conn)
}

#[derive(QueryableByName)]
struct Hashed {
    #[diesel(sql_type = BigInt)]
    accounts: i64,
    #[diesel(sql_type = BigInt)]
    otherwise: i64,
}

/// How many accounts the active people of an organisation have, and how many hashes of their passwords don't begin so.
pub(in crate::accounts) fn hashed_otherwise(
    conn: &mut PgConnection,
    org: OrganisationId,
    beginning: &str,
) -> QueryResult<(i64, i64)> {
    let counted: Hashed = sql_query(
        "SELECT count(*) AS accounts, count(*) FILTER (WHERE NOT starts_with(a.password_hash, $2)) AS otherwise
         FROM people p JOIN accounts a ON a.id = p.account_id
         WHERE p.org_id = $1 AND p.status = 'active'",
    )
    .bind::<SqlUuid, _>(org)
    .bind::<Text, _>(beginning)
    .get_result(conn)?;
    Ok((counted.accounts, counted.otherwise))
}
