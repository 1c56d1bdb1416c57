//! The second step: a code for the log-in that waits in this browser.

use chrono::Utc;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::{FinishLogIn, LogInMethod, Me},
    problem::Code,
    wire::{SessionId, id::AccountId},
};
use uuid::Uuid;

use super::{pending, recovery};
use crate::{
    accounts::{
        device::Device,
        limits::{self, Gate},
        log_in::note_everywhere,
        opening::Opening,
        queries::accounts::AccountRow,
    },
    http::{Answered, DeviceCookie, Failure, Reply, SECOND_STEP, SessionCookie, Visit},
};

/// Who goes on, from which browser, and what counted it.
struct Going {
    pending: SecretString,
    account: AccountRow,
    gates: Vec<Gate>,
    device: Option<Device>,
}

pub(in crate::accounts) async fn finish(visit: Visit<FinishLogIn>) -> Answered<FinishLogIn> {
    let Going { pending, account, gates, device } = admit(&visit).await?.ok_or(Code::LogInLapsed)?;
    let id = account.id;
    let session = SessionId::from(Uuid::now_v7());
    let (token, expires_at) = visit.state.tokens.issue(id, session, Utc::now()).map_err(Failure::fault)?;
    let device = device.map_or_else(Device::new, Ok)?;
    let (facts, origin, secret) = (visit.facts.clone(), visit.state.origin.clone(), device.secret());
    let methods = vec![LogInMethod::Password];
    let proved_at = None;
    let opening = Opening { account, session, expires_at, device, gates, facts, origin, at: None, methods, proved_at };
    let Some(me) = take(&visit, pending, opening).await? else { return refuse(&visit, id).await };
    let cookie = SessionCookie::holding(&visit.state, token.expose_secret().to_owned());
    let device = DeviceCookie::holding(&visit.state, secret);
    Ok(Reply::new(me).with_cookie(cookie).with_cookie(device).with_cookie(SECOND_STEP.gone(&visit.state)))
}

/// Counts the attempt before anything is compared; `None` if nothing waits, or the password was set anew meanwhile.
async fn admit(visit: &Visit<FinishLogIn>) -> Result<Option<Going>, Failure> {
    let Some(pending) = visit.pending.clone() else { return Ok(None) };
    let (from, presented) = (visit.facts.address, visit.device.clone());
    // Whoever knows the password could use up all tries of a day. No recovery code can be guessed, so none is held up.
    let is_recovery = recovery::recognise(&visit.body.code).is_some();
    visit
        .accounts(move |tx| {
            let Some(account) = pending::attempt(tx, &pending)? else { return Ok(None) };
            let device = Device::known(tx.conn(), presented, Some(account.id))?;
            let known = device.as_ref().map(|device| device.hash.as_slice());
            let mut gates = limits::second_step(account.id, known);
            if !is_recovery {
                limits::admit(tx.conn(), &gates)?;
            }
            // What counted the password is told of the success as well.
            gates.extend(limits::log_in(&account.email_key, from, known));
            Ok(Some(Going { pending, account, gates, device }))
        })
        .await
}

/// Takes the code and opens the session, both or neither; `None` if the code is wrong.
async fn take(visit: &Visit<FinishLogIn>, pending: SecretString, opening: Opening) -> Result<Option<Me>, Failure> {
    let (sealer, origin, code) = (visit.state.sealer.clone(), visit.state.origin.clone(), visit.body.code.clone());
    visit
        .accounts(move |tx| {
            let Some(by) = super::verify(tx, &sealer, &origin, opening.account.id, &code)? else { return Ok(None) };
            if !pending::use_up(tx, &pending)? {
                return Err(Code::LogInLapsed.into());
            }
            opening.also(by).open(tx).map(Some)
        })
        .await
}

async fn refuse(visit: &Visit<FinishLogIn>, account: AccountId) -> Answered<FinishLogIn> {
    let facts = visit.facts.clone();
    visit.accounts(move |tx| note_everywhere(tx, account, None, &facts, "accounts.second_step_failed")).await?;
    Err(Failure::field("code", "wrong_code"))
}
