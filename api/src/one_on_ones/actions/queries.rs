use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::{dsl::exists, insert_into, prelude::*, update as update_row};
use shared::{
    one_on_ones::{ActionItem, ActionItemChanges, MyActionItem, NewActionItem, rules::state::MeetingState},
    people::{PersonRef, PersonStatus},
    wire::{ActionItemId, MeetingId, OneOnOneId, PersonId},
};
use uuid::Uuid;

use super::{MeetingRow, OneOnOneRow};
use crate::db::{
    Changeable, TenantTx,
    schema::{action_items, action_items::dsl, one_on_ones, people, visible_one_on_ones},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = action_items)]
struct Row {
    id: ActionItemId,
    one_on_one_id: OneOnOneId,
    meeting_id: MeetingId,
    body: String,
    owner_id: PersonId,
    due_on: Option<NaiveDate>,
    done_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    version: i64,
}

fn shown(row: Row, owner: String) -> ActionItem {
    ActionItem {
        id: row.id,
        meeting_id: row.meeting_id,
        body: row.body,
        owner: PersonRef { id: row.owner_id, name: owner },
        due_on: row.due_on,
        done_at: row.done_at,
        created_at: row.created_at,
        version: row.version,
    }
}

/// What was agreed in a meeting, what was open when it took place, and what was done since the one `before`.
pub(in crate::one_on_ones) fn of_meeting(
    tx: &mut TenantTx<'_>,
    meeting: &MeetingRow,
    before: Option<DateTime<Utc>>,
) -> QueryResult<Vec<ActionItem>> {
    let since = before.unwrap_or(meeting.starts_at);
    let open_then =
        dsl::created_at.le(meeting.starts_at).and(dsl::done_at.is_null().or(dsl::done_at.assume_not_null().ge(since)));
    // What is open now counts for what is to come.
    let open_now = dsl::done_at.is_null().and(diesel::dsl::sql::<diesel::sql_types::Bool>(
        if meeting.state == MeetingState::Planned { "true" } else { "false" },
    ));
    let rows: Vec<(Row, String)> = dsl::action_items
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::owner_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(meeting.one_on_one_id.0)))
        .filter(dsl::meeting_id.eq(meeting.id.0).or(open_then).or(open_now))
        .order(dsl::id)
        .limit(super::MOST * 2)
        .select((Row::as_select(), people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(row, owner)| shown(row, owner)).collect())
}

/// What the actor still has to do from one-on-ones that have ended, and what somebody they met owed and has left, for a
/// meeting to which it can be taken along.
pub(in crate::one_on_ones) fn offered(tx: &mut TenantTx<'_>, meeting: &MeetingRow) -> QueryResult<Vec<ActionItem>> {
    if meeting.state != MeetingState::Planned || meeting.ended_at.is_some() {
        return Ok(Vec::new());
    }
    let (me, now) = (tx.actor.person.0, tx.now()?);
    let over = || {
        one_on_ones::table
            .filter(one_on_ones::org_id.eq(dsl::org_id).and(one_on_ones::id.eq(dsl::one_on_one_id)))
            .filter(one_on_ones::organiser_id.eq(me).or(one_on_ones::partner_id.eq(me)))
            .filter(one_on_ones::ended_at.is_not_null())
    };
    // What nobody took along for so long nobody misses.
    let lately = over().filter(one_on_ones::ended_at.gt(now - TimeDelta::days(60)));
    let left_over = people::status.eq(PersonStatus::Deactivated).and(exists(lately));
    let rows: Vec<(Row, String)> = dsl::action_items
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::owner_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::done_at.is_null()))
        .filter(dsl::owner_id.eq(me).or(left_over))
        .filter(exists(over()))
        .order(dsl::id)
        .limit(50)
        .select((Row::as_select(), people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(row, owner)| shown(row, owner)).collect())
}

