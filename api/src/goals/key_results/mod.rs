//! Key results: what is measured, and how.

mod queries;

use shared::{
    goals::{
        CreateKeyResult, DeleteKeyResult, EditKeyResult, KeyResult, KeyResultChanges, NewKeyResult, kept_unit,
        rules::{kinds::KeyResultKind, progress::Yardstick},
        unit_fault,
    },
    problem::{Code, FieldError, Problem},
    wire::{KeyResultId, ObjectiveId, PersonId},
};

use super::{
    notices, queries as goals, reach, recompute,
    rows::{KeyResultRow, ObjectiveRow},
};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn create(ask: &Ask<CreateKeyResult>, tx: &mut TenantTx<'_>) -> Answered<CreateKeyResult> {
    let objective = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    let key_result = enter(tx, &objective, &ask.body)?;
    let version = key_result.version;
    Ok(Reply::versioned(key_result, version))
}

/// Gives an objective that may be changed another key result.
pub(super) fn enter(
    tx: &mut TenantTx<'_>,
    objective: &Changeable<ObjectiveRow>,
    new: &NewKeyResult,
) -> Result<KeyResult, Failure> {
    refuse_closed(objective)?;
    reach::refuse_new_owner(tx, objective, objective.owner_id, new.owner_id)?;
    let id = add(tx, objective.id, objective.owner_id, new)?;
    recompute::upwards(tx, objective.id)?;
    let key_result = current(tx, objective, id)?;
    tx.note(Event::new("key_results.created", id).after(&key_result))?;
    notices::key_result_assigned(tx, id, key_result.owner.id)?;
    Ok(key_result)
}

pub(super) fn edit(ask: &Ask<EditKeyResult>, tx: &mut TenantTx<'_>) -> Answered<EditKeyResult> {
    let (objective, row) = changeable(ask, tx, ask.params.id)?;
    let key_result = alter(tx, &objective, &row, ask.version, &ask.body)?;
    let version = key_result.version;
    Ok(Reply::versioned(key_result, version))
}

/// Changes a key result of an objective that may be changed, at this version if one is given.
pub(super) fn alter(
    tx: &mut TenantTx<'_>,
    objective: &Changeable<ObjectiveRow>,
    row: &KeyResultRow,
    version: Option<i64>,
    asked: &KeyResultChanges,
) -> Result<KeyResult, Failure> {
    refuse_closed(objective)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Code::VersionMismatch.into());
    }
    reach::refuse_new_owner(tx, objective, row.owner_id, asked.owner_id)?;
    reach::refuse_unknown(tx, "owner_id", &[row.owner_id, objective.owner_id], asked.owner_id)?;
    if let Some(measure) = &asked.measure {
        if queries::has_check_ins(tx, row.id)? {
            return Err(Failure::field("measure", "has_check_ins"));
        }
        if row.kpi_id.is_some() && measure.kind != row.kind {
            return Err(Failure::field("measure.kind", "follows_kpi"));
        }
        if (measure.kind == KeyResultKind::Milestone) != (row.kind == KeyResultKind::Milestone) {
            return Err(Failure::field("measure.kind", "not_allowed"));
        }
        measure.check().map_err(|errors| under("measure", errors))?;
    }
    let kind = asked.measure.map_or(row.kind, |measure| measure.kind);
    let unit = asked.unit.clone().asked().unwrap_or_else(|| row.unit.clone());
    if let Some(fault) = unit_fault(kind, unit.as_deref()) {
        return Err(Problem::invalid(vec![fault]).into());
    }
    let before = current(tx, objective, row.id)?;
    queries::update(tx, objective, row, asked, kept_unit(kind, unit.as_deref()))?;
    recompute::upwards(tx, objective.id)?;
    let key_result = current(tx, objective, row.id)?;
    tx.note(Event::new("key_results.edited", row.id).before(&before).after(&key_result))?;
    if key_result.owner.id != row.owner_id {
        notices::key_result_assigned(tx, row.id, key_result.owner.id)?;
    }
    Ok(key_result)
}

pub(super) fn delete(ask: &Ask<DeleteKeyResult>, tx: &mut TenantTx<'_>) -> Answered<DeleteKeyResult> {
    let (objective, row) = changeable(ask, tx, ask.params.id)?;
    refuse_closed(&objective)?;
    if queries::has_check_ins(tx, row.id)? {
        return Err(Problem::new(Code::Conflict)
            .because("what has check-ins is history; set its weight to 0 instead")
            .into());
    }
    queries::delete(tx, &objective, &row)?;
    recompute::upwards(tx, objective.id)?;
    tx.note(Event::new("key_results.deleted", row.id))?;
    Ok(Reply::new(()))
}

/// Adds a key result to an objective whose change was already allowed.
pub(super) fn add(
    tx: &mut TenantTx<'_>,
    objective: ObjectiveId,
    owner: PersonId,
    new: &NewKeyResult,
) -> Result<KeyResultId, Failure> {
    let faults = new.faults();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    reach::refuse_unknown(tx, "owner_id", &[owner], new.owner_id)?;
    let yardstick = new.measure().check().map_err(Problem::invalid)?;
    let id = queries::insert(tx, objective, owner, new, Yardstick::at_the_start(yardstick))?;
    Ok(id)
}

/// A key result together with its objective, which the actor may change: whoever may not see the
/// objective gets the same 404 as for a key result that doesn't exist.
pub(super) fn changeable<O: shared::operation::Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: KeyResultId,
) -> Result<(Changeable<ObjectiveRow>, KeyResultRow), Failure> {
    let row = goals::key_result(tx, id)?.ok_or(Code::NotFound)?;
    // The version asked for is the key result's, not the objective's.
    let objective: Changeable<ObjectiveRow> = ask.change_any_version(tx, row.objective_id)?;
    let row = goals::key_result(tx, id)?.ok_or(Code::NotFound)?;
    Ok((objective, row))
}

pub(super) fn refuse_closed(objective: &ObjectiveRow) -> Result<(), Failure> {
    if objective.state.is_closed() {
        return Err(Problem::new(Code::Conflict).because("a closed objective is history").into());
    }
    Ok(())
}

fn current(tx: &mut TenantTx<'_>, objective: &ObjectiveRow, id: KeyResultId) -> Result<KeyResult, Failure> {
    let all = goals::key_results(tx, objective)?;
    all.into_iter().find(|key_result| key_result.id == id).ok_or_else(|| Code::NotFound.into())
}

fn under(field: &str, errors: Vec<FieldError>) -> Problem {
    let errors = errors.into_iter().map(|error| FieldError { field: format!("{field}.{}", error.field), ..error });
    Problem::invalid(errors.collect())
}
