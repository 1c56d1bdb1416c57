use diesel::{
    dsl::{exists, select},
    prelude::*,
    update,
};
use shared::{
    one_on_ones::rules::state::MeetingState,
    people::PersonStatus,
    wire::{MeetingId, OneOnOneId, PersonId},
};

use super::MeetingRow;
use crate::db::{
    Changeable, TenantTx, org_now,
    schema::{meetings, one_on_ones, people},
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

/// Who comes to every meeting of a series to come, beside the two.
pub(super) fn always(tx: &mut TenantTx<'_>, series: OneOnOneId) -> QueryResult<Option<PersonId>> {
    one_on_ones::table.find((tx.org(), series.0)).select(one_on_ones::guest_id).first(tx.conn())
}

/// Says who does, or that nobody does.
pub(super) fn set_always(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    guest: Option<PersonId>,
) -> QueryResult<usize> {
    update(one_on_ones::table.find((tx.org(), meeting.one_on_one_id.0)))
        .set(one_on_ones::guest_id.eq(guest))
        .execute(tx.conn())
}

/// Asks them to each meeting of the series to come that has no guest. Those that are planned later bring them along.
pub(super) fn come_to_all(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    guest: PersonId,
) -> QueryResult<usize> {
    let of_series = meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(meeting.one_on_one_id.0));
    update(meetings::table.filter(of_series))
        .filter(meetings::state.eq_any([MeetingState::Planned, MeetingState::Skipped]))
        .filter(meetings::starts_at.nullable().gt(org_now()))
        .filter(meetings::guest_id.is_null())
        .set((meetings::guest_id.eq(guest), meetings::version.eq(meetings::version + 1)))
        .execute(tx.conn())
}

/// Lets them out of every meeting of the series.
pub(super) fn leave_all(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    guest: PersonId,
) -> QueryResult<usize> {
    let of_series = meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(meeting.one_on_one_id.0));
    update(meetings::table.filter(of_series))
        .filter(meetings::guest_id.eq(guest.0))
        .set((meetings::guest_id.eq(None::<PersonId>), meetings::version.eq(meetings::version + 1)))
        .execute(tx.conn())
}
