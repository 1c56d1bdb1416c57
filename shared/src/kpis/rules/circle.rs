//! Formulas have no circles: nothing is computed from itself, not even through others.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// The circle that would close if `formula` read `inputs`, if one would: the things along it, each computed from the
/// next and the last from the first, beginning with `formula`.
///
/// `reads` says what each other formula reads; what it says of `formula` is ignored, since it reads something new.
pub fn closed_by<T: Copy + Eq + Hash>(reads: &HashMap<T, Vec<T>>, formula: T, inputs: &[T]) -> Option<Vec<T>> {
    let mut came_from: HashMap<T, T> = HashMap::new();
    let mut seen: HashSet<T> = inputs.iter().copied().collect();
    let mut waiting: Vec<T> = inputs.to_vec();
    while let Some(at) = waiting.pop() {
        if at == formula {
            let mut way: Vec<T> =
                std::iter::successors(came_from.get(&at).copied(), |at| came_from.get(at).copied()).collect();
            way.push(formula);
            way.reverse();
            return Some(way);
        }
        for next in reads.get(&at).into_iter().flatten() {
            if seen.insert(*next) {
                came_from.insert(*next, at);
                waiting.push(*next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_circle_is_spelled_out() {
        let reads = HashMap::from([(2, vec![3]), (3, vec![4, 1]), (4, vec![])]);
        assert_eq!(closed_by(&reads, 1, &[2]), Some(vec![1, 2, 3]));
        assert_eq!(closed_by(&reads, 1, &[4]), None);
        assert_eq!(closed_by(&reads, 1, &[1]), Some(vec![1]));
        assert_eq!(closed_by(&reads, 5, &[2, 4]), None);
    }

    proptest! {
        #[test]
        fn what_is_let_in_never_reads_itself(wishes in prop::collection::vec((0u8..9, prop::collection::vec(0u8..9, 1..4)), 0..40)) {
            let mut reads: HashMap<u8, Vec<u8>> = HashMap::new();
            for (formula, inputs) in wishes {
                match closed_by(&reads, formula, &inputs) {
                    None => drop(reads.insert(formula, inputs)),
                    Some(circle) => {
                        prop_assert_eq!(circle[0], formula);
                        for (index, at) in circle.iter().enumerate() {
                            let next = circle[(index + 1) % circle.len()];
                            let of = if *at == formula { &inputs } else { &reads[at] };
                            prop_assert!(of.contains(&next));
                        }
                    }
                }
                for start in reads.keys() {
                    prop_assert_eq!(closed_by(&reads, *start, &reads[start]), None);
                }
            }
        }
    }
}
