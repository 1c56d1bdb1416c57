use chrono::NaiveDate;
use diesel::{dsl::count_star, pg::Pg, prelude::*};
use serde::{Deserialize, Serialize};
use shared::{
    analytics::{StoryEntry, StoryFilter, StoryKind, rules},
    goals::rules::kinds::GoalStatus,
    kpis::rules::kinds::KpiState,
    wire::{Limit, PersonId},
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::person_stories::{self, dsl},
};

/// Where a page of a story ends. Two entries may be of one thing: it began and it was closed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Position(pub NaiveDate, pub Uuid, pub StoryKind);

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = person_stories)]
struct Row {
    id: Uuid,
    kind: StoryKind,
    happened_on: NaiveDate,
    title: String,
    said: String,
    status: Option<GoalStatus>,
    about_id: Uuid,
    kpi_state: Option<KpiState>,
}

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    filter: &StoryFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<StoryEntry>> {
    let mut query = person_stories::table
        .filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(person.0)))
        // What begins later is a plan.
        .filter(dsl::happened_on.le(tx.calendar.today))
        .into_boxed::<Pg>();
    if let Some(kind) = filter.kind {
        query = query.filter(dsl::kind.eq(kind));
    }
    if let Some(first) = filter.month.map(rules::month_of) {
        query = query.filter(dsl::month.eq(first));
    }
    if let Some(Position(on, id, kind)) = after {
        let same_day = dsl::id.lt(id).or(dsl::id.eq(id).and(dsl::kind.lt(kind)));
        query = query.filter(dsl::happened_on.lt(on).or(dsl::happened_on.eq(on).and(same_day)));
    }
    let rows: Vec<Row> = query
        .order((dsl::happened_on.desc(), dsl::id.desc(), dsl::kind.desc()))
        .limit(limit.get() + 1)
        .select(Row::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

/// How many entries there are by month and kind, from one month to another.
pub(super) fn counts(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Vec<(NaiveDate, StoryKind, i64)>> {
    person_stories::table
        .filter(dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(person.0)))
        .filter(dsl::month.ge(from).and(dsl::month.le(to)).and(dsl::happened_on.le(tx.calendar.today)))
        .group_by((dsl::month, dsl::kind))
        .select((dsl::month, dsl::kind, count_star()))
        .load(tx.conn())
}

fn shown(row: Row) -> StoryEntry {
    StoryEntry {
        id: row.id,
        kind: row.kind,
        happened_on: row.happened_on,
        title: row.title,
        said: row.said,
        status: row.status,
        about_id: row.about_id,
        kpi_state: row.kpi_state,
    }
}
