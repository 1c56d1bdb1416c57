//! The alignment tree has no loops: an objective can't stand above itself.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// The loop that would close if `child` were put under `parent`, if one would.
///
/// `parents` gives the parent of each node that has one; what it says of `child` is ignored, since the
/// new link replaces it. The answer lists the nodes along the loop, each under the next and the last
/// under the first, beginning with `child`. A loop that is already there above `parent` is found as well
/// (beginning with the node where it was entered), so the walk always ends.
pub fn loop_closed_by<I: Copy + Eq + Hash>(parents: &HashMap<I, I>, child: I, parent: I) -> Option<Vec<I>> {
    let mut path = vec![child];
    let mut seen = HashSet::from([child]);
    let mut above = Some(parent);
    while let Some(node) = above {
        if !seen.insert(node) {
            return Some(path.into_iter().skip_while(|on_path| *on_path != node).collect());
        }
        path.push(node);
        above = parents.get(&node).copied();
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_node_under_itself_is_the_shortest_loop() {
        assert_eq!(loop_closed_by(&HashMap::new(), 1, 1), Some(vec![1]));
    }

    #[test]
    fn the_loop_is_spelled_out_from_the_child_upwards() {
        let parents = HashMap::from([(3, 2), (2, 1), (1, 0)]);
        assert_eq!(loop_closed_by(&parents, 1, 3), Some(vec![1, 3, 2]));
        assert_eq!(loop_closed_by(&parents, 3, 0), None);
    }

    #[test]
    fn the_link_that_is_replaced_does_not_matter() {
        let parents = HashMap::from([(2, 1)]);
        assert_eq!(loop_closed_by(&parents, 2, 3), None);
    }

    #[test]
    fn a_loop_that_was_there_before_ends_the_walk() {
        let parents = HashMap::from([(1, 2), (2, 1)]);
        assert_eq!(loop_closed_by(&parents, 9, 1), Some(vec![1, 2]));
    }

    // A tree: every node's parent has a smaller number.
    fn tree() -> impl Strategy<Value = HashMap<usize, usize>> {
        prop::collection::vec(any::<prop::sample::Index>(), 0..40).prop_map(|above| {
            above.iter().enumerate().map(|(node, parent)| (node + 1, parent.index(node + 1))).collect()
        })
    }

    fn stands_below(parents: &HashMap<usize, usize>, mut node: usize, other: usize) -> bool {
        while node != other {
            match parents.get(&node) {
                Some(parent) => node = *parent,
                None => return false,
            }
        }
        true
    }

    proptest! {
        #[test]
        fn a_loop_is_found_exactly_when_the_parent_stands_below(parents in tree(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
            let (child, parent) = (a.index(parents.len() + 1), b.index(parents.len() + 1));
            let found = loop_closed_by(&parents, child, parent);
            prop_assert_eq!(found.is_some(), stands_below(&parents, parent, child));

            if let Some(around) = found {
                let mut changed = parents;
                changed.insert(child, parent);
                let next = around.iter().cycle().skip(1);
                for (node, above) in around.iter().zip(next) {
                    prop_assert_eq!(changed.get(node), Some(above));
                }
            }
        }
    }
}
