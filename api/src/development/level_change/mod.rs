//! Proposals of another job, with the levels it asks for: a manager says their word, an Admin decides.

mod queries;
mod rows;

use serde::Serialize;
use shared::{
    development::{
        AgreeToLevel, DecideLevel, LevelProposal, LevelProposals, ListLevelProposals, NewEvidence, ProposeLevel,
        ReturnLevel, WithdrawLevel,
        rules::{LevelProposalState, LevelStep, Side},
    },
    notifications::NoticeKind,
    openings::Opened,
    operation::{Answer, Operation},
    problem::{Code, Problem},
    wire::{LevelProposalId, PersonId},
};

use self::rows::LevelProposalRow;
use super::rows::DevelopmentRow;
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications::{settle, tell},
    people,
};

pub(super) fn list(ask: &Ask<ListLevelProposals>, tx: &mut TenantTx<'_>) -> Answered<ListLevelProposals> {
    let person = ask.read::<DevelopmentRow>(tx, ask.params.id)?;
    if person.id != tx.actor.person {
        ask.visits.note(&tx.actor, Opened::Development, person.id);
    }
    let rows = queries::of_person(tx, &person)?;
    let ids: Vec<LevelProposalId> = rows.iter().map(|row| row.id).collect();
    let mut evidence = queries::evidence(tx, &ids)?;
    let items = rows.into_iter().map(|row| {
        let behind = evidence.remove(&row.id).unwrap_or_default();
        row.shown(behind)
    });
    Ok(Reply::new(LevelProposals { items: items.collect() }))
}

pub(super) fn propose(ask: &Ask<ProposeLevel>, tx: &mut TenantTx<'_>) -> Answered<ProposeLevel> {
    let person = ask.change_any_version::<DevelopmentRow>(tx, ask.params.id)?;
    let side = Side::of(person.relation()).ok_or(Code::Forbidden)?;
    if person.job_title.as_deref() == Some(ask.body.job_title.trim()) {
        return Err(Failure::field("job_title", "unchanged"));
    }
    refuse_unknown(tx, &person, &ask.body.evidence)?;
    let state = LevelProposalState::first(side, queries::has_manager(tx, &person)?);
    let agreed_by = (side == Side::Manager).then_some(tx.actor.person);
    let id = queries::insert(tx, &person, (state, agreed_by), &ask.body)?;
    if state == LevelProposalState::Proposed {
        tell(tx, NoticeKind::LevelProposed, id, person.manager_id.as_slice())?;
    } else {
        ask_admins(tx, id, person.id)?;
    }
    let made = one(tx, id)?;
    tx.note(Event::new("level_proposals.created", id).after(&(person.id, Logged::of(&made))))?;
    versioned(made)
}

pub(super) fn agree(ask: &Ask<AgreeToLevel>, tx: &mut TenantTx<'_>) -> Answered<AgreeToLevel> {
    let before = ask.change::<LevelProposalRow>(tx, ask.params.id)?;
    take(tx, &before, LevelStep::Agree, "")?;
    ask_admins(tx, before.id, before.person_id)?;
    finish(tx, &before, "level_proposals.agreed")
}

pub(super) fn give_back(ask: &Ask<ReturnLevel>, tx: &mut TenantTx<'_>) -> Answered<ReturnLevel> {
    let before = ask.change::<LevelProposalRow>(tx, ask.params.id)?;
    take(tx, &before, LevelStep::Return, &ask.body.reason)?;
    tell(tx, NoticeKind::LevelReturned, before.id, &[before.proposed_by])?;
    finish(tx, &before, "level_proposals.returned")
}

pub(super) fn decide(ask: &Ask<DecideLevel>, tx: &mut TenantTx<'_>) -> Answered<DecideLevel> {
    let before = ask.change::<LevelProposalRow>(tx, ask.params.id)?;
    if !ask.body.granted && ask.body.reason.trim().is_empty() {
        return Err(Failure::field("reason", "required"));
    }
    let (step, kind) = if ask.body.granted {
        (LevelStep::Grant, "level_proposals.granted")
    } else {
        (LevelStep::Refuse, "level_proposals.refused")
    };
    take(tx, &before, step, &ask.body.reason)?;
    let mut told = vec![before.person_id];
    told.extend(Some(before.proposed_by).filter(|by| *by != before.person_id));
    tell(tx, NoticeKind::LevelDecided, before.id, &told)?;
    if ask.body.granted && before.starts_on <= tx.calendar.today {
        begin(tx, &[(before.id, before.person_id, before.job_title.clone())])?;
    }
    finish(tx, &before, kind)
}

