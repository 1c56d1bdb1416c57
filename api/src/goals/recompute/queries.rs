use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{prelude::*, update};
use shared::{
    goals::rules::{
        kinds::{GoalStatus, ObjectiveState, RollUp},
        roll_up::{Computation, Part, PartKind, roll_up},
        timeline::Timeline,
    },
    wire::ObjectiveId,
};
use uuid::Uuid;

use crate::{
    db::{
        Changeable, TenantTx,
        schema::{key_results, objectives::dsl},
    },
    goals::rows::{KeyResultRow, ObjectiveRow},
    http::Failure,
};

/// Deeper than anybody aligns; a circle can't be made, and this would end one.
pub(super) const DEEPEST: usize = 100;

/// An objective as computing sees it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::objectives)]
pub(super) struct Node {
    pub parent_id: Option<ObjectiveId>,
    pub state: ObjectiveState,
    pub starts_on: NaiveDate,
    pub roll_up: RollUp,
}

/// A child as computing sees it: id, weight, progress, state, and its status from which day on.
pub(super) type Child = (Uuid, f64, Option<f64>, ObjectiveState, Vec<NaiveDate>, Vec<GoalStatus>);

/// Computes an objective and everything above it.
pub(in crate::goals) fn upwards(tx: &mut TenantTx<'_>, from: ObjectiveId) -> Result<(), Failure> {
    let node = locked(tx, from)?;
    renew(tx, from, &node)?;
    above(tx, node.parent_id)
}

/// As `upwards`, for one that is locked and wasn't changed itself.
pub(in crate::goals) fn upwards_from(tx: &mut TenantTx<'_>, from: &Changeable<ObjectiveRow>) -> Result<(), Failure> {
    let node = Node { parent_id: from.parent_id, state: from.state, starts_on: from.starts_on, roll_up: from.roll_up };
    renew(tx, from.id, &node)?;
    above(tx, node.parent_id)
}

/// Computes an objective that gained or lost a part, and everything above it, as far as it hangs on its
/// children. What was closed keeps the number it was judged by.
pub(in crate::goals) fn above(tx: &mut TenantTx<'_>, parent: Option<ObjectiveId>) -> Result<(), Failure> {
    let mut next = parent;
    for _ in 0..DEEPEST {
        let Some(id) = next else {
            return Ok(());
        };
        let node = locked(tx, id)?;
        if node.roll_up == RollUp::KeyResults {
            return Ok(());
        }
        if !node.state.is_closed() {
            renew(tx, id, &node)?;
        }
        next = node.parent_id;
    }
    Ok(())
}

fn locked(tx: &mut TenantTx<'_>, id: ObjectiveId) -> QueryResult<Node> {
    dsl::objectives.find((tx.org(), id.0)).select(Node::as_select()).for_no_key_update().first(tx.conn())
}

fn renew(tx: &mut TenantTx<'_>, id: ObjectiveId, node: &Node) -> Result<(), Failure> {
    let (computation, timeline) = compute(tx, id, node)?;
    let (days, statuses) = stored(&timeline);
    update(dsl::objectives.find((tx.org(), id.0)))
        .set((
            dsl::progress.eq(computation.value),
            dsl::computation.eq(serde_json::to_value(&computation).map_err(Failure::fault)?),
            dsl::status_from.eq(days),
            dsl::status_then.eq(statuses),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn compute(tx: &mut TenantTx<'_>, id: ObjectiveId, node: &Node) -> Result<(Computation, Timeline), Failure> {
    let key_results: Vec<KeyResultRow> = key_results::table
        .filter(key_results::org_id.eq(tx.org()).and(key_results::objective_id.eq(id.0)))
        .order(key_results::id)
        .select(KeyResultRow::as_select())
        .load(tx.conn())?;
    let children = match node.roll_up {
        RollUp::KeyResults => Vec::new(),
        RollUp::Children | RollUp::Both => children(tx, id)?,
    };
    let mut own = Vec::with_capacity(key_results.len());
    for row in &key_results {
        own.push((row, refreshed(tx, row, node)?));
    }
    Ok(computed(node, own, children))
}

/// What an objective comes to from its key results, each with its timeline, and its children.
pub(super) fn computed<'r>(
    node: &Node,
    key_results: impl IntoIterator<Item = (&'r KeyResultRow, Timeline)>,
    children: Vec<Child>,
) -> (Computation, Timeline) {
    let mut lines = HashMap::new();
    let mut parts = Vec::new();
    for (row, line) in key_results {
        lines.insert(row.id.0, line);
        parts.push(Part {
            id: row.id.0,
            kind: PartKind::KeyResult,
            weight: row.weight,
            progress: row.progress,
            state: ObjectiveState::Active,
        });
    }
    for (id, weight, progress, state, days, statuses) in children {
        lines.insert(id, Timeline::new(days.into_iter().zip(statuses).collect()));
        parts.push(Part { id, kind: PartKind::Child, weight, progress, state });
    }
    let computation = roll_up(node.roll_up, &parts);
    let counted: Vec<_> = computation
        .inputs
        .iter()
        .filter(|input| input.used.is_some())
        .filter_map(|input| Some((input.weight, lines.remove(&input.id)?)))
        .collect();
    let timeline = Timeline::of_objective(node.state, &counted);
    (computation, timeline)
}

fn children(tx: &mut TenantTx<'_>, of: ObjectiveId) -> QueryResult<Vec<Child>> {
    dsl::objectives
        .filter(dsl::org_id.eq(tx.org()).and(dsl::parent_id.eq(of.0)))
        .order(dsl::id)
        .select((dsl::id, dsl::weight, dsl::progress, dsl::state, dsl::status_from, dsl::status_then))
        .load(tx.conn())
}

/// A key result's timeline, kept anew if its objective's state or first day, or a check-in, changed it.
fn refreshed(tx: &mut TenantTx<'_>, row: &KeyResultRow, node: &Node) -> QueryResult<Timeline> {
    let timeline = row.timeline_in(node.state, node.starts_on, tx.calendar.check_in_days);
    let (days, statuses) = stored(&timeline);
    if days != row.status_from || statuses != row.status_then {
        update(key_results::table.find((tx.org(), row.id.0)))
            .set((key_results::status_from.eq(days), key_results::status_then.eq(statuses)))
            .execute(tx.conn())?;
    }
    Ok(timeline)
}

/// A timeline as its two columns. Postgres keeps days from 4713 BC on; the first means "since ever".
pub(in crate::goals) fn stored(timeline: &Timeline) -> (Vec<NaiveDate>, Vec<GoalStatus>) {
    let ever = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    timeline.steps().iter().map(|(day, status)| ((*day).max(ever), *status)).unzip()
}
