//! Confirming by a passkey that it's still whoever logged in.

use shared::{
    accounts::{BeginPasskeyProof, ConfirmIdentity, PasskeyAssertion},
    problem::{Code, Problem},
};

use super::{
    ceremony,
    challenges::{self, Holder},
    check, queries,
};
use crate::http::{Answered, Failure, MemberCall, Reply};

pub(in crate::accounts) async fn begin(call: MemberCall<BeginPasskeyProof>) -> Answered<BeginPasskeyProof> {
    let (actor, sealer, origin) = (call.actor, call.state.sealer.clone(), call.state.origin.clone());
    let asked = call.accounts(move |tx| {
        let allow = queries::credential_ids(tx.conn(), actor.account)?;
        if allow.is_empty() {
            return Err(Problem::new(Code::Conflict).because("this account has no passkey").into());
        }
        let (asked, state) = ceremony::ask(&origin, &allow)?;
        challenges::keep(tx, &sealer, Holder::proof(actor.session), &state)?;
        Ok(asked)
    });
    Ok(Reply::new(asked.await?))
}

/// Whether what a passkey has signed proves it.
pub(in crate::accounts) async fn proves(
    call: &MemberCall<ConfirmIdentity>,
    given: PasskeyAssertion,
) -> Result<bool, Failure> {
    let (actor, sealer, origin) = (call.actor, call.state.sealer.clone(), call.state.origin.clone());
    let begun = call.accounts(move |tx| challenges::take(tx, &sealer, Holder::proof(actor.session))).await?;
    let Some(begun) = begun else { return Ok(false) };
    call.accounts(move |tx| Ok(check(tx, &origin, &begun, Some(actor.account), &given)?.is_ok())).await
}
