//! What is kept of second factors, and of log-ins that wait for one.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, define_sql_function, delete,
    dsl::{exists, now},
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Text, Uuid as SqlUuid},
    update,
};
use shared::{
    accounts::FactorHeld,
    wire::{PersonId, id::AccountId},
};

use super::recovery::CodeHash;
use crate::db::schema::{passkeys, pending_log_ins, recovery_codes, totp_factors};

/// So often a code may be tried for one log-in.
const MOST_TRIES: i32 = 5;

define_sql_function! {
    /// See the migration `passkeys`.
    fn has_second_factor(account: SqlUuid) -> Bool;
}

define_sql_function! {
    /// See the migration `second_factor`.
    fn take_second_factor(person: SqlUuid) -> Bool;
}

#[derive(QueryableByName)]
struct Holder {
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
}

/// What an authenticator app was given.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = totp_factors)]
pub(super) struct Factor {
    pub secret: Vec<u8>,
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A log-in whose password was right.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pending_log_ins)]
pub(super) struct Pending {
    pub account_id: AccountId,
    pub password_changed_at: DateTime<Utc>,
}

/// Whether the account has a factor of any kind.
pub(super) fn has(conn: &mut PgConnection, account: AccountId) -> QueryResult<bool> {
    select(has_second_factor(account.0)).get_result(conn)
}

/// Whether the account has an app that counts.
pub(super) fn has_app(conn: &mut PgConnection, account: AccountId) -> QueryResult<bool> {
    let counted = totp_factors::table.find(account.0).filter(totp_factors::confirmed_at.is_not_null());
    select(exists(counted)).get_result(conn)
}

/// Whether the account has a passkey.
pub(super) fn has_passkey(conn: &mut PgConnection, account: AccountId) -> QueryResult<bool> {
    select(exists(passkeys::table.filter(passkeys::account_id.eq(account.0)))).get_result(conn)
}

/// The account's app, held until the transaction ends.
pub(super) fn factor(conn: &mut PgConnection, account: AccountId) -> QueryResult<Option<Factor>> {
    totp_factors::table.find(account.0).select(Factor::as_select()).for_update().first(conn).optional()
}

/// A secret that waits to be confirmed, in place of one that waited before; false if the account has an app.
pub(super) fn begin(conn: &mut PgConnection, account: AccountId, sealed: &[u8]) -> QueryResult<bool> {
    delete(totp_factors::table.find(account.0).filter(totp_factors::confirmed_at.is_null())).execute(conn)?;
    let values = (totp_factors::account_id.eq(account.0), totp_factors::secret.eq(sealed));
    Ok(insert_into(totp_factors::table).values(values).on_conflict_do_nothing().execute(conn)? == 1)
}

/// From now on it counts; the code of `step` is used up. Of two at once, one confirms it.
pub(super) fn confirm(conn: &mut PgConnection, account: AccountId, step: i64) -> QueryResult<bool> {
    let waiting = totp_factors::table.find(account.0).filter(totp_factors::confirmed_at.is_null());
    let values = (totp_factors::confirmed_at.eq(now), totp_factors::last_step.eq(step));
    Ok(update(waiting).set(values).execute(conn)? == 1)
}

/// Uses the code of `step` up, unless it or a later one was: of two at once, one does.
pub(super) fn use_step(conn: &mut PgConnection, account: AccountId, step: i64) -> QueryResult<bool> {
    let unused = totp_factors::table
        .find(account.0)
        .filter(totp_factors::confirmed_at.is_not_null().and(totp_factors::last_step.lt(step)));
    Ok(update(unused).set(totp_factors::last_step.eq(step)).execute(conn)? == 1)
}

/// Uses a recovery code up, if it is one: of two at once, one does.
pub(super) fn use_code(conn: &mut PgConnection, account: AccountId, hash: &CodeHash) -> QueryResult<bool> {
    let unused = recovery_codes::table.find((account.0, hash.as_slice())).filter(recovery_codes::used_at.is_null());
    Ok(update(unused).set(recovery_codes::used_at.eq(now)).execute(conn)? == 1)
}

