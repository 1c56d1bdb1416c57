//! The tree as of any day, and what somebody owned at the end of a time.

mod queries;

use chrono::NaiveDate;
use diesel::QueryResult;
use shared::{
    goals::{ListPastObjectives, PastObjective, PastObjectiveFilter},
    wire::{PersonId, check},
};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListPastObjectives>, tx: &mut TenantTx<'_>) -> Answered<ListPastObjectives> {
    let today = tx.calendar.today;
    let day = ask.query.as_of.unwrap_or(today);
    check::date(&day, &()).map_err(|error| Failure::field("as_of", error.message()))?;
    if day > today {
        return Err(Failure::field("as_of", "in_the_future"));
    }
    let filter = PastObjectiveFilter { as_of: Some(day), cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("past_objectives", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, (day, &filter), limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, queries::Row::shown)?))
}

/// The objectives of somebody in the time between two days, as they stood at its end, or stand if it goes on; as far as the
/// actor sees them.
pub(crate) fn held_in(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<PastObjective>> {
    let day = to.min(tx.calendar.today);
    Ok(queries::held(tx, person, (from, to), day)?.into_iter().map(queries::Row::shown).collect())
}
