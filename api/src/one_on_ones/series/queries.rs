use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::{
    dsl::{exists, not, sql},
    insert_into,
    pg::Pg,
    prelude::*,
    sql_types::{BigInt, Bool},
    update as update_row,
};
use shared::{
    one_on_ones::{
        EndReason, MissingOneOnOne, NewOneOnOne, OneOnOneChanges, OneOnOneFilter, rules::state::MeetingState,
    },
    people::{PersonRef, PersonStatus},
    wire::{Limit, MeetingId, OneOnOneId, PersonId},
};
use uuid::Uuid;

use super::{OneOnOneRow, Timing};
use crate::{
    db::{
        Changeable, TenantTx, org_now,
        schema::{meetings, one_on_ones, organisations, people, reporting_lines, visible_one_on_ones},
    },
    http::Failure,
};

/// One row more than the page holds, newest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &OneOnOneFilter,
    limit: Limit,
    after: Option<OneOnOneId>,
) -> QueryResult<Vec<OneOnOneRow>> {
    use visible_one_on_ones::dsl;
    let mut query = dsl::visible_one_on_ones.filter(dsl::org_id.eq(tx.org())).into_boxed::<Pg>();
    if let Some(person) = filter.person {
        query = query.filter(dsl::organiser_id.eq(person.0).or(dsl::partner_id.eq(person.0)));
    }
    match filter.ended {
        Some(true) => query = query.filter(dsl::ended_at.is_not_null()),
        Some(false) => query = query.filter(dsl::ended_at.is_null()),
        None => {}
    }
    if let Some(after) = after {
        query = query.filter(dsl::id.lt(after.0));
    }
    query.order(dsl::id.desc()).limit(limit.get() + 1).select(OneOnOneRow::as_select()).load(tx.conn())
}

/// The actor's manager and direct reports with whom no one-on-one goes on: the manager first, then by name.
pub(super) fn missing(tx: &mut TenantTx<'_>) -> QueryResult<Vec<MissingOneOnOne>> {
    use reporting_lines::dsl;
    let me = tx.actor.person.0;
    let is_manager = dsl::person_id.eq(me);
    let met =
        one_on_ones::table.filter(one_on_ones::org_id.eq(dsl::org_id).and(one_on_ones::ended_at.is_null())).filter(
            (one_on_ones::organiser_id.eq(me).and(one_on_ones::partner_id.eq(people::id)))
                .or(one_on_ones::partner_id.eq(me).and(one_on_ones::organiser_id.eq(people::id))),
        );
    let rows: Vec<(PersonId, String, bool)> = dsl::reporting_lines
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(sql::<Bool>(
            "people.id = CASE WHEN reporting_lines.person_id = current_person() \
             THEN reporting_lines.manager_id ELSE reporting_lines.person_id END",
        ))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::valid_to.is_null()))
        .filter(dsl::person_id.eq(me).or(dsl::manager_id.eq(me)))
        .filter(people::status.ne(PersonStatus::Deactivated).and(not(exists(met))))
        .order((is_manager.desc(), people::name, people::id))
        .limit(100)
        .select((people::id, people::name, is_manager))
        .load(tx.conn())?;
    let shown = |(id, name, is_manager)| MissingOneOnOne { person: PersonRef { id, name }, is_manager };
    Ok(rows.into_iter().map(shown).collect())
}

pub(super) fn organisations_zone(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    organisations::table.find(tx.org()).select(organisations::time_zone).first(tx.conn())
}

/// Adds one of the actor's.
pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewOneOnOne, zone: &str) -> QueryResult<OneOnOneId> {
    use one_on_ones::dsl;
    let id = OneOnOneId(Uuid::now_v7());
    insert_into(dsl::one_on_ones)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::organiser_id.eq(tx.actor.person),
            dsl::partner_id.eq(new.partner_id),
            dsl::rule.eq(&new.rule),
            dsl::starts_on.eq(new.starts_on),
            dsl::starts_at.eq(new.starts_at),
            dsl::time_zone.eq(zone),
            dsl::minutes.eq(i32::from(new.minutes)),
            dsl::place.eq(new.place.trim()),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = one_on_ones)]
