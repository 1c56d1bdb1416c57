//! Cycles: set up as a draft, launched, and taken from stage to stage ([`steps`]).

pub(in crate::reviews) mod queries;
pub(in crate::reviews) mod rows;
pub(super) mod steps;
pub(super) mod wordings;
mod writes;

use shared::{
    access::{Relation, Role},
    problem::{Code, Problem},
    reviews::{
        CreateReviewCycle, DeleteReviewCycle, EditReviewCycle, ListReviewCycles, ReadReviewCycle, ReviewCycleChanges,
        ReviewCycleDetail, ReviewCycleFilter, ReviewStage,
    },
    wire::{ReviewCycleId, ReviewTemplateId},
};

use self::rows::CycleRow;
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListReviewCycles>, tx: &mut TenantTx<'_>) -> Answered<ListReviewCycles> {
    let filter = ReviewCycleFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-cycles", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.period_to, row.id), |row| row.shown())?))
}

pub(super) fn create(ask: &Ask<CreateReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<CreateReviewCycle> {
    ask.require(tx, Relation::Organisation)?;
    refuse_unless_offered(tx, ask.body.template_id)?;
    let id = writes::insert(tx, &ask.body)?;
    let made = whole(tx, id)?;
    tx.note(Event::new("review_cycles.created", id).after(&made))?;
    versioned(made)
}

pub(super) fn show(ask: &Ask<ReadReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewCycle> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    versioned(detail(tx, &cycle)?)
}

pub(super) fn edit(ask: &Ask<EditReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<EditReviewCycle> {
    let cycle = ask.change::<CycleRow>(tx, ask.params.id)?;
    check(&cycle, &ask.body)?;
    if let Some(template) = ask.body.template_id.filter(|template| *template != cycle.template_id) {
        refuse_unless_offered(tx, template)?;
    }
    let before = detail(tx, &cycle)?;
    writes::update(tx, &cycle, &ask.body)?;
    let after = whole(tx, cycle.id)?;
    tx.note(Event::new("review_cycles.edited", cycle.id).before(&before).after(&after))?;
    versioned(after)
}

/// What people were told when it was launched stays true: afterwards only its name and its days change, and its minimum,
/// which can only rise.
fn check(cycle: &CycleRow, asked: &ReviewCycleChanges) -> Result<(), Failure> {
    if cycle.stage == ReviewStage::Draft {
        return Ok(());
    }
    if matches!(cycle.stage, ReviewStage::Closed | ReviewStage::Cancelled) {
        return Err(Problem::new(Code::Conflict).because("it is over: nothing of it changes any more").into());
    }
    if asked.is_more_than_days() {
        let why = "it has been launched: only its name, its days and its minimum can change";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    match asked.minimum {
        Some(minimum) if i16::from(minimum) < cycle.minimum => Err(Failure::field("minimum", "can_only_rise")),
        _ => Ok(()),
    }
}

pub(super) fn delete(ask: &Ask<DeleteReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<DeleteReviewCycle> {
    let cycle = ask.change::<CycleRow>(tx, ask.params.id)?;
    if cycle.stage != ReviewStage::Draft {
        return Err(Problem::new(Code::Conflict).because("only a draft can be removed").into());
    }
    let before = detail(tx, &cycle)?;
    writes::delete(tx, &cycle)?;
    tx.note(Event::new("review_cycles.deleted", cycle.id).before(&before))?;
    Ok(Reply::new(()))
}

/// A template that is retired begins nothing new.
pub(super) fn refuse_unless_offered(tx: &mut TenantTx<'_>, template: ReviewTemplateId) -> Result<(), Failure> {
    if queries::is_offered(tx, template)? { Ok(()) } else { Err(Failure::field("template_id", "unknown")) }
}

/// As it is after a change, if what it says fits together.
fn whole(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> Result<ReviewCycleDetail, Failure> {
    let cycle = CycleRow::find(tx, id)?.ok_or(Code::NotFound)?;
    let faults = cycle.terms().faults();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    // Nothing can be compared where managers rate nothing; before the launch the form can still become such a one.
    if cycle.calibrates && !queries::form(tx, cycle.template_id, cycle.form_number)?.1.rated_by_managers() {
        return Err(Failure::field("calibrates", "nothing_rated"));
    }
    detail(tx, &cycle)
}

fn detail(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<ReviewCycleDetail, Failure> {
    let setup = if tx.actor.role == Role::Admin { Some(queries::setup(tx, cycle)?) } else { None };
    let (progress, rule) = (queries::progress(tx, cycle.id)?, queries::rule_of(tx, cycle.id)?);
    let launch = if cycle.stage == ReviewStage::Draft { steps::launches::of_cycle(tx, cycle.id)? } else { None };
    Ok(ReviewCycleDetail { cycle: cycle.shown(), setup, progress, rule, launch })
}

fn versioned<O>(detail: ReviewCycleDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = ReviewCycleDetail>,
{
    let version = detail.cycle.version;
    Ok(Reply::versioned(detail, version))
}
