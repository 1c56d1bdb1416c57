use shared::{
    access::{Relation, Role},
    problem::{Code, Problem},
    pulse::{
        CreatePulse, DeletePulse, EditPulse, ListPulses, MovePulse, PreviewPulse, PulseChanges, PulseDetail,
        PulseFilter, PulseState, PulseStep, ReadPulse,
    },
    wire::PulseId,
};

use super::{closing, comments, opening, queries, rows::PulseRow, writes};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListPulses>, tx: &mut TenantTx<'_>) -> Answered<ListPulses> {
    let filter = PulseFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("pulses", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.opens_on, row.id), |row| row.shown())?))
}

pub(super) fn create(ask: &Ask<CreatePulse>, tx: &mut TenantTx<'_>) -> Answered<CreatePulse> {
    ask.require(tx, Relation::Organisation)?;
    let id = writes::insert(tx, &ask.body)?;
    let detail = current(tx, id)?;
    tx.note(Event::new("pulse.created", id).after(&detail))?;
    let version = detail.pulse.version;
    Ok(Reply::versioned(detail, version))
}

pub(super) fn show(ask: &Ask<ReadPulse>, tx: &mut TenantTx<'_>) -> Answered<ReadPulse> {
    let pulse = ask.read::<PulseRow>(tx, ask.params.id)?.into_inner();
    let version = pulse.version;
    Ok(Reply::versioned(detail(tx, &pulse)?, version))
}

pub(super) fn edit(ask: &Ask<EditPulse>, tx: &mut TenantTx<'_>) -> Answered<EditPulse> {
    let pulse = ask.change::<PulseRow>(tx, ask.params.id)?;
    let before = detail(tx, &pulse)?;
    check(&pulse, &ask.body)?;
    writes::update(tx, &pulse, &ask.body)?;
    if pulse.state == PulseState::Closed {
        let org = tx.org();
        closing::publish_less(tx.conn(), org, pulse.id)?;
    }
    let after = current(tx, pulse.id)?;
    tx.note(Event::new("pulse.edited", pulse.id).before(&before).after(&after))?;
    let version = after.pulse.version;
    Ok(Reply::versioned(after, version))
}

/// Before it opens everything can change, afterwards only the minimum, and only rise: what people were told when
/// they answered stays true.
fn check(pulse: &PulseRow, asked: &PulseChanges) -> Result<(), Failure> {
    if pulse.state == PulseState::Draft {
        return Ok(());
    }
    if asked.is_more_than_minimum() {
        let why = "it is no draft any more: only its minimum can change, and only rise";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    match asked.minimum {
        Some(minimum) if i16::from(minimum) < pulse.minimum => Err(Failure::field("minimum", "can_only_rise")),
        _ => Ok(()),
    }
}

pub(super) fn delete(ask: &Ask<DeletePulse>, tx: &mut TenantTx<'_>) -> Answered<DeletePulse> {
    let pulse = ask.change::<PulseRow>(tx, ask.params.id)?;
    if pulse.state != PulseState::Draft {
        return Err(Problem::new(Code::Conflict).because("only a draft can be removed").into());
    }
    let before = detail(tx, &pulse)?;
    writes::delete(tx, &pulse)?;
    tx.note(Event::new("pulse.deleted", pulse.id).before(&before))?;
    Ok(Reply::new(()))
}

pub(super) fn preview(ask: &Ask<PreviewPulse>, tx: &mut TenantTx<'_>) -> Answered<PreviewPulse> {
    let pulse = ask.read::<PulseRow>(tx, ask.params.id)?;
    Ok(Reply::new(opening::preview(tx, pulse.id)?))
}

pub(super) fn step(ask: &Ask<MovePulse>, tx: &mut TenantTx<'_>) -> Answered<MovePulse> {
    let pulse = ask.change::<PulseRow>(tx, ask.params.id)?;
    let event = take_step(ask, tx, &pulse)?;
    let after = current(tx, pulse.id)?;
    tx.note(Event::new(event, pulse.id).after(&after.pulse))?;
    let version = after.pulse.version;
    Ok(Reply::versioned(after, version))
}

/// Gives the name of what happened.
fn take_step(
    ask: &Ask<MovePulse>,
    tx: &mut TenantTx<'_>,
    pulse: &Changeable<PulseRow>,
) -> Result<&'static str, Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    match (ask.body.step, pulse.state) {
        (PulseStep::Open, PulseState::Draft) if pulse.opens_on > today => {
            opening::may_be_scheduled(tx, pulse.id)?;
            writes::set_state(tx, pulse, PulseState::Scheduled)?;
            Ok("pulse.scheduled")
        }
        (PulseStep::Open, PulseState::Draft | PulseState::Scheduled) => {
            opening::open(tx.conn(), org, &ask.sealer, today, pulse.id)?;
            opening::tell(tx, pulse.id)?;
            Ok("pulse.opened")
        }
        (PulseStep::CallBack, PulseState::Scheduled) => {
            writes::set_state(tx, pulse, PulseState::Draft)?;
            Ok("pulse.called_back")
        }
        (PulseStep::Close, PulseState::Open) => {
            closing::close(tx, &ask.sealer, today, pulse.id)?;
            Ok("pulse.closed")
        }
        (step, state) => {
            let why = format!("{step} is no step from {state}");
            Err(Problem::new(Code::Conflict).because(why).into())
        }
    }
}

fn current(tx: &mut TenantTx<'_>, id: PulseId) -> Result<PulseDetail, Failure> {
    let pulse = PulseRow::find(tx, id)?.ok_or(Code::NotFound)?;
    detail(tx, &pulse)
}

fn detail(tx: &mut TenantTx<'_>, pulse: &PulseRow) -> Result<PulseDetail, Failure> {
    let org = tx.org();
    let audience = if tx.actor.role == Role::Admin { Some(queries::audience(tx, pulse)?) } else { None };
    Ok(PulseDetail {
        pulse: pulse.shown(),
        questions: queries::questions(tx.conn(), org, pulse.id)?,
        audience,
        public_key: pulse.public_key.clone(),
        answered_until: comments::answered_until(queries::closed_on(tx, pulse)?),
    })
}
