//! Ballots. [`take`] knows who somebody is and sees only a blinded token; [`answer`] sees the token and knows nobody.
//! What they write is in different tables and transactions. No audit event names who took a ballot or when: read
//! beside the order of the answers it would say too much.

mod queries;

use anyhow::anyhow;
use sha2::{Digest, Sha256};
use shared::{
    operation::Operation,
    problem::{Code, Problem},
    pulse::{
        Answer, AnswerPulse, PulseState, ReadAnswer, Sheet, Slip, TakeBallot, WithdrawAnswer,
        ballot::{Booth, token},
        rules::faults,
    },
    wire::{PulseGroupId, PulseId, id::OrganisationId},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{opening::seed_context, rows::PulseRow};
use crate::{
    db::{Readable, UnattendedTx},
    http::{Answered, Failure, MemberCall, Reply, Visit},
    sealed::Sealer,
};

/// Signs the caller's blinded token, the same one as often as it is asked for, and no other.
pub(super) async fn take(call: MemberCall<TakeBallot>) -> Answered<TakeBallot> {
    let (id, blinded, sealer) = (call.ask.params.id, call.ask.body.blinded.clone(), call.ask.sealer.clone());
    call.tenant(move |tx| {
        let pulse = Readable::<PulseRow>::read(tx, id, &shared::pulse::ANSWER)?;
        let Some(seed) = pulse.seed.as_deref().filter(|_| pulse.state == PulseState::Open) else {
            return Err(Problem::new(Code::Conflict).because("this pulse can't be answered now").into());
        };
        let group = queries::mark(tx, id, &Sha256::digest(&blinded))?;
        let why = "you have taken your ballot already; it is in the browser you took it with";
        let group = group.ok_or_else(|| Problem::new(Code::Conflict).because(why))?;
        let booth = booth(&sealer, tx.org(), id, seed)?;
        let ballot = booth.sign(random, id, group, &blinded);
        Ok(Reply::new(ballot.ok_or_else(|| Failure::field("blinded", "malformed"))?))
    })
    .await
}

/// Takes an answer in, and mixes it with others of its group.
pub(super) async fn answer(visit: Visit<AnswerPulse>) -> Answered<AnswerPulse> {
    let (slip, answers) = (visit.body.slip.clone(), visit.body.answers.clone());
    let org = organisation(&visit, slip.pulse_id).await?;
    let (sealer, pulse, group) = (visit.state.sealer.clone(), slip.pulse_id, slip.group_id);
    let kept = visit.state.database.unattended(org, move |tx| {
        let hash = admitted(tx, &sealer, &slip)?;
        let questions = super::queries::questions(tx.conn(), org.0, slip.pulse_id)?;
        let faults = faults(&questions, &answers);
        if !faults.is_empty() {
            return Err(Problem::invalid(faults).into());
        }
        let answers: Vec<Answer> = answers.into_iter().filter(|answer| !answer.is_empty()).collect();
        let sealed = sealed(&sealer, org.0, slip.pulse_id, &Sheet { answers })?;
        Ok(queries::keep(tx, &slip, &hash, &sealed)?)
    });
    kept.await?;
    shuffle(&visit, org, pulse, group).await?;
    Ok(Reply::new(()))
}

/// What was answered by a ballot.
pub(super) async fn read(visit: Visit<ReadAnswer>) -> Answered<ReadAnswer> {
    let slip = visit.body.clone();
    let org = organisation(&visit, slip.pulse_id).await?;
    let sealer = visit.state.sealer.clone();
    let sheet = visit.state.database.unattended(org, move |tx| {
        let hash = admitted(tx, &sealer, &slip)?;
        let sealed = queries::sheet(tx, slip.pulse_id, &hash)?.ok_or(Code::NotFound)?;
        opened(&sealer, org.0, slip.pulse_id, &sealed)
    });
    Ok(Reply::new(sheet.await?))
}

/// Takes an answer back.
pub(super) async fn withdraw(visit: Visit<WithdrawAnswer>) -> Answered<WithdrawAnswer> {
    let slip = visit.body.clone();
    let org = organisation(&visit, slip.pulse_id).await?;
    let sealer = visit.state.sealer.clone();
    let gone = visit.state.database.unattended(org, move |tx| {
        let hash = admitted(tx, &sealer, &slip)?;
        Ok(queries::remove(tx, slip.pulse_id, &hash)?)
    });
    gone.await?;
    Ok(Reply::new(()))
}

/// A sheet as its author sent it.
pub(super) fn opened(sealer: &Sealer, org: Uuid, pulse: PulseId, sealed: &[u8]) -> Result<Sheet, Failure> {
    let sheet = sealer.open(&sheet_context(org, pulse), sealed)?;
    serde_json::from_slice(&sheet).map_err(Failure::fault)
}

/// A sheet as it is kept.
pub(super) fn sealed(sealer: &Sealer, org: Uuid, pulse: PulseId, sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    sealer.seal(&sheet_context(org, pulse), &serde_json::to_vec(sheet).map_err(Failure::fault)?)
}

fn sheet_context(org: Uuid, pulse: PulseId) -> String {
    format!("pulse.sheet/{org}/{pulse}")
}

/// Where an open pulse is; the same 404 for one that is closed and for none.
async fn organisation<O: Operation>(visit: &Visit<O>, pulse: PulseId) -> Result<OrganisationId, Failure> {
    visit.accounts(move |tx| queries::organisation(tx, pulse)?.ok_or_else(|| Code::NotFound.into())).await
}

/// The hash of a ballot that was signed here; 404 for any other.
fn admitted(tx: &mut UnattendedTx<'_>, sealer: &Sealer, slip: &Slip) -> Result<[u8; 32], Failure> {
    let seed = queries::seed(tx, slip.pulse_id)?.ok_or(Code::NotFound)?;
    let booth = booth(sealer, tx.org(), slip.pulse_id, &seed)?;
    let (right, found) = booth.seals(slip).ok_or(Code::NotFound)?;
    if !bool::from(right.ct_eq(&found)) {
        return Err(Code::NotFound.into());
    }
    Ok(Sha256::digest(token(slip).ok_or(Code::NotFound)?).into())
}

fn booth(sealer: &Sealer, org: Uuid, pulse: PulseId, sealed: &[u8]) -> Result<Booth, Failure> {
    let seed = sealer.open(&seed_context(org, pulse), sealed)?;
    Booth::of_seed(&seed).ok_or_else(|| Failure::fault(anyhow!("no key from a seed")))
}

/// In a transaction of its own, so that an answer's row says neither when nor after whom it came.
async fn shuffle<O: Operation>(
    visit: &Visit<O>,
    org: OrganisationId,
    pulse: PulseId,
    group: PulseGroupId,
) -> Result<(), Failure> {
    visit.state.database.unattended(org, move |tx| Ok(queries::shuffle(tx, pulse, group)?)).await
}

/// Cryptographic randomness. Where there is none the process can't go on honestly, and neither can TLS.
fn random(into: &mut [u8]) {
    while getrandom::fill(into).is_err() {
        std::thread::yield_now();
    }
}
