//! Loops in who reports to whom.

/// All loops, in one pass: each as the people along it, every one reporting to the next and the last
/// to the first. `manager` gives the manager of each number.
pub fn loops(people: usize, manager: impl Fn(usize) -> Option<usize>) -> Vec<Vec<usize>> {
    // The walk in which somebody was first met; nobody is walked over twice.
    let mut met_in: Vec<Option<usize>> = vec![None; people];
    let mut found = Vec::new();
    for start in 0..people {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(person) = next {
            let Some(met) = met_in.get_mut(person) else { break };
            match *met {
                None => {
                    *met = Some(start);
                    path.push(person);
                    next = manager(person);
                }
                Some(walk) => {
                    if walk == start {
                        found.push(path.iter().copied().skip_while(|of| *of != person).collect());
                    }
                    break;
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn loops_are_spelled_out() {
        let managers = [Some(1), Some(2), Some(0), Some(0), None, Some(5)];
        assert_eq!(loops(6, |person| managers[person]), [vec![0, 1, 2], vec![5]]);
    }

    fn goes_round(managers: &[Option<usize>], start: usize) -> bool {
        let mut person = start;
        for _ in 0..managers.len() {
            match managers[person] {
                Some(manager) if manager == start => return true,
                Some(manager) => person = manager,
                None => return false,
            }
        }
        false
    }

    proptest! {
        #[test]
        fn everybody_on_a_loop_is_found_and_nobody_else(
            managers in (1..40usize).prop_flat_map(|n| prop::collection::vec(prop::option::of(0..n), n))
        ) {
            let found = loops(managers.len(), |person| managers[person]);
            let mut on_loops: Vec<usize> = found.iter().flatten().copied().collect();
            on_loops.sort_unstable();
            let expected: Vec<usize> = (0..managers.len()).filter(|person| goes_round(&managers, *person)).collect();
            prop_assert_eq!(on_loops, expected);
            for around in found {
                for (person, next) in around.iter().zip(around.iter().cycle().skip(1)) {
                    prop_assert_eq!(managers[*person], Some(*next));
                }
            }
        }
    }
}
