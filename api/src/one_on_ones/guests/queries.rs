use diesel::{
    dsl::{exists, select},
    prelude::*,
};
use shared::{
    one_on_ones::rules::state::MeetingState,
    people::PersonStatus,
    wire::{MeetingId, OneOnOneId, PersonId},
};

use crate::db::{
    TenantTx,
    schema::{meetings, people},
};

/// Whether somebody is here and can log in.
pub(super) fn is_here(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<bool> {
    let them = people::org_id.eq(tx.org()).and(people::id.eq(person.0));
    let here = people::table.filter(them.and(people::status.eq(PersonStatus::Active)));
    select(exists(here)).get_result(tx.conn())
}

/// The guests of a series' meetings to come, each with their meeting.
pub(super) fn to_come(tx: &mut TenantTx<'_>, series: OneOnOneId) -> QueryResult<Vec<(MeetingId, PersonId)>> {
    let now = tx.now()?;
    meetings::table
        .filter(meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(series.0)))
        .filter(meetings::state.eq(MeetingState::Planned).and(meetings::starts_at.gt(now)))
        .filter(meetings::guest_id.is_not_null())
        .order(meetings::starts_at)
        .select((meetings::id, meetings::guest_id.assume_not_null()))
        .load(tx.conn())
}
