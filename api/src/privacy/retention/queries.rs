//! Statements of how long what is kept.

use chrono::NaiveDate;
use diesel::{
    define_sql_function, delete,
    dsl::exists,
    insert_into,
    prelude::*,
    select, sql_query,
    sql_types::{Array, BigInt, Date, Integer, Text, Uuid as SqlUuid},
    upsert::excluded,
};
use shared::{
    access::Role,
    people::PersonStatus,
    privacy::{KeepingTime, RetentionKind},
    wire::PersonId,
};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{people, retention_deletions as deletions, retention_rules as rules},
};

define_sql_function! {
    /// See the migration `legal_holds`.
    fn delete_kept(org: SqlUuid, what: Text, ids: Array<SqlUuid>) -> Integer;
}

/// How long, and from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = rules)]
pub(super) struct Rule {
    pub months: i32,
    pub acts_from: NaiveDate,
}

/// A rule, and what it is about now.
#[derive(Debug, QueryableByName)]
pub(super) struct Due {
    /// Of which kind.
    #[diesel(sql_type = Text)]
    pub kind: RetentionKind,
    /// How long it is kept.
    #[diesel(sql_type = Integer)]
    pub months: i32,
    /// From which day on it acts.
    #[diesel(sql_type = Date)]
    pub acts_from: NaiveDate,
    /// How many are older.
    #[diesel(sql_type = BigInt)]
    pub due: i64,
    /// How many more will be.
    #[diesel(sql_type = BigInt)]
    pub soon: i64,
    /// Which go first.
    #[diesel(sql_type = Array<SqlUuid>)]
    pub ids: Vec<Uuid>,
}

/// How much went within a month.
#[derive(Debug, QueryableByName)]
pub(super) struct Gone {
    /// Its first day.
    #[diesel(sql_type = Date)]
    pub month: NaiveDate,
    /// Of which kind.
    #[diesel(sql_type = Text)]
    pub kind: RetentionKind,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub number: i64,
}

/// The rule for a kind if it isn't kept for ever, held until the transaction ends.
pub(super) fn hold(tx: &mut TenantTx<'_>, kind: RetentionKind) -> QueryResult<Option<Rule>> {
    let rule = rules::table.find((tx.org(), kind.as_str())).select(Rule::as_select());
    rule.for_update().first(tx.conn()).optional()
}

/// Sets it.
pub(super) fn put(tx: &mut TenantTx<'_>, kind: RetentionKind, rule: Rule) -> QueryResult<()> {
    insert_into(rules::table)
        .values((
            rules::org_id.eq(tx.org()),
            rules::kind.eq(kind.as_str()),
            rules::months.eq(rule.months),
            rules::acts_from.eq(rule.acts_from),
        ))
        .on_conflict((rules::org_id, rules::kind))
        .do_update()
        .set((rules::months.eq(rule.months), rules::acts_from.eq(rule.acts_from)))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes it away: the kind is kept for ever.
pub(super) fn forget(tx: &mut TenantTx<'_>, kind: RetentionKind) -> QueryResult<()> {
    delete(rules::table.find((tx.org(), kind.as_str()))).execute(tx.conn())?;
    Ok(())
}

/// Every rule, with how much is older than it says, how much more will be within so many days, and the oldest of it.
pub(super) fn due(tx: &mut TenantTx<'_>, within: i32, most: i32) -> QueryResult<Vec<Due>> {
    let org = tx.org();
    sql_query(include_str!("due.sql"))
        .bind::<SqlUuid, _>(org)
        .bind::<Integer, _>(within)
        .bind::<Integer, _>(most)
        .load(tx.conn())
}

/// Every rule, without looking at what it is about.
pub(super) fn times(tx: &mut TenantTx<'_>) -> QueryResult<Vec<KeepingTime>> {
    let rows: Vec<(RetentionKind, i32, NaiveDate)> = rules::table
        .filter(rules::org_id.eq(tx.org()))
        .order(rules::kind)
        .select((rules::kind, rules::months, rules::acts_from))
        .load(tx.conn())?;
    let time = |(kind, months, acts_from)| {
        let months = u16::try_from(months).ok()?;
        Some(KeepingTime { kind, months, acts_from })
    };
    Ok(rows.into_iter().filter_map(time).collect())
}

/// Deletes these of a kind for good, with all that hangs on them; how many.
pub(super) fn delete_these(tx: &mut TenantTx<'_>, kind: RetentionKind, ids: &[Uuid]) -> QueryResult<i32> {
    let org = tx.org();
    select(delete_kept(org, kind.as_str(), ids)).get_result(tx.conn())
}

/// Remembers, for the report, that so many of a kind went on a day.
pub(super) fn remember(tx: &mut TenantTx<'_>, day: NaiveDate, kind: RetentionKind, number: i64) -> QueryResult<()> {
    insert_into(deletions::table)
        .values((
            deletions::org_id.eq(tx.org()),
            deletions::day.eq(day),
            deletions::kind.eq(kind.as_str()),
            deletions::number.eq(number),
        ))
        .on_conflict((deletions::org_id, deletions::day, deletions::kind))
        .do_update()
        .set(deletions::number.eq(deletions::number + excluded(deletions::number)))
        .execute(tx.conn())?;
    Ok(())
}

/// How much of what went in which month, latest first.
pub(super) fn report(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Gone>> {
    let org = tx.org();
    sql_query(include_str!("report.sql")).bind::<SqlUuid, _>(org).load(tx.conn())
}

/// Whether anything was deleted from a day on and before another.
pub(super) fn has_deleted(tx: &mut TenantTx<'_>, from: NaiveDate, before: NaiveDate) -> QueryResult<bool> {
    let days = deletions::table.filter(deletions::org_id.eq(tx.org()).and(deletions::day.ge(from)));
    select(exists(days.filter(deletions::day.lt(before)))).get_result(tx.conn())
}

/// Every Admin who is there.
pub(super) fn admins(tx: &mut TenantTx<'_>) -> QueryResult<Vec<PersonId>> {
    people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.eq(PersonStatus::Active.as_str())))
        .filter(people::role.eq(Role::Admin.as_str()))
        .order(people::id)
        .select(people::id)
        .load(tx.conn())
}
