//! What is remembered of earlier attempts, and which devices are known.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update, upsert::excluded};
use shared::wire::id::AccountId;

use crate::{
    accounts::throttle::Attempts,
    db::schema::{known_devices, throttles},
};

/// What is remembered under a key, locked until the transaction ends.
pub(in crate::accounts) fn lock(conn: &mut PgConnection, key: &[u8]) -> QueryResult<Option<Attempts>> {
    let found = throttles::table
        .find(key)
        .select((throttles::count, throttles::since, throttles::next_at))
        .for_update()
        .first::<(i32, DateTime<Utc>, DateTime<Utc>)>(conn)
        .optional()?;
    Ok(found.map(|(count, since, next_at)| Attempts { count: u32::try_from(count).unwrap_or(0), since, next_at }))
}

/// Makes sure that there is a row to lock, so that two first attempts at once are counted as two.
pub(in crate::accounts) fn ensure(conn: &mut PgConnection, key: &[u8], at: DateTime<Utc>) -> QueryResult<()> {
    let values = (
        throttles::key.eq(key),
        throttles::count.eq(0),
        throttles::since.eq(at),
        throttles::next_at.eq(at),
        throttles::ends_at.eq(at),
    );
    insert_into(throttles::table).values(values).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

/// Remembers attempts until `ends_at`.
pub(in crate::accounts) fn remember(
    conn: &mut PgConnection,
    key: &[u8],
    attempts: Attempts,
    ends_at: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (
        throttles::count.eq(i32::try_from(attempts.count).unwrap_or(i32::MAX)),
        throttles::since.eq(attempts.since),
        throttles::next_at.eq(attempts.next_at),
        throttles::ends_at.eq(ends_at),
    );
    update(throttles::table.find(key)).set(values).execute(conn)?;
    Ok(())
}

/// Forgets what was tried under a key.
pub(in crate::accounts) fn forget(conn: &mut PgConnection, key: &[u8]) -> QueryResult<()> {
    delete(throttles::table.find(key)).execute(conn)?;
    Ok(())
}

/// Whether a browser with this secret has logged in to the account before.
pub(in crate::accounts) fn knows_device(conn: &mut PgConnection, account: AccountId, hash: &[u8]) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(known_devices::table.find((account.0, hash)))).get_result(conn)
}

/// Remembers that a browser with this secret has logged in to the account.
pub(in crate::accounts) fn know_device(conn: &mut PgConnection, account: AccountId, hash: &[u8]) -> QueryResult<()> {
    insert_into(known_devices::table)
        .values((known_devices::account_id.eq(account.0), known_devices::secret_hash.eq(hash)))
        .on_conflict((known_devices::account_id, known_devices::secret_hash))
        .do_update()
        .set(known_devices::last_used_at.eq(excluded(known_devices::last_used_at)))
        .execute(conn)?;
    Ok(())
}

/// Forgets the devices of an account: whoever set a new password starts over.
pub(in crate::accounts) fn forget_devices(conn: &mut PgConnection, account: AccountId) -> QueryResult<()> {
    delete(known_devices::table.filter(known_devices::account_id.eq(account.0))).execute(conn)?;
    Ok(())
}

/// Deletes what no longer matters to anybody.
pub(in crate::accounts) fn sweep(conn: &mut PgConnection, devices_before: DateTime<Utc>) -> QueryResult<usize> {
    let over = delete(throttles::table.filter(throttles::ends_at.lt(now))).execute(conn)?;
    let old = known_devices::table.filter(known_devices::last_used_at.lt(devices_before));
    Ok(over + delete(old).execute(conn)?)
}
