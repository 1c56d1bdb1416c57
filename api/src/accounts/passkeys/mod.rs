//! Passkeys (WebAuthn): one more kind of second step, and a log-in by itself, since each asks its owner for a PIN, a finger or
//! a face.
//!
//! What is signed and whether it holds, `ceremony` knows, by webauthn-rs. What was asked is kept by `challenges` until it is
//! answered, once. [`check`] is the one place where a passkey is taken.

mod ceremony;
mod challenges;
mod log_in;
mod own;
mod proof;
mod queries;

use diesel::PgConnection;
use shared::{accounts::PasskeyAssertion, wire::id::AccountId};

use self::ceremony::Verdict;
use crate::{config::Origin, db::AccountTx, http::Failure};

pub(super) use log_in::{begin as begin_log_in, finish as finish_log_in};
pub(super) use own::{add, begin, list, remove};
pub(super) use proof::{begin as begin_proof, proves};

/// A passkey that isn't taken: whose it would be, as far as anybody knows, and what their log is told.
struct Refused {
    account: Option<AccountId>,
    kind: &'static str,
}

/// Takes what a passkey has signed for what it was asked (`begun`), and says whose it is. Where nobody else says that
/// (`expected`), the passkey itself has to. A transaction that is undone takes nothing.
fn check(
    tx: &mut AccountTx<'_>,
    origin: &Origin,
    begun: &[u8],
    expected: Option<AccountId>,
    given: &PasskeyAssertion,
) -> Result<Result<AccountId, Refused>, Failure> {
    let refused = |account, kind| Ok(Err(Refused { account, kind }));
    let id = ceremony::bytes(&given.credential_id);
    let stored = id.map(|id| queries::of_credential(tx.conn(), &id)).transpose()?.flatten();
    let Some(stored) = stored else { return refused(expected, FAILED) };
    let account = stored.account_id;
    let handle = given.user_handle.as_deref().and_then(ceremony::bytes);
    let says_whose = handle.as_deref() == Some(account.0.as_bytes().as_slice());
    let is_theirs = match expected {
        Some(expected) => expected == account && (says_whose || given.user_handle.is_none()),
        None => says_whose,
    };
    if !is_theirs {
        return refused(Some(expected.unwrap_or(account)), FAILED);
    }
    match ceremony::verify(origin, begun, &stored.credential, given)? {
        Verdict::Right(credential) => {
            queries::note_use(tx.conn(), stored.id, &credential)?;
            Ok(Ok(account))
        }
        Verdict::Wrong => refused(Some(account), FAILED),
        Verdict::Copied => {
            tracing::warn!(passkey = %stored.id, "a passkey counts backwards: it may have been copied");
            refused(Some(account), "accounts.passkey_copy_failed")
        }
    }
}

const FAILED: &str = "accounts.passkey_failed";

/// Deletes what was asked and not answered in time.
pub(super) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    queries::sweep(conn)?;
    Ok(())
}
