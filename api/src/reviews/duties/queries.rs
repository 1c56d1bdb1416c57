use chrono::NaiveDate;
use diesel::{
    dsl::exists,
    pg::Pg,
    prelude::*,
    select, sql_query,
    sql_types::{Array, Date, Uuid as SqlUuid},
    update,
};
use shared::{
    reviews::{NewReviewReminder, ReviewDutyFilter, ReviewDutyKind, ReviewState},
    wire::{Limit, PersonId, ReviewCycleId, TeamId},
};

use crate::db::{
    TenantTx,
    schema::{people, review_packets, reviews, team_closure, teams, visible_review_duties, visible_review_duties::dsl},
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

type Query = visible_review_duties::BoxedQuery<'static, Pg>;

/// What the actor sees in a cycle, of a team's people or a manager's, or what is late alone.
fn filtered(
    tx: &TenantTx<'_>,
    cycle: ReviewCycleId,
    (team, manager): (Option<TeamId>, Option<PersonId>),
    late: bool,
) -> Query {
    let org = tx.org();
    let mut query: Query =
        dsl::visible_review_duties.filter(dsl::org_id.eq(org).and(dsl::cycle_id.eq(cycle.0))).into_boxed();
    if late {
        query = query.filter(dsl::due_on.lt(tx.calendar.today));
    }
    if let Some(team) = team {
        let below = team_closure::table
            .filter(team_closure::org_id.eq(org).and(team_closure::above_id.eq(team.0)))
            .select(team_closure::team_id.nullable());
        let in_it = people::table.filter(people::org_id.eq(org).and(people::team_id.eq_any(below))).select(people::id);
        query = query.filter(dsl::person_id.eq_any(in_it));
    }
    if let Some(manager) = manager {
        query = query.filter(dsl::manager_id.eq(manager.0));
    }
    query
}

/// One row more than the page holds, what is due first before the rest.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    filter: &ReviewDutyFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<DutyRow>> {
    let mut query = filtered(tx, cycle, (filter.team, filter.manager), filter.late);
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

/// Those of the people asked for (of all, if none are named) whom the actor sees to have something to do, and whom nobody
/// has reminded today; never the actor.
pub(super) fn unreminded(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    whom: &NewReviewReminder,
) -> QueryResult<Vec<PersonId>> {
    let not_today = dsl::reminded_on.is_null().or(dsl::reminded_on.lt(tx.calendar.today));
    let mut query = filtered(tx, cycle, (whom.team, whom.manager), whom.late)
        .filter(dsl::person_id.ne(tx.actor.person.0))
        .filter(not_today);
    if !whom.people.is_empty() {
        query = query.filter(dsl::person_id.eq_any(whom.people.iter().map(|person| person.0).collect::<Vec<_>>()));
    }
    query.select(dsl::person_id).distinct().load(tx.conn())
}

/// Whether there is such a team.
pub(super) fn is_team(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<bool> {
    select(exists(teams::table.find((tx.org(), team.0)))).get_result(tx.conn())
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

/// Those in the whole organisation, cycle by cycle: all who write but those who were told, so that thousands take one look
/// at each side.
pub(super) fn untold(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Untold>> {
    const UNTOLD: &str = "
        SELECT u.cycle_id, array_agg(u.person_id) AS people
        FROM (
            SELECT d.cycle_id, d.person_id
            FROM review_duties d JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
            WHERE d.org_id = $1 AND d.duty = 'write'
            EXCEPT
            SELECT n.about, n.person_id
            FROM notices n JOIN review_cycles c ON c.org_id = n.org_id AND c.id = n.about
            WHERE n.org_id = $1 AND n.kind = 'reviews_to_write' AND c.stage NOT IN ('draft', 'closed', 'cancelled')
        ) u
        GROUP BY u.cycle_id
        ORDER BY u.cycle_id";
    sql_query(UNTOLD).bind::<SqlUuid, _>(tx.org()).load(tx.conn())
}

/// What is due between two days, in the whole organisation, of people who are here.
pub(super) fn due(tx: &mut TenantTx<'_>, (from, until): (NaiveDate, NaiveDate)) -> QueryResult<Vec<Due>> {
    const DUE: &str = "
        SELECT d.cycle_id, d.due_on AS on, array_agg(DISTINCT d.person_id) AS people
        FROM review_duties d JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
        WHERE d.org_id = $1 AND d.due_on BETWEEN $2 AND $3
        GROUP BY d.cycle_id, d.due_on
        ORDER BY d.cycle_id, d.due_on DESC";
    sql_query(DUE).bind::<SqlUuid, _>(tx.org()).bind::<Date, _>(from).bind::<Date, _>(until).load(tx.conn())
}
