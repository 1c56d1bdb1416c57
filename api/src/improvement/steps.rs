//! The way of a plan from draft to end, step by step.

use chrono::NaiveDate;
use shared::{
    improvement::{
        AcknowledgeImprovementPlan, AddImprovementNote, EndImprovementPlan, ExtendImprovementPlan,
        ImprovementPlanDetail, PauseImprovementPlan, ResumeImprovementPlan, ScheduleImprovementPlan,
        TakeOverImprovementPlan, WithdrawImprovementPlan,
        rules::{self, ImprovementAudience, ImprovementDeed},
    },
    notifications::NoticeKind,
    operation::{Answer, Operation},
    problem::Code,
};

use super::{
    days, queries,
    routes::{
        act, answer, conflict, finish, gone_on, keep, refuse_incomplete, refuse_not_taken_over, refuse_unheld, tell_all,
    },
    rows::PlanRow,
    writes::{self, Act, Change},
};
use crate::{
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure},
    notifications::{settle, tell},
};

pub(super) fn schedule(ask: &Ask<ScheduleImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<ScheduleImprovementPlan> {
    let (plan, starts_on) = (ask.change::<PlanRow>(tx, ask.params.id)?, ask.body.starts_on);
    if starts_on < tx.calendar.today {
        return Err(Failure::field("starts_on", "in_the_past"));
    }
    if starts_on >= plan.ends_on {
        return Err(Failure::field("starts_on", "ends_before_start"));
    }
    refuse_incomplete(tx, &plan)?;
    let deed = Deed { starts_on: Some(starts_on), ..Deed::of(ImprovementDeed::Scheduled) };
    take(tx, &plan, &deed)?;
    settle(tx, &[NoticeKind::ImprovementToSchedule], plan.id)?;
    let done = finish(tx, plan.id, "improvement_plans.scheduled", Some(&plan))?;
    if starts_on > tx.calendar.today {
        return Ok(done);
    }
    days::begin(tx, &[plan.id])?;
    answer(tx, plan.id)
}

pub(super) fn pause(ask: &Ask<PauseImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<PauseImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    take(tx, &plan, &Deed { said: &ask.body.reason, ..Deed::of(ImprovementDeed::Paused) })?;
    finish(tx, plan.id, "improvement_plans.paused", Some(&plan))
}

pub(super) fn resume(ask: &Ask<ResumeImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<ResumeImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    if !rules::can_resume(plan.edition, plan.acknowledged_edition) {
        return Err(conflict("what was changed has to be acknowledged first"));
    }
    take(tx, &plan, &Deed::of(ImprovementDeed::Resumed))?;
    finish(tx, plan.id, "improvement_plans.resumed", Some(&plan))
}

pub(super) fn extend(ask: &Ask<ExtendImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<ExtendImprovementPlan> {
    let (plan, ends_on) = (ask.change::<PlanRow>(tx, ask.params.id)?, ask.body.ends_on);
    if ends_on <= plan.ends_on {
        return Err(Failure::field("ends_on", "not_extended"));
    }
    if ends_on <= tx.calendar.today {
        return Err(Failure::field("ends_on", "in_the_past"));
    }
    let deed = Deed { ends_on: Some(ends_on), said: &ask.body.reason, ..Deed::of(ImprovementDeed::Extended) };
    take(tx, &plan, &deed)?;
    settle(tx, &[NoticeKind::ImprovementEnding], plan.id)?;
    finish(tx, plan.id, "improvement_plans.extended", Some(&plan))
}

pub(super) fn end(ask: &Ask<EndImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<EndImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    let (deed, kind) = if ask.body.met {
        (ImprovementDeed::Met, "improvement_plans.met")
    } else {
        (ImprovementDeed::NotMet, "improvement_plans.not_met")
    };
    take(tx, &plan, &Deed { said: &ask.body.reason, ..Deed::of(deed) })?;
    over(tx, &plan, kind)
}

pub(super) fn withdraw(ask: &Ask<WithdrawImprovementPlan>, tx: &mut TenantTx<'_>) -> Answered<WithdrawImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    refuse_unheld(tx, &plan)?;
    take(tx, &plan, &Deed { said: &ask.body.reason, ..Deed::of(ImprovementDeed::Withdrawn) })?;
    over(tx, &plan, "improvement_plans.withdrawn")
}

pub(super) fn acknowledge(
    ask: &Ask<AcknowledgeImprovementPlan>,
    tx: &mut TenantTx<'_>,
) -> Answered<AcknowledgeImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    let deed = ImprovementDeed::Acknowledged;
    let state = plan.state.after(deed, plan.extended).ok_or_else(gone_on)?;
    if queries::counted(plan.edition) != ask.body.edition {
        return Err(Code::VersionMismatch.into());
    }
    if plan.acknowledged_edition == Some(plan.edition) {
        return Err(conflict("it was acknowledged already"));
    }
    writes::change(tx, &plan, &Change { acknowledged: true, ..Change::to(state, &plan) })?;
    let act = act(tx, &plan, deed, &ask.body.comment);
    keep(tx, &plan, &act)?;
    tell_all(tx, &plan, NoticeKind::ImprovementNoted)?;
    finish(tx, plan.id, "improvement_plans.acknowledged", Some(&plan))
}

pub(super) fn add_note(ask: &Ask<AddImprovementNote>, tx: &mut TenantTx<'_>) -> Answered<AddImprovementNote> {
    let (plan, new) = (ask.change_any_version::<PlanRow>(tx, ask.params.id)?, &ask.body);
    if !plan.state.runs() {
        return Err(gone_on());
    }
    refuse_not_taken_over(&plan)?;
    if !plan.audience.reads(new.audience) {
        return Err(Failure::field("audience", "not_allowed"));
    }
    writes::add_note(tx, &plan, new)?;
    let mut told = Vec::new();
    if new.audience == ImprovementAudience::Person {
        told.push(plan.person_id);
    }
    if new.audience >= ImprovementAudience::Manager {
        told.extend(plan.manager_id);
    }
    tell(tx, NoticeKind::ImprovementNoted, plan.id, &told)?;
    finish(tx, plan.id, "improvement_plans.noted", None)
}

pub(super) fn take_over(
    ask: &Ask<TakeOverImprovementPlan>,
    tx: &mut TenantTx<'_>,
) -> Answered<TakeOverImprovementPlan> {
    let plan = ask.change::<PlanRow>(tx, ask.params.id)?;
    if !plan.awaits_taking_over() {
        return Err(conflict("it doesn't wait to be taken over"));
    }
    let deed = ImprovementDeed::TakenOver;
    let state = plan.state.after(deed, plan.extended).ok_or_else(gone_on)?;
    writes::change(tx, &plan, &Change { held_by: Some(tx.actor.person), ..Change::to(state, &plan) })?;
    let act = act(tx, &plan, deed, "");
    keep(tx, &plan, &act)?;
    settle(tx, &[NoticeKind::ImprovementTakeOver], plan.id)?;
    finish(tx, plan.id, "improvement_plans.taken_over", Some(&plan))
}

/// A step that an Admin, or who has the draft, takes.
struct Deed<'a> {
    deed: ImprovementDeed,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    said: &'a str,
}

