use chrono::{DateTime, Utc};
use diesel::{dsl::max, insert_into, pg::Pg, prelude::*, update as update_row};
use shared::{
    one_on_ones::{AgendaItem, AgendaItemChanges, rules::state::MeetingState},
    people::PersonRef,
    wire::{AgendaItemId, MeetingId, PersonId},
};
use uuid::Uuid;

use super::MeetingRow;
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{agenda_items::dsl, meetings, people},
    },
    http::Failure,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::agenda_items)]
struct Row {
    id: AgendaItemId,
    meeting_id: MeetingId,
    body: String,
    carried: i32,
    author_id: PersonId,
    done_at: Option<DateTime<Utc>>,
    version: i64,
}

fn shown((row, author): (Row, String)) -> AgendaItem {
    AgendaItem {
        id: row.id,
        meeting_id: row.meeting_id,
        body: row.body,
        author: PersonRef { id: row.author_id, name: author },
        carried: u16::try_from(row.carried).unwrap_or(u16::MAX),
        done_at: row.done_at,
        version: row.version,
    }
}

/// A meeting's agenda in order; of one that was, also what went on from it.
pub(in crate::one_on_ones) fn of_meeting(tx: &mut TenantTx<'_>, meeting: &MeetingRow) -> QueryResult<Vec<AgendaItem>> {
    let org = tx.org();
    let of_series = || meetings::org_id.eq(org).and(meetings::one_on_one_id.eq(meeting.one_on_one_id.0));
    let mut query = dsl::agenda_items
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(org).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0)))
        .into_boxed::<Pg>();
    query = if matches!(meeting.state, MeetingState::Held | MeetingState::Closed) {
        let up_to = meetings::table.filter(of_series().and(meetings::starts_at.le(meeting.starts_at)));
        let later = meetings::table.filter(of_series().and(meetings::starts_at.gt(meeting.starts_at)));
        let came_through = dsl::first_meeting_id
            .eq_any(up_to.select(meetings::id))
            .and(dsl::meeting_id.eq_any(later.select(meetings::id)));
        query.filter(dsl::meeting_id.eq(meeting.id.0).or(came_through))
    } else {
        query.filter(dsl::meeting_id.eq(meeting.id.0))
    };
    let rows: Vec<(Row, String)> = query
        .order((dsl::position, dsl::id))
        .limit(super::MOST)
        .select((Row::as_select(), people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

pub(super) fn one(tx: &mut TenantTx<'_>, id: AgendaItemId) -> QueryResult<Option<AgendaItem>> {
    let row = dsl::agenda_items
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::author_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)))
        .select((Row::as_select(), people::name));
    Ok(row.first(tx.conn()).optional()?.map(shown))
}

/// How many items a meeting has.
pub(super) fn count(tx: &mut TenantTx<'_>, meeting: &MeetingRow) -> QueryResult<i64> {
    let on_it = dsl::agenda_items.filter(dsl::org_id.eq(tx.org()).and(dsl::meeting_id.eq(meeting.id.0)));
    on_it.count().get_result(tx.conn())
}

/// Puts items of the actor's at the end. Positions grow over the whole series, so that what was carried stands
/// before what is new.
pub(super) fn insert(tx: &mut TenantTx<'_>, meeting: &Changeable<MeetingRow>, items: &[String]) -> QueryResult<usize> {
    let of_series =
        dsl::agenda_items.filter(dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0)));
    let last: Option<f64> = of_series.select(max(dsl::position)).first(tx.conn())?;
    let (org, me, last) = (tx.org(), tx.actor.person, last.unwrap_or(0.0));
    let rows: Vec<_> = (1..)
        .zip(items)
        .map(|(step, item)| {
            (
                dsl::org_id.eq(org),
                dsl::id.eq(Uuid::now_v7()),
                dsl::one_on_one_id.eq(meeting.one_on_one_id),
                dsl::meeting_id.eq(meeting.id),
                dsl::first_meeting_id.eq(meeting.id),
                dsl::body.eq(item.trim()),
                dsl::position.eq(last + f64::from(step)),
                dsl::author_id.eq(me),
            )
        })
        .collect();
    insert_into(dsl::agenda_items).values(rows).execute(tx.conn())
}

