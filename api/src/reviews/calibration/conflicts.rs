//! Who keeps out of a card: whoever is too close to somebody decides nothing about them, and isn't asked why.

use serde_json::json;
use shared::{
    access::Role,
    problem::{Code, Problem},
    reviews::{CalibrationState, FlagCalibrationConflict, LiftCalibrationConflict},
};

use super::{current, queries, refuse_unless_calibrating, rows::CardRow, versioned, writes};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
};

pub(in crate::reviews) fn flag(
    ask: &Ask<FlagCalibrationConflict>,
    tx: &mut TenantTx<'_>,
) -> Answered<FlagCalibrationConflict> {
    let (card, person) = (ask.change::<CardRow>(tx, ask.params.id)?, ask.params.person_id);
    if person != tx.actor.person && tx.actor.role != Role::Admin {
        return Err(Code::Forbidden.into());
    }
    refuse_once_decided(tx, &card)?;
    if queries::eligible(tx, &[person])? == 0 {
        return Err(Code::NotFound.into());
    }
    if writes::keep_out(tx, &card, person)? == 0 {
        return Err(Problem::new(Code::Conflict).because("they keep out of it already").into());
    }
    notifications::changed(tx, card.session_id)?;
    tx.note(Event::new("calibration_cards.conflict_flagged", card.id).after(&json!({ "person_id": person })))?;
    versioned(current(tx, card.session_id)?)
}

pub(in crate::reviews) fn lift(
    ask: &Ask<LiftCalibrationConflict>,
    tx: &mut TenantTx<'_>,
) -> Answered<LiftCalibrationConflict> {
    // What one keeps out of oneself isn't found.
    let (card, person) = (ask.change::<CardRow>(tx, ask.params.id)?, ask.params.person_id);
    refuse_once_decided(tx, &card)?;
    if writes::let_in(tx, &card, person)? == 0 {
        return Err(Code::NotFound.into());
    }
    notifications::changed(tx, card.session_id)?;
    tx.note(Event::new("calibration_cards.conflict_lifted", card.id).before(&json!({ "person_id": person })))?;
    versioned(current(tx, card.session_id)?)
}

/// What was decided was decided by whoever was there.
fn refuse_once_decided(tx: &mut TenantTx<'_>, card: &Changeable<CardRow>) -> Result<(), Failure> {
    refuse_unless_calibrating(tx, card.cycle_id)?;
    match queries::held(tx, card.session_id)? {
        CalibrationState::Preparing | CalibrationState::Voting | CalibrationState::Open => Ok(()),
        now => Err(Problem::new(Code::Conflict).because(format!("the session is {now}")).into()),
    }
}
