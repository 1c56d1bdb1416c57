use chrono::NaiveDate;
use serde::Serialize;
use shared::{
    access::Relation,
    improvement::{
        DraftImprovementPlan, EditImprovementPlan, ImprovementFilter, ImprovementPlanDetail, ImprovementSection,
        ListImprovementPlans, NewImprovementSection, ReadImprovementPlan,
        rules::{self, ImprovementAudience, ImprovementDeed, ImprovementState, SectionsCompared},
    },
    notifications::NoticeKind,
    openings::Opened,
    operation::{Answer, Operation},
    people::PersonStatus,
    problem::{Code, Problem},
    wire::{ImprovementPlanId, PersonId},
};

use super::{
    queries::{self, Section, counted},
    rows::{PlanRow, SubjectRow},
    writes::{self, Act, Change},
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
    opened::Visits,
    people,
};

pub(super) fn list(ask: &Ask<ListImprovementPlans>, tx: &mut TenantTx<'_>) -> Answered<ListImprovementPlans> {
    let filter = ImprovementFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("improvement-plans", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, PlanRow::shown)?))
}

pub(super) fn show(ask: &Ask<ReadImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<ReadImprovementPlan> {
    let plan = ask.read::<PlanRow>(tx, ask.params.id)?.into_inner();
    opened(&ask.visits, tx, &plan);
    versioned(detail(tx, plan)?)
}

/// Somebody reads a plan: its person is told who does, but not of themselves.
pub(super) fn opened(visits: &Visits, tx: &TenantTx<'_>, plan: &PlanRow) {
    if plan.relation() != Relation::Own {
        visits.note(&tx.actor, Opened::ImprovementPlan, plan.id);
    }
}

pub(super) fn draft(ask: &Ask<DraftImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<DraftImprovementPlan> {
    let (person, new) = (ask.change_any_version::<SubjectRow>(tx, ask.params.id)?, &ask.body);
    refuse_unread(ImprovementAudience::of(tx.actor.role, person.relation()), &new.sections)?;
    refuse_past(tx, new.ends_on)?;
    if person.status == PersonStatus::Deactivated {
        return Err(conflict("they have been deactivated"));
    }
    if queries::has_open(tx, &person)? {
        return Err(conflict("they have a plan that hasn't ended"));
    }
    let id = writes::insert(tx, &person, new.ends_on)?;
    let placed: Vec<_> = (0_i32..).zip(&new.sections).collect();
    writes::add_sections(tx, id, 1, &placed)?;
    let act = Act {
        deed: ImprovementDeed::Drafted,
        by: Some(tx.actor.person),
        audience: ImprovementAudience::Manager,
        edition: 1,
        day: None,
        said: "",
    };
    writes::keep_act(tx, id, &act)?;
    let admins = people::admins(tx, Some(person.id))?;
    tell(tx, NoticeKind::ImprovementToSchedule, id, &admins)?;
    finish(tx, id, "improvement_plans.drafted", None)
}

pub(super) fn edit(ask: &Ask<EditImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<EditImprovementPlan> {
    let (plan, changes) = (ask.change::<PlanRow>(tx, ask.params.id)?, &ask.body);
    let Some(next) = plan.state.after(ImprovementDeed::Changed, plan.extended) else {
        return Err(gone_on());
    };
    refuse_unheld(tx, &plan)?;
    if let Some(day) = changes.ends_on.filter(|day| *day != plan.ends_on) {
        refuse_past(tx, day)?;
        if plan.started_at.is_some() {
            return Err(Failure::field("ends_on", "not_allowed_now"));
        }
        if plan.starts_on.is_some_and(|starts_on| starts_on >= day) {
            return Err(Failure::field("ends_on", "ends_before_start"));
        }
    }
    let concerned = match &changes.sections {
        Some(sections) => rewrite(tx, &plan, sections, &changes.reason)?,
        None => None,
    };
    // A change of the day alone concerns all who see the plan; what changes nothing, only who reads as the actor does.
    let moved = changes.ends_on.is_some_and(|day| day != plan.ends_on).then(|| plan.widest());
    let audience = concerned.max(moved).unwrap_or(plan.audience).min(plan.widest());
    let new_edition = plan.started_at.is_some() && audience == ImprovementAudience::Person;
    let state = if new_edition || plan.started_at.is_none() { next } else { plan.state };
    let change = Change { ends_on: changes.ends_on, new_edition, audience, ..Change::to(state, &plan) };
    writes::change(tx, &plan, &change)?;
    let edition = plan.edition + i32::from(new_edition);
    let act = Act { edition, audience, ..act(tx, &plan, ImprovementDeed::Changed, &changes.reason) };
    keep(tx, &plan, &act)?;
    if new_edition {
        tell_all(tx, &plan, NoticeKind::ImprovementDecided)?;
    }
    finish(tx, plan.id, "improvement_plans.changed", Some(&plan))
}

/// Puts other parts in the place of those that the actor reads; the most whom that concerns, if anybody.
fn rewrite(
    tx: &mut TenantTx<'_>,
    plan: &Changeable<PlanRow>,
    sections: &[NewImprovementSection],
    reason: &str,
) -> Result<Option<ImprovementAudience>, Failure> {
    refuse_unread(plan.audience, sections)?;
    let now = queries::sections(tx, plan)?;
    let shown: Vec<ImprovementSection> = now.iter().map(|section| section.shown.clone()).collect();
    let SectionsCompared { stays, goes, widest } = rules::compared(&shown, sections);
    let started = plan.started_at.is_some();
    let for_person = started && widest == Some(ImprovementAudience::Person);
    if for_person && reason.trim().is_empty() {
        return Err(Failure::field("reason", "required"));
    }
    let id_of = |at: usize| now.get(at).map(|section: &Section| section.id);
    let gone: Vec<_> = goes.into_iter().filter_map(id_of).collect();
    let placed = || (0_i32..).zip(sections).zip(&stays);
    let stay: Vec<_> = placed().filter_map(|((place, _), stays)| Some((place, id_of((*stays)?)?))).collect();
    let come: Vec<_> = placed().filter(|(_, stays)| stays.is_none()).map(|(section, _)| section).collect();
    writes::replace_sections(tx, plan, &gone)?;
    writes::place_sections(tx, plan, &stay)?;
    writes::add_sections(tx, plan.id, plan.edition + i32::from(for_person), &come)?;
    if plan.state != ImprovementState::Draft {
        refuse_incomplete(tx, plan)?;
    }
    Ok(widest)
}

/// Refuses a plan that doesn't tell its person what is expected and how it is measured.
pub(super) fn refuse_incomplete(tx: &mut TenantTx<'_>, plan: &PlanRow) -> Result<(), Failure> {
    let sections = queries::sections(tx, plan)?;
    let complete = rules::is_complete(sections.iter().map(|section| &section.shown));
    if complete { Ok(()) } else { Err(Failure::field("sections", "expectations_missing")) }
}

/// Refuses parts that whoever writes them couldn't read.
fn refuse_unread(reader: ImprovementAudience, sections: &[NewImprovementSection]) -> Result<(), Failure> {
    match sections.iter().position(|section| !reader.reads(section.audience)) {
        Some(at) => Err(Failure::field(format!("sections[{at}].audience"), "not_allowed")),
        None => Ok(()),
    }
}

fn refuse_past(tx: &TenantTx<'_>, ends_on: NaiveDate) -> Result<(), Failure> {
    if ends_on > tx.calendar.today { Ok(()) } else { Err(Failure::field("ends_on", "in_the_past")) }
}

/// Refuses a manager what only an Admin may by now, and who hasn't taken the plan over.
pub(super) fn refuse_unheld(tx: &TenantTx<'_>, plan: &PlanRow) -> Result<(), Failure> {
    if !plan.state.is_for(tx.actor.role) {
        return Err(Code::Forbidden.into());
    }
    refuse_not_taken_over(plan)
}

/// Refuses a manager who hasn't taken the plan over.
pub(super) fn refuse_not_taken_over(plan: &PlanRow) -> Result<(), Failure> {
    let manages = plan.audience == ImprovementAudience::Manager;
    if manages && plan.awaits_taking_over() { Err(conflict("take it over first")) } else { Ok(()) }
}

pub(super) fn conflict(because: &str) -> Failure {
    Problem::new(Code::Conflict).because(because).into()
}

/// It isn't where the caller thinks it is.
pub(super) fn gone_on() -> Failure {
    conflict("the plan isn't in the state for that any more")
}

/// A deed of the actor's, which all who see the plan learn of.
pub(super) fn act<'a>(tx: &TenantTx<'_>, plan: &PlanRow, deed: ImprovementDeed, said: &'a str) -> Act<'a> {
    Act { deed, by: Some(tx.actor.person), audience: plan.widest(), edition: plan.edition, day: None, said }
}

pub(super) fn keep(tx: &mut TenantTx<'_>, plan: &PlanRow, act: &Act<'_>) -> Result<(), Failure> {
    writes::keep_act(tx, plan.id, act)?;
    Ok(())
}

/// Tells all who see the plan, but the actor: its person only once it has started.
pub(super) fn tell_all(tx: &mut TenantTx<'_>, plan: &PlanRow, kind: NoticeKind) -> Result<(), Failure> {
    let mut told = people::admins(tx, Some(plan.person_id))?;
    told.extend(plan.manager_id);
    told.extend(plan.started_at.map(|_| plan.person_id));
    tell(tx, kind, plan.id, &told)
}

/// What the log keeps of a plan: where it stands, and nothing that it says.
#[derive(Serialize)]
struct Logged {
    person_id: PersonId,
    state: ImprovementState,
    starts_on: Option<NaiveDate>,
    ends_on: NaiveDate,
    edition: i32,
}

impl Logged {
    fn of(plan: &PlanRow) -> Self {
        Self {
            person_id: plan.person_id,
            state: plan.state,
            starts_on: plan.starts_on,
            ends_on: plan.ends_on,
            edition: plan.edition,
        }
    }
}

/// The plan after what is in the log.
pub(super) fn finish<O>(
    tx: &mut TenantTx<'_>,
    id: ImprovementPlanId,
    kind: &'static str,
    before: Option<&PlanRow>,
) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = ImprovementPlanDetail>,
{
    let after = PlanRow::find(tx, id)?.ok_or(Code::NotFound)?;
    let event = Event::new(kind, id).after(&Logged::of(&after));
    tx.note(match before {
        Some(before) => event.before(&Logged::of(before)),
        None => event,
    })?;
    versioned(detail(tx, after)?)
}

/// The plan as it is now.
pub(super) fn answer<O>(tx: &mut TenantTx<'_>, id: ImprovementPlanId) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = ImprovementPlanDetail>,
{
    let plan = PlanRow::find(tx, id)?.ok_or(Code::NotFound)?;
    versioned(detail(tx, plan)?)
}

/// A plan with what it says, as far as that is for the actor.
pub(super) fn detail(tx: &mut TenantTx<'_>, plan: PlanRow) -> Result<ImprovementPlanDetail, Failure> {
    let sections = queries::sections(tx, &plan)?.into_iter().map(|section| section.shown).collect();
    let notes = queries::notes(tx, plan.id)?;
    let acts = queries::acts(tx, plan.id)?.into_iter().map(|(_, act)| act).collect();
    Ok(ImprovementPlanDetail { edition: counted(plan.edition), sections, notes, acts, plan: plan.shown() })
}

fn versioned<O>(detail: ImprovementPlanDetail) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = ImprovementPlanDetail>,
{
    let version = detail.plan.version;
    Ok(Reply::versioned(detail, version))
}
