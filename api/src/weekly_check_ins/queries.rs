use chrono::{NaiveDate, Utc};
use diesel::{dsl::now, insert_into, prelude::*, update as update_row};
use shared::{
    weekly_check_ins::{Intention, WeeklyFilter},
    wire::{Limit, PersonId, WeeklyCheckInId},
};
use uuid::Uuid;

use super::rows::{WeeklyRow, intentions};
use crate::db::{
    Changeable, TenantTx,
    schema::{visible_weekly_check_ins::dsl, weekly_check_ins as kept},
};

/// One row more than the page holds, latest week first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &WeeklyFilter,
    limit: Limit,
    after: Option<(NaiveDate, WeeklyCheckInId)>,
) -> QueryResult<Vec<WeeklyRow>> {
    let mut query = dsl::visible_weekly_check_ins.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(person) = filter.person {
        query = query.filter(dsl::person_id.eq(person.0));
    }
    if let Some((week, id)) = after {
        query = query.filter(dsl::week.lt(week).or(dsl::week.eq(week).and(dsl::id.lt(id.0))));
    }
    let query = query.order((dsl::week.desc(), dsl::id.desc())).limit(limit.get() + 1);
    query.select(WeeklyRow::as_select()).load(tx.conn())
}

/// The actor's week, if they wrote it.
pub(super) fn of_week(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<Option<WeeklyRow>> {
    let own = dsl::person_id.eq(tx.actor.person.0).and(dsl::week.eq(week));
    let query = dsl::visible_weekly_check_ins.filter(dsl::org_id.eq(tx.org()).and(own));
    query.select(WeeklyRow::as_select()).first(tx.conn()).optional()
}

/// What a person meant to do in the last week before this one that they wrote, weeks away left out.
pub(super) fn meant_before(tx: &mut TenantTx<'_>, person: PersonId, week: NaiveDate) -> QueryResult<Vec<Intention>> {
    let earlier = kept::org_id.eq(tx.org()).and(kept::person_id.eq(person.0)).and(kept::week.lt(week));
    let last: Option<(Vec<String>, Vec<i32>)> = kept::table
        .filter(earlier.and(kept::away.eq(false)))
        .order(kept::week.desc())
        .select((kept::will_do, kept::will_do_carried))
        .first(tx.conn())
        .optional()?;
    Ok(last.map(|(lines, carried)| intentions(lines, carried)).unwrap_or_default())
}

/// What a week says.
pub(super) struct Said {
    pub away: bool,
    pub did: Vec<String>,
    pub will_do: Vec<Intention>,
    pub stuck: Vec<String>,
    pub mood: Option<u8>,
    pub reply: String,
}

impl Said {
    fn lines(&self) -> Vec<&str> {
        self.will_do.iter().map(|meant| meant.text.as_str()).collect()
    }

    fn carried(&self) -> Vec<i32> {
        self.will_do.iter().map(|meant| i32::try_from(meant.carried).unwrap_or(i32::MAX)).collect()
    }
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    week: NaiveDate,
    question: &str,
    said: &Said,
) -> QueryResult<WeeklyCheckInId> {
    let id = WeeklyCheckInId(Uuid::now_v7());
    insert_into(kept::table)
        .values((
            kept::org_id.eq(tx.org()),
            kept::id.eq(id),
            kept::person_id.eq(tx.actor.person),
            kept::week.eq(week),
            kept::away.eq(said.away),
            kept::did.eq(&said.did),
            kept::will_do.eq(said.lines()),
            kept::will_do_carried.eq(said.carried()),
            kept::stuck.eq(&said.stuck),
            kept::mood.eq(said.mood.map(i16::from)),
            kept::question.eq(question),
            kept::reply.eq(said.reply.trim()),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn update(tx: &mut TenantTx<'_>, row: &Changeable<WeeklyRow>, said: &Said) -> QueryResult<usize> {
    update_row(kept::table.find((tx.org(), row.id.0)))
        .set((
            kept::away.eq(said.away),
            kept::did.eq(&said.did),
            kept::will_do.eq(said.lines()),
            kept::will_do_carried.eq(said.carried()),
            kept::stuck.eq(&said.stuck),
            kept::mood.eq(said.mood.map(i16::from)),
            kept::reply.eq(said.reply.trim()),
            kept::updated_at.eq(now),
            kept::version.eq(kept::version + 1),
        ))
        .execute(tx.conn())
}

/// Whom the actor reports to.
pub(super) fn manager(tx: &mut TenantTx<'_>) -> QueryResult<Option<PersonId>> {
    use crate::db::schema::reporting_lines as line;
    let own = line::org_id.eq(tx.org()).and(line::person_id.eq(tx.actor.person.0)).and(line::valid_to.is_null());
    line::table.filter(own).select(line::manager_id).first(tx.conn()).optional()
}

pub(super) fn mark_read(tx: &mut TenantTx<'_>, row: &Changeable<WeeklyRow>) -> QueryResult<usize> {
    update_row(kept::table.find((tx.org(), row.id.0)))
        .set((kept::read_at.eq(Utc::now()), kept::read_by.eq(tx.actor.person.0), kept::version.eq(kept::version + 1)))
        .execute(tx.conn())
}

pub(super) fn answer(tx: &mut TenantTx<'_>, row: &Changeable<WeeklyRow>, body: &str) -> QueryResult<usize> {
    update_row(kept::table.find((tx.org(), row.id.0)))
        .set((
            kept::read_at.eq(row.read_at.unwrap_or_else(Utc::now)),
            kept::answer.eq(body.trim()),
            kept::answered_at.eq(Utc::now()),
            kept::answered_by.eq(tx.actor.person.0),
            kept::version.eq(kept::version + 1),
        ))
        .execute(tx.conn())
}
