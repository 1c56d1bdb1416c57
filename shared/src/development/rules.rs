//! Who sees whose word, what agreement is, and how a proposal of another job goes its way.

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

choice! {
    /// Where a proposal of another job stands.
    pub enum LevelProposalState {
        /// It waits for the manager.
        Proposed = "proposed",
        /// It waits for an Admin: a manager is for it, or nobody leads the person.
        Agreed = "agreed",
        /// The person gets the job.
        Granted = "granted",
        /// They don't.
        Refused = "refused",
        /// The manager gave it back.
        Returned = "returned",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
    }
}

/// What can be done with a proposal of another job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelStep {
    /// A manager is for it.
    Agree,
    /// A manager gives it back.
    Return,
    /// An Admin gives the person the job.
    Grant,
    /// An Admin doesn't.
    Refuse,
    /// Whoever made it takes it back.
    Withdraw,
}

impl LevelProposalState {
    /// Where a proposal of `side` begins: a manager who makes one is for it.
    pub const fn first(side: Side, has_manager: bool) -> Self {
        match (side, has_manager) {
            (Side::Own, true) => Self::Proposed,
            (Side::Own, false) | (Side::Manager, _) => Self::Agreed,
        }
    }

    /// Whether it still waits for somebody.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Agreed)
    }

    /// Where it stands after a step; `None` if that can't be taken from here.
    pub const fn after(self, step: LevelStep) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, LevelStep::Agree) => Some(Self::Agreed),
            (Self::Proposed, LevelStep::Return) => Some(Self::Returned),
            (Self::Agreed, LevelStep::Grant) => Some(Self::Granted),
            (Self::Agreed, LevelStep::Refuse) => Some(Self::Refused),
            (Self::Proposed | Self::Agreed, LevelStep::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
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

    #[test]
    fn a_proposal_goes_by_the_manager_to_an_admin_and_ends_once() {
        use LevelProposalState as State;
        use LevelStep as Step;
        assert_eq!(State::first(Side::Own, true), State::Proposed);
        assert_eq!(State::first(Side::Own, false), State::Agreed, "nobody leads them");
        assert_eq!(State::first(Side::Manager, true), State::Agreed, "who proposes is for it");
        assert_eq!(State::Proposed.after(Step::Agree), Some(State::Agreed));
        assert_eq!(State::Proposed.after(Step::Grant), None, "the manager comes first");
        assert_eq!(State::Agreed.after(Step::Return), None, "a word that was given stands");
        let steps = [Step::Agree, Step::Return, Step::Grant, Step::Refuse, Step::Withdraw];
        for state in State::ALL {
            assert_eq!(state.is_open(), steps.iter().any(|step| state.after(*step).is_some()), "{state}");
        }
    }
}
