use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, delete as delete_row, insert_into,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    people::PersonRef,
    reviews::{ReviewLaunch, ReviewLaunchState as State},
    wire::{PersonId, ReviewCycleId, id::OrganisationId},
};

use crate::{
    db::{
        Changeable, TenantTx,
        schema::{organisations, review_launches as launches},
    },
    reviews::cycles::rows::CycleRow,
};

/// So often a launch is tried that fails for no reason of its own.
pub(super) const MOST_TRIES: i32 = 3;

/// A launch to be done.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = launches)]
pub(super) struct Waiting {
    pub org_id: OrganisationId,
    pub cycle_id: ReviewCycleId,
    pub asked_by: PersonId,
    pub cycle_version: i64,
}

/// What is to be launched, whosever it is; before an organisation is entered. One that is closed can't be, and goes with all of
/// its own.
pub(super) fn waiting(conn: &mut PgConnection) -> QueryResult<Vec<Waiting>> {
    let closed = organisations::table.filter(organisations::closes_at.le(Utc::now())).select(organisations::org_id);
    launches::table
        .filter(launches::state.ne(State::Failed.as_str()))
        .filter(launches::org_id.ne_all(closed))
        .order(launches::asked_at)
        .select(Waiting::as_select())
        .load(conn)
}

/// Asks for it, anew where it couldn't be done; nothing while it is being done.
pub(super) fn ask(tx: &mut TenantTx<'_>, cycle: &Changeable<CycleRow>, form: i32) -> QueryResult<usize> {
    let (org, by) = (tx.org(), tx.actor.person.0);
    delete_row(launches::table.find((org, cycle.id.0)).filter(launches::state.eq(State::Failed.as_str())))
        .execute(tx.conn())?;
    insert_into(launches::table)
        .values((
            launches::org_id.eq(org),
            launches::cycle_id.eq(cycle.id.0),
            launches::asked_by.eq(by),
            launches::cycle_version.eq(cycle.version),
            launches::form_number.eq(form),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())
}

/// Says that it is being done, and about how many people.
pub(super) fn begin(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    const BEGIN: &str = "
        UPDATE review_launches SET state = 'running', people = (SELECT count(*) FROM review_audience($1))
        WHERE org_id = current_org() AND cycle_id = $1 AND state = 'asked'";
    sql_query(BEGIN).bind::<SqlUuid, _>(cycle).execute(tx.conn())
}

/// Takes one to be done, with the number of the form that was looked at; not if it is done.
pub(super) fn take(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<Option<i32>> {
    let one = launches::table.find((tx.org(), cycle.0)).filter(launches::state.ne(State::Failed.as_str()));
    one.for_update().select(launches::form_number).first(tx.conn()).optional()
}

/// It is launched, in the background or by the step itself.
pub(in crate::reviews::cycles) fn done(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<usize> {
    delete_row(launches::table.find((tx.org(), cycle.0))).execute(tx.conn())
}

/// Notes why it couldn't be done; nothing where it is done, or another replica has noted it.
pub(super) fn fail(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, why: Option<&str>) -> QueryResult<usize> {
    let one = launches::table.find((tx.org(), cycle.0)).filter(launches::state.ne(State::Failed.as_str()));
    update_row(one).set((launches::state.eq(State::Failed.as_str()), launches::failure.eq(why))).execute(tx.conn())
}

/// Counts a try; how many there were.
pub(super) fn tried(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<i32> {
    let tries = update_row(launches::table.find((tx.org(), cycle.0)))
        .set(launches::tries.eq(launches::tries + 1))
        .returning(launches::tries)
        .get_result(tx.conn())
        .optional()?;
    Ok(tries.unwrap_or_default())
}

#[derive(QueryableByName)]
struct LaunchRow {
    #[diesel(sql_type = Text)]
    state: State,
    #[diesel(sql_type = SqlUuid)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    asked_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<BigInt>)]
    people: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    failure: Option<String>,
}

/// How far the launch of a draft is, if one was asked for.
pub(in crate::reviews::cycles) fn of_cycle(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
) -> QueryResult<Option<ReviewLaunch>> {
    const OF_CYCLE: &str = "
        SELECT l.state, p.id, p.name, l.asked_at, l.people, l.failure
        FROM review_launches l JOIN people p ON p.org_id = l.org_id AND p.id = l.asked_by
        WHERE l.org_id = current_org() AND l.cycle_id = $1";
    let row: Option<LaunchRow> = sql_query(OF_CYCLE).bind::<SqlUuid, _>(cycle).get_result(tx.conn()).optional()?;
    Ok(row.map(|row| ReviewLaunch {
        state: row.state,
        by: PersonRef { id: row.id, name: row.name },
        at: row.asked_at,
        people: row.people,
        failure: row.failure,
    }))
}
