use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Date, Nullable, SmallInt, Uuid as SqlUuid},
};
use shared::{
    people::PersonRef,
    wire::{Limit, PersonId, RollingReviewId},
};

use super::rows::{DueRow, RuleRow, RunningRule};
use crate::db::{
    TenantTx,
    schema::{people, rolling_review_exclusions as left_out, rolling_reviews, visible_rolling_reviews::dsl},
};

/// Where a page of rules ends.
pub(super) type Position = (String, RollingReviewId);
/// Where a page of those whose day comes ends.
pub(super) type DuePosition = (NaiveDate, PersonId, i16);

/// One rule more than the page holds, by name.
pub(super) fn page(tx: &mut TenantTx<'_>, limit: Limit, after: Option<Position>) -> QueryResult<Vec<RuleRow>> {
    let mut query = dsl::visible_rolling_reviews.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some((name, id)) = after {
        query = query.filter(dsl::name.gt(name.clone()).or(dsl::name.eq(name).and(dsl::id.gt(id.0))));
    }
    query.order((dsl::name, dsl::id)).limit(limit.get() + 1).select(RuleRow::as_select()).load(tx.conn())
}

/// Whom a rule leaves out, by name.
pub(super) fn excluded(tx: &mut TenantTx<'_>, rule: RollingReviewId) -> QueryResult<Vec<PersonRef>> {
    let on_person = people::org_id.eq(left_out::org_id).and(people::id.eq(left_out::person_id));
    let named: Vec<(PersonId, String)> = left_out::table
        .inner_join(people::table.on(on_person))
        .filter(left_out::org_id.eq(tx.org()).and(left_out::rule_id.eq(rule)))
        .order(people::name)
        .select((people::id, people::name))
        .load(tx.conn())?;
    Ok(named.into_iter().map(|(id, name)| PersonRef { id, name }).collect())
}

/// Whose day comes from a day until another, the soonest first; one more than the page holds.
pub(super) fn due_page(
    tx: &mut TenantTx<'_>,
    rule: RollingReviewId,
    (from, to): (NaiveDate, NaiveDate),
    limit: Limit,
    after: Option<DuePosition>,
) -> QueryResult<Vec<DueRow>> {
    load(tx, rule, (from, to), Some(limit.get() + 1), after)
}

/// All whose day comes from a day until another, the soonest first.
pub(super) fn due(
    tx: &mut TenantTx<'_>,
    rule: RollingReviewId,
    days: (NaiveDate, NaiveDate),
) -> QueryResult<Vec<DueRow>> {
    load(tx, rule, days, None, None)
}

fn load(
    tx: &mut TenantTx<'_>,
    rule: RollingReviewId,
    (from, to): (NaiveDate, NaiveDate),
    limit: Option<i64>,
    after: Option<DuePosition>,
) -> QueryResult<Vec<DueRow>> {
    let due = "
        SELECT d.person_id, p.name AS person_name, d.after, d.due_on, d.started_on, d.manager_id,
               m.name AS manager_name
        FROM rolling_review_days($1, $2, $3) d
        JOIN people p ON p.org_id = current_org() AND p.id = d.person_id
        LEFT JOIN people m ON m.org_id = p.org_id AND m.id = d.manager_id
        WHERE $4 IS NULL OR (d.due_on, d.person_id, d.after) > ($4, $5, $6)
        ORDER BY d.due_on, d.person_id, d.after LIMIT $7";
    sql_query(due)
        .bind::<SqlUuid, _>(rule)
        .bind::<Date, _>(from)
        .bind::<Date, _>(to)
        .bind::<Nullable<Date>, _>(after.map(|(day, ..)| day))
        .bind::<Nullable<SqlUuid>, _>(after.map(|(_, person, _)| person))
        .bind::<Nullable<SmallInt>, _>(after.map(|(.., after)| after))
        .bind::<Nullable<BigInt>, _>(limit)
        .load(tx.conn())
}

/// The rules that are on, held. Whatever the actor sees: nobody asks.
pub(super) fn running(tx: &mut TenantTx<'_>) -> QueryResult<Vec<RunningRule>> {
    rolling_reviews::table
        .filter(rolling_reviews::org_id.eq(tx.org()).and(rolling_reviews::on_since.is_not_null()))
        .order(rolling_reviews::id)
        .select(RunningRule::as_select())
        .for_no_key_update()
        .load(tx.conn())
}
