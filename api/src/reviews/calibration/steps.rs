//! From state to state (`shared::reviews::rules::calibration`).

use shared::{
    notifications::NoticeKind,
    problem::{Code, Problem},
    reviews::{CalibrationMove, CalibrationState, CalibrationStep, MoveCalibrationSession, rules::calibration},
};

use super::{current, queries, refuse_unless_calibrating, rows::SessionRow, versioned, writes};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
};

pub(in crate::reviews) fn step(
    ask: &Ask<MoveCalibrationSession>,
    tx: &mut TenantTx<'_>,
) -> Answered<MoveCalibrationSession> {
    let session = ask.change::<SessionRow>(tx, ask.params.id)?;
    refuse_unless_calibrating(tx, session.cycle_id)?;
    let reason = reason(&ask.body)?;
    let next = wanted(&session, ask.body.step)?;
    writes::set_state(tx, &session, next, reason)?;
    begin(tx, &session, next)?;
    notifications::changed(tx, session.id)?;
    let after = current(tx, session.id)?;
    tx.note(Event::new("calibration_sessions.moved", session.id).before(&session.shown()).after(&after.session))?;
    versioned(after)
}

/// The reason of a step back; a step forward has none.
fn reason(asked: &CalibrationMove) -> Result<Option<&str>, Failure> {
    let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    match (asked.step, reason) {
        (CalibrationStep::Forward, _) => Ok(None),
        (CalibrationStep::Back, None) => Err(Failure::field("reason", "required")),
        (CalibrationStep::Back, reason) => Ok(reason),
    }
}

fn wanted(session: &SessionRow, step: CalibrationStep) -> Result<CalibrationState, Failure> {
    let to = match step {
        CalibrationStep::Forward => calibration::next(session.state, session.takes_votes),
        CalibrationStep::Back => calibration::back(session.state),
    };
    to.ok_or_else(|| {
        let why = format!("it is {}: there is no such step", session.state);
        Problem::new(Code::Conflict).because(why).into()
    })
}

/// What comes with a state: its members are told that they are wanted, and a vote begins with none.
fn begin(tx: &mut TenantTx<'_>, session: &Changeable<SessionRow>, state: CalibrationState) -> Result<(), Failure> {
    let kind = match state {
        CalibrationState::Voting => NoticeKind::CalibrationVoting,
        CalibrationState::Open if session.state != CalibrationState::Decided => NoticeKind::CalibrationOpened,
        _ => return Ok(()),
    };
    if state == CalibrationState::Voting {
        writes::clear_votes(tx, session)?;
    }
    let members: Vec<_> = queries::members(tx, session.id)?.into_iter().map(|member| member.id).collect();
    notifications::tell(tx, kind, session.id, &members)
}
