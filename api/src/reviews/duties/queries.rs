use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Uuid as SqlUuid},
    update,
};
use shared::{
    reviews::{ReviewDutyFilter, ReviewDutyKind, ReviewState},
    wire::{Limit, PersonId, ReviewCycleId},
};

use crate::db::{
    TenantTx,
    schema::{review_packets, reviews, visible_review_duties, visible_review_duties::dsl},
};

/// What somebody has to do, as the actor sees it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = visible_review_duties)]
pub(super) struct DutyRow {
    pub person_id: PersonId,
    pub person_name: String,
    pub manager_id: Option<PersonId>,
    pub manager_name: Option<String>,
    pub duty: ReviewDutyKind,
    pub count: i64,
    pub due_on: NaiveDate,
    pub reminded_on: Option<NaiveDate>,
}

/// Where a page of duties ends.
pub(super) type Position = (NaiveDate, String, PersonId, ReviewDutyKind);

impl DutyRow {
    pub(super) fn position(&self) -> Position {
        (self.due_on, self.person_name.clone(), self.person_id, self.duty)
    }
}

/// One row more than the page holds, what is due first before the rest.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    filter: &ReviewDutyFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<DutyRow>> {
    let mut query =
        dsl::visible_review_duties.filter(dsl::org_id.eq(tx.org()).and(dsl::cycle_id.eq(cycle.0))).into_boxed();
    if filter.late {
        query = query.filter(dsl::due_on.lt(tx.calendar.today));
    }
    if let Some((due_on, name, person, duty)) = after {
        let same_person = dsl::person_id.eq(person.0).and(dsl::duty.gt(duty));
        let same_name = dsl::person_name.eq(name.clone()).and(dsl::person_id.gt(person.0).or(same_person));
        let same_day = dsl::due_on.eq(due_on).and(dsl::person_name.gt(name).or(same_name));
        query = query.filter(dsl::due_on.gt(due_on).or(same_day));
    }
    query
        .order((dsl::due_on, dsl::person_name, dsl::person_id, dsl::duty))
        .limit(limit.get() + 1)
        .select(DutyRow::as_select())
        .load(tx.conn())
}

/// Those of these people (of all, if there are none) whom the actor sees to have something to do, and whom nobody has
/// reminded today; never the actor.
pub(super) fn unreminded(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    people: &[PersonId],
) -> QueryResult<Vec<PersonId>> {
    let not_today = dsl::reminded_on.is_null().or(dsl::reminded_on.lt(tx.calendar.today));
    let mut query = dsl::visible_review_duties
        .filter(dsl::org_id.eq(tx.org()).and(dsl::cycle_id.eq(cycle.0)).and(dsl::person_id.ne(tx.actor.person.0)))
        .filter(not_today)
        .into_boxed();
    if !people.is_empty() {
        query = query.filter(dsl::person_id.eq_any(people.iter().map(|person| person.0).collect::<Vec<_>>()));
    }
    query.select(dsl::person_id).distinct().load(tx.conn())
}

/// Gives somebody another day for what they still have to write; how many reviews that are.
pub(super) fn extend(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    person: PersonId,
    due_on: NaiveDate,
) -> QueryResult<usize> {
    let of_cycle = review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle.0)))
        .select(review_packets::id);
    let open = reviews::table
        .filter(reviews::org_id.eq(tx.org()).and(reviews::author_id.eq(person.0)))
        .filter(reviews::state.eq_any([ReviewState::Assigned, ReviewState::InProgress]))
        .filter(reviews::packet_id.eq_any(of_cycle));
    // Its words are what they were: whoever is writing goes on.
    update(open).set(reviews::due_on.eq(due_on)).execute(tx.conn())
}

/// What is due on one day in one cycle, and by whom.
#[derive(QueryableByName)]
pub(super) struct Due {
    #[diesel(sql_type = SqlUuid)]
    pub cycle_id: ReviewCycleId,
    #[diesel(sql_type = Date)]
    pub on: NaiveDate,
    #[diesel(sql_type = Array<SqlUuid>)]
    pub people: Vec<PersonId>,
}

/// Who writes in a cycle and hasn't been told.
#[derive(QueryableByName)]
pub(super) struct Untold {
    #[diesel(sql_type = SqlUuid)]
    pub cycle_id: ReviewCycleId,
    #[diesel(sql_type = Array<SqlUuid>)]
    pub people: Vec<PersonId>,
}

/// Those in the whole organisation, cycle by cycle.
pub(super) fn untold(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Untold>> {
    const UNTOLD: &str = "
        SELECT d.cycle_id, array_agg(DISTINCT d.person_id) AS people
        FROM review_duties d JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
        WHERE d.org_id = $1 AND d.duty = 'write'
          AND NOT EXISTS (
            SELECT FROM notices n
            WHERE n.org_id = d.org_id AND n.person_id = d.person_id AND n.kind = 'reviews_to_write' AND n.about = d.cycle_id)
        GROUP BY d.cycle_id
        ORDER BY d.cycle_id";
    sql_query(UNTOLD).bind::<SqlUuid, _>(tx.org()).load(tx.conn())
}

/// What is due within the days that remind, in the whole organisation, of people who are here.
pub(super) fn due(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Due>> {
    const DUE: &str = "
        SELECT d.cycle_id, d.due_on AS on, array_agg(DISTINCT d.person_id) AS people
        FROM review_duties d JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
        WHERE d.org_id = $1 AND d.due_on BETWEEN $2 - 1 AND $2 + 7
        GROUP BY d.cycle_id, d.due_on
        ORDER BY d.cycle_id, d.due_on DESC";
    let today = tx.calendar.today;
    sql_query(DUE).bind::<SqlUuid, _>(tx.org()).bind::<Date, _>(today).load(tx.conn())
}
