//! What was written lately, for the meetings in which it is talked about.

mod queries;

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use shared::{weekly_check_ins::WeeklyCheckIn, wire::PersonId};

use super::{named, rows::WeeklyRow};
use crate::db::TenantTx;

/// What each of these people wrote after one moment and up to another, as far as the actor sees it: of each the latest
/// 3, latest week first.
pub(crate) fn lately(
    tx: &mut TenantTx<'_>,
    of: &[PersonId],
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> QueryResult<Vec<WeeklyCheckIn>> {
    let mut weeks: Vec<_> = queries::written(tx, of, after, until)?.into_iter().map(WeeklyRow::shown).collect();
    named::complete(tx, &mut weeks)?;
    Ok(weeks)
}
