//! Values that are missing, for the home page.

mod queries;

use diesel::QueryResult;
use shared::kpis::Kpi;

use super::{clock::Clock, queries as kpis};
use crate::db::TenantTx;

/// How many are named.
const MOST: usize = 20;

/// The actor's KPIs whose value is missing, longest due first.
pub(crate) fn values_due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Kpi>> {
    let today = tx.calendar.today;
    let mine = queries::mine(tx)?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let clock = Clock::of(tx)?;
    let mut due: Vec<_> = mine
        .into_iter()
        .filter_map(|row| Some((row.due_on(clock)?, row)))
        .filter(|(due_on, _)| *due_on <= today)
        .collect();
    due.sort_by_key(|(due_on, _)| *due_on);
    due.truncate(MOST);
    kpis::shown_by(tx, due.into_iter().map(|(_, row)| row).collect(), clock)
}
