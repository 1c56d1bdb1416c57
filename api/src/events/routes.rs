use shared::{
    access::Relation,
    events::{Event, EventBatch, ListEvents},
    problem::Code,
};

use super::{
    kinds_of, queries,
    rows::{EventRow, PlaceRow},
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn list(ask: &Ask<ListEvents>, tx: &mut TenantTx<'_>) -> Answered<ListEvents> {
    ask.require(tx, Relation::Organisation)?;
    let wanted = ask.query.wanted().map_err(|_| Failure::field("types", "unknown_value"))?;
    let all = kinds_of(&[]);
    let after = match ask.query.after {
        Some(id) => Some(queries::place(tx, id, &all)?.ok_or(Code::BadCursor)?),
        None => None,
    };
    // First, so that the page holds nothing that the cursor doesn't count.
    let Some(last) = queries::last(tx, &all)? else {
        return Ok(Reply::new(EventBatch { items: Vec::new(), cursor: None, more: false }));
    };
    let limit = ask.query.limit.unwrap_or_default().get();
    let rows = queries::page(tx, &kinds_of(&wanted), after.map(|place| place.seq), last.seq, limit + 1)?;
    Ok(Reply::new(batch(rows, limit, last)))
}

/// What is shown of one row more than asked for, which tells whether there is more.
fn batch(mut rows: Vec<EventRow>, limit: i64, last: PlaceRow) -> EventBatch {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let cursor = if more { rows.last().map_or(last.id, EventRow::id) } else { last.id };
    let items: Vec<Event> = rows.into_iter().filter_map(EventRow::told).collect();
    EventBatch { items, cursor: Some(cursor), more }
}
