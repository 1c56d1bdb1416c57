//! How somebody stands, and the steps they and their manager agree on.

mod queries;

use std::collections::HashMap;

use shared::{
    development::{
        Assess, Assessment, CompetencyStanding, CreateStep, DeleteStep, Development, DevelopmentStep, EditStep,
        ReadDevelopment,
        rules::{self, Side},
    },
    notifications::NoticeKind,
    openings::Opened,
    operation::Operation,
    people::PersonRef,
    problem::{Code, Problem},
    wire::{CompetencyId, DevelopmentStepId, Patch},
};

use super::{
    framework::{competencies, levels},
    rows::DevelopmentRow,
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications::tell,
};

/// More steps than a plan has.
const MOST: i64 = 100;

pub(super) fn show(ask: &Ask<ReadDevelopment>, tx: &mut TenantTx<'_>) -> Answered<ReadDevelopment> {
    let row = ask.read::<DevelopmentRow>(tx, ask.params.id)?.into_inner();
    if row.id != tx.actor.person {
        ask.visits.note(&tx.actor, Opened::Development, row.id);
    }
    Ok(Reply::new(development(tx, row)?))
}

pub(super) fn assess(ask: &Ask<Assess>, tx: &mut TenantTx<'_>) -> Answered<Assess> {
    let row = ask.change_any_version::<DevelopmentRow>(tx, ask.params.id)?;
    let side = side_of(&row)?;
    if usize::from(ask.body.level) > levels(tx)?.len() {
        return Err(Failure::field("level", "out_of_range"));
    }
    let id = queries::insert_assessment(tx, &row, side, &ask.body)?;
    tell_the_other(tx, &row, side)?;
    // That something was said of which competency, not what.
    tx.note(Event::new("assessments.created", id).after(&(row.id, ask.body.competency_id, side)))?;
    let row = row.clone();
    Ok(Reply::new(development(tx, row)?))
}

pub(super) fn create(ask: &Ask<CreateStep>, tx: &mut TenantTx<'_>) -> Answered<CreateStep> {
    let row = ask.change_any_version::<DevelopmentRow>(tx, ask.params.id)?;
    let side = side_of(&row)?;
    if queries::count(tx, &row)? >= MOST {
        return Err(Problem::new(Code::Conflict).because("there are 100 steps; remove some first").into());
    }
    let id = queries::insert(tx, &row, &ask.body, rules::agreement((false, false), side, true, None))?;
    tell_the_other(tx, &row, side)?;
    let (step, _) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("development_steps.created", id).after(&(row.id, step.due_on)))?;
    versioned(step)
}

pub(super) fn edit(ask: &Ask<EditStep>, tx: &mut TenantTx<'_>) -> Answered<EditStep> {
    let (row, before) = changeable(ask, tx, ask.params.id)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let (side, asked) = (side_of(&row)?, &ask.body);
    let content = asked.body.is_some() || asked.due_on != Patch::Keep || asked.competency_id != Patch::Keep;
    let agreed = rules::agreement((before.agreed_by_person, before.agreed_by_manager), side, content, asked.agreed);
    queries::update(tx, &row, before.id, asked, agreed)?;
    if content {
        tell_the_other(tx, &row, side)?;
    }
    let (step, _) = queries::one(tx, before.id)?.ok_or(Code::NotFound)?;
    let said = |step: &DevelopmentStep| (step.due_on, step.progress, step.agreed_by_person, step.agreed_by_manager);
    tx.note(Event::new("development_steps.edited", step.id).before(&said(&before)).after(&said(&step)))?;
    versioned(step)
}

pub(super) fn delete(ask: &Ask<DeleteStep>, tx: &mut TenantTx<'_>) -> Answered<DeleteStep> {
    let (row, step) = changeable(ask, tx, ask.params.id)?;
    queries::delete(tx, &row, step.id)?;
    tx.note(Event::new("development_steps.deleted", step.id))?;
    Ok(Reply::new(()))
}

/// A step of somebody for whom the actor may plan: otherwise the same 404 as for none.
fn changeable<O: Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: DevelopmentStepId,
) -> Result<(Changeable<DevelopmentRow>, DevelopmentStep), Failure> {
    let (_, person) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    let row = ask.change_any_version::<DevelopmentRow>(tx, person)?;
    // Read again under the lock.
    let (step, _) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    Ok((row, step))
}

fn side_of(row: &DevelopmentRow) -> Result<Side, Failure> {
    Side::of(row.relation()).ok_or_else(|| Code::Forbidden.into())
}

/// The person, or their manager, learns that the other has said something.
fn tell_the_other(tx: &mut TenantTx<'_>, row: &DevelopmentRow, side: Side) -> Result<(), Failure> {
    let other = if side == Side::Own { row.manager_id } else { Some(row.id) };
    other.map_or(Ok(()), |other| tell(tx, NoticeKind::DevelopmentChanged, row.id, &[other]))
}

fn versioned<O>(step: DevelopmentStep) -> Answered<O>
where
    O: Operation,
    O::Answer: shared::operation::Answer<Value = DevelopmentStep>,
{
    let version = step.version;
    Ok(Reply::versioned(step, version))
}

fn development(tx: &mut TenantTx<'_>, row: DevelopmentRow) -> Result<Development, Failure> {
    let relation = row.relation();
    let (levels, competencies) = (levels(tx)?, competencies(tx)?);
    let expected = queries::expected(tx, row.job_title.as_deref())?;
    let mut said: HashMap<CompetencyId, Vec<Assessment>> = HashMap::new();
    for (competency, assessment) in queries::assessments(tx, row.id)? {
        said.entry(competency).or_default().push(assessment);
    }
    let standings = competencies.into_iter().map(|competency| {
        let said = said.remove(&competency.id).unwrap_or_default();
        let latest = |side: Side| said.iter().find(|one| one.side == side);
        let (own, manager) = (latest(Side::Own).cloned(), latest(Side::Manager).cloned());
        let (own_is_in, managers_is_in) = (own.is_some(), manager.is_some());
        let seen = |one: &Assessment| rules::shows(one.side, relation, own_is_in, managers_is_in);
        let (own, manager) = (own.filter(seen), manager.filter(seen));
        let gap = rules::gap(own.as_ref().map(|one| one.level), manager.as_ref().map(|one| one.level));
        let other_waits = match Side::of(relation) {
            Some(Side::Own) => managers_is_in && !own_is_in,
            Some(Side::Manager) => own_is_in && !managers_is_in,
            None => false,
        };
        let expected = expected.get(&competency.id).copied();
        CompetencyStanding {
            competency,
            expected,
            gap,
            other_waits,
            history: said.into_iter().filter(seen).collect(),
            own,
            manager,
        }
    });
    Ok(Development {
        standings: standings.collect(),
        levels,
        steps: queries::steps(tx, row.id)?,
        person: PersonRef { id: row.id, name: row.name },
        job_title: row.job_title,
        relation,
    })
}
