//! One's own second factor: setting it up, recovery codes, taking it off.

use chrono::Utc;
use shared::{
    accounts::{
        BeginSecondFactor, ConfirmSecondFactor, RECOVERY_CODES, ReadSecondFactor, RecoveryCodes, RemoveSecondFactor,
        RenewRecoveryCodes, SecondFactor,
    },
    problem::{Code, Problem},
    wire::id::AccountId,
};

use super::{codes_left, context, queries, recovery, totp};
use crate::{
    accounts::{
        limits,
        log_in::note_everywhere,
        me,
        queries::{accounts, organisations},
        sessions,
    },
    config::Origin,
    db::AccountTx,
    http::{Answered, Failure, MemberCall, Reply},
    sealed::Sealer,
    worker::mail::{FactorChange, Letter, SecondFactorChanged, outbox},
};

pub(in crate::accounts) async fn show(call: MemberCall<ReadSecondFactor>) -> Answered<ReadSecondFactor> {
    let actor = call.actor;
    let shown = call.accounts(move |tx| {
        let policy = organisations::read(tx.conn(), actor.org)?.second_factor;
        let state = me::second_factor(tx, actor.session, policy, actor.role)?;
        let since = queries::factor(tx.conn(), actor.account)?.and_then(|factor| factor.confirmed_at);
        Ok(SecondFactor { state, since, recovery_codes_left: codes_left(tx.conn(), actor.account)? })
    });
    Ok(Reply::new(shown.await?))
}

/// A secret counts once a code of it has come back, so a mistyped one locks nobody out.
pub(in crate::accounts) async fn begin(call: MemberCall<BeginSecondFactor>) -> Answered<BeginSecondFactor> {
    let (actor, facts) = (call.actor, call.facts.clone());
    let secret = totp::generate()?;
    let sealed = call.state.sealer.seal(&context(actor.account), &secret)?;
    let account = call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        if !queries::begin(tx.conn(), actor.account, &sealed)? {
            return Err(Problem::new(Code::Conflict).because("this account has a second step already").into());
        }
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.second_factor_begun")?;
        Ok(accounts::get(tx.conn(), actor.account)?)
    });
    Ok(Reply::new(totp::enrolment(&secret, &account.await?.email)?))
}

pub(in crate::accounts) async fn confirm(call: MemberCall<ConfirmSecondFactor>) -> Answered<ConfirmSecondFactor> {
    let (actor, facts, origin) = (call.actor, call.facts.clone(), call.state.origin.clone());
    let (sealer, code) = (call.state.sealer.clone(), call.ask.body.code.replace([' ', '-'], ""));
    let gates = limits::second_step(actor.account, None);
    let counted = gates.clone();
    call.accounts(move |tx| limits::admit(tx.conn(), &counted)).await?;
    let codes = call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        accounts::hold_alone(tx.conn(), actor.account)?;
        let had_one = super::in_use(tx, actor.account)?;
        confirm_by(tx, &sealer, actor.account, &code)?;
        limits::succeed(tx.conn(), &gates)?;
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.second_factor_added")?;
        tell(tx, actor.account, FactorChange::Added, &origin)?;
        // Whoever has a passkey has codes as well, and they go on working.
        if had_one {
            return Ok(RecoveryCodes { codes: Vec::new() });
        }
        // They were opened by a password alone, perhaps not by who has the app.
        sessions::end_others(tx, &actor, &facts)?;
        new_codes(tx, actor.account)
    });
    Ok(Reply::new(codes.await?))
}

/// The app counts from now on, if this is a code of it.
fn confirm_by(tx: &mut AccountTx<'_>, sealer: &Sealer, account: AccountId, code: &str) -> Result<(), Failure> {
    let waiting = queries::factor(tx.conn(), account)?.filter(|factor| factor.confirmed_at.is_none());
    let secret = sealer.open(&context(account), &waiting.ok_or(Code::Conflict)?.secret)?;
    let step = totp::step_of(&secret, code, Utc::now()).ok_or_else(|| Failure::field("code", "wrong_code"))?;
    if queries::confirm(tx.conn(), account, step)? { Ok(()) } else { Err(Code::Conflict.into()) }
}

pub(in crate::accounts) async fn renew_codes(call: MemberCall<RenewRecoveryCodes>) -> Answered<RenewRecoveryCodes> {
    let (actor, facts, origin) = (call.actor, call.facts.clone(), call.state.origin.clone());
    let codes = call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        if !super::in_use(tx, actor.account)? {
            return Err(Problem::new(Code::Conflict).because("this account has no second step").into());
        }
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.recovery_codes_renewed")?;
        tell(tx, actor.account, FactorChange::NewCodes, &origin)?;
        new_codes(tx, actor.account)
    });
    Ok(Reply::new(codes.await?))
}

pub(in crate::accounts) async fn remove(call: MemberCall<RemoveSecondFactor>) -> Answered<RemoveSecondFactor> {
    let (actor, facts, origin) = (call.actor, call.facts.clone(), call.state.origin.clone());
    call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        if !queries::remove(tx.conn(), actor.account)? {
            return Err(Code::NotFound.into());
        }
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.second_factor_removed")?;
        let change = if super::is_left(tx, actor.account)? { FactorChange::AppRemoved } else { FactorChange::Removed };
        tell(tx, actor.account, change, &origin)
    })
    .await?;
    Ok(Reply::new(()))
}

/// Makes recovery codes in place of all earlier ones.
pub(in crate::accounts) fn new_codes(tx: &mut AccountTx<'_>, account: AccountId) -> Result<RecoveryCodes, Failure> {
    let (codes, hashes): (Vec<_>, Vec<_>) = recovery::generate(RECOVERY_CODES)?.into_iter().unzip();
    queries::replace_codes(tx.conn(), account, &hashes)?;
    Ok(RecoveryCodes { codes })
}

/// Lets the account's owner know by mail.
pub(in crate::accounts) fn tell(
    tx: &mut AccountTx<'_>,
    account: AccountId,
    change: FactorChange,
    origin: &Origin,
) -> Result<(), Failure> {
    let email = accounts::get(tx.conn(), account)?.email;
    outbox::put(tx.conn(), &[SecondFactorChanged { at: Utc::now(), change }.to(&email, origin)?])
}
