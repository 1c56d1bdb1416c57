//! The groups a pulse can be counted in, settled when it opens.
//!
//! An answer carries the name of one group, so each such name must be shared by at least the minimum of people.
//! A team with fewer is counted in the next larger; and where that leaves a few beside their neighbours, the smallest
//! neighbour joins them, or they could be had by subtraction.

/// A node of the team tree. The first is the whole, without a parent; parents stand before children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Index of the node above.
    pub parent: Option<usize>,
    /// People asked in this node itself, not below it.
    pub own: usize,
}

/// For each node the node whose name its own people's answers carry. Every name is carried by nobody or by at least
/// `minimum` people, provided the whole has as many.
pub fn settle(nodes: &[Node], minimum: usize) -> Vec<usize> {
    let mut label: Vec<usize> = (0..nodes.len()).collect();
    for at in (0..nodes.len()).rev() {
        loop {
            let here = carried(nodes, &label, at);
            if here == 0 || here >= minimum {
                break;
            }
            // The smallest neighbour below that still stands by itself joins.
            let below = (0..nodes.len()).filter(|child| nodes.get(*child).is_some_and(|node| node.parent == Some(at)));
            let standing =
                below.map(|child| (people_below(nodes, &label, child), child)).filter(|(people, _)| *people > 0);
            match (standing.min(), nodes.get(at).and_then(|node| node.parent)) {
                (Some((_, child)), _) => fold(nodes, &mut label, child, at),
                (None, Some(parent)) => fold(nodes, &mut label, at, parent),
                (None, None) => break,
            }
        }
    }
    label
}

/// How many carry the name of `at`.
fn carried(nodes: &[Node], label: &[usize], at: usize) -> usize {
    nodes.iter().zip(label).filter(|(_, label)| **label == at).map(|(node, _)| node.own).sum()
}

/// How many carry a name at or below `top`.
fn people_below(nodes: &[Node], label: &[usize], top: usize) -> usize {
    nodes.iter().zip(label).filter(|(_, label)| is_at_or_below(nodes, **label, top)).map(|(node, _)| node.own).sum()
}

/// Whoever carries a name at or below `top` carries `into` from now on.
fn fold(nodes: &[Node], label: &mut [usize], top: usize, into: usize) {
    for one in label.iter_mut().filter(|one| is_at_or_below(nodes, **one, top)) {
        *one = into;
    }
}

/// Whether `at` is `top` or below it.
pub fn is_at_or_below(nodes: &[Node], at: usize, top: usize) -> bool {
    std::iter::successors(Some(at), |at| nodes.get(*at).and_then(|node| node.parent)).any(|above| above == top)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(parent: usize, own: usize) -> Node {
        Node { parent: Some(parent), own }
    }

    #[test]
    fn a_small_team_is_counted_in_the_next_larger() {
        let nodes = [Node { parent: None, own: 4 }, node(0, 6), node(0, 2)];
        assert_eq!(settle(&nodes, 4), [0, 1, 0]);
    }

    #[test]
    fn a_few_beside_their_neighbours_take_the_smallest_in() {
        // The lead of two teams would stand alone between the whole and them.
        let nodes = [Node { parent: None, own: 0 }, node(0, 1), node(1, 6), node(1, 5)];
        assert_eq!(settle(&nodes, 4), [0, 1, 2, 1]);
    }

    fn trees() -> impl Strategy<Value = (Vec<Node>, usize)> {
        let tree = prop::collection::vec((any::<prop::sample::Index>(), 0usize..9), 0..14).prop_map(|below| {
            let mut nodes = vec![Node { parent: None, own: 3 }];
            for (parent, own) in below {
                nodes.push(node(parent.index(nodes.len()), own));
            }
            nodes
        });
        (tree, 3usize..=10)
    }

    proptest! {
        #[test]
        fn every_name_is_carried_by_enough_or_nobody((nodes, minimum) in trees()) {
            let label = settle(&nodes, minimum);
            let all: usize = nodes.iter().map(|node| node.own).sum();
            for at in 0..nodes.len() {
                let people = carried(&nodes, &label, at);
                prop_assert!(people == 0 || people >= minimum || all < minimum);
            }
        }

        #[test]
        fn names_lead_upwards_only((nodes, minimum) in trees()) {
            for (at, label) in settle(&nodes, minimum).into_iter().enumerate() {
                prop_assert!(is_at_or_below(&nodes, at, label));
            }
        }
    }
}
