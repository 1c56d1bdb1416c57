//! Many objectives at once: so many statements for however many of them, and each is computed once, however many parts of
//! it have changed.

mod queries;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::QueryResult;
use shared::{
    goals::rules::{kinds::RollUp, roll_up::Computation, timeline::Timeline},
    wire::ObjectiveId,
};

use super::queries::{DEEPEST, Node, computed, stored};
use crate::{db::TenantTx, http::Failure};

/// Locks objectives and everything above them that is computed from them, until the transaction ends: the deepest first,
/// as a check-in does on its way up, of the equally deep the smaller id, as everybody does who locks several. Who holds
/// one therefore only ever waits for what comes later in the one order.
pub(in crate::goals) fn hold(tx: &mut TenantTx<'_>, all: &[ObjectiveId]) -> QueryResult<()> {
    let line = queries::line(tx, all)?;
    let order = in_order(&line, reached(&line, all));
    queries::lock(tx, &order)
}

/// Computes objectives that are locked, and everything above them.
pub(in crate::goals) fn together(tx: &mut TenantTx<'_>, from: &[ObjectiveId]) -> Result<(), Failure> {
    let line = queries::line(tx, from)?;
    let mut changed: BTreeSet<ObjectiveId> = reached(&line, from);
    // What was closed keeps the number it was judged by.
    changed.retain(|id| from.contains(id) || line.get(id).is_some_and(|node| !node.state.is_closed()));
    let order = in_order(&line, changed);
    let key_results = queries::key_results(tx, &order)?;
    let with_children: Vec<ObjectiveId> = order
        .iter()
        .copied()
        .filter(|id| line.get(id).is_some_and(|node| node.roll_up != RollUp::KeyResults))
        .collect();
    let mut children = queries::children(tx, &with_children)?;

    let mut done: HashMap<ObjectiveId, (Computation, Timeline)> = HashMap::new();
    let mut refreshed = Vec::new();
    for id in &order {
        let Some(node) = line.get(id) else { continue };
        let mut own = Vec::new();
        for row in key_results.get(id).into_iter().flatten() {
            let timeline = row.timeline_in(node.state, node.starts_on, tx.calendar.check_in_days);
            let (days, statuses) = stored(&timeline);
            if days != row.status_from || statuses != row.status_then {
                refreshed.push((row.id, days, statuses));
            }
            own.push((row, timeline));
        }
        let mut below = children.remove(id).unwrap_or_default();
        for (child, _, progress, _, days, statuses) in &mut below {
            if let Some((computation, timeline)) = done.get(&ObjectiveId(*child)) {
                *progress = computation.value;
                (*days, *statuses) = stored(timeline);
            }
        }
        done.insert(*id, computed(node, own, below));
    }
    queries::refresh(tx, &refreshed)?;
    let all: Vec<_> = done.into_iter().map(|(id, (computation, timeline))| (id, computation, timeline)).collect();
    queries::keep(tx, &all)
}

/// What changes when these do: themselves, and what is computed from its children, as far up as that goes.
fn reached(line: &BTreeMap<ObjectiveId, Node>, from: &[ObjectiveId]) -> BTreeSet<ObjectiveId> {
    let mut reached: BTreeSet<ObjectiveId> = BTreeSet::new();
    for id in from {
        let mut next = Some(*id);
        while let Some(at) = next {
            let Some(node) = line.get(&at) else { break };
            let on_the_way = at != *id;
            if on_the_way && node.roll_up == RollUp::KeyResults {
                break;
            }
            // Whoever came by here before went on to the top as well.
            let known = !reached.insert(at);
            if on_the_way && known {
                break;
            }
            next = node.parent_id;
        }
    }
    reached
}

/// The deepest first, of the equally deep the smaller id.
fn in_order(line: &BTreeMap<ObjectiveId, Node>, all: BTreeSet<ObjectiveId>) -> Vec<ObjectiveId> {
    let depth = |id: ObjectiveId| {
        let above = |id: &ObjectiveId| line.get(id).and_then(|node| node.parent_id);
        std::iter::successors(Some(id), above).take(DEEPEST).count()
    };
    let mut order: Vec<(usize, ObjectiveId)> = all.into_iter().map(|id| (depth(id), id)).collect();
    order.sort_by_key(|(depth, id)| (std::cmp::Reverse(*depth), *id));
    order.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shared::goals::rules::kinds::ObjectiveState;
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> ObjectiveId {
        ObjectiveId(Uuid::from_u128(number))
    }

    /// Objectives by number, parent and what they are made of.
    fn line(all: &[(u128, Option<u128>, RollUp)]) -> BTreeMap<ObjectiveId, Node> {
        let node = |(number, parent, roll_up): &(u128, Option<u128>, RollUp)| {
            let (state, starts_on) = (ObjectiveState::Active, NaiveDate::default());
            (id(*number), Node { parent_id: parent.map(id), state, starts_on, roll_up: *roll_up })
        };
        all.iter().map(node).collect()
    }

    #[test]
    fn what_is_below_comes_before_what_is_above_whatever_their_ids() {
        use RollUp::{Both, KeyResults};
        let line = line(&[
            (1, None, Both),
            (2, Some(3), KeyResults),
            (3, Some(1), Both),
            (4, Some(1), KeyResults),
            (5, Some(4), KeyResults),
        ]);
        let ordered = |from: &[u128]| {
            let from: Vec<_> = from.iter().copied().map(id).collect();
            in_order(&line, reached(&line, &from))
        };
        assert_eq!(ordered(&[2]), [2, 3, 1].map(id));
        assert_eq!(ordered(&[3, 2]), [2, 3, 1].map(id));
        assert_eq!(ordered(&[1, 4, 2]), [2, 3, 4, 1].map(id));
        assert_eq!(ordered(&[5]), [id(5)], "what is made of its own key results doesn't hang on what is below");
        assert_eq!(ordered(&[5, 4]), [5, 4, 1].map(id));
    }
}
