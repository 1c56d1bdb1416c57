//! The week at a glance, for the home page.

mod queries;

use diesel::QueryResult;
use shared::{
    home::DueWeek,
    people::PersonRef,
    weekly_check_ins::rules::{due_on, monday_of},
};

use super::settings;
use crate::db::TenantTx;

/// The actor's week, unless it is written or the organisation doesn't check in by the week; and whose week waits to be
/// read by them.
pub(crate) fn at_a_glance(tx: &mut TenantTx<'_>) -> QueryResult<(Option<DueWeek>, Vec<PersonRef>)> {
    let week = monday_of(tx.calendar.today);
    let found = queries::glance(tx, week)?;
    Ok((found.due.map(|day| DueWeek { week, due_on: due_on(week, day) }), found.to_read))
}
