//! Confirming that it's still whoever logged in, before what is dangerous (`fresh` in a declaration).

use secrecy::{ExposeSecret, SecretString};
use shared::{accounts::ConfirmIdentity, problem::Code, wire::SessionId};
use uuid::Uuid;

use super::{
    jwt,
    limits::{self, Gate},
    passkeys,
    password::Verdict,
    queries::{
        accounts::{self, AccountRow},
        sessions::{self, Renewal},
    },
    second_factor,
};
use crate::{
    audit::Event,
    db::{AccountTx, Actor},
    http::{Answered, Facts, Failure, MemberCall, Reply, SessionCookie},
};

/// A new session in place of this one, so that whoever has the old one's token elsewhere has no part in the proof. It ends
/// when this one would have.
pub(super) async fn confirm(call: MemberCall<ConfirmIdentity>) -> Answered<ConfirmIdentity> {
    let (account, gates) = prove(&call).await?;
    let (actor, facts, session) = (call.actor, call.facts.clone(), SessionId::from(Uuid::now_v7()));
    let expires_at = call.accounts(move |tx| {
        // A password set meanwhile has ended what was proved by the one before.
        if !accounts::hold(tx.conn(), account.id, account.password_changed_at)? {
            return Err(Code::Unauthenticated.into());
        }
        limits::succeed(tx.conn(), &gates)?;
        let (device, address) = (facts.device.as_str(), facts.address.to_string());
        let new = Renewal { org: actor.org, id: session, person: actor.person, device, address, proved: true };
        let renewed = sessions::renew(tx.conn(), actor.account, actor.session, &new)?;
        let expires_at = renewed.ok_or(Code::Unauthenticated)?;
        note(tx, &actor, session, &facts, "accounts.identity_confirmed")?;
        Ok(expires_at)
    });
    let began = expires_at.await? - jwt::LIFETIME;
    let (token, _) = call.state.tokens.issue(actor.account, session, began).map_err(Failure::fault)?;
    Ok(Reply::new(()).with_cookie(SessionCookie::holding(&call.state, token.expose_secret().to_owned())))
}

/// What counts the tries to confirm who holds a session. They are counted for the log-in that it came of: each renewal would
/// begin the count anew.
pub(super) fn gates(tx: &mut AccountTx<'_>, actor: &Actor) -> Result<Vec<Gate>, Failure> {
    let expires_at = sessions::expires_at(tx.conn(), actor.session)?;
    Ok(limits::confirm_password(&[actor.account.to_string(), expires_at.timestamp().to_string()].join(" ")))
}

/// Counts the try, then compares what was given.
async fn prove(call: &MemberCall<ConfirmIdentity>) -> Result<(AccountRow, Vec<Gate>), Failure> {
    let (actor, proof) = (call.actor, &call.ask.body);
    if proof.password.is_none() && proof.code.is_none() && proof.passkey.is_none() {
        return Err(Failure::field("password", "required"));
    }
    let by_code = proof.password.is_none() && proof.passkey.is_none();
    let counted = call.accounts(move |tx| {
        let mut gates = gates(tx, &actor)?;
        gates.extend(by_code.then(|| limits::confirm_code(actor.account)));
        limits::admit(tx.conn(), &gates)?;
        Ok((accounts::get(tx.conn(), actor.account)?, gates))
    });
    let (account, gates) = counted.await?;
    let Some(password) = proof.password.as_deref().map(SecretString::from) else {
        if let Some(given) = proof.passkey.clone() {
            let proves = passkeys::proves(call, given).await?;
            return if proves { Ok((account, gates)) } else { refuse(call, "passkey", "wrong_passkey").await };
        }
        let (sealer, origin) = (call.ask.sealer.clone(), call.state.origin.clone());
        let code = proof.code.clone().unwrap_or_default();
        let verified = call.accounts(move |tx| second_factor::verify(tx, &sealer, &origin, actor.account, &code));
        return match verified.await? {
            Some(_) => Ok((account, gates)),
            None => refuse(call, "code", "wrong_code").await,
        };
    };
    match call.state.hasher.verify(password, Some(account.password_hash.clone())).await? {
        Verdict::Wrong => refuse(call, "password", "wrong_password").await,
        Verdict::Right | Verdict::RightButDated => Ok((account, gates)),
    }
}

/// Says what was wrong, after the audit log has heard of it.
async fn refuse<T>(call: &MemberCall<ConfirmIdentity>, field: &'static str, code: &str) -> Result<T, Failure> {
    let (actor, facts) = (call.actor, call.facts.clone());
    call.accounts(move |tx| note(tx, &actor, actor.session, &facts, "accounts.confirmation_failed")).await?;
    Err(Failure::field(field, code))
}

fn note(
    tx: &mut AccountTx<'_>,
    actor: &Actor,
    session: SessionId,
    facts: &Facts,
    kind: &'static str,
) -> Result<(), Failure> {
    tx.enter(actor.org)?;
    tx.note(actor.org, Some(actor.person.0), Some(session.0), facts, Event::new(kind, session))
}