struct Changes<'a> {
    rule: Option<&'a str>,
    starts_on: Option<NaiveDate>,
    starts_at: Option<NaiveTime>,
    time_zone: Option<&'a str>,
    minutes: Option<i32>,
    place: Option<&'a str>,
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &Changeable<OneOnOneRow>,
    asked: &OneOnOneChanges,
) -> QueryResult<usize> {
    let changes = Changes {
        rule: asked.rule.as_deref(),
        starts_on: asked.starts_on,
        starts_at: asked.starts_at,
        time_zone: asked.time_zone.as_deref(),
        minutes: asked.minutes.map(i32::from),
        place: asked.place.as_deref().map(str::trim),
    };
    update_row(one_on_ones::table.find((tx.org(), before.id.0)))
        .set((changes, one_on_ones::version.eq(one_on_ones::version + 1)))
        .execute(tx.conn())
}

pub(super) fn end(tx: &mut TenantTx<'_>, series: &Changeable<OneOnOneRow>, why: EndReason) -> QueryResult<usize> {
    update_row(one_on_ones::table.find((tx.org(), series.id.0)))
        .set((
            one_on_ones::ended_at.eq(org_now()),
            one_on_ones::ended_because.eq(why),
            one_on_ones::version.eq(one_on_ones::version + 1),
        ))
        .execute(tx.conn())
}

/// Ends one whose rule is over.
pub(super) fn end_as_planned(tx: &mut TenantTx<'_>, series: OneOnOneId) -> QueryResult<usize> {
    use one_on_ones::dsl;
    update_row(dsl::one_on_ones.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq(series.0)).and(dsl::ended_at.is_null())))
        .set((dsl::ended_at.eq(org_now()), dsl::ended_because.eq(EndReason::Over), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// The days of meetings, in order.
pub(super) fn days_of(tx: &mut TenantTx<'_>, meetings: &[MeetingId]) -> QueryResult<Vec<NaiveDate>> {
    use crate::db::schema::meetings::dsl;
    dsl::meetings
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(meetings.iter().map(|id| id.0).collect::<Vec<_>>())))
        .order(dsl::occurs_on)
        .select(dsl::occurs_on)
        .load(tx.conn())
}

