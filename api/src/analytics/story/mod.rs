//! A person's story: what the features know of their work, in order of time.

mod queries;

use shared::{
    analytics::{Coverage, CoverageMonth, KindCount, ListStory, ReadCoverage, StoryFilter, StoryKind, rules},
    wire::Page,
};

use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
    people::PersonRow,
};
use queries::Position;

pub(super) fn list(ask: &Ask<ListStory>, tx: &mut TenantTx<'_>) -> Answered<ListStory> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let filter = StoryFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("story", &(person.id, &filter))?, ask.query.limit.unwrap_or_default());
    let after = list.position::<Position>(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, person.id, &filter, limit, after)?;
    let page: Page<_> =
        list.page(rows, limit, |entry| Position(entry.happened_on, entry.id, entry.kind), |entry| entry)?;
    Ok(Reply::new(page))
}

pub(super) fn coverage(ask: &Ask<ReadCoverage>, tx: &mut TenantTx<'_>) -> Answered<ReadCoverage> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    let last = rules::month_of(ask.query.until.unwrap_or(tx.calendar.today));
    let months = rules::year_until(last);
    let from = months.first().copied().unwrap_or(last);
    let counted = queries::counts(tx, person.id, from, last)?;
    let counts_of = |month| {
        let of_kind = |kind: &StoryKind| {
            let found = counted.iter().find(|(at, of, _)| *at == month && of == kind);
            found.map(|(_, kind, count)| KindCount { kind: *kind, count: *count })
        };
        StoryKind::ALL.iter().filter_map(of_kind).collect()
    };
    let months = months.into_iter().map(|month| CoverageMonth { month, counts: counts_of(month) }).collect();
    Ok(Reply::new(Coverage { months }))
}