/// A position behind an item of the same meeting, or before all; `None` if there is no such item.
pub(super) fn position_after(
    tx: &mut TenantTx<'_>,
    meeting: &MeetingRow,
    moved: AgendaItemId,
    after: Option<AgendaItemId>,
) -> QueryResult<Option<f64>> {
    let others: Vec<(AgendaItemId, f64)> = dsl::agenda_items
        .filter(dsl::org_id.eq(tx.org()).and(dsl::meeting_id.eq(meeting.id.0)).and(dsl::id.ne(moved.0)))
        .order((dsl::position, dsl::id))
        .select((dsl::id, dsl::position))
        .load(tx.conn())?;
    let next = match after {
        None => 0,
        Some(after) => match others.iter().position(|(id, _)| *id == after) {
            Some(index) => index + 1,
            None => return Ok(None),
        },
    };
    let before = next.checked_sub(1).and_then(|index| others.get(index)).map(|(_, position)| *position);
    let behind = others.get(next).map(|(_, position)| *position);
    Ok(Some(match (before, behind) {
        (Some(before), Some(behind)) => f64::midpoint(before, behind),
        (Some(before), None) => before + 1.0,
        (None, Some(behind)) => behind - 1.0,
        (None, None) => 1.0,
    }))
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    _: &Changeable<MeetingRow>,
    id: AgendaItemId,
    asked: &AgendaItemChanges,
    position: Option<f64>,
) -> QueryResult<usize> {
    let now = tx.now()?;
    let done_at = asked.done.map(|done| done.then_some(now));
    update_row(dsl::agenda_items.find((tx.org(), id.0)))
        .set((
            asked.body.as_deref().map(|body| dsl::body.eq(body.trim())),
            done_at.map(|done_at| dsl::done_at.eq(done_at)),
            position.map(|position| dsl::position.eq(position)),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, _: &Changeable<MeetingRow>, id: AgendaItemId) -> QueryResult<usize> {
    diesel::delete(dsl::agenda_items.find((tx.org(), id.0))).execute(tx.conn())
}

/// Brings what isn't ticked and was left on earlier meetings to `meeting`.
pub(in crate::one_on_ones) fn gather(tx: &mut TenantTx<'_>, meeting: &Changeable<MeetingRow>) -> QueryResult<usize> {
    let earlier = meetings::table
        .filter(meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(meeting.one_on_one_id.0)))
        .filter(meetings::starts_at.lt(meeting.starts_at))
        .select(meetings::id);
    let left = dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0));
    update_row(dsl::agenda_items.filter(left.and(dsl::done_at.is_null())))
        .filter(dsl::meeting_id.eq_any(earlier))
        .set((dsl::meeting_id.eq(meeting.id), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Takes what isn't ticked on to the next planned meeting, `times` more often carried. With none planned it stays.
pub(in crate::one_on_ones) fn go_on(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    times: i32,
) -> Result<(), Failure> {
    let next: Option<MeetingId> = meetings::table
        .filter(meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(meeting.one_on_one_id.0)))
        .filter(meetings::state.eq(MeetingState::Planned).and(meetings::starts_at.gt(meeting.starts_at)))
        .order(meetings::starts_at)
        .select(meetings::id)
        .first(tx.conn())
        .optional()?;
    let Some(next) = next else {
        return Ok(());
    };
    let left = dsl::org_id.eq(tx.org()).and(dsl::meeting_id.eq(meeting.id.0)).and(dsl::done_at.is_null());
    update_row(dsl::agenda_items.filter(left))
        .set((dsl::meeting_id.eq(next), dsl::carried.eq(dsl::carried + times), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}
