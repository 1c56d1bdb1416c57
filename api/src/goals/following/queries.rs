use diesel::{
    dsl::{count_star, exists, not},
    insert_into,
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Double, Nullable, Text, Uuid as SqlUuid},
    update,
};
use shared::{
    goals::{Source, rules::kinds::ObjectiveState},
    wire::{KeyResultId, KpiId, ObjectiveId},
};
use uuid::Uuid;

use super::{KeyResultRow, KpiMoved, Told};
use crate::db::{
    TenantTx,
    schema::{check_ins, key_results, key_results::dsl, objectives},
};

/// Objectives that are history: what they were judged by stays.
const CLOSED: [ObjectiveState; 3] = [ObjectiveState::Achieved, ObjectiveState::Missed, ObjectiveState::Cancelled];

/// Key results that follow one of these, of objectives that aren't history.
fn following(org: Uuid, kpis: Vec<Uuid>) -> key_results::BoxedQuery<'static, Pg> {
    let history = objectives::table
        .filter(objectives::org_id.eq(org).and(objectives::id.eq(dsl::objective_id)))
        .filter(objectives::state.eq_any(CLOSED));
    key_results::table
        .filter(dsl::org_id.eq(org).and(dsl::kpi_id.eq_any(kpis).assume_not_null()))
        .filter(not(exists(history)))
        .into_boxed()
}

/// The same of what has moved, or `only` one of them.
fn told_of(org: Uuid, moved: &[KpiMoved], only: Option<KeyResultId>) -> key_results::BoxedQuery<'static, Pg> {
    let all = following(org, moved.iter().map(|one| one.kpi.0).collect());
    match only {
        Some(only) => all.filter(dsl::id.eq(only.0)),
        None => all,
    }
}

/// The objectives of those that follow one of these.
pub(super) fn concerned(
    tx: &mut TenantTx<'_>,
    moved: &[KpiMoved],
    only: Option<KeyResultId>,
) -> QueryResult<Vec<ObjectiveId>> {
    told_of(tx.org(), moved, only).select(dsl::objective_id).distinct().load(tx.conn())
}

/// Those that follow one of these, as they are now that their objectives are locked.
pub(super) fn followers(
    tx: &mut TenantTx<'_>,
    moved: &[KpiMoved],
    only: Option<KeyResultId>,
    locked: &[ObjectiveId],
) -> QueryResult<Vec<KeyResultRow>> {
    told_of(tx.org(), moved, only)
        .filter(dsl::objective_id.eq_any(locked.iter().map(|id| id.0).collect::<Vec<_>>()))
        .order(dsl::id)
        .select(KeyResultRow::as_select())
        .load(tx.conn())
}

/// How many others follow a KPI, of objectives that aren't history.
pub(super) fn count(tx: &mut TenantTx<'_>, kpi: KpiId, but: KeyResultId) -> QueryResult<i64> {
    following(tx.org(), vec![kpi.0]).filter(dsl::id.ne(but.0)).select(count_star()).first(tx.conn())
}

/// Writes down what they are told.
pub(super) fn say(tx: &mut TenantTx<'_>, told: &[Told]) -> QueryResult<()> {
    let org = tx.org();
    let rows = told.iter().map(|one| {
        (
            check_ins::org_id.eq(org),
            check_ins::id.eq(one.id),
            check_ins::key_result_id.eq(one.key_result),
            check_ins::as_of.eq(one.as_of),
            check_ins::value.eq(one.now.value),
            check_ins::status.eq(one.now.status),
            check_ins::source.eq(Source::Kpi),
            check_ins::author_id.eq(one.now.said_by),
        )
    });
    insert_into(check_ins::table).values(rows.collect::<Vec<_>>()).execute(tx.conn()).map(drop)
}

/// Gives them their values: what they are told now is the latest that stands. Their timelines follow with their objectives.
pub(super) fn apply(tx: &mut TenantTx<'_>, told: &[Told]) -> QueryResult<()> {
    sql_query(include_str!("apply.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(told.iter().map(|one| one.key_result.0).collect::<Vec<_>>())
        .bind::<Array<Double>, _>(told.iter().map(|one| one.now.value).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(told.iter().map(|one| one.progress).collect::<Vec<_>>())
        .bind::<Array<Date>, _>(told.iter().map(|one| one.as_of).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(told.iter().map(|one| one.now.status).collect::<Vec<_>>())
        .execute(tx.conn())
        .map(drop)
}

pub(super) fn set_kpi(tx: &mut TenantTx<'_>, id: KeyResultId, kpi: Option<KpiId>) -> QueryResult<()> {
    update(dsl::key_results.find((tx.org(), id.0)))
        .set((dsl::kpi_id.eq(kpi), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
        .map(drop)
}