pub(super) fn withdraw(ask: &Ask<WithdrawLevel>, tx: &mut TenantTx<'_>) -> Answered<WithdrawLevel> {
    let before = ask.change::<LevelProposalRow>(tx, ask.params.id)?;
    if before.proposed_by != tx.actor.person {
        return Err(Code::Forbidden.into());
    }
    take(tx, &before, LevelStep::Withdraw, "")?;
    finish(tx, &before, "level_proposals.withdrawn")
}

/// Gives people the jobs they were granted for a day that has come.
pub(crate) fn begin_granted(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let granted = queries::to_begin(tx)?;
    begin(tx, &granted)
}

/// Sets people's jobs as whoever edits a person does, and notes that each holds. All are set before the first is noted:
/// whoever holds the log waits for nobody.
fn begin(tx: &mut TenantTx<'_>, granted: &[(LevelProposalId, PersonId, String)]) -> Result<(), Failure> {
    let mut events = Vec::with_capacity(granted.len());
    for (id, person, job) in granted {
        let before = people::set_job(tx, *person, job)?;
        queries::holds(tx, *id, before.as_deref())?;
        let (before, after) = (Job { job_title: before.as_deref() }, Job { job_title: Some(job) });
        events.push(Event::new("people.edited", *person).before(&before).after(&after));
    }
    tx.note_all(&events)
}

/// What of a person changes.
#[derive(Serialize)]
struct Job<'a> {
    job_title: Option<&'a str>,
}

/// What the log keeps of a proposal: that, and not why.
#[derive(Serialize)]
struct Logged<'a> {
    job_title: &'a str,
    starts_on: chrono::NaiveDate,
    state: LevelProposalState,
}

impl<'a> Logged<'a> {
    fn of(proposal: &'a LevelProposal) -> Self {
        Self { job_title: &proposal.job_title, starts_on: proposal.starts_on, state: proposal.state }
    }
}

/// Refuses evidence that isn't the person's, or that the actor can't open: the two look the same.
fn refuse_unknown(
    tx: &mut TenantTx<'_>,
    person: &Changeable<DevelopmentRow>,
    named: &[NewEvidence],
) -> Result<(), Failure> {
    if named.is_empty() {
        return Ok(());
    }
    let known = queries::known(tx, person, named)?;
    match (1_i64..).zip(named).find(|(place, _)| !known.contains(place)) {
        None => Ok(()),
        Some((place, _)) => Err(Failure::field(format!("evidence[{}].id", place - 1), "unknown")),
    }
}

/// Takes a step, and takes back who was asked for one: it is done.
fn take(
    tx: &mut TenantTx<'_>,
    before: &Changeable<LevelProposalRow>,
    step: LevelStep,
    reason: &str,
) -> Result<(), Failure> {
    let Some(state) = before.state.after(step) else {
        return Err(Problem::new(Code::Conflict).because("the proposal isn't in the state for that any more").into());
    };
    queries::take_on(tx, before, state, reason)?;
    settle(tx, &[NoticeKind::LevelProposed, NoticeKind::LevelToDecide], before.id)
}

fn ask_admins(tx: &mut TenantTx<'_>, id: LevelProposalId, about: PersonId) -> Result<(), Failure> {
    let admins = people::admins(tx, Some(about))?;
    tell(tx, NoticeKind::LevelToDecide, id, &admins)
}

fn one(tx: &mut TenantTx<'_>, id: LevelProposalId) -> Result<LevelProposal, Failure> {
    let row = LevelProposalRow::find(tx, id)?.ok_or(Code::NotFound)?;
    let evidence = queries::evidence(tx, &[id])?.remove(&id).unwrap_or_default();
    Ok(row.shown(evidence))
}

/// The proposal after a step that is in the log.
fn finish<O>(tx: &mut TenantTx<'_>, before: &Changeable<LevelProposalRow>, kind: &'static str) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = LevelProposal>,
{
    let after = one(tx, before.id)?;
    tx.note(Event::new(kind, after.id).before(&before.state).after(&Logged::of(&after)))?;
    versioned(after)
}

fn versioned<O>(proposal: LevelProposal) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = LevelProposal>,
{
    let version = proposal.version;
    Ok(Reply::versioned(proposal, version))
}
