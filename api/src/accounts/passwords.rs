//! Changing a password, and setting a new one when it is forgotten.

use chrono::Utc;
use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::{ChangePassword, ReadPasswordReset, RequestPasswordReset, ResetLink, ResetPassword},
    problem::Code,
};

use super::{
    device::Device,
    limits,
    log_in::note_everywhere,
    password::Verdict,
    queries::{
        accounts::{self, AccountRow},
        email_key,
        links::{self, NewLink},
        sessions, throttles,
    },
    step_up,
    token::{self, LinkHash, Purpose},
};
use crate::{
    config::Origin,
    db::AccountTx,
    http::{Answered, Failure, MemberCall, Reply, Visit},
    worker::mail::{Letter, PasswordChanged, PasswordReset, outbox},
};

pub(super) async fn change(call: MemberCall<ChangePassword>) -> Answered<ChangePassword> {
    let actor = call.actor;
    let current = SecretString::from(call.ask.body.current_password.as_str());
    let new = SecretString::from(call.ask.body.new_password.as_str());
    let counted = call.accounts(move |tx| {
        let gates = step_up::gates(tx, &actor)?;
        limits::admit(tx.conn(), &gates)?;
        let account = accounts::get(tx.conn(), actor.account)?;
        let about = known_of(tx, &account)?;
        Ok((account, about, gates))
    });
    let (account, about, gates) = counted.await?;
    if call.state.hasher.verify(current, Some(account.password_hash.clone())).await? == Verdict::Wrong {
        return Err(Failure::field("current_password", "wrong_password"));
    }
    let judged = call.state.hasher.judge(new.clone(), about).await?;
    judged.map_err(|weakness| Failure::field("new_password", &weakness.code()))?;
    let hash = call.state.hasher.hash(new).await?;
    let (facts, origin) = (call.facts.clone(), call.state.origin.clone());
    call.accounts(move |tx| {
        limits::succeed(tx.conn(), &gates)?;
        replace(tx, &account, &hash, &origin)?;
        sessions::end_all(tx.conn(), account.id, Some(actor.session))?;
        sessions::end_apps(tx.conn(), account.id)?;
        note_everywhere(tx, account.id, Some(&actor), &facts, "accounts.password_changed")
    })
    .await?;
    Ok(Reply::new(()))
}

/// What others know of an account's owner, and would try.
fn known_of(tx: &mut AccountTx<'_>, account: &AccountRow) -> Result<Vec<String>, Failure> {
    let memberships = accounts::memberships(tx.conn(), account.id)?;
    let names = memberships.into_iter().flat_map(|membership| [membership.person_name, membership.organisation]);
    Ok([account.email.clone()].into_iter().chain(names).collect())
}

/// Stores a new password and lets its owner know; nothing sent before opens the account any more.
fn replace(tx: &mut AccountTx<'_>, account: &AccountRow, hash: &str, origin: &Origin) -> Result<(), Failure> {
    if !accounts::change_password(tx.conn(), account.id, &account.password_hash, hash)? {
        return Err(Code::Conflict.into());
    }
    links::void_of_account(tx.conn(), account.id, &[Purpose::PasswordReset, Purpose::EmailChange])?;
    throttles::forget_devices(tx.conn(), account.id)?;
    outbox::put(tx.conn(), &[PasswordChanged { at: Utc::now() }.to(&account.email, origin)?])
}

/// Whether the address has an account changes nothing but whether a mail is sent. An unknown one costs the same work: a link
/// that opens nothing, and a letter to nobody.
pub(super) async fn request_reset(visit: Visit<RequestPasswordReset>) -> Answered<RequestPasswordReset> {
    let key = email_key(&visit.body.email);
    let gates = limits::mail("password_reset", &key, visit.facts.address);
    let origin = visit.state.origin.clone();
    let (secret, hash) = token::generate(Purpose::PasswordReset).map_err(no_random_bytes)?;
    visit
        .accounts(move |tx| {
            limits::admit(tx.conn(), &gates)?;
            links::void(tx.conn(), Purpose::PasswordReset, &key)?;
            let (id, to) = accounts::find(tx.conn(), &key)?.map(|account| (account.id, account.email)).unzip();
            let link = NewLink { account_id: id, ..NewLink::new(Purpose::PasswordReset, hash, &key) };
            links::add(tx.conn(), &[link])?;
            let letter = PasswordReset { secret: secret.expose_secret() };
            outbox::put(tx.conn(), &[letter.to(to.as_deref().unwrap_or(outbox::NOBODY), &origin)?])
        })
        .await?;
    Ok(Reply::new(()))
}

