//! From stage to stage: what a step would do, and the step.

pub(in crate::reviews) mod by_date;
pub(in crate::reviews) mod dates;
pub(in crate::reviews) mod late;
pub(in crate::reviews) mod launches;
pub(in crate::reviews) mod proposals;
mod queries;
pub(in crate::reviews) mod rehearsed;
pub(in crate::reviews) mod settling;
pub(in crate::reviews) mod suggested;
mod told;
pub(in crate::reviews) mod trials;
pub(in crate::reviews) mod waivers;

use shared::{
    notifications::NoticeKind,
    problem::{Code, Problem},
    reviews::{
        MoveReviewCycle, RehearseReviewCycle, ReviewForm, ReviewLack, ReviewRehearsal, ReviewRelation, ReviewStage,
        ReviewStep,
        rules::{
            reading::is_hidden,
            stages::{self, Way},
        },
    },
    wire::{PersonId, ReviewCycleId},
};

pub(super) use self::queries::any_released;
use super::{detail, queries::form, rows::CycleRow, versioned, whole, writes};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications,
    reviews::{calibration::queries::any_unapplied, times},
};

pub(in crate::reviews) fn rehearse(
    ask: &Ask<RehearseReviewCycle>,
    tx: &mut TenantTx<'_>,
) -> Answered<RehearseReviewCycle> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    Ok(Reply::new(rehearsal(tx, &cycle)?))
}