/// Leaves a planned meeting out, with a day that no other has; what isn't ticked goes to `last`.
pub(super) fn leave_out(
    tx: &mut TenantTx<'_>,
    meeting: MeetingId,
    day: NaiveDate,
    last: Option<MeetingId>,
) -> QueryResult<usize> {
    use crate::db::schema::{agenda_items::dsl as item, meetings::dsl};
    let org = tx.org();
    if let Some(last) = last {
        let open = item::org_id.eq(org).and(item::meeting_id.eq(meeting.0)).and(item::done_at.is_null());
        update_row(item::agenda_items.filter(open))
            .set((item::meeting_id.eq(last.0), item::version.eq(item::version + 1)))
            .execute(tx.conn())?;
    }
    update_row(dsl::meetings.find((org, meeting.0)))
        .set((dsl::occurs_on.eq(day), dsl::state.eq(MeetingState::Skipped), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// What is planned after `moment`, in order of its days.
pub(super) fn to_come(tx: &mut TenantTx<'_>, series: OneOnOneId, moment: DateTime<Utc>) -> QueryResult<Vec<MeetingId>> {
    meetings::table
        .filter(meetings::org_id.eq(tx.org()).and(meetings::one_on_one_id.eq(series.0)))
        .filter(meetings::state.eq(MeetingState::Planned).and(meetings::starts_at.gt(moment)))
        .order(meetings::occurs_on)
        .select(meetings::id)
        .load(tx.conn())
}

/// The days of a series that have a meeting, whatever became of it.
pub(in crate::one_on_ones) fn taken_days(
    tx: &mut TenantTx<'_>,
    series: OneOnOneId,
) -> QueryResult<BTreeSet<NaiveDate>> {
    days_without(tx, series, &[])
}

/// The same without those of some meetings.
pub(super) fn days_without(
    tx: &mut TenantTx<'_>,
    series: OneOnOneId,
    meetings: &[MeetingId],
) -> QueryResult<BTreeSet<NaiveDate>> {
    use crate::db::schema::meetings::dsl;
    let days: Vec<NaiveDate> = dsl::meetings
        .filter(dsl::org_id.eq(tx.org()).and(dsl::one_on_one_id.eq(series.0)))
        .filter(dsl::id.ne_all(meetings.iter().map(|id| id.0).collect::<Vec<_>>()))
        .select(dsl::occurs_on)
        .load(tx.conn())?;
    Ok(days.into_iter().collect())
}

/// How many series are read at once.
pub(super) const PAGE: usize = 500;

/// When a series meets, as it is stored.
#[derive(Queryable)]
pub(super) struct TimingRow {
    rule: String,
    starts_on: NaiveDate,
    starts_at: NaiveTime,
    time_zone: String,
}

impl TimingRow {
    pub(super) fn timing(&self) -> Result<Timing, Failure> {
        Timing::read(&self.rule, self.starts_on, self.starts_at, &self.time_zone)
    }
}

/// The next [`PAGE`] series, after one, that go on and have too little planned. They are locked; what somebody else has
/// locked, they plan.
pub(super) fn running_dry(
    tx: &mut TenantTx<'_>,
    after: Option<OneOnOneId>,
) -> QueryResult<Vec<(OneOnOneId, TimingRow)>> {
    use one_on_ones::dsl;
    let few = sql::<Bool>(
        "(SELECT count(*) FROM meetings m WHERE m.org_id = one_on_ones.org_id AND m.one_on_one_id = one_on_ones.id \
         AND m.state = 'planned' AND m.starts_at > org_now()) < ",
    );
    dsl::one_on_ones
        .filter(dsl::org_id.eq(tx.org()).and(dsl::ended_at.is_null()))
        .filter(few.bind::<BigInt, _>(i64::try_from(super::AHEAD).unwrap_or(i64::MAX)))
        .filter(dsl::id.gt(after.map_or(Uuid::nil(), |after| after.0)))
        .order(dsl::id)
        .limit(i64::try_from(PAGE).unwrap_or(i64::MAX))
        .select((dsl::id, (dsl::rule, dsl::starts_on, dsl::starts_at, dsl::time_zone)))
        .for_no_key_update()
        .skip_locked()
        .load(tx.conn())
}

/// Plans these days.
pub(super) fn plan(
    tx: &mut TenantTx<'_>,
    series: OneOnOneId,
    days: &[(NaiveDate, DateTime<Utc>)],
) -> QueryResult<usize> {
    use meetings::dsl;
    let org = tx.org();
    let rows: Vec<_> = days
        .iter()
        .map(|(day, moment)| {
            (
                dsl::org_id.eq(org),
                dsl::id.eq(Uuid::now_v7()),
                dsl::one_on_one_id.eq(series),
                dsl::occurs_on.eq(*day),
                dsl::starts_at.eq(*moment),
            )
        })
        .collect();
    insert_into(dsl::meetings).values(rows).execute(tx.conn())
}

/// Gives a planned meeting another day.
pub(super) fn replan(
    tx: &mut TenantTx<'_>,
    meeting: MeetingId,
    day: NaiveDate,
    moment: DateTime<Utc>,
) -> QueryResult<usize> {
    use meetings::dsl;
    update_row(dsl::meetings.find((tx.org(), meeting.0)))
        .set((
            dsl::occurs_on.eq(day),
            dsl::starts_at.eq(moment),
            dsl::moved.eq(false),
            dsl::version.eq(dsl::version + 1),
        ))
        .execute(tx.conn())
}
