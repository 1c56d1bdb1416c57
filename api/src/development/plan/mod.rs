//! How somebody stands, and the steps they and their manager agree on.

mod queries;

use std::collections::{HashMap, HashSet};

use shared::{
    development::{
        Assess, CompetencyStanding, CreateStep, DeleteStep, Development, DevelopmentStep, EditStep, ReadDevelopment,
        rules::{self, Side},
    },
    notifications::NoticeKind,
    openings::Opened,
    operation::Operation,
    people::PersonRef,
    problem::{Code, Problem},
    wire::{CompetencyId, DevelopmentStepId, Patch},
};

use self::queries::Word;
use super::{
    framework::{competencies_on, levels, tracks},
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
    let track = tracks::of_job(tx, row.job_title.as_deref())?.map(|track| track.id);
    if tracks::is_of_another(tx, ask.body.competency_id, track)? {
        return Err(Failure::field("competency_id", "other_track"));
    }
    let latest = queries::latest_round(tx, &row, ask.body.competency_id)?;
    let round = rules::next_round(latest.as_ref().map(|(round, sides)| (*round, sides.as_slice())));
    let id = queries::insert_assessment(tx, &row, (side, round), &ask.body)?;
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

/// How somebody stands, and their plan, as far as the actor reads it.
pub(super) fn development(tx: &mut TenantTx<'_>, row: DevelopmentRow) -> Result<Development, Failure> {
    let relation = row.relation();
    let (levels, track) = (levels(tx)?, tracks::of_job(tx, row.job_title.as_deref())?);
    let competencies = competencies_on(tx, track.as_ref().map(|track| track.id))?;
    let expected = queries::expected(tx, row.job_title.as_deref())?;
    let mut said: HashMap<CompetencyId, Vec<Word>> = HashMap::new();
    for (competency, word) in queries::assessments(tx, row.id)? {
        said.entry(competency).or_default().push(word);
    }
    let mine = Side::of(relation);
    let managers = if mine == Some(Side::Manager) { queries::managers(tx, row.id)? } else { HashSet::new() };
    // For a side speaks who is on it now.
    let speaks = |word: &Word| word.said.side == Side::Own || managers.contains(&word.said.assessor.id);
    let standings = competencies.into_iter().map(|competency| {
        let said = said.remove(&competency.id).unwrap_or_default();
        let spoken =
            said.iter().filter(|word| Some(word.said.side) == mine && speaks(word)).map(|word| word.round).max();
        let others = said.iter().filter(|word| Some(word.said.side) != mine).map(|word| word.round).max();
        let other_waits = mine.is_some() && others > spoken;
        let seen = |word: &&Word| rules::shows(word.said.side, word.round, relation, spoken);
        let latest = |side: Side| said.iter().filter(seen).find(|word| word.said.side == side);
        let (own, manager) = (latest(Side::Own), latest(Side::Manager));
        let at = |word: Option<&Word>| word.map(|word| (word.round, word.said.level));
        CompetencyStanding {
            expected: expected.get(&competency.id).copied(),
            gap: rules::gap(at(own), at(manager)),
            other_waits,
            history: said.iter().filter(seen).map(|word| word.said.clone()).collect(),
            own: own.map(|word| word.said.clone()),
            manager: manager.map(|word| word.said.clone()),
            competency,
        }
    });
    Ok(Development {
        standings: standings.collect(),
        levels,
        steps: queries::steps(tx, row.id)?,
        person: PersonRef { id: row.id, name: row.name },
        job_title: row.job_title,
        track,
        relation,
    })
}
