//! Certificates, accounts with their authorities and proofs, as all replicas share them. Keys are sealed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryResult, delete, dsl::now, insert_into, prelude::*, update};

use crate::db::schema::{acme_accounts, acme_challenges, certificates};

/// Whoever orders has that long; if it stops meanwhile, another may order.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// An authority asks within seconds.
const PROOFS_KEPT: TimeDelta = TimeDelta::hours(1);
const BETWEEN_ALARMS: TimeDelta = TimeDelta::days(1);

/// What is kept of a certificate.
#[derive(Queryable, Selectable)]
#[diesel(table_name = certificates)]
pub(super) struct Kept {
    /// Grows with each new one.
    pub(super) version: i64,
    /// Its key and chain as PEM, sealed; none before the first.
    pub(super) sealed: Option<Vec<u8>>,
    /// Orders begun since then.
    pub(super) attempts: i32,
}

/// The certificate of that name, if any was ever wanted.
pub(super) fn kept(conn: &mut PgConnection, name: &str) -> QueryResult<Option<Kept>> {
    certificates::table.find(name).select(Kept::as_select()).first(conn).optional()
}

/// Takes the order of what follows `version`, unless another has it or it pauses.
pub(super) fn take(conn: &mut PgConnection, name: &str, version: i64) -> QueryResult<bool> {
    insert_into(certificates::table).values(certificates::name.eq(name)).on_conflict_do_nothing().execute(conn)?;
    let this = certificates::name.eq(name).and(certificates::version.eq(version));
    let taken = (certificates::next_at.eq(Utc::now() + LEASE), certificates::attempts.eq(certificates::attempts + 1));
    let rows = update(certificates::table.filter(this.and(certificates::next_at.le(now)))).set(taken).execute(conn)?;
    Ok(rows == 1)
}

/// Keeps what follows `version`; nobody orders another before `next`.
pub(super) fn put(
    conn: &mut PgConnection,
    name: &str,
    version: i64,
    sealed: &[u8],
    next: DateTime<Utc>,
) -> QueryResult<()> {
    let this = certificates::name.eq(name).and(certificates::version.eq(version));
    let new = (
        certificates::sealed.eq(Some(sealed)),
        certificates::version.eq(version + 1),
        certificates::attempts.eq(0),
        certificates::next_at.eq(next),
    );
    update(certificates::table.filter(this)).set(new).execute(conn)?;
    Ok(())
}

/// Lets nobody order before `until`.
pub(super) fn postpone(conn: &mut PgConnection, name: &str, until: DateTime<Utc>) -> QueryResult<()> {
    update(certificates::table.find(name)).set(certificates::next_at.eq(until)).execute(conn)?;
    Ok(())
}

/// Whether it is for the caller to say now that the certificate of that name ends.
pub(super) fn begin_alarm(conn: &mut PgConnection, name: &str, at: DateTime<Utc>) -> QueryResult<bool> {
    insert_into(certificates::table).values(certificates::name.eq(name)).on_conflict_do_nothing().execute(conn)?;
    let quiet = certificates::alarmed_at.is_null().or(certificates::alarmed_at.lt(at - BETWEEN_ALARMS));
    let rows = update(certificates::table.filter(certificates::name.eq(name).and(quiet)))
        .set(certificates::alarmed_at.eq(Some(at)))
        .execute(conn)?;
    Ok(rows == 1)
}

/// The account of that name, sealed.
pub(super) fn account(conn: &mut PgConnection, name: &str) -> QueryResult<Option<Vec<u8>>> {
    acme_accounts::table.find(name).select(acme_accounts::sealed).first(conn).optional()
}

/// Keeps an account, in place of an earlier one.
pub(super) fn put_account(conn: &mut PgConnection, name: &str, sealed: &[u8]) -> QueryResult<()> {
    insert_into(acme_accounts::table)
        .values((acme_accounts::name.eq(name), acme_accounts::sealed.eq(sealed)))
        .on_conflict(acme_accounts::name)
        .do_update()
        .set(acme_accounts::sealed.eq(sealed))
        .execute(conn)?;
    Ok(())
}

/// Forgets an account that its authority doesn't know any more.
pub(super) fn forget_account(conn: &mut PgConnection, name: &str) -> QueryResult<()> {
    delete(acme_accounts::table.find(name)).execute(conn)?;
    Ok(())
}

/// Keeps the proof that answers `token`, and forgets what was asked long ago.
pub(super) fn put_proof(conn: &mut PgConnection, token: &str, proof: &str) -> QueryResult<()> {
    delete(acme_challenges::table.filter(acme_challenges::expires_at.lt(now))).execute(conn)?;
    let row = (
        acme_challenges::token.eq(token),
        acme_challenges::proof.eq(proof),
        acme_challenges::expires_at.eq(Utc::now() + PROOFS_KEPT),
    );
    insert_into(acme_challenges::table).values(row).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

/// The proof that answers `token`.
pub(super) fn proof(conn: &mut PgConnection, token: &str) -> QueryResult<Option<String>> {
    acme_challenges::table
        .find(token)
        .filter(acme_challenges::expires_at.gt(now))
        .select(acme_challenges::proof)
        .first(conn)
        .optional()
}
