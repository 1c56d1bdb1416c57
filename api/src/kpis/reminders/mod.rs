//! Reminding of values that are missing.

mod queries;

use shared::{
    kpis::rules::{calendar, kinds::Grain},
    notifications::NoticeKind,
    wire::KpiId,
};

use super::clock::Clock;
use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder, ladder::Step},
};

/// Reminds those who answer for KPIs of values that are missing.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let (today, clock) = (tx.calendar.today, Clock::of(tx)?);
    for measured in queries::measured(tx)? {
        let due = calendar::due(measured.frequency, clock.week, measured.value_on, clock.day(measured.created_at));
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
