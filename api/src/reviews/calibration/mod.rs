//! Calibration: sessions in which ratings are compared and settled ([`steps`] takes them on), and their [`cards`].
//! Whoever is too close to somebody keeps out of theirs ([`conflicts`]).

pub(super) mod cards;
pub(super) mod conflicts;
pub(in crate::reviews) mod queries;
mod rows;
pub(super) mod steps;
mod whole;
pub(in crate::reviews) mod writes;

use std::collections::HashSet;

use shared::{
    access::{Relation, Role},
    problem::{Code, Problem},
    reviews::{
        CalibrationCard, CalibrationGroup, CalibrationNumbers, CalibrationSessionDetail, CalibrationSessionFilter,
        CalibrationState, CreateCalibrationSession, DeleteCalibrationSession, EditCalibrationSession,
        ListCalibrationSessions, MOST_CARDS, ReadCalibrationSession, ReviewStage,
        rules::calibration::{by_group, numbers, tenure},
    },
    wire::{CalibrationSessionId, PersonId, ReviewCycleId},
};

use self::rows::SessionRow;
pub(crate) use self::whole::each_calibration_session;
use super::cycles::{
    queries::{form, held_stage},
    rows::{CycleRow, small},
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListCalibrationSessions>, tx: &mut TenantTx<'_>) -> Answered<ListCalibrationSessions> {
    let filter = CalibrationSessionFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("calibration-sessions", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, |row| row.shown())?))
}

pub(super) fn create(ask: &Ask<CreateCalibrationSession>, tx: &mut TenantTx<'_>) -> Answered<CreateCalibrationSession> {
    ask.require(tx, Relation::Organisation)?;
    let cycle = ask.read::<CycleRow>(tx, ask.body.cycle_id)?.into_inner();
    refuse_unless_calibrating(tx, cycle.id)?;
    let steps = form(tx, cycle.template_id, cycle.form_number)?.1.scale.len();
    refuse_guide(&ask.body.guide, steps)?;
    refuse_strangers(tx, &ask.body.members)?;
    let id = writes::insert(tx, &ask.body)?;
    match writes::deal(tx, id, &ask.body)? {
        0 => return Err(Problem::new(Code::Conflict).because("nobody fits who is in no other session").into()),
        cards if cards > MOST_CARDS => return Err(Failure::field("team_id", &format!("too_many_people:{MOST_CARDS}"))),
        _ => {}
    }
    let made = current(tx, id)?;
    tx.note(Event::new("calibration_sessions.created", id).after(&made.session))?;
    versioned(made)
}

pub(super) fn show(ask: &Ask<ReadCalibrationSession>, tx: &mut TenantTx<'_>) -> Answered<ReadCalibrationSession> {
    let session = ask.read::<SessionRow>(tx, ask.params.id)?.into_inner();
    versioned(detail(tx, &session)?)
}

pub(super) fn edit(ask: &Ask<EditCalibrationSession>, tx: &mut TenantTx<'_>) -> Answered<EditCalibrationSession> {
    let session = ask.change::<SessionRow>(tx, ask.params.id)?;
    refuse_unless_preparing(session.state)?;
    if let Some(guide) = &ask.body.guide {
        refuse_guide(guide, form(tx, session.template_id, session.form_number)?.1.scale.len())?;
    }
    refuse_strangers(tx, ask.body.members.as_deref().unwrap_or_default())?;
    writes::update(tx, &session, &ask.body)?;
    let after = current(tx, session.id)?;
    tx.note(Event::new("calibration_sessions.edited", session.id).before(&session.shown()).after(&after.session))?;
    versioned(after)
}

pub(super) fn delete(ask: &Ask<DeleteCalibrationSession>, tx: &mut TenantTx<'_>) -> Answered<DeleteCalibrationSession> {
    let session = ask.change::<SessionRow>(tx, ask.params.id)?;
    refuse_unless_preparing(session.state)?;
    writes::delete(tx, &session)?;
    tx.note(Event::new("calibration_sessions.deleted", session.id).before(&session.shown()))?;
    Ok(Reply::new(()))
}

