//! Objectives, key results and check-ins from a program. Each row is done by what does it alone, by all of its rules.

use shared::{
    goals::{EDIT, SendCheckIns, SendKeyResults, SendObjectives, SentObjective},
    operation::Each,
    wire::{KeyResultId, ObjectiveId, batch::Wanted},
};

use super::{
    check_ins, key_results,
    key_results::{changeable, refuse_closed},
    objectives, queries, recompute,
    rows::ObjectiveRow,
};
use crate::{
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply, row_by_row},
};

pub(super) fn send_objectives(ask: &Ask<SendObjectives>, tx: &mut TenantTx<'_>) -> Answered<SendObjectives> {
    let sent: Vec<_> = ask.body.objectives.iter().map(Each::read).collect();
    // All of them first and in one order, so that two who change the same ones wait for each other only once.
    recompute::hold(tx, &sent.iter().flatten().flat_map(objectives_of).collect::<Vec<_>>())?;
    let rows = row_by_row(tx, "objectives", sent, |tx, row| match row.wanted()? {
        Wanted::Create(new) => objectives::enter(tx, new).map_err(|failure| failure.under("create")),
        Wanted::Edit { id, version, changes } => {
            let before = Changeable::<ObjectiveRow>::change(tx, id, &EDIT, version)?;
            objectives::alter(tx, &before, changes).map_err(|failure| failure.under("edit"))
        }
    })?;
    Ok(Reply::new(rows))
}

/// The objectives that a row is about: the one that changes, and what it is to be aligned under.
fn objectives_of(row: &SentObjective) -> impl Iterator<Item = ObjectiveId> {
    let under = row.create.as_ref().and_then(|new| new.parent_id);
    let moved = row.edit.as_ref().and_then(|changes| changes.parent_id.set().copied());
    [row.id, under, moved].into_iter().flatten()
}

pub(super) fn send_key_results(ask: &Ask<SendKeyResults>, tx: &mut TenantTx<'_>) -> Answered<SendKeyResults> {
    let sent: Vec<_> = ask.body.key_results.iter().map(Each::read).collect();
    let objectives = sent.iter().flatten().filter_map(|row| row.objective_id).collect();
    hold(tx, objectives, &sent.iter().flatten().filter_map(|row| row.id).collect::<Vec<_>>())?;
    let rows = row_by_row(tx, "key_results", sent, |tx, row| match row.wanted()? {
        Wanted::Create(new) => {
            let objective = row.objective_id.ok_or_else(|| Failure::field("objective_id", "required"))?;
            let objective = ask.change_any_version::<ObjectiveRow>(tx, objective)?;
            key_results::enter(tx, &objective, new).map_err(|failure| failure.under("create"))
        }
        Wanted::Edit { id, version, changes } => {
            let (objective, before) = changeable(ask, tx, id)?;
            key_results::alter(tx, &objective, &before, version, changes).map_err(|failure| failure.under("edit"))
        }
    })?;
    Ok(Reply::new(rows))
}

pub(super) fn send_check_ins(ask: &Ask<SendCheckIns>, tx: &mut TenantTx<'_>) -> Answered<SendCheckIns> {
    let sent: Vec<_> = ask.body.check_ins.iter().map(Each::read).collect();
    hold(tx, Vec::new(), &sent.iter().flatten().map(|row| row.key_result_id).collect::<Vec<_>>())?;
    let rows = row_by_row(tx, "check_ins", sent, |tx, row| {
        let (objective, key_result) = changeable(ask, tx, row.key_result_id)?;
        refuse_closed(&objective)?;
        check_ins::record(tx, &objective, &key_result, &row.check_in).map_err(|failure| failure.under("check_in"))
    })?;
    Ok(Reply::new(rows))
}

/// Holds these objectives, those of these key results, and all above.
fn hold(tx: &mut TenantTx<'_>, mut objectives: Vec<ObjectiveId>, of: &[KeyResultId]) -> Result<(), Failure> {
    objectives.extend(queries::objectives_of(tx, of)?);
    Ok(recompute::hold(tx, &objectives)?)
}
