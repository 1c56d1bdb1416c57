//! The second step of a log-in: a code of an authenticator app, or a recovery code. Passkeys have a module of their own.
//!
//! A factor is the account's, whatever the organisation. [`verify`] is the one place where a code is taken; whoever asks
//! it has counted the attempt in a transaction before.

mod finish;
mod of_people;
mod own;
mod pending;
mod queries;
mod recovery;
mod totp;

use chrono::Utc;
use diesel::PgConnection;
use shared::{
    accounts::{FEW_RECOVERY_CODES, LogInMethod},
    wire::id::AccountId,
};

use super::{passwords::no_random_bytes, queries::accounts};
use crate::{
    config::Origin,
    db::AccountTx,
    http::Failure,
    sealed::Sealer,
    worker::mail::{Letter, RecoveryCodeUsed, outbox},
};

pub(super) use finish::finish;
pub(crate) use of_people::{
    holders as second_factor_holders, holders_of as second_factor_holders_of, take as take_second_factor,
};
pub(super) use own::{begin, confirm, new_codes, remove, renew_codes, show, tell};
pub(super) use pending::{Waiting, ask, attempt, fresh_secret, use_up, whose};

/// Whether the account has a second factor, so that its password alone opens nothing.
pub(crate) fn in_use(tx: &mut AccountTx<'_>, account: AccountId) -> Result<bool, Failure> {
    Ok(queries::has(tx.conn(), account)?)
}

/// What the account takes for the second step.
fn methods(tx: &mut AccountTx<'_>, account: AccountId) -> Result<Vec<LogInMethod>, Failure> {
    let app = queries::has_app(tx.conn(), account)?.then_some(LogInMethod::Totp);
    let passkey = queries::has_passkey(tx.conn(), account)?.then_some(LogInMethod::Passkey);
    Ok(app.into_iter().chain(passkey).chain([LogInMethod::RecoveryCode]).collect())
}

/// After a factor was removed: whether another is left. Recovery codes go with the last.
pub(super) fn is_left(tx: &mut AccountTx<'_>, account: AccountId) -> Result<bool, Failure> {
    let is_left = in_use(tx, account)?;
    if !is_left {
        queries::drop_codes(tx.conn(), account)?;
    }
    Ok(is_left)
}

/// Takes a code for an account, of its app or one of its recovery codes, and uses it up: of two that give the same
/// code at once, one is let in. Says by what; `None` if the code isn't theirs, was used, or the account has no factor.
/// Whoever asks counts the attempt first, in a transaction of its own, by `limits`.
pub(crate) fn verify(
    tx: &mut AccountTx<'_>,
    sealer: &Sealer,
    origin: &Origin,
    account: AccountId,
    code: &str,
) -> Result<Option<LogInMethod>, Failure> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(takes_step(tx, sealer, account, &digits)?.then_some(LogInMethod::Totp));
    }
    let Some(hash) = recovery::recognise(code) else { return Ok(None) };
    if !queries::use_code(tx.conn(), account, &hash)? {
        return Ok(None);
    }
    let left = codes_left(tx.conn(), account)?;
    let email = accounts::get(tx.conn(), account)?.email;
    let letter = RecoveryCodeUsed { at: Utc::now(), left, few: left <= FEW_RECOVERY_CODES };
    outbox::put(tx.conn(), &[letter.to(&email, origin)?])?;
    Ok(Some(LogInMethod::RecoveryCode))
}

fn takes_step(tx: &mut AccountTx<'_>, sealer: &Sealer, account: AccountId, code: &str) -> Result<bool, Failure> {
    let Some(factor) = queries::factor(tx.conn(), account)? else { return Ok(false) };
    let secret = sealer.open(&context(account), &factor.secret)?;
    let step = totp::step_of(&secret, code, Utc::now()).filter(|_| factor.confirmed_at.is_some());
    Ok(step.map(|step| queries::use_step(tx.conn(), account, step)).transpose()? == Some(true))
}

/// Deletes log-ins that nobody went on with.
pub(super) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    queries::sweep(conn)?;
    Ok(())
}

/// What an app's secret is sealed for: one account's opens for no other.
fn context(account: AccountId) -> String {
    format!("accounts.totp/{account}")
}

fn codes_left(conn: &mut PgConnection, account: AccountId) -> Result<u32, Failure> {
    u32::try_from(queries::codes_left(conn, account)?).map_err(Failure::fault)
}