/// What the next step would do.
fn rehearsal(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<ReviewRehearsal, Failure> {
    let (number, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let next = stages::next(cycle.stage, way(cycle, &form));
    let times = times::sides(tx, cycle.template_id, number, &form)?;
    let ((gaps, first_gaps), waived) = match lacking(cycle, &form) {
        Some(lack) => (queries::gaps(tx, cycle.id, lack)?, waivers::count(tx, cycle.id, lack)?),
        None => ((0, Vec::new()), 0),
    };
    let (people, load, busiest) = if cycle.stage == ReviewStage::Draft {
        queries::planned(tx, cycle.id, &sides(&form), &times)?
    } else {
        queries::assigned(tx, cycle.id, &times)?
    };
    Ok(ReviewRehearsal { next, people, load, busiest, gaps, first_gaps, waived })
}

/// What has to be there before the next step.
fn lacking(cycle: &CycleRow, form: &ReviewForm) -> Option<ReviewLack> {
    match cycle.stage {
        ReviewStage::Draft => form.asks(ReviewRelation::Manager).then_some(ReviewLack::Manager),
        ReviewStage::Nominating => Some(ReviewLack::Peers),
        ReviewStage::Writing => Some(ReviewLack::Submission),
        ReviewStage::Calibrating => Some(ReviewLack::Rating),
        ReviewStage::Sharing => Some(ReviewLack::Release),
        ReviewStage::Closed | ReviewStage::Cancelled => None,
    }
}

fn way(cycle: &CycleRow, form: &ReviewForm) -> Way {
    Way { with_peers: cycle.peers_most > 0 && form.asks(ReviewRelation::Peer), calibrates: cycle.calibrates }
}

/// The sides that are assigned at the launch.
fn sides(form: &ReviewForm) -> Vec<&'static str> {
    let at_launch = [ReviewRelation::Own, ReviewRelation::Manager, ReviewRelation::Upward];
    at_launch.into_iter().filter(|side| form.asks(*side)).map(ReviewRelation::as_str).collect()
}

pub(in crate::reviews) fn step(ask: &Ask<MoveReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<MoveReviewCycle> {
    let cycle = ask.change::<CycleRow>(tx, ask.params.id)?;
    let before = detail(tx, &cycle)?;
    let event = match ask.body.step {
        ReviewStep::Forward => forward(tx, &cycle, ask.body.gaps)?,
        ReviewStep::Back => back(tx, &cycle, reason(ask)?)?,
        ReviewStep::Cancel => cancel(tx, &cycle, reason(ask)?)?,
    };
    let after = whole(tx, cycle.id)?;
    tx.note(Event::new(event, cycle.id).before(&before.cycle).after(&after.cycle))?;
    versioned(after)
}

fn reason(ask: &Ask<MoveReviewCycle>) -> Result<&str, Failure> {
    let reason = ask.body.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    reason.ok_or_else(|| Failure::field("reason", "required"))
}

/// Gives the name of what happened.
fn forward(tx: &mut TenantTx<'_>, cycle: &Changeable<CycleRow>, gaps: i64) -> Result<&'static str, Failure> {
    let (number, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let Some(next) = stages::next(cycle.stage, way(cycle, &form)) else {
        return Err(Problem::new(Code::Conflict).because("it is over: there is no next stage").into());
    };
    let now = match lacking(cycle, &form) {
        Some(lack) => queries::gaps(tx, cycle.id, lack)?.0,
        None => 0,
    };
    if now != gaps {
        let why = format!("there are {now} gaps, not {gaps}: look at the rehearsal again");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if cycle.stage == ReviewStage::Sharing && now > 0 {
        let why = format!("{now} haven't got theirs: give it to them, or withhold it with a reason, and close it then");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if now > 0 {
        let why = format!("there are {now} gaps: waive each with a reason, or give whoever writes more time");
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if cycle.stage == ReviewStage::Draft {
        if queries::launch(tx, cycle.id, &sides(&form))? == 0 {
            return Err(Problem::new(Code::Conflict).because("nobody is in it").into());
        }
        let people = queries::subjects(tx, cycle.id)?;
        writes::set_stage(tx, cycle, next, Some(number), None)?;
        launches::done(tx, cycle.id)?;
        trials::throw_away(tx, cycle.id)?;
        notifications::tell(tx, NoticeKind::ReviewCycleLaunched, cycle.id, &people)?;
        return begun(tx, cycle, next, "review_cycles.launched");
    }
    enter(tx, cycle, next, &form)?;
    writes::set_stage(tx, cycle, next, None, None)?;
    begun(tx, cycle, next, "review_cycles.moved")
}

/// Whom a cycle is about, and who has to write.
pub(in crate::reviews) struct Begun {
    pub people: Vec<PersonId>,
    pub authors: Vec<PersonId>,
}

/// Assigns what is written in a cycle that begins by itself, with writing.
pub(in crate::reviews) fn launched(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    form: &ReviewForm,
) -> Result<Begun, Failure> {
    queries::launch(tx, cycle, &sides(form))?;
    Ok(Begun { people: queries::subjects(tx, cycle)?, authors: queries::authors_who_owe(tx, cycle)? })
}

/// What comes with leaving a stage that is no draft, and what keeps a cycle in it.
fn enter(tx: &mut TenantTx<'_>, cycle: &CycleRow, next: ReviewStage, form: &ReviewForm) -> Result<(), Failure> {
    if cycle.stage == ReviewStage::Writing {
        times::forget(tx, cycle)?;
    }
    match (cycle.stage, next) {
        (ReviewStage::Nominating, _) => {
            told::of_lapsed(tx, cycle.id)?;
            queries::assign_peers(tx, cycle.id)?;
        }
        (_, ReviewStage::Calibrating) => proposals::propose(tx, cycle.id, form)?,
        (ReviewStage::Writing, ReviewStage::Sharing) => settling::settle(tx, cycle, form)?,
        (ReviewStage::Calibrating, _) if any_unapplied(tx, cycle.id)? => return Err(Code::CalibrationOpen.into()),
        // What was handed in before would be missing for ever.
        (_, ReviewStage::Closed) if queries::any_reopened(tx, cycle.id)? => {
            let why = "a review is open again: it is handed in, or an Admin closes it, before the cycle ends";
            return Err(Problem::new(Code::Conflict).because(why).into());
        }
        (_, ReviewStage::Closed) => times::judge(tx, cycle, form)?,
        _ => {}
    }
    Ok(())
}

/// Tells those who have to write, where writing begins, and those who release, where sharing does.
fn begun(
    tx: &mut TenantTx<'_>,
    cycle: &CycleRow,
    stage: ReviewStage,
    event: &'static str,
) -> Result<&'static str, Failure> {
    if stage == ReviewStage::Writing {
        let authors = queries::authors_who_owe(tx, cycle.id)?;
        notifications::tell(tx, NoticeKind::ReviewsToWrite, cycle.id, &authors)?;
    }
    if stage == ReviewStage::Sharing {
        told::releasers(tx, cycle.id)?;
    }
    Ok(event)
}

fn back(tx: &mut TenantTx<'_>, cycle: &Changeable<CycleRow>, reason: &str) -> Result<&'static str, Failure> {
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let Some(before) = stages::back(cycle.stage, way(cycle, &form)) else {
        let why = format!("there is no way back from {}", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    };
    if let Some(why) = keeps_sharing(tx, cycle, &form)? {
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    writes::set_stage(tx, cycle, before, None, Some(reason))?;
    told::everybody(tx, NoticeKind::ReviewCycleTakenBack, cycle.id)?;
    Ok("review_cycles.taken_back")
}

/// Why a cycle can't be taken back from sharing, if it can't.
fn keeps_sharing(tx: &mut TenantTx<'_>, cycle: &CycleRow, form: &ReviewForm) -> Result<Option<&'static str>, Failure> {
    if cycle.stage != ReviewStage::Sharing {
        return Ok(None);
    }
    let hides = [ReviewRelation::Peer, ReviewRelation::Upward]
        .into_iter()
        .any(|side| form.asks(side) && is_hidden(side, cycle.naming));
    if hides {
        return Ok(Some("answers without names have been shown: whatever came later would tell whose it is"));
    }
    let released = queries::any_released(tx, cycle.id)?;
    Ok(released.then_some("somebody has theirs already: what was released can't be written anew"))
}

fn cancel(tx: &mut TenantTx<'_>, cycle: &Changeable<CycleRow>, reason: &str) -> Result<&'static str, Failure> {
    if !stages::can_cancel(cycle.stage) {
        let why = format!("it is {}: there is nothing to call off", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    times::forget(tx, cycle)?;
    writes::set_stage(tx, cycle, ReviewStage::Cancelled, None, Some(reason))?;
    told::everybody(tx, NoticeKind::ReviewCycleCancelled, cycle.id)?;
    Ok("review_cycles.cancelled")
}
