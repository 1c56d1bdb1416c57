//! Which groups' results are published, for one question.
//!
//! Published groups lie in each other like teams do. Whatever can be computed from their results by adding and
//! subtracting is made of the rests: a published group less the published ones right below it. So each rest has at
//! least the minimum of answers, or nobody was asked in it.

/// A group with its answers. Parents stand before children; the first is the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Index of the group above.
    pub parent: Option<usize>,
    /// People asked who carry this group's name.
    pub asked: usize,
    /// How many of them answered.
    pub answers: usize,
    /// Whether it may be published at all; what was hidden before stays so.
    pub open: bool,
}

/// Which groups are published. Where a group must not be, because of what is known of another time, those below it may
/// stand for themselves, unless they lie in one that is.
pub fn published(groups: &[Counted], minimum: usize) -> Vec<bool> {
    let mut shown = vec![false; groups.len()];
    for at in 0..groups.len() {
        let mut above = up(groups, at).skip(1);
        let lies_in_nothing = above.all(|above| !shown.get(above).copied().unwrap_or_default());
        let parent = groups.get(at).and_then(|group| group.parent);
        let withheld = |parent: usize| groups.get(parent).is_some_and(|parent| !parent.open);
        if lies_in_nothing && parent.is_none_or(withheld) && may(groups, at, minimum) {
            set(&mut shown, at);
        }
        if !shown.get(at).copied().unwrap_or_default() {
            continue;
        }
        let below: Vec<usize> = (0..groups.len())
            .filter(|child| groups.get(*child).is_some_and(|group| group.parent == Some(at)))
            .collect();
        let mut standing: Vec<usize> = below.iter().copied().filter(|child| may(groups, *child, minimum)).collect();
        // The largest first, so that the smallest goes first.
        standing.sort_by_key(|child| std::cmp::Reverse((sum(groups, *child, |group| group.answers), *child)));
        loop {
            let rest = |of: fn(&Counted) -> usize| {
                let taken: usize = standing.iter().map(|child| sum(groups, *child, of)).sum();
                sum(groups, at, of).saturating_sub(taken)
            };
            if rest(|group| group.asked) == 0 || rest(|group| group.answers) >= minimum || standing.pop().is_none() {
                break;
            }
        }
        standing.into_iter().for_each(|child| set(&mut shown, child));
    }
    shown
}

/// The smallest published group at or above each group, if there is one.
pub fn shown_as(groups: &[Counted], shown: &[bool]) -> Vec<Option<usize>> {
    let is_shown = |at: &usize| shown.get(*at).copied().unwrap_or_default();
    (0..groups.len()).map(|at| up(groups, at).find(is_shown)).collect()
}

/// A group and those above it.
fn up(groups: &[Counted], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |at| groups.get(*at).and_then(|group| group.parent))
}

fn set(shown: &mut [bool], at: usize) {
    if let Some(one) = shown.get_mut(at) {
        *one = true;
    }
}

fn may(groups: &[Counted], at: usize, minimum: usize) -> bool {
    groups.get(at).is_some_and(|group| group.open) && sum(groups, at, |group| group.answers) >= minimum
}

/// A number of a group with all below it.
fn sum(groups: &[Counted], top: usize, of: fn(&Counted) -> usize) -> usize {
    let inside = |at: usize| up(groups, at).any(|above| above == top);
    groups.iter().enumerate().filter(|(at, _)| inside(*at)).map(|(_, group)| of(group)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(parent: Option<usize>, asked: usize, answers: usize) -> Counted {
        Counted { parent, asked, answers, open: true }
    }

    #[test]
    fn one_hidden_team_takes_the_next_smallest_with_it() {
        let groups = [group(None, 0, 0), group(Some(0), 9, 8), group(Some(0), 7, 5), group(Some(0), 5, 2)];
        assert_eq!(published(&groups, 4), [true, true, false, false]);
    }

    #[test]
    fn who_was_asked_and_stayed_silent_is_not_given_away_either() {
        let groups = [group(None, 4, 0), group(Some(0), 9, 8), group(Some(0), 7, 5)];
        assert_eq!(published(&groups, 4), [true, true, false]);
        let nobody_else = [group(None, 0, 0), group(Some(0), 9, 8), group(Some(0), 7, 5)];
        assert_eq!(published(&nobody_else, 4), [true, true, true]);
    }

    #[test]
    fn below_the_minimum_there_is_nothing() {
        assert_eq!(published(&[group(None, 10, 3)], 4), [false]);
        assert_eq!(published(&[group(None, 10, 4)], 4), [true]);
    }

    fn counted() -> impl Strategy<Value = (Vec<Counted>, usize)> {
        let groups =
            prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, 0usize..12, any::<bool>()), 0..12)
                .prop_map(|below| {
                    let mut groups = vec![group(None, 8, 6)];
                    for (parent, asked, answers, open) in below {
                        let parent = Some(parent.index(groups.len()));
                        groups.push(Counted { parent, asked, answers: answers.min(asked), open });
                    }
                    groups
                });
        (groups, 3usize..=10)
    }

    proptest! {
        #[test]
        fn no_rest_is_smaller_than_the_minimum((groups, minimum) in counted()) {
            let shown = published(&groups, minimum);
            let names = shown_as(&groups, &shown);
            for (at, _) in shown.iter().enumerate().filter(|(_, shown)| **shown) {
                let mine = || groups.iter().zip(&names).filter(|(_, name)| **name == Some(at)).map(|(group, _)| group);
                let (asked, answers): (usize, usize) =
                    (mine().map(|group| group.asked).sum(), mine().map(|group| group.answers).sum());
                prop_assert!(asked == 0 || answers >= minimum, "{groups:?} {shown:?}");
                prop_assert!(groups[at].open && sum(&groups, at, |group| group.answers) >= minimum);
            }
        }

        #[test]
        fn what_is_published_lies_in_what_is_published((groups, minimum) in counted()) {
            let shown = published(&groups, minimum);
            for (at, group) in groups.iter().enumerate() {
                let above = || up(&groups, at).skip(1);
                let stands = group.parent.is_none_or(|parent| shown[parent]) || above().all(|above| !shown[above]);
                prop_assert!(!shown[at] || stands);
            }
        }
    }
}
