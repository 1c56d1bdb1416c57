//! Logging in: limits, the password, a new session.

use chrono::Utc;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::{LogIn, LogInMethod, Me},
    problem::Code,
    wire::{SessionId, id::AccountId},
};
use uuid::Uuid;

use super::{
    device::Device,
    limits::{self, Gate},
    opening::{self, Opening},
    password::Verdict,
    queries::{
        accounts::{self, AccountRow},
        email_key,
    },
    second_factor::{self, Waiting},
};
use crate::{
    audit::Event,
    db::{AccountTx, Actor},
    http::{Answered, DeviceCookie, Facts, Failure, Reply, SessionCookie, Visit},
};

/// Nothing in the answer, its time included, tells whether the address has an account.
pub(super) async fn log_in(visit: Visit<LogIn>) -> Answered<LogIn> {
    let password = SecretString::from(visit.body.password.as_str());
    let Admitted { account, takes_password, gates, device } = admit(&visit).await?;
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let verdict = visit.state.hasher.verify(password.clone(), stored).await?;
    let verdict = if takes_password { verdict } else { Verdict::Wrong };
    let account = match (verdict, account) {
        (Verdict::Wrong, account) => return Err(refuse(&visit, account)),
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
    let (facts, origin, secret) = (visit.facts.clone(), visit.state.origin.clone(), device.secret());
    let methods = vec![LogInMethod::Password];
    let proved_at = None;
    let opening = Opening { account, session, expires_at, device, gates, facts, origin, at: None, methods, proved_at };
    let me = match visit.accounts(move |tx| open_or_ask(tx, opening)).await? {
        Step::Done(me) => *me,
        Step::Next(waiting) => return Err(waiting.told(&visit.state)),
    };
    let cookie = SessionCookie::holding(&visit.state, token.expose_secret().to_owned());
    Ok(Reply::new(me).with_cookie(cookie).with_cookie(DeviceCookie::holding(&visit.state, secret)))
}

/// How far a right password leads.
enum Step {
    Done(Box<Me>),
    Next(Waiting),
}

/// An account with a second factor gets no session by its password.
fn open_or_ask(tx: &mut AccountTx<'_>, opening: Opening) -> Result<Step, Failure> {
    // Held before it is asked: whoever sets a factor up at this moment ends this session, or asks for it.
    if !accounts::hold(tx.conn(), opening.account.id, opening.account.password_changed_at)? {
        return Err(Code::WrongCredentials.into());
    }
    if second_factor::in_use(tx, opening.account.id)? {
        return Ok(Step::Next(second_factor::ask(tx, &opening.account)?));
    }
    Ok(Step::Done(Box::new(opening.open(tx)?)))
}

/// Whose log-in it would be, and what is known before the password is compared.
struct Admitted {
    account: Option<AccountRow>,
    takes_password: bool,
    gates: Vec<Gate>,
    device: Option<Device>,
}

/// Counts the attempt before anything is compared. The same is asked of the database whether there is an account or not.
async fn admit(visit: &Visit<LogIn>) -> Result<Admitted, Failure> {
    let (key, from, presented) = (email_key(&visit.body.email), visit.facts.address, visit.device.clone());
    visit
        .accounts(move |tx| {
            let account = accounts::find(tx.conn(), &key)?;
            let id = account.as_ref().map(|account| account.id);
            let device = Device::known(tx.conn(), presented, id)?;
            let takes_password = opening::takes_password(tx, id.unwrap_or(Uuid::nil().into()))?;
            let gates = limits::log_in(&key, from, device.as_ref().map(|device| device.hash.as_slice()));
            limits::admit(tx.conn(), &gates)?;
            Ok(Admitted { account, takes_password, gates, device })
        })
        .await
}

/// The same for everybody; only the audit log of a known account's organisations learns of it. The answer doesn't wait for
/// that, or its time would tell.
fn refuse(visit: &Visit<LogIn>, account: Option<AccountRow>) -> Failure {
    if let Some(account) = account {
        let (state, facts) = (visit.state.clone(), visit.facts.clone());
        tokio::spawn(async move {
            let note =
                move |tx: &mut AccountTx<'_>| note_everywhere(tx, account.id, None, &facts, "accounts.log_in_failed");
            if let Err(failure) = state.database.accounts(note).await {
                tracing::warn!(code = %failure.code(), "a failed log-in isn't in the audit log");
            }
        });
    }
    Code::WrongCredentials.into()
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
