use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    people::PersonStatus,
    wire::{DevelopmentStepId, PersonId},
};

use crate::db::{
    TenantTx,
    schema::{development_steps as step, people},
};

/// A step with a day.
#[derive(Queryable)]
pub(super) struct Due {
    pub id: DevelopmentStepId,
    pub person: PersonId,
    pub on: NaiveDate,
}

/// Those that aren't done and due between two days, of people who are here.
pub(super) fn due(tx: &mut TenantTx<'_>, (from, until): (NaiveDate, NaiveDate)) -> QueryResult<Vec<Due>> {
    step::table
        .inner_join(people::table.on(people::org_id.eq(step::org_id).and(people::id.eq(step::person_id))))
        .filter(step::org_id.eq(tx.org()).and(step::progress.lt(100)).and(step::due_on.between(from, until)))
        .filter(people::status.eq(PersonStatus::Active))
        .order(step::id)
        .select((step::id, step::person_id, step::due_on.assume_not_null()))
        .load(tx.conn())
}
