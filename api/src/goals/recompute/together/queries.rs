use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Double, Jsonb, Nullable, Text, Uuid as SqlUuid},
};
use serde_json::{Value, json};
use shared::{
    goals::rules::{
        kinds::{GoalStatus, ObjectiveState, RollUp},
        roll_up::Computation,
        timeline::Timeline,
    },
    wire::{KeyResultId, ObjectiveId},
};
use uuid::Uuid;

use super::super::queries::{Child, Node, stored};
use crate::{
    db::{
        TenantTx,
        schema::{key_results, objectives},
    },
    goals::rows::KeyResultRow,
    http::Failure,
};

#[derive(QueryableByName)]
struct NodeRow {
    #[diesel(sql_type = SqlUuid)]
    id: ObjectiveId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    parent_id: Option<ObjectiveId>,
    #[diesel(sql_type = Text)]
    state: ObjectiveState,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Text)]
    roll_up: RollUp,
}

fn ids(all: &[ObjectiveId]) -> Vec<Uuid> {
    all.iter().map(|id| id.0).collect()
}

/// These objectives and everything above them, up to the top.
pub(super) fn line(tx: &mut TenantTx<'_>, from: &[ObjectiveId]) -> QueryResult<BTreeMap<ObjectiveId, Node>> {
    let rows: Vec<NodeRow> = sql_query(include_str!("line.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(ids(from))
        .load(tx.conn())?;
    let node = |row: NodeRow| {
        let NodeRow { id, parent_id, state, starts_on, roll_up } = row;
        (id, Node { parent_id, state, starts_on, roll_up })
    };
    Ok(rows.into_iter().map(node).collect())
}

/// Locks objectives until the transaction ends, in this order.
pub(super) fn lock(tx: &mut TenantTx<'_>, order: &[ObjectiveId]) -> QueryResult<()> {
    let query = sql_query(include_str!("lock.sql")).bind::<SqlUuid, _>(tx.org()).bind::<Array<SqlUuid>, _>(ids(order));
    query.execute(tx.conn()).map(drop)
}

/// Their key results, in the order of their ids.
pub(super) fn key_results(
    tx: &mut TenantTx<'_>,
    of: &[ObjectiveId],
) -> QueryResult<HashMap<ObjectiveId, Vec<KeyResultRow>>> {
    let rows: Vec<KeyResultRow> = key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq_any(ids(of))))
        .order(key_results::id)
        .select(KeyResultRow::as_select())
        .load(tx.conn())?;
    let mut all: HashMap<ObjectiveId, Vec<KeyResultRow>> = HashMap::new();
    for row in rows {
        all.entry(row.objective_id).or_default().push(row);
    }
    Ok(all)
}

/// Their children, in the order of their ids.
pub(super) fn children(tx: &mut TenantTx<'_>, of: &[ObjectiveId]) -> QueryResult<HashMap<ObjectiveId, Vec<Child>>> {
    use objectives::dsl;
    let rows: Vec<(Option<ObjectiveId>, Child)> = dsl::objectives
        .filter(dsl::org_id.eq(tx.org()).and(dsl::parent_id.eq_any(ids(of))))
        .order(dsl::id)
        .select((dsl::parent_id, (dsl::id, dsl::weight, dsl::progress, dsl::state, dsl::status_from, dsl::status_then)))
        .load(tx.conn())?;
    let mut all: HashMap<ObjectiveId, Vec<Child>> = HashMap::new();
    for (parent, child) in rows {
        if let Some(parent) = parent {
            all.entry(parent).or_default().push(child);
        }
    }
    Ok(all)
}

// Arrays of arrays would have to be equally long, so that steps travel as JSON.
fn steps(days: &[NaiveDate], statuses: &[GoalStatus]) -> Value {
    json!({ "from": days, "then": statuses })
}

/// Keeps what objectives came to.
pub(super) fn keep(tx: &mut TenantTx<'_>, all: &[(ObjectiveId, Computation, Timeline)]) -> Result<(), Failure> {
    let mut computations = Vec::with_capacity(all.len());
    for (_, computation, _) in all {
        computations.push(serde_json::to_value(computation).map_err(Failure::fault)?);
    }
    let lines = all.iter().map(|(_, _, timeline)| {
        let (days, statuses) = stored(timeline);
        steps(&days, &statuses)
    });
    sql_query(include_str!("keep.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(all.iter().map(|(id, ..)| id.0).collect::<Vec<_>>())
        .bind::<Array<Nullable<Double>>, _>(all.iter().map(|(_, computation, _)| computation.value).collect::<Vec<_>>())
        .bind::<Array<Jsonb>, _>(computations)
        .bind::<Array<Jsonb>, _>(lines.collect::<Vec<_>>())
        .execute(tx.conn())?;
    Ok(())
}

/// A key result's timeline as its two columns.
pub(super) type Refreshed = (KeyResultId, Vec<NaiveDate>, Vec<GoalStatus>);

/// Keeps timelines of key results that have changed.
pub(super) fn refresh(tx: &mut TenantTx<'_>, all: &[Refreshed]) -> QueryResult<()> {
    if all.is_empty() {
        return Ok(());
    }
    sql_query(include_str!("refresh.sql"))
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(all.iter().map(|(id, ..)| id.0).collect::<Vec<_>>())
        .bind::<Array<Jsonb>, _>(all.iter().map(|(_, days, statuses)| steps(days, statuses)).collect::<Vec<_>>())
        .execute(tx.conn())
        .map(drop)
}
