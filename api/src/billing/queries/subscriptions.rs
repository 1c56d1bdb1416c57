//! Statements of subscriptions, terms, who is billed, and who takes a seat.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    PgConnection, QueryResult, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Integer, Timestamptz, Uuid as SqlUuid},
    update,
};
use shared::{
    access::Role,
    billing::{PlanChoice, PlanName},
    people::PersonStatus,
};
use uuid::Uuid;

use super::super::rows::{DetailsRow, SubscriptionRow, TermRow};
use crate::db::{
    TenantTx,
    schema::{billing_details, billing_terms, organisations, people, subscriptions},
};

/// Whether it is a sandbox, in which nobody pays.
pub(in crate::billing) fn is_sandbox(tx: &mut TenantTx<'_>) -> QueryResult<bool> {
    organisations::table.find(tx.org()).select(organisations::sandbox_of.is_not_null()).first(tx.conn())
}

/// The organisation's, if there is one.
pub(in crate::billing) fn read(tx: &mut TenantTx<'_>) -> QueryResult<Option<SubscriptionRow>> {
    subscriptions::table.find(tx.org()).select(SubscriptionRow::as_select()).first(tx.conn()).optional()
}

/// The same, held until the transaction ends; made, with its trial, if there is none.
pub(in crate::billing) fn hold(tx: &mut TenantTx<'_>, trial_ends_on: NaiveDate) -> QueryResult<SubscriptionRow> {
    let new = (subscriptions::org_id.eq(tx.org()), subscriptions::trial_ends_on.eq(trial_ends_on));
    insert_into(subscriptions::table).values(new).on_conflict_do_nothing().execute(tx.conn())?;
    let row = subscriptions::table.find(tx.org()).select(SubscriptionRow::as_select());
    row.for_no_key_update().first(tx.conn())
}

/// Sets what the next term is to be, and whether it stays cancelled until that is paid.
pub(in crate::billing) fn choose(tx: &mut TenantTx<'_>, to: PlanChoice, is_cancelled: bool) -> QueryResult<()> {
    let values = (
        subscriptions::plan.eq(to.plan),
        subscriptions::period.eq(to.period),
        subscriptions::currency.eq(to.currency),
        subscriptions::is_cancelled.eq(is_cancelled),
        subscriptions::updated_at.eq(Utc::now()),
    );
    update(subscriptions::table.find(tx.org())).set(values).execute(tx.conn())?;
    Ok(())
}

/// Says whether it ends with its term.
pub(in crate::billing) fn cancel(tx: &mut TenantTx<'_>, is_cancelled: bool) -> QueryResult<()> {
    let values = (subscriptions::is_cancelled.eq(is_cancelled), subscriptions::updated_at.eq(Utc::now()));
    update(subscriptions::table.find(tx.org())).set(values).execute(tx.conn())?;
    Ok(())
}

/// Notes how far the worker is with it.
pub(in crate::billing) fn note(
    tx: &mut TenantTx<'_>,
    over_since: Option<NaiveDate>,
    reminders: i32,
    trued_up_on: Option<NaiveDate>,
) -> QueryResult<()> {
    let values = (
        subscriptions::over_since.eq(over_since),
        subscriptions::reminders.eq(reminders),
        subscriptions::trued_up_on.eq(trued_up_on),
    );
    update(subscriptions::table.find(tx.org())).set(values).execute(tx.conn())?;
    Ok(())
}

/// Its paid terms, the first first.
pub(in crate::billing) fn terms(tx: &mut TenantTx<'_>) -> QueryResult<Vec<TermRow>> {
    billing_terms::table
        .filter(billing_terms::org_id.eq(tx.org()))
        .order(billing_terms::from_on)
        .select(TermRow::as_select())
        .load(tx.conn())
}

/// Adds a paid term.
pub(in crate::billing) fn add_term(tx: &mut TenantTx<'_>, term: &TermRow) -> QueryResult<()> {
    insert_into(billing_terms::table).values(term).execute(tx.conn())?;
    Ok(())
}

/// More seats for the term that ends on a day; whether there is one.
pub(in crate::billing) fn add_seats(tx: &mut TenantTx<'_>, until_on: NaiveDate, seats: i32) -> QueryResult<bool> {
    let term = billing_terms::org_id.eq(tx.org()).and(billing_terms::until_on.eq(until_on));
    let more = billing_terms::seats.eq(billing_terms::seats + seats);
    Ok(update(billing_terms::table.filter(term)).set(more).execute(tx.conn())? > 0)
}

