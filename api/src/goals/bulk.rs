//! Several objectives at once: each stands for itself, and they go in one transaction.

use shared::{
    goals::{BulkChange, BulkOutcome, BulkResult, ChangeObjectives, Move, Objective, ObjectiveVersion},
    problem::Code,
};

use super::{objectives, recompute, rows::ObjectiveRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn change(ask: &Ask<ChangeObjectives>, tx: &mut TenantTx<'_>) -> Answered<ChangeObjectives> {
    let asked = &ask.body;
    if asked.changes().is_none() && asked.transition.is_none() {
        return Err(Failure::field("transition", "required"));
    }
    // All of them first and in one order, so that two who change the same ones wait for each other only once.
    recompute::hold(tx, &asked.objectives.iter().map(|one| one.id).collect::<Vec<_>>())?;
    let mut results = Vec::with_capacity(asked.objectives.len());
    let mut first_problem = None;
    for one in &asked.objectives {
        let result = match tx.attempt(|tx| change_one(ask, tx, *one, asked)) {
            Ok(objective) => BulkResult { id: one.id, objective: Some(objective), problem: None },
            // It is no fault of this one, and the next would fare no better.
            Err(failure @ Failure::Fault(_)) => return Err(failure),
            Err(failure) if failure.code() == Code::Unavailable => return Err(failure),
            Err(Failure::Problem(problem, _) | Failure::Unfinished(problem, _)) => {
                first_problem.get_or_insert_with(|| (*problem).clone());
                BulkResult { id: one.id, objective: None, problem: Some(*problem) }
            }
        };
        results.push(result);
    }
    let changed = results.iter().filter(|result| result.objective.is_some()).count();
    match first_problem {
        Some(problem) if changed == 0 => Err(problem.into()),
        _ => Ok(Reply::new(BulkOutcome { changed, results })),
    }
}

fn change_one(
    ask: &Ask<ChangeObjectives>,
    tx: &mut TenantTx<'_>,
    one: ObjectiveVersion,
    asked: &BulkChange,
) -> Result<Objective, Failure> {
    let mut before = ask.change_at::<ObjectiveRow>(tx, one.id, one.version)?;
    let mut now = None;
    if let Some(changes) = asked.changes() {
        now = Some(objectives::alter(tx, &before, &changes)?.objective);
        before = ask.change_any_version(tx, one.id)?;
    }
    if let Some(transition) = asked.transition {
        let step = Move { transition, score: None, score_comment: None, learning: None };
        now = Some(objectives::step(tx, &before, &step)?.objective);
    }
    now.ok_or_else(|| Code::NotFound.into())
}
