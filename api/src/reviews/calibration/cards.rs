//! Cards: read with what there is to decide by, voted on, moved, and agreed with.

use serde_json::json;
use shared::{
    problem::{Code, Problem},
    reviews::{
        AgreeToCalibrationChange, CalibrationCardDetail, CalibrationState, ChangeCalibrationCard, ReadCalibrationCard,
        VoteOnCalibrationCard,
        rules::calibration::{decided, shows_votes},
    },
    wire::{CalibrationCardId, CalibrationChangeId},
};

use super::{queries, refuse_unless_calibrating, rows::CardRow, writes};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    goals,
    http::{Answered, Ask, Failure, Reply},
    notifications,
    reviews::packets,
};

pub(in crate::reviews) fn show(ask: &Ask<ReadCalibrationCard>, tx: &mut TenantTx<'_>) -> Answered<ReadCalibrationCard> {
    let card = ask.read::<CardRow>(tx, ask.params.id)?.into_inner();
    versioned(detail(tx, card)?)
}

pub(in crate::reviews) fn change(
    ask: &Ask<ChangeCalibrationCard>,
    tx: &mut TenantTx<'_>,
) -> Answered<ChangeCalibrationCard> {
    let card = ask.change::<CardRow>(tx, ask.params.id)?;
    refuse_unless(tx, &card, CalibrationState::Open)?;
    let form = packets::form_of(tx, card.cycle_id)?;
    let before = card.standing();
    let after = decided(before, &ask.body, form.scale.len(), form.measures_potential())
        .map_err(|fault| Problem::invalid(vec![fault]))?;
    writes::rate(tx, card.packet_id, Some(card.session_id), (before, after), &ask.body.reason)?;
    writes::touch(tx, &card)?;
    notifications::changed(tx, card.session_id)?;
    // Why it was changed stands in the ledger, for those who read it there.
    tx.note(Event::new("calibration_cards.changed", card.id).before(&before).after(&after))?;
    current(tx, card.id)
}

pub(in crate::reviews) fn vote(
    ask: &Ask<VoteOnCalibrationCard>,
    tx: &mut TenantTx<'_>,
) -> Answered<VoteOnCalibrationCard> {
    let card = ask.change::<CardRow>(tx, ask.params.id)?;
    refuse_unless(tx, &card, CalibrationState::Voting)?;
    let tally = queries::tallies(tx, card.session_id, Some(card.id))?.remove(&card.id).unwrap_or_default();
    if shows_votes(CalibrationState::Voting, tally.voted, tally.may_vote) {
        return Err(Problem::new(Code::Conflict).because("all have voted: it stands").into());
    }
    writes::vote(tx, &card, ask.body.vote)?;
    notifications::changed(tx, card.session_id)?;
    // What was voted is hidden for now, also from who reads the log.
    tx.note(Event::new("calibration_cards.voted", card.id))?;
    current(tx, card.id)
}

pub(in crate::reviews) fn agree(
    ask: &Ask<AgreeToCalibrationChange>,
    tx: &mut TenantTx<'_>,
) -> Answered<AgreeToCalibrationChange> {
    let card = ask.change::<CardRow>(tx, ask.params.id)?;
    refuse_unless(tx, &card, CalibrationState::Open)?;
    refuse_unless_anothers_last(tx, &card, ask.params.change_id)?;
    writes::agree(tx, ask.params.change_id, ask.body.agrees)?;
    notifications::changed(tx, card.session_id)?;
    let said = json!({ "change_id": ask.params.change_id, "agrees": ask.body.agrees });
    tx.note(Event::new("calibration_cards.agreed", card.id).after(&said))?;
    current(tx, card.id)
}

/// Nobody agrees with themselves, nor with what holds no more.
fn refuse_unless_anothers_last(
    tx: &mut TenantTx<'_>,
    card: &Changeable<CardRow>,
    change: CalibrationChangeId,
) -> Result<(), Failure> {
    let why = match queries::last_change(tx, card.packet_id)? {
        Some((last, author)) if last == change && author == tx.actor.person => "it is a change of your own",
        Some((last, _)) if last == change => return Ok(()),
        // Whether it was changed again meanwhile or never was: there is no such change to agree with.
        _ => return Err(Code::NotFound.into()),
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// The session stays in its state until the transaction ends, and the cycle in its stage.
fn refuse_unless(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>, state: CalibrationState) -> Result<(), Failure> {
    refuse_unless_calibrating(tx, card.cycle_id)?;
    match queries::held(tx, card.session_id)? {
        now if now == state => Ok(()),
        now => Err(Problem::new(Code::Conflict).because(format!("the session is {now}")).into()),
    }
}

fn detail(tx: &mut TenantTx<'_>, card: CardRow) -> Result<CalibrationCardDetail, Failure> {
    let (id, session, packet, cycle) = (card.id, card.session_id, card.packet_id, card.cycle_id);
    let (subject, time) = (card.subject_id, queries::looked_back_on(tx, cycle)?);
    let tally = queries::tallies(tx, session, Some(id))?.remove(&id).unwrap_or_default();
    let card = card.shown(&tally);
    Ok(CalibrationCardDetail {
        sections: packets::managers_answers(tx, packet, cycle)?,
        goals: goals::held_in(tx, subject, time)?,
        votes: if card.votes.is_some() { queries::voters(tx, id)? } else { Vec::new() },
        ledger: queries::ledger(tx, session, Some(id))?,
        card,
    })
}

fn current<O>(tx: &mut TenantTx<'_>, id: CalibrationCardId) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = CalibrationCardDetail>,
{
    let card = CardRow::find(tx, id)?.ok_or(Code::NotFound)?;
    versioned(detail(tx, card)?)
}

fn versioned<O>(detail: CalibrationCardDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = CalibrationCardDetail>,
{
    let version = detail.card.version;
    Ok(Reply::versioned(detail, version))
}
