//! Check-ins: append-only. What a key result says of itself is worked out from those that stand.

mod queries;

use garde::Validate;
use shared::{
    goals::{
        CHECK_IN, CheckIn, CheckInFilter, CreateCheckIn, ListCheckIns, NewCheckIn, Source,
        rules::{
            kinds::{CheckInStatus, KeyResultKind},
            progress::{self, Milestone, check_value},
        },
    },
    problem::{Code, FieldError, Problem},
    wire::{KeyResultId, MilestoneId, ObjectiveId},
};

use super::{
    key_results::{changeable, refuse_closed},
    notices, queries as goals, reach, recompute,
    rows::{KeyResultRow, ObjectiveRow},
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListCheckIns>, tx: &mut TenantTx<'_>) -> Answered<ListCheckIns> {
    let row = goals::key_result(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    ask.read::<ObjectiveRow>(tx, row.objective_id)?;
    let filter = CheckInFilter { cursor: None, limit: None };
    let (list, limit) = (List::new("check_ins", &(row.id, &filter))?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, row.id, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |check_in| (check_in.as_of, check_in.id), |check_in| check_in)?))
}

pub(super) fn create(ask: &Ask<CreateCheckIn>, tx: &mut TenantTx<'_>) -> Answered<CreateCheckIn> {
    let (objective, row) = changeable(ask, tx, ask.params.id)?;
    refuse_closed(&objective)?;
    Ok(Reply::new(record(tx, &objective, &row, &ask.body)?))
}

/// A check-in by somebody who answered a mail; how it looks stays as it was unless they say.
pub(crate) fn answered(
    tx: &mut TenantTx<'_>,
    id: KeyResultId,
    value: f64,
    status: Option<CheckInStatus>,
    comment: String,
) -> Result<(ObjectiveId, String), Failure> {
    let row = goals::key_result(tx, id)?.ok_or(Code::NotFound)?;
    let objective = Changeable::<ObjectiveRow>::change(tx, row.objective_id, &CHECK_IN, None)?;
    let row = goals::key_result(tx, id)?.ok_or(Code::NotFound)?;
    refuse_closed(&objective)?;
    let status = status.or(row.last_status).unwrap_or(CheckInStatus::OnTrack);
    let new = NewCheckIn {
        as_of: None,
        value: Some(value),
        milestones_done: None,
        status,
        confidence: None,
        comment,
        blocker: None,
        links: Vec::new(),
        supersedes_id: None,
    };
    new.validate().map_err(Problem::from)?;
    record(tx, &objective, &row, &new)?;
    Ok((row.objective_id, row.title))
}

/// Lets a key result and everything above it follow the check-ins that were written down for it.
pub(crate) fn follow(tx: &mut TenantTx<'_>, id: KeyResultId) -> Result<(), Failure> {
    let row = goals::key_result(tx, id)?.ok_or(Code::NotFound)?;
    let objective = ObjectiveRow::find(tx, row.objective_id)?.ok_or(Code::NotFound)?;
    queries::apply_latest(tx, &row, objective.state, objective.starts_on)?;
    recompute::upwards(tx, row.objective_id)
}

/// Writes a check-in down and lets everything above follow.
pub(super) fn record(
    tx: &mut TenantTx<'_>,
    objective: &Changeable<ObjectiveRow>,
    row: &KeyResultRow,
    new: &NewCheckIn,
) -> Result<CheckIn, Failure> {
    let today = tx.calendar.today;
    let as_of = new.as_of.unwrap_or(today);
    if as_of > today {
        return Err(Failure::field("as_of", "in_the_future"));
    }
    let (value, done) = value_of(tx, row, new)?;
    if let Some(superseded) = new.supersedes_id
        && !queries::is_of(tx, superseded, row.id)?
    {
        return Err(Failure::field("supersedes_id", "unknown"));
    }
    if new.blocker.is_some() && new.status == CheckInStatus::OnTrack {
        return Err(Failure::field("blocker", "not_used_here"));
    }
    let clears = new.blocker.as_ref().and_then(|blocker| blocker.owner_id);
    reach::refuse_unknown(tx, "blocker.owner_id", &[row.owner_id], clears)?;
    let check_in = queries::insert(tx, row, Source::Hand, as_of, value, &done, new)?;
    queries::apply_latest(tx, row, objective.state, objective.starts_on)?;
    recompute::upwards_from(tx, objective)?;
    tx.note(Event::new("check_ins.created", check_in.id).after(&check_in))?;
    notices::checked_in(tx, row.id)?;
    if let Some(clears) = clears {
        notices::blocked(tx, row.id, clears)?;
    }
    if new.status != CheckInStatus::OnTrack {
        notices::worsened(tx, objective)?;
    }
    Ok(check_in)
}

/// The value a check-in gives, and the milestones it says are done.
fn value_of(tx: &mut TenantTx<'_>, row: &KeyResultRow, new: &NewCheckIn) -> Result<(f64, Vec<MilestoneId>), Failure> {
    if row.kind != KeyResultKind::Milestone {
        if new.milestones_done.is_some() {
            return Err(Failure::field("milestones_done", "not_used_here"));
        }
        if row.kpi_id.is_some() {
            // Its value is the KPI's; everything else is for people to say.
            let code = if new.value.is_some() { "not_used_here" } else { "required" };
            let value = row.value.filter(|_| new.value.is_none()).ok_or_else(|| Failure::field("value", code))?;
            return Ok((value, Vec::new()));
        }
        let value = new.value.ok_or_else(|| Failure::field("value", "required"))?;
        check_value(row.kind, value).map_err(|code| Problem::invalid(vec![FieldError::new("value", code)]))?;
        return Ok((value, Vec::new()));
    }
    if new.value.is_some() {
        return Err(Failure::field("value", "not_used_here"));
    }
    let done = new.milestones_done.clone().ok_or_else(|| Failure::field("milestones_done", "required"))?;
    let steps = goals::milestones_of(tx, &[row.id])?.remove(&row.id).unwrap_or_default();
    if done.iter().any(|id| steps.iter().all(|step| step.id != *id)) {
        return Err(Failure::field("milestones_done", "unknown"));
    }
    let judged: Vec<_> =
        steps.iter().map(|step| Milestone { weight: step.weight, done: done.contains(&step.id) }).collect();
    Ok((progress::milestones(&judged).unwrap_or(0.0), done))
}
