//! Launches that are done in the background: confirmed by a request that answers at once, and done by the worker in one
//! transaction, as whoever confirmed it. A connection that breaks changes nothing of it.

mod queries;

use std::{sync::Arc, time::Duration};

use shared::{
    notifications::NoticeKind,
    problem::{Code, Problem},
    reviews::{LaunchReviewCycle, RUN, ReviewStage},
    wire::ReviewCycleId,
};
use tokio::time::{MissedTickBehavior, interval};

use self::queries::Waiting;
pub(in crate::reviews::cycles) use self::queries::{done, of_cycle};
use super::{super::versioned, detail, form, forward, lacking, queries::gaps, whole};
use crate::{
    app::State,
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure},
    notifications, people,
    reviews::cycles::rows::CycleRow,
};

const EVERY: Duration = Duration::from_secs(1);

pub(in crate::reviews) fn ask(ask: &Ask<LaunchReviewCycle>, tx: &mut TenantTx<'_>) -> Answered<LaunchReviewCycle> {
    let cycle = ask.change::<CycleRow>(tx, ask.params.id)?;
    if cycle.stage != ReviewStage::Draft {
        return Err(Problem::new(Code::Conflict).because("it has been launched").into());
    }
    let (number, form) = form(tx, cycle.template_id, cycle.form_number)?;
    if let Some(lack) = lacking(&cycle, &form)
        && gaps(tx, cycle.id, lack)?.0 > 0
    {
        return Err(Problem::new(Code::Conflict).because("there are gaps: waive each with a reason first").into());
    }
    if queries::ask(tx, &cycle, number)? == 0 {
        return Err(Problem::new(Code::Conflict).because("it is being launched").into());
    }
    tx.note(Event::new("review_cycles.launch_asked", cycle.id))?;
    versioned(whole(tx, cycle.id)?)
}

/// Launches what was asked for, until dropped. Any number of replicas may do it at once.
pub(in crate::reviews) async fn keep(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        complain("launches can't be looked for", look(&state).await);
    }
}

async fn look(state: &Arc<State>) -> Result<(), Failure> {
    for one in state.database.accounts(|tx| Ok(queries::waiting(tx.conn())?)).await? {
        complain("a cycle can't be launched", see_to(state, one).await);
    }
    Ok(())
}

async fn see_to(state: &Arc<State>, one: Waiting) -> Result<(), Failure> {
    let (org, cycle) = (one.org_id, one.cycle_id);
    // In a transaction of its own, so that it is seen while the launch is on.
    state.database.job(org, None, move |tx| Ok(queries::begin(tx, cycle)?)).await?;
    let done = state.database.job(org, Some(one.asked_by), move |tx| launched(tx, &one)).await;
    let why = match done {
        Ok(Some(())) => return Ok(()),
        Ok(None) => Some("whoever asked for it isn't here any more".to_owned()),
        Err(Failure::Problem(problem, _)) if is_final(problem.code) => Some(in_words(&problem)),
        Err(failure) => {
            let given_up = state.database.job(org, None, move |tx| given_up(tx, cycle)).await?;
            if given_up == Some(true) {
                tracing::error!(cycle = %cycle, "a launch is given up");
            }
            return Err(failure);
        }
    };
    state.database.job(org, None, move |tx| fail(tx, cycle, why.as_deref())).await?;
    Ok(())
}

/// All of it, or nothing. Launched by somebody else meanwhile, it is left alone.
fn launched(tx: &mut TenantTx<'_>, one: &Waiting) -> Result<(), Failure> {
    // The cycle before the launch, as whoever asks for one holds them.
    let cycle = Changeable::<CycleRow>::change(tx, one.cycle_id, &RUN, Some(one.cycle_version))?;
    let Some(number) = queries::take(tx, cycle.id)? else { return Ok(()) };
    if form(tx, cycle.template_id, cycle.form_number)?.0 != number {
        let why = "its template was changed after it was confirmed: look at it again";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let before = detail(tx, &cycle)?;
    let event = forward(tx, &cycle, 0)?;
    let after = whole(tx, cycle.id)?;
    tx.note(Event::new(event, cycle.id).before(&before.cycle).after(&after.cycle))
}

/// Whether trying again would come to the same.
const fn is_final(code: Code) -> bool {
    matches!(code, Code::Conflict | Code::Invalid | Code::VersionMismatch | Code::Forbidden | Code::NotFound)
}

fn in_words(problem: &Problem) -> String {
    match (problem.code, problem.detail.as_deref()) {
        (Code::VersionMismatch, _) => "it was changed after it was confirmed: look at it again".to_owned(),
        (Code::Forbidden | Code::NotFound, _) => "whoever asked for it may not launch it any more".to_owned(),
        (_, Some(detail)) => detail.to_owned(),
        (code, None) => code.to_string(),
    }
}

/// The draft stays, with the reason. Whoever confirmed it may look at something else by now, so Admins are told.
fn fail(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, why: Option<&str>) -> Result<(), Failure> {
    if queries::fail(tx, cycle, why)? == 0 {
        return Ok(());
    }
    let admins = people::admins(tx, None)?;
    notifications::tell(tx, NoticeKind::ReviewLaunchFailed, cycle, &admins)?;
    tx.note(Event::new("review_cycles.launch_failed", cycle).after(&serde_json::json!({ "why": why })))
}

/// What is broken of ours is tried a few times; whether that is over.
fn given_up(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<bool, Failure> {
    if queries::tried(tx, cycle)? < queries::MOST_TRIES {
        return Ok(false);
    }
    fail(tx, cycle, None)?;
    Ok(true)
}

/// Says in the log what has to wait for another time.
fn complain(what: &'static str, done: Result<(), Failure>) {
    match done {
        Ok(()) => {}
        Err(Failure::Fault(cause)) => tracing::error!(cause = format!("{cause:#}"), "{what}"),
        Err(failure) => tracing::warn!(code = %failure.code(), "{what}"),
    }
}
