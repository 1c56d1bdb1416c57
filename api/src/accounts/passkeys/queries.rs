//! What is kept of passkeys, and of what their authenticators were asked.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};
use serde_json::Value;
use shared::{
    accounts::Passkey,
    wire::{PasskeyId, id::AccountId},
};

use crate::db::schema::{passkey_challenges, passkeys};

/// A passkey to be added.
#[derive(Debug, Insertable)]
#[diesel(table_name = passkeys)]
pub(super) struct NewRow {
    pub id: PasskeyId,
    pub account_id: AccountId,
    pub credential_id: Vec<u8>,
    pub credential: Value,
    pub name: String,
}

/// A passkey as its owner sees it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = passkeys)]
pub(super) struct Shown {
    id: PasskeyId,
    name: String,
    created_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
}

impl From<Shown> for Passkey {
    fn from(row: Shown) -> Self {
        let Shown { id, name, created_at, last_used_at } = row;
        Self { id, name, created_at, last_used_at }
    }
}

/// A passkey as it is verified.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = passkeys)]
pub(super) struct Stored {
    pub id: PasskeyId,
    pub account_id: AccountId,
    pub credential: Value,
}

/// An account's passkeys, newest first.
pub(super) fn of_account(conn: &mut PgConnection, account: AccountId) -> QueryResult<Vec<Shown>> {
    passkeys::table
        .filter(passkeys::account_id.eq(account.0))
        .order((passkeys::created_at.desc(), passkeys::id))
        .select(Shown::as_select())
        .load(conn)
}

/// What their authenticators call them.
pub(super) fn credential_ids(conn: &mut PgConnection, account: AccountId) -> QueryResult<Vec<Vec<u8>>> {
    let theirs = passkeys::table.filter(passkeys::account_id.eq(account.0));
    theirs.order(passkeys::id).select(passkeys::credential_id).load(conn)
}

/// Adds one; `None` if it is somebody's already.
pub(super) fn add(conn: &mut PgConnection, row: &NewRow) -> QueryResult<Option<Shown>> {
    let added = insert_into(passkeys::table).values(row).on_conflict_do_nothing();
    added.returning(Shown::as_returning()).get_result(conn).optional()
}

/// The passkey that its authenticator calls so, held until the transaction ends: of two signatures by one at once, the
/// second meets the counter of the first.
pub(super) fn of_credential(conn: &mut PgConnection, id: &[u8]) -> QueryResult<Option<Stored>> {
    let called = passkeys::table.filter(passkeys::credential_id.eq(id));
    called.select(Stored::as_select()).for_update().first(conn).optional()
}

/// It was used, and is this now.
pub(super) fn note_use(conn: &mut PgConnection, id: PasskeyId, credential: &Value) -> QueryResult<()> {
    let values = (passkeys::credential.eq(credential), passkeys::last_used_at.eq(now));
    update(passkeys::table.find(id.0)).set(values).execute(conn)?;
    Ok(())
}

/// Removes one of an account's; whether it was.
pub(super) fn remove(conn: &mut PgConnection, account: AccountId, id: PasskeyId) -> QueryResult<bool> {
    let theirs = passkeys::table.find(id.0).filter(passkeys::account_id.eq(account.0));
    Ok(delete(theirs).execute(conn)? == 1)
}

/// Keeps what was asked, in place of what was asked before.
pub(super) fn keep(conn: &mut PgConnection, holder: &[u8], state: &[u8], expires_at: DateTime<Utc>) -> QueryResult<()> {
    insert_into(passkey_challenges::table)
        .values((
            passkey_challenges::holder.eq(holder),
            passkey_challenges::state.eq(state),
            passkey_challenges::expires_at.eq(expires_at),
        ))
        .on_conflict(passkey_challenges::holder)
        .do_update()
        .set((passkey_challenges::state.eq(state), passkey_challenges::expires_at.eq(expires_at)))
        .execute(conn)?;
    Ok(())
}

/// Takes what was asked, if there is time: of two at once, one does.
pub(super) fn take(conn: &mut PgConnection, holder: &[u8]) -> QueryResult<Option<Vec<u8>>> {
    let kept = passkey_challenges::table.find(holder).filter(passkey_challenges::expires_at.gt(now));
    delete(kept).returning(passkey_challenges::state).get_result(conn).optional()
}

/// Deletes what wasn't answered in time.
pub(super) fn sweep(conn: &mut PgConnection) -> QueryResult<usize> {
    delete(passkey_challenges::table.filter(passkey_challenges::expires_at.lt(now))).execute(conn)
}
