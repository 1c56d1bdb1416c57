//! Reminding of the weekly check-in: on the day it is due, and once more two days later.

mod queries;

use chrono::TimeDelta;
use shared::{
    notifications::NoticeKind,
    weekly_check_ins::rules::{due_on, monday_of},
    wire::PersonId,
};

use super::settings;
use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, ladder, ladder::Step},
};

/// Reminds whoever has not written their week, if the organisation checks in by the week.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let settings = settings::read(tx)?;
    if !settings.enabled {
        return Ok(());
    }
    let today = tx.calendar.today;
    let this_week = monday_of(today);
    // One due on a Sunday is late in the week after, in which it can still be written.
    for week in [this_week - TimeDelta::days(7), this_week] {
        let due = due_on(week, settings.due_weekday);
        let late_for = (today - due).num_days();
        let Some(step) = ladder::step(due, today).filter(|step| *step != Step::Soon && late_for <= 3) else { continue };
        let occasion = ladder::occasion(due, step);
        for person in queries::unwritten(tx, week)? {
            notifications::remind(tx, NoticeKind::WeeklyDue, person, &occasion, &[person])?;
        }
    }
    Ok(())
}

/// Somebody wrote their week.
pub(super) fn written(tx: &mut TenantTx<'_>, by: PersonId) -> Result<(), Failure> {
    notifications::settle(tx, &[NoticeKind::WeeklyDue], by)
}
