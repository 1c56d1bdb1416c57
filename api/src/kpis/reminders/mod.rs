//! What the calendar brings: values that are missing, and states that change because a period is over.

mod queries;

use shared::{
    kpis::rules::{calendar, kinds::Grain},
    notifications::NoticeKind,
    wire::KpiId,
};

use super::{clock::Clock, recompute};
use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder, ladder::Step},
};

/// Reminds those who answer for KPIs of values that are missing, and tells of crossings that no value brought.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    // A period that ends may be the second bad one in a row.
    let crossed = queries::crossed(tx)?;
    if !crossed.is_empty()
        && let Err(failure) = tx.attempt(|tx| recompute::judge_anew(tx, &crossed))
    {
        // Nobody goes without their reminders for that.
        tracing::error!(code = %failure.code(), "KPIs can't be judged by the day it is");
    }
    let (today, week) = (tx.calendar.today, Clock::of(tx)?.week);
    for measured in queries::measured(tx)? {
        let due = calendar::due(measured.frequency, week, measured.value_on, measured.created_on);
        let Some(step) = step(measured.frequency, due, today) else { continue };
        let occasion = ladder::occasion(due, step);
        notifications::remind(tx, NoticeKind::KpiDue, measured.id, &occasion, &[measured.owner])?;
    }
    Ok(())
}

/// There is no value to enter before its period is over; and of a day's value nobody is reminded the morning after.
fn step(frequency: Grain, due: chrono::NaiveDate, today: chrono::NaiveDate) -> Option<Step> {
    let step = ladder::step(due, today)?;
    match (frequency, step) {
        (_, Step::Soon) | (Grain::Day, Step::Today) => None,
        _ => Some(step),
    }
}

/// A value was entered: nobody needs reminding any more.
pub(super) fn entered(tx: &mut TenantTx<'_>, id: KpiId) -> Result<(), Failure> {
    notifications::settle(tx, &[NoticeKind::KpiDue], id)
}
