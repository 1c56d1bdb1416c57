//! Logging in: limits, the password, a new session.

use chrono::Utc;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::LogIn,
    problem::Code,
    wire::{SessionId, id::AccountId},
};
use uuid::Uuid;

use super::{
    device::Device,
    limits::{self, Gate},
    opening::Opening,
    password::Verdict,
    queries::{
        accounts::{self, AccountRow},
        email_key,
    },
};
use crate::{
    audit::Event,
    db::{AccountTx, Actor},
    http::{Answered, DeviceCookie, Facts, Failure, Reply, SessionCookie, Visit},
};

/// Nothing in the answer, its time included, tells whether the address has an account.
pub(super) async fn log_in(visit: Visit<LogIn>) -> Answered<LogIn> {
    let password = SecretString::from(visit.body.password.as_str());
    let (account, gates, device) = admit(&visit).await?;
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let verdict = visit.state.hasher.verify(password.clone(), stored).await?;
    let account = match (verdict, account) {
        (Verdict::Wrong, account) => return refuse(&visit, account).await,
        (_, None) => return Err(Code::WrongCredentials.into()),
        (Verdict::RightButDated, Some(account)) => {
            // The log-in succeeds whether this does or not.
            if let Ok(hash) = visit.state.hasher.hash(password).await {
                upgrade(&visit, &account, hash).await?;
            }
            account
        }
        (Verdict::Right, Some(account)) => account,
    };
    let session = SessionId::from(Uuid::now_v7());
    let (token, expires_at) = visit.state.tokens.issue(account.id, session, Utc::now()).map_err(Failure::fault)?;
    let device = device.map_or_else(Device::new, Ok)?;
    let (facts, secret) = (visit.facts.clone(), device.secret());
    let opening = Opening { account, session, expires_at, device, gates, facts };
    let me = visit.accounts(move |tx| opening.open(tx)).await?;
    let cookie = SessionCookie::holding(&visit.state, token.expose_secret().to_owned());
    Ok(Reply::new(me).with_cookie(cookie).with_cookie(DeviceCookie::holding(&visit.state, secret)))
}

/// Counts the attempt before anything is compared, and finds whose it would be.
async fn admit(visit: &Visit<LogIn>) -> Result<(Option<AccountRow>, Vec<Gate>, Option<Device>), Failure> {
    let (key, from, presented) = (email_key(&visit.body.email), visit.facts.address, visit.device.clone());
    visit
        .accounts(move |tx| {
            let account = accounts::find(tx.conn(), &key)?;
            let device = Device::known(tx.conn(), presented, account.as_ref().map(|account| account.id))?;
            let gates = limits::log_in(&key, from, device.as_ref().map(|device| device.hash.as_slice()));
            limits::admit(tx.conn(), &gates)?;
            Ok((account, gates, device))
        })
        .await
}

/// The same for everybody; only the audit log of a known account's organisations learns of it.
async fn refuse(visit: &Visit<LogIn>, account: Option<AccountRow>) -> Answered<LogIn> {
    if let Some(account) = account {
        let facts = visit.facts.clone();
        visit.accounts(move |tx| note_everywhere(tx, account.id, None, &facts, "accounts.log_in_failed")).await?;
    }
    Err(Code::WrongCredentials.into())
}

async fn upgrade(visit: &Visit<LogIn>, account: &AccountRow, hash: String) -> Result<(), Failure> {
    let (id, old) = (account.id, account.password_hash.clone());
    visit.accounts(move |tx| Ok(accounts::upgrade_hash(tx.conn(), id, &old, &hash)?)).await
}

/// Writes an event about an account into the log of every organisation it belongs to. Whoever acts is
/// named in their own organisation only.
pub(super) fn note_everywhere(
    tx: &mut AccountTx<'_>,
    account: AccountId,
    by: Option<&Actor>,
    facts: &Facts,
    kind: &'static str,
) -> Result<(), Failure> {
    let mut memberships = accounts::memberships(tx.conn(), account)?;
    memberships.sort_by_key(|membership| membership.org_id); // one order for everybody: the logs are locked
    for membership in memberships {
        tx.enter(membership.org_id)?;
        let by = by.filter(|actor| actor.org == membership.org_id);
        let (person, session) = (by.map(|actor| actor.person.0), by.map(|actor| actor.session.0));
        tx.note(membership.org_id, person, session, facts, Event::new(kind, membership.person_id))?;
    }
    Ok(())
}