/// The link works once. Everybody is logged out, also whoever used it: the new password is asked for.
pub(super) async fn read_reset(visit: Visit<ReadPasswordReset>) -> Answered<ReadPasswordReset> {
    let gates = limits::link(visit.facts.address);
    let hash = token::recognise(Purpose::PasswordReset, &visit.body.token);
    let counted = gates.clone();
    let account = visit.accounts(move |tx| {
        limits::admit(tx.conn(), &counted)?;
        let found = reset_account(tx, hash.as_ref())?;
        if found.is_some() {
            limits::succeed(tx.conn(), &gates)?;
        }
        Ok(found)
    });
    // Said after the attempt was counted: an error would take that back.
    let account = account.await?.ok_or(Code::LinkSpent)?;
    Ok(Reply::new(ResetLink { email: account.email }))
}

/// The account that a reset link is for, while it holds and the account has the address that it was sent to.
fn reset_account(tx: &mut AccountTx<'_>, hash: Option<&LinkHash>) -> Result<Option<AccountRow>, Failure> {
    let Some(hash) = hash else { return Ok(None) };
    let link = links::look_at(tx.conn(), Purpose::PasswordReset, hash)?;
    let Some((id, email_key)) = link.and_then(|link| Some((link.account_id?, link.email_key))) else { return Ok(None) };
    Ok(Some(accounts::get(tx.conn(), id)?).filter(|account| account.email_key == email_key))
}

pub(super) async fn reset(visit: Visit<ResetPassword>) -> Answered<ResetPassword> {
    let gates = limits::link(visit.facts.address);
    let hash = token::recognise(Purpose::PasswordReset, &visit.body.token);
    let counted = gates.clone();
    let account = visit.accounts(move |tx| {
        limits::admit(tx.conn(), &counted)?;
        let Some((hash, account)) = hash.zip(reset_account(tx, hash.as_ref())?) else { return Ok(None) };
        let about = known_of(tx, &account)?;
        Ok(Some((hash, account, about)))
    });
    let (link, account, about) = account.await?.ok_or(Code::LinkSpent)?;
    let new = SecretString::from(visit.body.new_password.as_str());
    let judged = visit.state.hasher.judge(new.clone(), about).await?;
    judged.map_err(|weakness| Failure::field("new_password", &weakness.code()))?;
    let hash = visit.state.hasher.hash(new).await?;
    let (facts, origin, presented) = (visit.facts.clone(), visit.state.origin.clone(), visit.device.clone());
    visit
        .accounts(move |tx| {
            // The address may change meanwhile, and not while it is held.
            accounts::hold_alone(tx.conn(), account.id)?;
            let holds = reset_account(tx, Some(&link))?.is_some();
            if !holds || !links::use_up(tx.conn(), Purpose::PasswordReset, &link)? {
                return Err(Code::LinkSpent.into());
            }
            limits::succeed(tx.conn(), &gates)?;
            // Whoever knew the old password could otherwise go on holding up its owner's second step.
            let known = Device::known(tx.conn(), presented, Some(account.id))?;
            replace(tx, &account, &hash, &origin)?;
            if let Some(device) = known {
                throttles::know_device(tx.conn(), account.id, &device.hash)?;
            }
            sessions::end_all(tx.conn(), account.id, None)?;
            sessions::end_apps(tx.conn(), account.id)?;
            note_everywhere(tx, account.id, None, &facts, "accounts.password_reset")
        })
        .await?;
    Ok(Reply::new(()))
}

pub(super) fn no_random_bytes(error: getrandom::Error) -> Failure {
    Failure::fault(anyhow::anyhow!("no random bytes to be had: {error}"))
}
