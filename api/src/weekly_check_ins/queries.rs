use std::collections::HashMap;

use chrono::{NaiveDate, Utc};
use diesel::{
    dsl::now,
    insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Text, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    people::PersonRef,
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

/// What the actor meant to do in that week, as it is read.
pub(super) fn meant_before_as_read(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<Vec<Intention>> {
    let earlier = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0)).and(dsl::week.lt(week));
    let last: Option<(Vec<String>, Vec<i32>)> = dsl::visible_weekly_check_ins
        .filter(earlier.and(dsl::away.eq(false)))
        .order(dsl::week.desc())
        .select((dsl::will_do, dsl::will_do_carried))
        .first(tx.conn())
        .optional()?;
    Ok(last.map(|(lines, carried)| intentions(lines, carried)).unwrap_or_default())
}

/// The lines of a week, with references to whom they name.
#[derive(Debug, Clone, Default, Queryable)]
pub(super) struct Lines {
    pub did: Vec<String>,
    pub will_do: Vec<String>,
    pub stuck: Vec<String>,
}

impl Lines {
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.did.iter().chain(&self.will_do).chain(&self.stuck)
    }
}

/// The lines of a week as they are kept.
pub(super) fn lines(tx: &mut TenantTx<'_>, id: WeeklyCheckInId) -> QueryResult<Lines> {
    kept::table.find((tx.org(), id.0)).select((kept::did, kept::will_do, kept::stuck)).first(tx.conn())
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = SqlUuid)]
    week_id: WeeklyCheckInId,
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
}

/// Whom the lines of these weeks name, by name.
pub(super) fn named_in(tx: &mut TenantTx<'_>, weeks: &[Uuid]) -> QueryResult<HashMap<WeeklyCheckInId, Vec<PersonRef>>> {
    const NAMED: &str = "
        SELECT w.id AS week_id, p.id, p.name::text AS name
        FROM weekly_check_ins w
        JOIN people p ON p.org_id = w.org_id AND p.id = ANY (people_named(w.did || w.will_do || w.stuck))
        WHERE w.org_id = current_org() AND w.id = ANY ($1)
        ORDER BY p.name, p.id";
    let rows: Vec<Named> = sql_query(NAMED).bind::<Array<SqlUuid>, _>(weeks).load(tx.conn())?;
    let mut named: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        named.entry(row.week_id).or_default().push(PersonRef { id: row.id, name: row.name });
    }
    Ok(named)
}

/// Whom the actor's own lines of a week and of the last one before it name.
pub(super) fn named_lately(tx: &mut TenantTx<'_>, week: NaiveDate) -> QueryResult<Vec<(String, PersonId)>> {
    const NAMED: &str = "
        SELECT w.id AS week_id, p.id, p.name::text AS name
        FROM weekly_check_ins w
        JOIN people p ON p.org_id = w.org_id AND p.id = ANY (people_named(w.did || w.will_do || w.stuck))
        WHERE w.org_id = current_org() AND w.id IN (
            SELECT own.id FROM weekly_check_ins own
            WHERE own.org_id = current_org() AND own.person_id = current_person() AND own.week <= $1
              AND (own.week = $1 OR NOT own.away)
            ORDER BY own.week DESC LIMIT 2)
        ORDER BY p.name, p.id";
    let rows: Vec<Named> = sql_query(NAMED).bind::<Date, _>(week).load(tx.conn())?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// What a week says.
pub(super) struct Said {
    pub away: bool,
    pub lines: Lines,
    /// For how many weeks each line of `will_do` has been carried.
    pub carried: Vec<u32>,
    pub mood: Option<u8>,
    pub reply: String,
}

impl Said {
    fn carried(&self) -> Vec<i32> {
        self.carried.iter().map(|weeks| i32::try_from(*weeks).unwrap_or(i32::MAX)).collect()
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
            kept::did.eq(&said.lines.did),
            kept::will_do.eq(&said.lines.will_do),
            kept::will_do_carried.eq(said.carried()),
            kept::stuck.eq(&said.lines.stuck),
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
            kept::did.eq(&said.lines.did),
            kept::will_do.eq(&said.lines.will_do),
            kept::will_do_carried.eq(said.carried()),
            kept::stuck.eq(&said.lines.stuck),
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
