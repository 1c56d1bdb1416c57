use chrono::{DateTime, Utc};
use diesel::{dsl::max, insert_into, pg::Pg, prelude::*, update as update_row};
use shared::{
    one_on_ones::{MeetingChanges, MeetingFilter, MeetingOpening, MeetingWhen, rules::state::MeetingState},
    people::PersonRef,
    wire::{Limit, MeetingId, PersonId},
};
use uuid::Uuid;

use super::MeetingRow;
use crate::db::{
    Changeable, Readable, TenantTx,
    schema::{meeting_openings, meetings, meetings::dsl, people, visible_meetings},
};

/// One row more than the page holds. Nothing planned of what has ended is to come.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &MeetingFilter,
    when: MeetingWhen,
    limit: Limit,
    after: Option<(DateTime<Utc>, MeetingId)>,
) -> QueryResult<Vec<MeetingRow>> {
    use visible_meetings::dsl;
    let mut query = dsl::visible_meetings.filter(dsl::org_id.eq(tx.org())).into_boxed::<Pg>();
    if let Some(series) = filter.one_on_one {
        query = query.filter(dsl::one_on_one_id.eq(series.0));
    }
    if let Some(person) = filter.person {
        let two = dsl::organiser_id.eq(person.0).or(dsl::partner_id.eq(person.0));
        query = query.filter(two.or(dsl::guest_id.is_not_distinct_from(Some(person.0))));
    }
    query = match when {
        MeetingWhen::Upcoming => {
            if let Some((at, id)) = after {
                query = query.filter(dsl::starts_at.gt(at).or(dsl::starts_at.eq(at).and(dsl::id.gt(id.0))));
            }
            let planned = dsl::state.eq(MeetingState::Planned).and(dsl::ended_at.is_null());
            query.filter(planned).order((dsl::starts_at.asc(), dsl::id.asc()))
        }
        MeetingWhen::Past => {
            if let Some((at, id)) = after {
                query = query.filter(dsl::starts_at.lt(at).or(dsl::starts_at.eq(at).and(dsl::id.lt(id.0))));
            }
            query.filter(dsl::state.ne(MeetingState::Planned)).order((dsl::starts_at.desc(), dsl::id.desc()))
        }
    };
    query.limit(limit.get() + 1).select(MeetingRow::as_select()).load(tx.conn())
}

/// Writes the notes, moves it, and says who is the guest; `by_rule` is where it isn't moved.
pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &Changeable<MeetingRow>,
    asked: &MeetingChanges,
    moved_to: Option<DateTime<Utc>>,
    by_rule: DateTime<Utc>,
) -> QueryResult<usize> {
    let starts_at = moved_to.unwrap_or(before.starts_at);
    let moved = moved_to.map_or(before.moved, |moment| moment != by_rule);
    update_row(dsl::meetings.find((tx.org(), before.id.0)))
        .set((
            asked.notes.as_deref().map(|notes| dsl::notes.eq(notes)),
            asked.guest_id.asked().map(|guest| dsl::guest_id.eq(guest)),
            dsl::starts_at.eq(starts_at),
            dsl::moved.eq(moved),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn set_state(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    state: MeetingState,
) -> QueryResult<usize> {
    let held_at = if state == MeetingState::Held { Some(tx.now()?) } else { None };
    update_row(dsl::meetings.find((tx.org(), meeting.id.0)))
        .set((dsl::state.eq(state), dsl::held_at.eq(held_at), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Leaves out what was planned before `meeting`.
pub(super) fn skip_earlier(tx: &mut TenantTx<'_>, meeting: &Changeable<MeetingRow>) -> QueryResult<usize> {
    let earlier = dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0));
    update_row(dsl::meetings.filter(earlier))
        .filter(dsl::state.eq(MeetingState::Planned).and(dsl::starts_at.lt(meeting.starts_at)))
        .set((dsl::state.eq(MeetingState::Skipped), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Makes a record of what was held before the one before `meeting`.
pub(super) fn close_older(tx: &mut TenantTx<'_>, meeting: &Changeable<MeetingRow>) -> QueryResult<usize> {
    let org = tx.org();
    let of_series = || dsl::org_id.eq(org).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0));
    let latest: Vec<Uuid> = dsl::meetings
        .filter(of_series().and(dsl::state.eq(MeetingState::Held)))
        .order(dsl::starts_at.desc())
        .limit(2)
        .select(dsl::id)
        .load(tx.conn())?;
    update_row(dsl::meetings.filter(of_series().and(dsl::state.eq(MeetingState::Held))))
        .filter(dsl::id.ne_all(latest))
        .set((dsl::state.eq(MeetingState::Closed), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Writes down that the actor opened it.
pub(super) fn open(tx: &mut TenantTx<'_>, meeting: &Readable<MeetingRow>, reason: &str) -> QueryResult<Uuid> {
    use meeting_openings::dsl;
    let id = Uuid::now_v7();
    insert_into(dsl::meeting_openings)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::meeting_id.eq(meeting.id),
            dsl::opened_by.eq(tx.actor.person),
            dsl::reason.eq(reason),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// The shared notes, past the view that leaves them out: for whoever has just opened the meeting.
pub(super) fn notes_opened(tx: &mut TenantTx<'_>, meeting: &Readable<MeetingRow>) -> QueryResult<String> {
    meetings::table.find((tx.org(), meeting.id.0)).select(meetings::notes).first(tx.conn())
}

/// Who opened it, latest first; the last 50.
pub(super) fn openings(tx: &mut TenantTx<'_>, meeting: MeetingId) -> QueryResult<Vec<MeetingOpening>> {
    use meeting_openings::dsl;
    let rows: Vec<(PersonId, String, String, DateTime<Utc>)> = dsl::meeting_openings
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::opened_by))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::meeting_id.eq(meeting.0)))
        .order(dsl::id.desc())
        .limit(50)
        .select((people::id, people::name, dsl::reason, dsl::opened_at))
        .load(tx.conn())?;
    let shown = |(id, name, reason, opened_at)| MeetingOpening { opened_by: PersonRef { id, name }, reason, opened_at };
    Ok(rows.into_iter().map(shown).collect())
}

/// When the two met before, if they did.
pub(super) fn met_before(tx: &mut TenantTx<'_>, row: &MeetingRow) -> QueryResult<Option<DateTime<Utc>>> {
    dsl::meetings
        .filter(dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(row.one_on_one_id.0)))
        .filter(dsl::state.eq_any([MeetingState::Held, MeetingState::Closed]))
        .filter(dsl::starts_at.lt(row.starts_at))
        .select(max(dsl::starts_at))
        .first(tx.conn())
}

/// The meetings of the series before and after one.
pub(super) fn neighbours(
    tx: &mut TenantTx<'_>,
    row: &MeetingRow,
) -> QueryResult<(Option<MeetingId>, Option<MeetingId>)> {
    let of_series = || {
        let series = dsl::org_id.eq(tx.actor.org.0).and(dsl::one_on_one_id.eq(row.one_on_one_id.0));
        dsl::meetings.filter(series.and(dsl::id.ne(row.id.0)))
    };
    let held = of_series().filter(dsl::starts_at.lt(row.starts_at)).filter(dsl::state.ne(MeetingState::Skipped));
    let previous = held.order(dsl::starts_at.desc()).select(dsl::id);
    let after = of_series().filter(dsl::starts_at.gt(row.starts_at)).filter(dsl::state.ne(MeetingState::Skipped));
    let next = after.order(dsl::starts_at.asc()).select(dsl::id);
    Ok((previous.first(tx.conn()).optional()?, next.first(tx.conn()).optional()?))
}
