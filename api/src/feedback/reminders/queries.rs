use chrono::{NaiveDate, NaiveTime, TimeDelta};
use diesel::prelude::*;
use shared::{
    feedback::AskState,
    people::PersonStatus,
    wire::{FeedbackAskId, PersonId},
};

use crate::db::{
    TenantTx,
    schema::{feedback_asks as ask, feedback_requests as request, people},
};

/// Something that is asked, with a day.
#[derive(Queryable)]
pub(super) struct Due {
    pub id: FeedbackAskId,
    pub person: PersonId,
    pub on: NaiveDate,
}

/// What is open and due between two days, of people who are here. Nobody is reminded of what they were asked since
/// yesterday: they know.
pub(super) fn due(tx: &mut TenantTx<'_>, (from, until): (NaiveDate, NaiveDate)) -> QueryResult<Vec<Due>> {
    let yesterday = (tx.calendar.today - TimeDelta::days(1)).and_time(NaiveTime::MIN).and_utc();
    ask::table
        .inner_join(request::table.on(request::org_id.eq(ask::org_id).and(request::id.eq(ask::request_id))))
        .inner_join(people::table.on(people::org_id.eq(ask::org_id).and(people::id.eq(ask::person_id))))
        .filter(ask::org_id.eq(tx.org()).and(ask::state.eq(AskState::Open)).and(request::closed_at.is_null()))
        .filter(request::due_on.between(from, until).and(request::created_at.lt(yesterday)))
        .filter(people::status.eq(PersonStatus::Active))
        .order(ask::id)
        .select((ask::id, ask::person_id, request::due_on))
        .load(tx.conn())
}
