use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    people::PersonStatus,
    wire::{ActionItemId, PersonId},
};

use crate::db::{
    TenantTx,
    schema::{action_items as item, people},
};

/// An action item with a day.
#[derive(Queryable)]
pub(super) struct Due {
    pub id: ActionItemId,
    pub owner: PersonId,
    pub on: NaiveDate,
}

/// Those that are open and due between two days, of people who are here.
pub(super) fn due(tx: &mut TenantTx<'_>, (from, until): (NaiveDate, NaiveDate)) -> QueryResult<Vec<Due>> {
    item::table
        .inner_join(people::table.on(people::org_id.eq(item::org_id).and(people::id.eq(item::owner_id))))
        .filter(item::org_id.eq(tx.org()).and(item::done_at.is_null()).and(item::due_on.between(from, until)))
        .filter(people::status.eq(PersonStatus::Active))
        .order(item::id)
        .select((item::id, item::owner_id, item::due_on.assume_not_null()))
        .load(tx.conn())
}
