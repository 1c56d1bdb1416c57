//! The week at a glance, for the home page.

mod queries;

use shared::{
    home::DueWeek,
    weekly_check_ins::rules::{due_on, monday_of},
};

pub(crate) use self::queries::to_read;
use super::settings;
use crate::{db::TenantTx, http::Failure};

/// The actor's week, unless it is written or the organisation doesn't check in by the week.
pub(crate) fn mine_due(tx: &mut TenantTx<'_>) -> Result<Option<DueWeek>, Failure> {
    let week = monday_of(tx.calendar.today);
    let (settings, is_written) = settings::read_with_week(tx, week)?;
    if !settings.enabled || is_written {
        return Ok(None);
    }
    Ok(Some(DueWeek { week, due_on: due_on(week, settings.due_weekday) }))
}
