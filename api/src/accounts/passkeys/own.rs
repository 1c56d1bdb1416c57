//! One's own passkeys: adding, listing, removing.

use shared::{
    accounts::{AddPasskey, AddedPasskey, BeginPasskey, ListPasskeys, MOST_PASSKEYS, Passkeys, RemovePasskey},
    problem::{Code, Problem},
    wire::PasskeyId,
};
use uuid::Uuid;

use super::{
    ceremony,
    challenges::{self, Holder},
    queries::{self, NewRow},
};
use crate::{
    accounts::{log_in::note_everywhere, me, queries::accounts, second_factor, sessions},
    config::Origin,
    db::{AccountTx, Actor},
    http::{Answered, Facts, Failure, MemberCall, Reply},
    worker::mail::FactorChange,
};

pub(in crate::accounts) async fn list(call: MemberCall<ListPasskeys>) -> Answered<ListPasskeys> {
    let actor = call.actor;
    let rows = call.accounts(move |tx| Ok(queries::of_account(tx.conn(), actor.account)?)).await?;
    Ok(Reply::new(Passkeys { items: rows.into_iter().map(Into::into).collect() }))
}

pub(in crate::accounts) async fn begin(call: MemberCall<BeginPasskey>) -> Answered<BeginPasskey> {
    let (actor, facts, sealer, origin) =
        (call.actor, call.facts.clone(), call.state.sealer.clone(), call.state.origin.clone());
    let asked = call.accounts(move |tx| {
        me::is_own_log_in(tx, &actor)?;
        let have = queries::credential_ids(tx.conn(), actor.account)?;
        has_room(have.len())?;
        let email = accounts::get(tx.conn(), actor.account)?.email;
        let (asked, state) = ceremony::begin(&origin, actor.account, &email, &have)?;
        challenges::keep(tx, &sealer, Holder::adding(actor.session), &state)?;
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.passkey_begun")?;
        Ok(asked)
    });
    Ok(Reply::new(asked.await?))
}

pub(in crate::accounts) async fn add(call: MemberCall<AddPasskey>) -> Answered<AddPasskey> {
    let (actor, facts, origin, sealer) =
        (call.actor, call.facts.clone(), call.state.origin.clone(), call.state.sealer.clone());
    let begun = call.accounts(move |tx| challenges::take(tx, &sealer, Holder::adding(actor.session))).await?;
    let begun = begun.ok_or_else(|| Problem::new(Code::Conflict).because("begin to add the passkey again"))?;
    let made = ceremony::finish(&origin, &begun, &call.ask.body)?;
    let made = made.ok_or_else(|| Failure::field("attestation_object", "wrong_passkey"))?;
    let row = NewRow {
        id: PasskeyId::from(Uuid::now_v7()),
        account_id: actor.account,
        credential_id: made.id,
        credential: made.credential,
        name: call.ask.body.name.trim().to_owned(),
    };
    Ok(Reply::new(call.accounts(move |tx| keep(tx, &actor, &row, &facts, &origin)).await?))
}

/// The account has it from now on, and recovery codes for the day it is gone.
fn keep(
    tx: &mut AccountTx<'_>,
    actor: &Actor,
    row: &NewRow,
    facts: &Facts,
    origin: &Origin,
) -> Result<AddedPasskey, Failure> {
    me::is_own_log_in(tx, actor)?;
    accounts::hold_alone(tx.conn(), actor.account)?;
    has_room(queries::credential_ids(tx.conn(), actor.account)?.len())?;
    let had_one = second_factor::in_use(tx, actor.account)?;
    let added = queries::add(tx.conn(), row)?;
    let added = added.ok_or_else(|| Problem::new(Code::Conflict).because("this passkey is known already"))?;
    note_everywhere(tx, actor.account, Some(actor), facts, "accounts.passkey_added")?;
    second_factor::tell(tx, actor.account, FactorChange::PasskeyAdded, origin)?;
    if had_one {
        return Ok(AddedPasskey { passkey: added.into(), recovery_codes: Vec::new() });
    }
    // They were opened by a password alone, perhaps not by who has the passkey.
    sessions::end_others(tx, actor, facts)?;
    let recovery_codes = second_factor::new_codes(tx, actor.account)?.codes;
    Ok(AddedPasskey { passkey: added.into(), recovery_codes })
}

fn has_room(have: usize) -> Result<(), Failure> {
    if have < MOST_PASSKEYS {
        return Ok(());
    }
    Err(Problem::new(Code::Conflict).because("this account has as many passkeys as it can").into())
}

pub(in crate::accounts) async fn remove(call: MemberCall<RemovePasskey>) -> Answered<RemovePasskey> {
    let (actor, facts, origin, id) = (call.actor, call.facts.clone(), call.state.origin.clone(), call.ask.params.id);
    call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        accounts::hold_alone(tx.conn(), actor.account)?;
        if !queries::remove(tx.conn(), actor.account, id)? {
            return Err(Code::NotFound.into());
        }
        note_everywhere(tx, actor.account, Some(&actor), &facts, "accounts.passkey_removed")?;
        let is_left = second_factor::is_left(tx, actor.account)?;
        let change = if is_left { FactorChange::PasskeyRemoved } else { FactorChange::Removed };
        second_factor::tell(tx, actor.account, change, &origin)
    })
    .await?;
    Ok(Reply::new(()))
}
