//! Whether a group's ratings differ from the others' by more than chance.

/// How sure a warning is to be: at most this many in a hundred sets of groups that don't differ are warned of at all.
pub const LEVEL: f64 = 0.05;
/// Fewer people on either side are not compared: the approximation would not hold, and single people would show.
pub const LEAST: i64 = 8;

/// A group's ratings beside those of everybody else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// How often somebody of the group is rated higher than somebody outside it, 0 to 1, equal ratings counted half:
    /// 0.5 where neither stands higher.
    pub higher: f64,
    /// How likely chance alone sets them at least that far apart, 0 to 1.
    pub chance: f64,
}

/// Compares two groups by how many have which rating, lowest step first: the Mann-Whitney U test, two-sided, with
/// midranks, the normal approximation, and its corrections for ties and continuity. `None` below [`LEAST`] on either
/// side, or where all ratings are equal. Source: Mann and Whitney 1947; ties after Lehmann, Nonparametrics, 1.4.
pub fn apart(group: &[i64], others: &[i64]) -> Option<Apart> {
    let (ours, theirs): (i64, i64) = (group.iter().sum(), others.iter().sum());
    if ours.min(theirs) < LEAST {
        return None;
    }
    let (n, m) = (ours as f64, theirs as f64);
    let all = n + m;
    let (mut below, mut wins, mut ties) = (0.0, 0.0, 0.0);
    for step in 0..group.len().max(others.len()) {
        let of = |counts: &[i64]| counts.get(step).copied().unwrap_or(0) as f64;
        let (here, there) = (of(group), of(others));
        wins += here * (below + there / 2.0);
        below += there;
        ties += (here + there).powi(3) - (here + there);
    }
    let variance = n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    (variance > 0.0).then(|| {
        let far = ((wins - n * m / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
        Apart { higher: wins / (n * m), chance: libm::erfc(far / std::f64::consts::SQRT_2) }
    })
}

/// Which of several comparisons are warned of, so that all together are wrong at most as often as [`LEVEL`] says: Holm's
/// step-down procedure (Holm 1979).
pub fn warned(chances: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*a].total_cmp(&chances[*b]));
    let mut warned = vec![false; chances.len()];
    for (rank, index) in order.into_iter().enumerate() {
        if chances[index] > LEVEL / (chances.len() - rank) as f64 {
            break;
        }
        warned[index] = true;
    }
    warned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_known_example() {
        // Eight against eight without ties, 1..8 below 9..16: U is 0, z is (32 - 0.5) / sqrt(8 * 8 * 17 / 12).
        let (low, high) = ([[1; 8], [0; 8]].concat(), [[0; 8], [1; 8]].concat());
        let found = apart(&low, &high).unwrap();
        assert_eq!(found.higher, 0.0);
        assert!((found.chance - 0.000_939).abs() < 0.000_002, "{}", found.chance);
        assert_eq!(apart(&high, &low).unwrap().higher, 1.0);
    }

    #[test]
    fn few_people_and_equal_ratings_say_nothing() {
        assert_eq!(apart(&[7, 0], &[0, 90]), None);
        assert_eq!(apart(&[90, 0], &[0, 7]), None);
        assert_eq!(apart(&[0, 20], &[0, 90]), None);
    }

    #[test]
    fn of_several_the_surest_is_judged_hardest() {
        assert_eq!(warned(&[0.04]), [true]);
        assert_eq!(warned(&[0.04, 0.2]), [false, false], "one of two has to be below 2.5 in a hundred");
        assert_eq!(warned(&[0.2, 0.02, 0.03, 0.001]), [false, false, false, true]);
        assert_eq!(warned(&[]), [] as [bool; 0]);
    }

    proptest! {
        #[test]
        fn it_is_the_same_seen_from_either_side(
            ours in prop::collection::vec(0i64..30, 5), theirs in prop::collection::vec(0i64..30, 5),
        ) {
            let (one, other) = (apart(&ours, &theirs), apart(&theirs, &ours));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!((one.higher + other.higher - 1.0).abs() < 1e-9);
                prop_assert!((one.chance - other.chance).abs() < 1e-9);
                prop_assert!((0.0..=1.0).contains(&one.chance) && (0.0..=1.0).contains(&one.higher));
            }
        }

        #[test]
        fn groups_alike_are_never_warned_of(counts in prop::collection::vec(0i64..30, 5)) {
            if let Some(found) = apart(&counts, &counts) {
                prop_assert!(found.chance > 0.99);
            }
        }
    }
}