/// The actor's that aren't done, soonest due first; at most 20.
pub(super) fn mine(tx: &mut TenantTx<'_>) -> QueryResult<Vec<MyActionItem>> {
    use visible_one_on_ones::dsl as series;
    let me = tx.actor.person;
    let rows: Vec<(Row, PersonId, String, PersonId, String)> = dsl::action_items
        .inner_join(
            series::visible_one_on_ones.on(series::org_id.eq(dsl::org_id).and(series::id.eq(dsl::one_on_one_id))),
        )
        .filter(dsl::org_id.eq(tx.org()).and(dsl::owner_id.eq(me.0)).and(dsl::done_at.is_null()))
        .order((dsl::due_on.asc().nulls_last(), dsl::id))
        .limit(20)
        .select((
            Row::as_select(),
            series::organiser_id,
            series::organiser_name,
            series::partner_id,
            series::partner_name,
        ))
        .load(tx.conn())?;
    let shown = |(row, organiser, organiser_name, partner, partner_name): (Row, _, _, _, _)| {
        let (own, with) = if organiser == me {
            (organiser_name, PersonRef { id: partner, name: partner_name })
        } else {
            (partner_name, PersonRef { id: organiser, name: organiser_name })
        };
        MyActionItem { one_on_one_id: row.one_on_one_id, item: shown(row, own), with }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// An item, and the one-on-one it belongs to now.
pub(super) fn one(tx: &mut TenantTx<'_>, id: ActionItemId) -> QueryResult<Option<(ActionItem, OneOnOneId)>> {
    let row = dsl::action_items
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::owner_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq(id.0)))
        .select((Row::as_select(), people::name));
    let found: Option<(Row, String)> = row.first(tx.conn()).optional()?;
    Ok(found.map(|(row, owner)| {
        let series = row.one_on_one_id;
        (shown(row, owner), series)
    }))
}

/// How many items of a one-on-one aren't done.
pub(super) fn count_open(tx: &mut TenantTx<'_>, series: &OneOnOneRow) -> QueryResult<i64> {
    let open = dsl::action_items
        .filter(dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(series.id.0)).and(dsl::done_at.is_null()));
    open.count().get_result(tx.conn())
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    new: &NewActionItem,
) -> QueryResult<ActionItemId> {
    let (id, me) = (ActionItemId(Uuid::now_v7()), tx.actor.person);
    insert_into(dsl::action_items)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::one_on_one_id.eq(meeting.one_on_one_id),
            dsl::meeting_id.eq(meeting.id),
            dsl::body.eq(new.body.trim()),
            dsl::owner_id.eq(new.owner_id.unwrap_or(me)),
            dsl::due_on.eq(new.due_on),
            dsl::created_by.eq(me),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    _: &Changeable<OneOnOneRow>,
    id: ActionItemId,
    asked: &ActionItemChanges,
) -> QueryResult<usize> {
    let now = tx.now()?;
    let done_at = asked.done.map(|done| done.then_some(now));
    update_row(dsl::action_items.find((tx.org(), id.0)))
        .set((
            asked.body.as_deref().map(|body| dsl::body.eq(body.trim())),
            asked.owner_id.map(|owner| dsl::owner_id.eq(owner)),
            asked.due_on.asked().map(|due_on| dsl::due_on.eq(due_on)),
            done_at.map(|done_at| dsl::done_at.eq(done_at)),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, _: &Changeable<OneOnOneRow>, id: ActionItemId) -> QueryResult<usize> {
    diesel::delete(dsl::action_items.find((tx.org(), id.0))).execute(tx.conn())
}

/// Moves those of the wanted items that the actor may take along: open, owned by one of the two or by somebody who has
/// left, from a one-on-one of the actor's that has ended. What somebody owed who has left is the actor's from here on.
pub(super) fn carry(
    tx: &mut TenantTx<'_>,
    series: &Changeable<OneOnOneRow>,
    next: MeetingId,
    wanted: &[ActionItemId],
) -> QueryResult<usize> {
    let (org, me) = (tx.org(), tx.actor.person.0);
    let was_in = || {
        one_on_ones::table
            .filter(one_on_ones::org_id.eq(dsl::org_id).and(one_on_ones::id.eq(dsl::one_on_one_id)))
            .filter(one_on_ones::organiser_id.eq(me).or(one_on_ones::partner_id.eq(me)))
            .filter(one_on_ones::ended_at.is_not_null())
    };
    let has_left = people::table
        .filter(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::owner_id)))
        .filter(people::status.eq(PersonStatus::Deactivated));
    let ids: Vec<Uuid> = wanted.iter().map(|id| id.0).collect();
    update_row(dsl::action_items.filter(dsl::org_id.eq(org).and(dsl::id.eq_any(&ids)).and(dsl::done_at.is_null())))
        .filter(exists(has_left))
        .filter(exists(was_in()))
        .set(dsl::owner_id.eq(me))
        .execute(tx.conn())?;
    update_row(dsl::action_items.filter(dsl::org_id.eq(org).and(dsl::id.eq_any(ids)).and(dsl::done_at.is_null())))
        .filter(dsl::owner_id.eq_any([series.organiser_id.0, series.partner_id.0]))
        .filter(exists(was_in()))
        .set((dsl::one_on_one_id.eq(series.id), dsl::meeting_id.eq(next), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}