/// Ratings are settled in one stage; until the transaction ends the cycle stays in it.
pub(super) fn refuse_unless_calibrating(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<(), Failure> {
    match held_stage(tx, cycle)? {
        ReviewStage::Calibrating => Ok(()),
        stage => {
            Err(Problem::new(Code::Conflict).because(format!("the cycle is {stage}: nothing is calibrated now")).into())
        }
    }
}

fn refuse_unless_preparing(state: CalibrationState) -> Result<(), Failure> {
    match state {
        CalibrationState::Preparing => Ok(()),
        state => Err(Problem::new(Code::Conflict).because(format!("it is {state}: take it back first")).into()),
    }
}

fn refuse_guide(guide: &[u8], steps: usize) -> Result<(), Failure> {
    let fits = guide.is_empty() || guide.len() == steps;
    if fits { Ok(()) } else { Err(Failure::field("guide", &format!("one_for_each_step:{steps}"))) }
}

/// Whoever takes part sees what others don't: Managers and Admins.
fn refuse_strangers(tx: &mut TenantTx<'_>, members: &[PersonId]) -> Result<(), Failure> {
    let different: HashSet<_> = members.iter().collect();
    let found = queries::eligible(tx, members)?;
    let all = usize::try_from(found).is_ok_and(|found| found == different.len());
    if all { Ok(()) } else { Err(Failure::field("members", "no_manager")) }
}

fn current(tx: &mut TenantTx<'_>, id: CalibrationSessionId) -> Result<CalibrationSessionDetail, Failure> {
    let session = SessionRow::find(tx, id)?.ok_or(Code::NotFound)?;
    detail(tx, &session)
}

fn detail(tx: &mut TenantTx<'_>, session: &SessionRow) -> Result<CalibrationSessionDetail, Failure> {
    let (_, form) = form(tx, session.template_id, session.form_number)?;
    let tallies = queries::tallies(tx, session.id, None)?;
    let nothing = queries::Tally::default();
    let rows = queries::cards(tx, session.id)?.into_iter();
    let cards: Vec<CalibrationCard> = rows
        .map(|card| {
            let tally = tallies.get(&card.id).unwrap_or(&nothing);
            card.shown(tally)
        })
        .collect();
    Ok(CalibrationSessionDetail {
        session: session.shown(),
        measures_potential: form.measures_potential(),
        explains_changes: session.explains_changes,
        members: queries::members(tx, session.id)?,
        numbers: added_up(tx, session, &cards, form.scale.len())?,
        scale: form.scale,
        cards,
        conflicts: queries::conflicts(tx, session.id)?,
        ledger: queries::ledger(tx, session.id, None)?,
    })
}

fn added_up(
    tx: &mut TenantTx<'_>,
    session: &SessionRow,
    cards: &[CalibrationCard],
    steps: usize,
) -> Result<CalibrationNumbers, Failure> {
    let (minimum, known) = (small(session.minimum), queries::circumstances(tx, session.id)?);
    let by_tenure = by_group(cards, minimum, |card| tenure(known.get(&card.id)?.days_here));
    let by_presence = by_group(cards, minimum, |card| {
        let was_away = known.get(&card.id)?.was_away;
        Some(if was_away { CalibrationGroup::Away } else { CalibrationGroup::Present })
    });
    // Each move is seen by name: to all who take part the sums would tell who of them was away.
    let by_presence = if tx.actor.role == Role::Admin { by_presence } else { Vec::new() };
    let by_group = by_tenure.into_iter().chain(by_presence).collect();
    Ok(CalibrationNumbers { by_group, ..numbers(cards, steps, minimum) })
}

fn versioned<O>(detail: CalibrationSessionDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = CalibrationSessionDetail>,
{
    let version = detail.session.version;
    Ok(Reply::versioned(detail, version))
}
