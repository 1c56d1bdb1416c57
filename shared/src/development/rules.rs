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

/// Whether the word of `side` is shown to somebody who stands like this: one's own always, the other's once both
/// have spoken, so that nobody says what the other wants to hear.
pub fn shows(side: Side, to: Relation, own_is_in: bool, managers_is_in: bool) -> bool {
    match Side::of(to) {
        Some(mine) => mine == side || (own_is_in && managers_is_in),
        None => true,
    }
}

/// By how many levels the manager sees them above what they say themselves; `None` until both have spoken.
pub fn gap(own: Option<u8>, manager: Option<u8>) -> Option<i8> {
    let (own, manager) = (i8::try_from(own?).ok()?, i8::try_from(manager?).ok()?);
    Some(manager - own)
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
        assert!(!shows(Side::Manager, Relation::Own, false, true));
        assert!(!shows(Side::Own, Relation::Report, true, false));
        assert!(shows(Side::Own, Relation::Own, true, false));
        for side in Side::ALL {
            for to in [Relation::Own, Relation::Report] {
                assert!(shows(*side, to, true, true));
            }
            assert!(shows(*side, Relation::Organisation, true, false));
        }
    }

    #[test]
    fn a_gap_takes_two() {
        assert_eq!(gap(Some(2), None), None);
        assert_eq!(gap(Some(2), Some(4)), Some(2));
        assert_eq!(gap(Some(4), Some(3)), Some(-1));
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
