//! The tree as of any day.

mod queries;

use shared::{
    goals::{ListPastObjectives, PastObjectiveFilter},
    wire::check,
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
