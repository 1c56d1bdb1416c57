//! Who sees whose word, and what agreement is.

use crate::{access::Relation, wire::choice::choice};

choice! {
    /// Whose word it is.
    pub enum Side {
        /// The person's own.
        Own = "self",
        /// A manager's of theirs.
        Manager = "manager",
    }
}

impl Side {
    /// The side of somebody who stands like this; others have none.
    pub fn of(relation: Relation) -> Option<Self> {
        match relation {
            Relation::Own => Some(Self::Own),
            Relation::Report => Some(Self::Manager),
            Relation::Shared(_) | Relation::Organisation => None,
        }
    }
}

/// The round of the next word, after what was said in the latest one so far: its number, and which sides have spoken in
/// it. A round is over once both have; whoever speaks next begins another, so that no word is given on reading another.
pub fn next_round(latest: Option<(u16, &[Side])>) -> u16 {
    match latest {
        None => 1,
        Some((round, sides)) if Side::ALL.iter().all(|side| sides.contains(side)) => round.saturating_add(1),
        Some((round, _)) => round,
    }
}

/// Whether a word of `side` in `round` is shown to somebody who stands like this: their own side's always; the other's
/// once their own has spoken in that round or later, so that nobody says what the other wants to hear. `spoken` is the
/// latest round in which it did, by somebody who speaks for it now: what a former manager said is no word of the new one.
pub fn shows(side: Side, round: u16, to: Relation, spoken: Option<u16>) -> bool {
    match Side::of(to) {
        Some(mine) => mine == side || spoken.is_some_and(|spoken| spoken >= round),
        None => true,
    }
}

/// By how many levels the manager sees them above what they say themselves, from the round and level of each; `None`
/// unless both are of the same round.
pub fn gap(own: Option<(u16, u8)>, manager: Option<(u16, u8)>) -> Option<i8> {
    let ((own_round, own), (managers_round, manager)) = (own?, manager?);
    let (own, manager) = (i8::try_from(own).ok()?, i8::try_from(manager).ok()?);
    (own_round == managers_round).then_some(manager - own)
}

/// Who agrees to a step after somebody of `side` changed it (`content`) or said whether they agree: the person, a
/// manager. Who changes a step agrees to it, and asks the other again.
pub fn agreement(before: (bool, bool), side: Side, content: bool, agreed: Option<bool>) -> (bool, bool) {
    let (own, manager) = if content { (false, false) } else { before };
    let mine = agreed.unwrap_or(content || if side == Side::Own { own } else { manager });
    match side {
        Side::Own => (mine, manager),
        Side::Manager => (own, mine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reads_the_others_word_before_giving_theirs() {
        for (side, to) in [(Side::Manager, Relation::Own), (Side::Own, Relation::Report)] {
            assert!(!shows(side, 1, to, None));
            assert!(shows(side, 1, to, Some(1)));
            assert!(!shows(side, 2, to, Some(1)), "nor in a later round");
            assert!(shows(side, 1, to, Some(2)));
        }
        assert!(shows(Side::Own, 3, Relation::Own, None), "one's own is no secret");
        for side in Side::ALL {
            assert!(shows(*side, 2, Relation::Organisation, None));
        }
    }

    #[test]
    fn a_round_is_over_once_both_have_spoken() {
        assert_eq!(next_round(None), 1);
        assert_eq!(next_round(Some((1, &[Side::Own]))), 1);
        assert_eq!(next_round(Some((1, &[Side::Own, Side::Own]))), 1, "whoever corrects themselves begins nothing");
        assert_eq!(next_round(Some((1, &[Side::Manager, Side::Own]))), 2);
        assert_eq!(next_round(Some((7, &[Side::Manager]))), 7);
    }

    #[test]
    fn a_gap_takes_two_of_the_same_round() {
        assert_eq!(gap(Some((1, 2)), None), None);
        assert_eq!(gap(Some((1, 2)), Some((1, 4))), Some(2));
        assert_eq!(gap(Some((3, 4)), Some((3, 3))), Some(-1));
        assert_eq!(gap(Some((1, 2)), Some((2, 4))), None);
    }

    #[test]
    fn who_changes_a_step_asks_the_other_again() {
        assert_eq!(agreement((true, true), Side::Own, true, None), (true, false));
        assert_eq!(agreement((true, true), Side::Manager, true, None), (false, true));
        assert_eq!(agreement((true, false), Side::Manager, false, Some(true)), (true, true));
        assert_eq!(agreement((true, true), Side::Own, false, None), (true, true));
        assert_eq!(agreement((true, true), Side::Own, false, Some(false)), (false, true));
    }
}
