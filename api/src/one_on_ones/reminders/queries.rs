use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Date, Nullable, Timestamptz, Uuid as SqlUuid},
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

/// Of the last week: who was not looked after for longer finds it in their list.
const ENDED: &str = "
    SELECT o.id, o.organiser_id, o.partner_id, o.ended_at
    FROM one_on_ones o
    JOIN people a ON a.org_id = o.org_id AND a.id = o.organiser_id AND a.status = 'active'
    JOIN people b ON b.org_id = o.org_id AND b.id = o.partner_id AND b.status = 'active'
    WHERE o.org_id = $1 AND o.ended_because IN ('manager_changed', 'over') AND o.ended_at > now() - interval '7 days'
    ORDER BY o.id";

#[derive(QueryableByName)]
struct EndedOfTwo {
    #[diesel(sql_type = SqlUuid)]
    id: OneOnOneId,
    #[diesel(sql_type = SqlUuid)]
    organiser_id: PersonId,
    #[diesel(sql_type = SqlUuid)]
    partner_id: PersonId,
    #[diesel(sql_type = Timestamptz)]
    ended_at: DateTime<Utc>,
}

/// A one-on-one that ended, whose it was, and when that was.
type Ended = (OneOnOneId, [PersonId; 2], DateTime<Utc>);

/// What ended without anybody's doing lately: with a change of manager, or as planned.
pub(super) fn ended_by_itself(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Ended>> {
    let rows: Vec<EndedOfTwo> = sql_query(ENDED).bind::<SqlUuid, _>(tx.org()).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.id, [row.organiser_id, row.partner_id], row.ended_at)).collect())
}
