use shared::{
    access::{Relation, Role, can},
    goals::{
        CreateObjective, DeleteObjective, EDIT, EditObjective, Level, ListObjectives, Move, MoveObjective,
        NewObjective, ObjectiveChanges, ObjectiveDetail, ObjectiveFilter, ObjectiveSort, ReadObjective,
        rules::{kinds::ObjectiveState, state},
        visibility_fault,
    },
    openings::Opened,
    problem::{Code, Problem},
    wire::{ObjectiveId, Patch, PersonId},
};

use super::{
    carry, notices,
    queries::{self, Position},
    reach, recompute,
    rows::ObjectiveRow,
    supports, writes,
};
use crate::{
    audit::Event,
    db::{Changeable, Readable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    people::PersonRow,
};

pub(super) fn list(ask: &Ask<ListObjectives>, tx: &mut TenantTx<'_>) -> Answered<ListObjectives> {
    let filter = ObjectiveFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (sort, limit) = (filter.sort.unwrap_or(ObjectiveSort::Newest), ask.query.limit.unwrap_or_default());
    let list = List::new("objectives", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let page = list.page(rows, limit, |row| Position::of(row, sort), |row| row)?;
    let items = queries::shown(tx, page.items)?;
    Ok(Reply::new(shared::wire::Page { items, next_cursor: page.next_cursor }))
}

pub(super) fn show(ask: &Ask<ReadObjective>, tx: &mut TenantTx<'_>) -> Answered<ReadObjective> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    if objective.relation() != Relation::Own {
        ask.visits.note(&tx.actor, Opened::Objective, objective.id);
    }
    let version = objective.version;
    Ok(Reply::versioned(detail(tx, objective.into_inner())?, version))
}

pub(super) fn create(ask: &Ask<CreateObjective>, tx: &mut TenantTx<'_>) -> Answered<CreateObjective> {
    let detail = enter(tx, &ask.body)?;
    let version = detail.objective.version;
    Ok(Reply::versioned(detail, version))
}

/// Sets an objective, if the actor may.
pub(super) fn enter(tx: &mut TenantTx<'_>, new: &NewObjective) -> Result<ObjectiveDetail, Failure> {
    let owner = new.owner_id.unwrap_or(tx.actor.person);
    may_set(tx, new.level, owner)?;
    let faults = new.faults();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    if let Some(parent) = new.parent_id {
        may_align(tx, parent)?;
    }
    let detail = add(tx, new, owner)?;
    notices::set(tx, &detail)?;
    Ok(detail)
}

/// Adds an objective that may be set, with its key results.
pub(crate) fn add(tx: &mut TenantTx<'_>, new: &NewObjective, owner: PersonId) -> Result<ObjectiveDetail, Failure> {
    let id = writes::insert(tx, new, owner)?;
    for (index, key_result) in new.key_results.iter().enumerate() {
        super::key_results::add(tx, id, owner, key_result)
            .map_err(|failure| failure.under(&format!("key_results[{index}]")))?;
    }
    recompute::upwards(tx, id)?;
    let detail = current(tx, id)?;
    tx.note(Event::new("objectives.created", id).after(&detail))?;
    Ok(detail)
}

pub(super) fn edit(ask: &Ask<EditObjective>, tx: &mut TenantTx<'_>) -> Answered<EditObjective> {
    let before = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    versioned(alter(tx, &before, &ask.body)?)
}

/// Applies changes to an objective, if its state, its tree and the actor's standing allow them.
pub(super) fn alter(
    tx: &mut TenantTx<'_>,
    before: &Changeable<ObjectiveRow>,
    asked: &ObjectiveChanges,
) -> Result<ObjectiveDetail, Failure> {
    if before.state.is_closed() {
        return Err(Problem::new(Code::Conflict)
            .because("a closed objective is history; carry it over instead")
            .into());
    }
    if let Some(fault) = asked.visibility.and_then(|visibility| visibility_fault(before.level, visibility)) {
        return Err(Problem::invalid(vec![fault]).into());
    }
    reach::refuse_opening(tx, before, asked)?;
    if let Some(owner) = asked.owner_id.filter(|owner| *owner != before.owner_id) {
        may_set(tx, before.level, owner)?;
    }
    if let Patch::Set(parent) = asked.parent_id
        && before.parent_id != Some(parent)
    {
        may_align(tx, parent)?;
        writes::refuse_circle(tx, before.id, parent)?;
    }
    writes::update(tx, before, asked)?;
    recompute::upwards(tx, before.id)?;
    // What it was aligned under lost a part.
    recompute::above(tx, before.parent_id.filter(|_| !asked.parent_id.is_keep()))?;
    if let Some(owner) = asked.owner_id.filter(|owner| *owner != before.owner_id) {
        notices::assigned(tx, before.id, owner)?;
    }
    changed(tx, "objectives.edited", before)
}

pub(super) fn go(ask: &Ask<MoveObjective>, tx: &mut TenantTx<'_>) -> Answered<MoveObjective> {
    let before = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    versioned(step(tx, &before, &ask.body)?)
}

/// Takes an objective on in its life, if it can take that step now.
pub(super) fn step(
    tx: &mut TenantTx<'_>,
    before: &Changeable<ObjectiveRow>,
    asked: &Move,
) -> Result<ObjectiveDetail, Failure> {
    let facts = state::Facts {
        without_value: writes::key_results_without_value(tx, before.id)?,
        progress: before.progress,
        score: asked.score,
        score_comment: asked.score_comment.as_deref(),
        learning: asked.learning.as_deref(),
    };
    let next = state::next(before.state, asked.transition, facts).map_err(Problem::invalid)?;
    writes::set_state(tx, before, next, asked)?;
    recompute::upwards(tx, before.id)?;
    notices::moved(tx, before, next)?;
    changed(tx, "objectives.moved", before)
}

pub(super) fn delete(ask: &Ask<DeleteObjective>, tx: &mut TenantTx<'_>) -> Answered<DeleteObjective> {
    let objective = ask.change::<ObjectiveRow>(tx, ask.params.id)?;
    if objective.state != ObjectiveState::Draft {
        return Err(Problem::new(Code::Conflict).because("only a draft can be removed; cancel it instead").into());
    }
    writes::delete(tx, &objective)?;
    recompute::above(tx, objective.parent_id)?;
    tx.note(Event::new("objectives.deleted", objective.id))?;
    Ok(Reply::new(()))
}

/// The objective as it is now, after noting what it was.
fn changed(tx: &mut TenantTx<'_>, kind: &'static str, before: &ObjectiveRow) -> Result<ObjectiveDetail, Failure> {
    let before = queries::shown(tx, vec![before.clone()])?;
    let after = current_or_gone(tx, before.first().map(|objective| objective.id))?;
    tx.note(Event::new(kind, after.objective.id).before(&before).after(&after.objective))?;
    Ok(after)
}

fn versioned<O>(detail: ObjectiveDetail) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<ObjectiveDetail>>,
{
    let version = detail.objective.version;
    Ok(Reply::versioned(detail, version))
}

fn current_or_gone(tx: &mut TenantTx<'_>, id: Option<ObjectiveId>) -> Result<ObjectiveDetail, Failure> {
    current(tx, id.ok_or(Code::NotFound)?)
}

/// An objective with everything around it, as it is now.
pub(super) fn current(tx: &mut TenantTx<'_>, id: ObjectiveId) -> Result<ObjectiveDetail, Failure> {
    let row = ObjectiveRow::find(tx, id)?.ok_or(Code::NotFound)?;
    detail(tx, row)
}

/// An objective with everything around it.
pub(crate) fn detail(tx: &mut TenantTx<'_>, row: ObjectiveRow) -> Result<ObjectiveDetail, Failure> {
    let key_results = queries::key_results(tx, &row)?;
    let (carried_from, carried_on) = carry::history(tx, &row)?;
    let also_supports = supports::links(tx, &row)?;
    let (objective, children, days_above) = queries::family(tx, row)?;
    Ok(ObjectiveDetail { objective, key_results, children, days_above, also_supports, carried_from, carried_on })
}

/// Whether the actor may set an objective at this level for this owner. Organisation level takes an
/// Admin, team level a Manager; a person's is set by themselves, their managers or an Admin.
fn may_set(tx: &mut TenantTx<'_>, level: Level, owner: PersonId) -> Result<(), Failure> {
    let least = match level {
        Level::Organisation => Role::Admin,
        Level::Team => Role::Manager,
        Level::Person => Role::Employee,
    };
    if tx.actor.role < least {
        return Err(Failure::field("level", "not_allowed"));
    }
    let person = PersonRow::find(tx, owner)?.ok_or_else(|| Failure::field("owner_id", "unknown"))?;
    // A manager answers for a team's objective by handing it to whom they like.
    if level == Level::Team || can(tx.actor.role, &EDIT, own_or(person.relation())) {
        return Ok(());
    }
    Err(Failure::field("owner_id", "not_allowed"))
}

/// A person is to the actor what their objectives are.
fn own_or(relation: Relation) -> Relation {
    match relation {
        Relation::Shared(_) => Relation::Shared(shared::access::ShareLevel::View),
        other => other,
    }
}

/// Refuses to align anything under what the actor doesn't see, or under what is closed: history.
pub(super) fn may_align(tx: &mut TenantTx<'_>, parent: ObjectiveId) -> Result<(), Failure> {
    let seen: Option<Readable<ObjectiveRow>> = Readable::read(tx, parent, &shared::goals::VIEW).ok();
    let parent = seen.ok_or_else(|| Failure::field("parent_id", "unknown"))?;
    if parent.state.is_closed() { Err(Failure::field("parent_id", "closed")) } else { Ok(()) }
}