/// A higher plan for the term that ends on a day; whether there is one.
pub(in crate::billing) fn raise(
    tx: &mut TenantTx<'_>,
    until_on: NaiveDate,
    plan: PlanName,
    unit_minor: i64,
) -> QueryResult<bool> {
    let term = billing_terms::org_id.eq(tx.org()).and(billing_terms::until_on.eq(until_on));
    let higher = (billing_terms::plan.eq(plan), billing_terms::unit_minor.eq(unit_minor));
    Ok(update(billing_terms::table.filter(term)).set(higher).execute(tx.conn())? > 0)
}

/// Who is billed, once it was said.
pub(in crate::billing) fn details(tx: &mut TenantTx<'_>) -> QueryResult<Option<DetailsRow>> {
    billing_details::table.find(tx.org()).select(DetailsRow::as_select()).first(tx.conn()).optional()
}

/// Says who is billed.
pub(in crate::billing) fn set_details(tx: &mut TenantTx<'_>, to: &DetailsRow) -> QueryResult<()> {
    insert_into(billing_details::table)
        .values((billing_details::org_id.eq(tx.org()), to))
        .on_conflict(billing_details::org_id)
        .do_update()
        .set((to, billing_details::updated_at.eq(Utc::now())))
        .execute(tx.conn())?;
    Ok(())
}

/// How many people take a seat: all who have joined. Whoever is entered or invited costs nothing until then.
pub(in crate::billing) fn joined_count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    people::table
        .filter(people::org_id.eq(tx.org()))
        .filter(people::status.eq(PersonStatus::Active.as_str()))
        .count()
        .get_result(tx.conn())
}

/// How many people there are: all but those who have left. So many a plan has room for, or else whoever is full would enter and
/// invite more, and owe for them once they join.
pub(in crate::billing) fn people_count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    people::table
        .filter(people::org_id.eq(tx.org()))
        .filter(people::status.ne(PersonStatus::Deactivated.as_str()))
        .count()
        .get_result(tx.conn())
}

/// Name and address of every Admin who is there.
pub(in crate::billing) fn admins(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(String, String)>> {
    people::table
        .filter(people::org_id.eq(tx.org()))
        .filter(people::role.eq(Role::Admin.as_str()))
        .filter(people::status.eq(PersonStatus::Active.as_str()))
        .order(people::id)
        .select((people::name, people::email))
        .load(tx.conn())
}

/// What the organisation is called.
pub(in crate::billing) fn organisation(tx: &mut TenantTx<'_>) -> QueryResult<String> {
    organisations::table.find(tx.org()).select(organisations::name).first(tx.conn())
}

/// Gives every organisation its trial; before one is entered.
pub(in crate::billing) fn enrol(conn: &mut PgConnection, trial_days: i32) -> QueryResult<usize> {
    sql_query(
        "INSERT INTO subscriptions (org_id, trial_ends_on)
         SELECT o.org_id, (now() AT TIME ZONE o.time_zone)::date + $1 FROM organisations o
         WHERE o.sandbox_of IS NULL AND NOT EXISTS (SELECT FROM subscriptions s WHERE s.org_id = o.org_id)
         ON CONFLICT DO NOTHING",
    )
    .bind::<Integer, _>(trial_days)
    .execute(conn)
}

/// An organisation that somebody looks after, until when.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(in crate::billing) struct Turn {
    #[diesel(sql_type = SqlUuid)]
    pub org_id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    look_at: DateTime<Utc>,
}

/// Takes the organisation that has been due longest; nobody else takes it for ten minutes.
pub(in crate::billing) fn take(conn: &mut PgConnection) -> QueryResult<Option<Turn>> {
    sql_query(
        "UPDATE subscriptions s SET look_at = now() + interval '10 minutes'
         FROM (SELECT d.org_id FROM subscriptions d WHERE d.look_at <= now()
               ORDER BY d.look_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
         WHERE s.org_id = due.org_id RETURNING s.org_id, s.look_at",
    )
    .get_result(conn)
    .optional()
}

/// Leaves it until `next`, unless somebody had it looked at again meanwhile.
pub(in crate::billing) fn finish(conn: &mut PgConnection, turn: &Turn, next: DateTime<Utc>) -> QueryResult<()> {
    let taken = subscriptions::table.find(turn.org_id).filter(subscriptions::look_at.eq(turn.look_at));
    update(taken).set(subscriptions::look_at.eq(next)).execute(conn)?;
    Ok(())
}
