use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::now, insert_into, prelude::*, update};
use shared::{one_on_ones::rules::state::MeetingState, wire::OneOnOneId};
use uuid::Uuid;

use super::{MeetingRow, OneOnOneRow};
use crate::db::{
    TenantTx,
    schema::{calendar_feeds::dsl, visible_meetings, visible_one_on_ones},
};

/// When the actor's address was made, if there is one.
pub(super) fn made_at(tx: &mut TenantTx<'_>) -> QueryResult<Option<DateTime<Utc>>> {
    let own = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::revoked_at.is_null());
    dsl::calendar_feeds.filter(own).select(dsl::created_at).first(tx.conn()).optional()
}

/// Makes the actor's address void, if there is one.
pub(super) fn revoke(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    let own = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::revoked_at.is_null());
    update(dsl::calendar_feeds.filter(own)).set(dsl::revoked_at.eq(now)).execute(tx.conn())
}

pub(super) fn insert(tx: &mut TenantTx<'_>, hash: &[u8]) -> QueryResult<(Uuid, DateTime<Utc>)> {
    insert_into(dsl::calendar_feeds)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(Uuid::now_v7()),
            dsl::person_id.eq(tx.actor.person),
            dsl::secret_hash.eq(hash),
        ))
        .returning((dsl::id, dsl::created_at))
        .get_result(tx.conn())
}

/// The actor's one-on-ones, those that have ended too: what was held stays in the calendar.
pub(super) fn own(tx: &mut TenantTx<'_>) -> QueryResult<Vec<OneOnOneRow>> {
    use visible_one_on_ones::dsl;
    let me = tx.actor.person.0;
    dsl::visible_one_on_ones
        .filter(dsl::org_id.eq(tx.org()))
        .filter(dsl::organiser_id.eq(me).or(dsl::partner_id.eq(me)))
        .order(dsl::id.desc())
        .limit(200)
        .select(OneOnOneRow::as_select())
        .load(tx.conn())
}

/// The meetings since `from` to which the actor comes as a guest, in one-on-ones that go on or were held.
pub(super) fn as_guest(tx: &mut TenantTx<'_>, from: DateTime<Utc>) -> QueryResult<Vec<MeetingRow>> {
    use visible_meetings::dsl;
    dsl::visible_meetings
        .filter(dsl::org_id.eq(tx.org()).and(dsl::starts_at.ge(from)))
        .filter(dsl::guest_id.eq(tx.actor.person.0).and(dsl::state.ne(MeetingState::Skipped)))
        .filter(dsl::ended_at.is_null().or(dsl::state.ne(MeetingState::Planned)))
        .order(dsl::starts_at)
        .limit(1_000)
        .select(MeetingRow::as_select())
        .load(tx.conn())
}

/// What a calendar needs to know of a meeting.
#[derive(Queryable, Selectable)]
#[diesel(table_name = visible_meetings)]
pub(super) struct Planned {
    pub one_on_one_id: OneOnOneId,
    pub occurs_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub state: MeetingState,
    pub version: i64,
}

/// The actor's meetings since `from`, by one-on-one; what was planned and has ended left out.
pub(super) fn meetings(tx: &mut TenantTx<'_>, from: DateTime<Utc>) -> QueryResult<HashMap<OneOnOneId, Vec<Planned>>> {
    use visible_meetings::dsl;
    let me = tx.actor.person.0;
    let rows: Vec<Planned> = dsl::visible_meetings
        .filter(dsl::org_id.eq(tx.org()).and(dsl::starts_at.ge(from)))
        .filter(dsl::organiser_id.eq(me).or(dsl::partner_id.eq(me)))
        .filter(dsl::ended_at.is_null().or(dsl::state.ne(MeetingState::Planned)))
        .order(dsl::starts_at)
        .limit(5_000)
        .select(Planned::as_select())
        .load(tx.conn())?;
    let mut by_series: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        by_series.entry(row.one_on_one_id).or_default().push(row);
    }
    Ok(by_series)
}