impl Deed<'_> {
    const fn of(deed: ImprovementDeed) -> Self {
        Self { deed, starts_on: None, ends_on: None, said: "" }
    }
}

/// Takes a step and tells of it.
fn take(tx: &mut TenantTx<'_>, plan: &Changeable<PlanRow>, step: &Deed<'_>) -> Result<(), Failure> {
    let state = plan.state.after(step.deed, plan.extended).ok_or_else(gone_on)?;
    let (starts_on, ends_on) = (step.starts_on, step.ends_on);
    writes::change(tx, plan, &Change { starts_on, ends_on, ..Change::to(state, plan) })?;
    let act = Act { day: starts_on.or(ends_on), ..act(tx, plan, step.deed, step.said) };
    keep(tx, plan, &act)?;
    tell_all(tx, plan, NoticeKind::ImprovementDecided)
}

/// Takes back what it asked for.
fn over<O>(tx: &mut TenantTx<'_>, plan: &Changeable<PlanRow>, kind: &'static str) -> Answered<O>
where
    O: Operation,
    O::Answer: Answer<Value = ImprovementPlanDetail>,
{
    let waiting = [NoticeKind::ImprovementToSchedule, NoticeKind::ImprovementEnding, NoticeKind::ImprovementTakeOver];
    settle(tx, &waiting, plan.id)?;
    finish(tx, plan.id, kind, Some(plan))
}
