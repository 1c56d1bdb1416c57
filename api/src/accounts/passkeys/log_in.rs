//! Logging in by a passkey: without a password, or as the second step after one.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::{BeginPasskeyLogIn, FinishPasskeyLogIn, LogInMethod, Me},
    problem::Code,
    wire::{SessionId, id::AccountId},
};
use uuid::Uuid;

use super::{
    Refused, ceremony,
    challenges::{self, Holder},
    check, queries,
};
use crate::{
    accounts::{
        device::Device,
        limits,
        log_in::note_everywhere,
        opening::{self, Opening},
        queries::accounts,
        second_factor,
    },
    db::AccountTx,
    http::{Answered, DeviceCookie, Failure, Reply, SECOND_STEP, SessionCookie, Visit},
};

/// Which passkeys an account has, is told only to who knows its password.
pub(in crate::accounts) async fn begin(visit: Visit<BeginPasskeyLogIn>) -> Answered<BeginPasskeyLogIn> {
    let (from, presented) = (visit.facts.address, visit.pending.clone());
    let (sealer, origin) = (visit.state.sealer.clone(), visit.state.origin.clone());
    let begun = visit.accounts(move |tx| {
        limits::admit(tx.conn(), &limits::passkey(from))?;
        let whose = presented.as_ref().map(|secret| second_factor::whose(tx, secret)).transpose()?.flatten();
        let (secret, allow) = match (presented, whose) {
            (Some(secret), Some(account)) => (secret, queries::credential_ids(tx.conn(), account)?),
            _ => (second_factor::fresh_secret()?, Vec::new()),
        };
        let (asked, state) = ceremony::ask(&origin, &allow)?;
        challenges::keep(tx, &sealer, Holder::log_in(&secret), &state)?;
        Ok((asked, secret))
    });
    let (asked, secret) = begun.await?;
    Ok(Reply::new(asked).with_cookie(SECOND_STEP.holding(&visit.state, secret.expose_secret().to_owned())))
}

pub(in crate::accounts) async fn finish(visit: Visit<FinishPasskeyLogIn>) -> Answered<FinishPasskeyLogIn> {
    let secret = visit.pending.clone().ok_or(Code::LogInLapsed)?;
    let Begun { state, after_password } = take(&visit, &secret).await?.ok_or(Code::LogInLapsed)?;
    let account = match checked(&visit, state, after_password).await? {
        Ok(account) => account,
        Err(refused) => return refuse(&visit, refused).await,
    };
    let session = SessionId::from(Uuid::now_v7());
    let (token, expires_at) = visit.state.tokens.issue(account, session, Utc::now()).map_err(Failure::fault)?;
    let waited = after_password.map(|_| secret);
    let (me, device) = open(&visit, account, session, expires_at, waited).await?;
    let cookie = SessionCookie::holding(&visit.state, token.expose_secret().to_owned());
    let device = DeviceCookie::holding(&visit.state, device);
    Ok(Reply::new(me).with_cookie(cookie).with_cookie(device).with_cookie(SECOND_STEP.gone(&visit.state)))
}

/// What was asked, and whose password was right before.
struct Begun {
    state: Vec<u8>,
    after_password: Option<AccountId>,
}

async fn take(visit: &Visit<FinishPasskeyLogIn>, secret: &SecretString) -> Result<Option<Begun>, Failure> {
    let (sealer, secret) = (visit.state.sealer.clone(), secret.clone());
    visit
        .accounts(move |tx| {
            let after_password = second_factor::attempt(tx, &secret)?.map(|account| account.id);
            let state = challenges::take(tx, &sealer, Holder::log_in(&secret))?;
            Ok(state.map(|state| Begun { state, after_password }))
        })
        .await
}

async fn checked(
    visit: &Visit<FinishPasskeyLogIn>,
    state: Vec<u8>,
    after_password: Option<AccountId>,
) -> Result<Result<AccountId, Refused>, Failure> {
    let (origin, given) = (visit.state.origin.clone(), visit.body.clone());
    let check = move |tx: &mut AccountTx<'_>| match check(tx, &origin, &state, after_password, &given)? {
        // Whoever has to come by their organisation's provider comes in by no passkey either.
        Ok(account) if !opening::takes_password(tx, account)? => {
            Ok(Err(Refused { account: Some(account), kind: super::FAILED }))
        }
        checked => Ok(checked),
    };
    visit.accounts(check).await
}

/// Opens the session; gives the secret of the browser as well. With `waited`, the secret of a log-in that waited for this,
/// which is used up.
async fn open(
    visit: &Visit<FinishPasskeyLogIn>,
    account: AccountId,
    session: SessionId,
    expires_at: DateTime<Utc>,
    waited: Option<SecretString>,
) -> Result<(Me, String), Failure> {
    let (presented, facts, origin) = (visit.device.clone(), visit.facts.clone(), visit.state.origin.clone());
    visit
        .accounts(move |tx| {
            let account = accounts::get(tx.conn(), account)?;
            let known = Device::known(tx.conn(), presented, Some(account.id))?;
            let mut gates = limits::passkey(facts.address);
            let mut methods = vec![LogInMethod::Passkey];
            if let Some(waited) = waited {
                if !second_factor::use_up(tx, &waited)? {
                    return Err(Code::LogInLapsed.into());
                }
                // What counted the password is told of the success as well.
                let device = known.as_ref().map(|device| device.hash.as_slice());
                gates.extend(limits::log_in(&account.email_key, facts.address, device));
                methods.insert(0, LogInMethod::Password);
            }
            let device = known.map_or_else(Device::new, Ok)?;
            let secret = device.secret();
            let (at, proved_at) = (None, None);
            let opening =
                Opening { account, session, expires_at, device, gates, facts, origin, at, methods, proved_at };
            Ok((opening.open(tx)?, secret))
        })
        .await
}

/// The same whatever was wrong; the audit log of a known account's organisations learns of it.
async fn refuse(visit: &Visit<FinishPasskeyLogIn>, refused: Refused) -> Answered<FinishPasskeyLogIn> {
    let Refused { account, kind } = refused;
    if let Some(account) = account {
        let facts = visit.facts.clone();
        visit.accounts(move |tx| note_everywhere(tx, account, None, &facts, kind)).await?;
    }
    Err(Failure::field("credential_id", "wrong_passkey"))
}
