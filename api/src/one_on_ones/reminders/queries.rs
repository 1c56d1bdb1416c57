use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Nullable, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    people::PersonStatus,
    wire::{ActionItemId, MeetingId, OneOnOneId, PersonId},
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

/// Of people who are here, both; the guest, if they are here.
const MEETINGS: &str = "
    SELECT m.id, o.organiser_id, o.partner_id, g.id AS guest_id
    FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    JOIN people a ON a.org_id = o.org_id AND a.id = o.organiser_id AND a.status = 'active'
    JOIN people b ON b.org_id = o.org_id AND b.id = o.partner_id AND b.status = 'active'
    LEFT JOIN people g ON g.org_id = m.org_id AND g.id = m.guest_id AND g.status = 'active'
    WHERE m.org_id = $1 AND m.state = 'planned' AND o.ended_at IS NULL AND m.starts_at > org_now()
      AND m.starts_at < $2::date + interval '2 days' AND (m.starts_at AT TIME ZONE o.time_zone)::date = $2
    ORDER BY m.id";

#[derive(QueryableByName)]
struct MeetingOfTwo {
    #[diesel(sql_type = SqlUuid)]
    id: MeetingId,
    #[diesel(sql_type = SqlUuid)]
    organiser_id: PersonId,
    #[diesel(sql_type = SqlUuid)]
    partner_id: PersonId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    guest_id: Option<PersonId>,
}

/// The meetings that are planned for a day, as it is where they take place, with who come.
pub(super) fn meetings(tx: &mut TenantTx<'_>, on: NaiveDate) -> QueryResult<Vec<(MeetingId, Vec<PersonId>)>> {
    let rows: Vec<MeetingOfTwo> =
        sql_query(MEETINGS).bind::<SqlUuid, _>(tx.org()).bind::<Date, _>(on).load(tx.conn())?;
    let come = |row: &MeetingOfTwo| -> Vec<PersonId> {
        [row.organiser_id, row.partner_id].into_iter().chain(row.guest_id).collect()
    };
    Ok(rows.iter().map(|row| (row.id, come(row))).collect())
}

/// Of the last week: who was not looked after for longer finds it in their list. Whoever of the two has left is told nothing.
const ENDED: &str = "
    SELECT o.id, a.id AS organiser_id, b.id AS partner_id, o.ended_at
    FROM one_on_ones o
    LEFT JOIN people a ON a.org_id = o.org_id AND a.id = o.organiser_id AND a.status = 'active'
    LEFT JOIN people b ON b.org_id = o.org_id AND b.id = o.partner_id AND b.status = 'active'
    WHERE o.org_id = $1 AND o.ended_because IN ('manager_changed', 'left', 'over')
      AND o.ended_at > org_now() - interval '7 days'
    ORDER BY o.id";

#[derive(QueryableByName)]
struct EndedOfTwo {
    #[diesel(sql_type = SqlUuid)]
    id: OneOnOneId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    organiser_id: Option<PersonId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    partner_id: Option<PersonId>,
    #[diesel(sql_type = Timestamptz)]
    ended_at: DateTime<Utc>,
}

/// A one-on-one that ended, who of the two is here, and when that was.
pub(super) type Ended = (OneOnOneId, Vec<PersonId>, DateTime<Utc>);

/// What ended without anybody's doing lately: with a change of manager, since one of the two has left, or as planned.
pub(super) fn ended_by_itself(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Ended>> {
    let rows: Vec<EndedOfTwo> = sql_query(ENDED).bind::<SqlUuid, _>(tx.org()).load(tx.conn())?;
    let here = |row: &EndedOfTwo| -> Vec<PersonId> { row.organiser_id.into_iter().chain(row.partner_id).collect() };
    Ok(rows.iter().map(|row| (row.id, here(row), row.ended_at)).collect())
}

/// The next meeting for which each guest still has a place in their calendar: of several that are off they hear once. One
/// that was to be since the end counts, or its guest would have gone there in vain and never known why.
const OFF: &str = "
    SELECT DISTINCT ON (m.one_on_one_id, m.guest_id) m.id, m.guest_id, o.ended_at
    FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    JOIN people g ON g.org_id = m.org_id AND g.id = m.guest_id AND g.status = 'active'
    WHERE m.org_id = $1 AND m.one_on_one_id = ANY($2) AND m.state = 'planned' AND m.starts_at > o.ended_at
    ORDER BY m.one_on_one_id, m.guest_id, m.starts_at";

#[derive(QueryableByName)]
struct OffForGuest {
    #[diesel(sql_type = SqlUuid)]
    id: MeetingId,
    #[diesel(sql_type = SqlUuid)]
    guest_id: PersonId,
    #[diesel(sql_type = Timestamptz)]
    ended_at: DateTime<Utc>,
}

/// Of these series the meetings that are off, each with its guest and when its series ended.
pub(super) fn off_for_guests(
    tx: &mut TenantTx<'_>,
    series: &[OneOnOneId],
) -> QueryResult<Vec<(MeetingId, [PersonId; 1], DateTime<Utc>)>> {
    let rows: Vec<OffForGuest> = sql_query(OFF)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(series.iter().map(|id| id.0).collect::<Vec<_>>())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.id, [row.guest_id], row.ended_at)).collect())
}