/// New recovery codes in place of all others.
pub(super) fn replace_codes(conn: &mut PgConnection, account: AccountId, hashes: &[CodeHash]) -> QueryResult<()> {
    delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account.0))).execute(conn)?;
    let row = |hash: &CodeHash| (recovery_codes::account_id.eq(account.0), recovery_codes::code_hash.eq(hash.to_vec()));
    insert_into(recovery_codes::table).values(hashes.iter().map(row).collect::<Vec<_>>()).execute(conn)?;
    Ok(())
}

/// How many recovery codes are unused.
pub(super) fn codes_left(conn: &mut PgConnection, account: AccountId) -> QueryResult<i64> {
    let theirs = recovery_codes::table.filter(recovery_codes::account_id.eq(account.0));
    theirs.filter(recovery_codes::used_at.is_null()).count().get_result(conn)
}

/// Takes the account's recovery codes away.
pub(super) fn drop_codes(conn: &mut PgConnection, account: AccountId) -> QueryResult<usize> {
    delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account.0))).execute(conn)
}

/// Takes the account's app away; whether there was one that counted.
pub(super) fn remove(conn: &mut PgConnection, account: AccountId) -> QueryResult<bool> {
    let counted = totp_factors::table.find(account.0).filter(totp_factors::confirmed_at.is_not_null());
    Ok(delete(counted).execute(conn)? == 1)
}

/// Remembers a log-in that waits for its second step until `expires_at`.
pub(super) fn wait(conn: &mut PgConnection, hash: &[u8], of: &Pending, expires_at: DateTime<Utc>) -> QueryResult<()> {
    let values = (
        pending_log_ins::token_hash.eq(hash),
        pending_log_ins::account_id.eq(of.account_id.0),
        pending_log_ins::password_changed_at.eq(of.password_changed_at),
        pending_log_ins::expires_at.eq(expires_at),
    );
    insert_into(pending_log_ins::table).values(values).execute(conn)?;
    Ok(())
}

/// Whose log-in waits; `None` if it doesn't any more.
pub(super) fn waiting(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<AccountId>> {
    let waiting = pending_log_ins::table
        .find(hash)
        .filter(pending_log_ins::used_at.is_null().and(pending_log_ins::expires_at.gt(now)))
        .filter(pending_log_ins::tries.lt(MOST_TRIES));
    waiting.select(pending_log_ins::account_id).first(conn).optional()
}

/// Counts a try of a log-in that waits; `None` if it doesn't any more.
pub(super) fn count_try(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<Pending>> {
    let waiting = pending_log_ins::table
        .find(hash)
        .filter(pending_log_ins::used_at.is_null().and(pending_log_ins::expires_at.gt(now)))
        .filter(pending_log_ins::tries.lt(MOST_TRIES));
    update(waiting)
        .set(pending_log_ins::tries.eq(pending_log_ins::tries + 1))
        .returning(Pending::as_returning())
        .get_result(conn)
        .optional()
}

/// Ends the wait: of two that finish at once, one does.
pub(super) fn use_up(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<bool> {
    let waiting = pending_log_ins::table
        .find(hash)
        .filter(pending_log_ins::used_at.is_null().and(pending_log_ins::expires_at.gt(now)));
    Ok(update(waiting).set(pending_log_ins::used_at.eq(now)).execute(conn)? == 1)
}

/// Deletes log-ins that nobody went on with, or that are done.
pub(super) fn sweep(conn: &mut PgConnection) -> QueryResult<usize> {
    delete(pending_log_ins::table.filter(pending_log_ins::expires_at.lt(now))).execute(conn)
}

/// As the runtime role: who in the entered organisation has a factor.
pub(super) fn holders(conn: &mut PgConnection) -> QueryResult<Vec<PersonId>> {
    let rows: Vec<Holder> = sql_query(include_str!("holders.sql")).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// As the runtime role, for an Admin: who in the entered organisation has this kind of factor, or none.
pub(super) fn by_kind(conn: &mut PgConnection, kind: FactorHeld) -> QueryResult<Vec<PersonId>> {
    let asked = sql_query(include_str!("by_kind.sql")).bind::<Text, _>(kind.as_str());
    let rows: Vec<Holder> = asked.load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// As the runtime role: takes somebody's factor away; false if they have none, or it isn't the organisation's to take.
pub(super) fn take(conn: &mut PgConnection, person: PersonId) -> QueryResult<bool> {
    select(take_second_factor(person.0)).get_result(conn)
}
