//! How far a cycle is by team and by manager. It counts what the lists of packets and of duties show to whoever asks, and
//! nothing else: a number that came from anywhere else could tell what those lists keep to themselves.

mod queries;

use serde::{Deserialize, Serialize};
use shared::{
    people::{PersonRef, TeamRef},
    reviews::{ListReviewGroups, ReviewGroup, ReviewGroupFilter, ReviewGrouping, ReviewProgress},
    wire::{PersonId, TeamId},
};
use uuid::Uuid;

use self::queries::GroupRow;
use super::cycles::rows::CycleRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
};

/// Where a page ends: by what is late, then by what is to be done, most first, then by name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Position(i64, i64, String, Uuid);

impl Position {
    fn of(row: &GroupRow) -> Self {
        Self(-row.late, -row.to_do, row.sorted.clone(), row.id)
    }
}

pub(super) fn list(ask: &Ask<ListReviewGroups>, tx: &mut TenantTx<'_>) -> Answered<ListReviewGroups> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?;
    let filter = ReviewGroupFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-groups", &(cycle.id, &filter))?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let by = filter.by.unwrap_or(ReviewGrouping::Team);
    let rows = queries::page(tx, cycle.id, by, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, Position::of, |row| shown(row, by))?))
}

fn shown(row: GroupRow, by: ReviewGrouping) -> ReviewGroup {
    let (team, manager) = match by {
        ReviewGrouping::Team => (Some(TeamRef { id: TeamId(row.id), name: row.name }), None),
        ReviewGrouping::Manager => (None, Some(PersonRef { id: PersonId(row.id), name: row.name })),
    };
    ReviewGroup {
        team,
        manager,
        progress: ReviewProgress {
            people: row.people,
            nominated: row.nominated,
            reviews: row.reviews,
            submitted: row.submitted,
            released: row.released,
            acknowledged: row.acknowledged,
            disagreed: row.disagreed,
        },
        to_do: row.to_do,
        late: row.late,
    }
}
