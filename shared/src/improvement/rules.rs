//! How an improvement plan goes its way, who reads which part of it, and what a change of it asks for.

use super::{ImprovementSection, NewImprovementSection};
use crate::{
    access::{Relation, Role},
    wire::choice::choice,
};

choice! {
    /// Where an improvement plan stands.
    pub enum ImprovementState {
        /// Being written; its person doesn't see it.
        Draft = "draft",
        /// It starts on a day to come; its person doesn't see it.
        Scheduled = "scheduled",
        /// It runs.
        Running = "running",
        /// It rests.
        Paused = "paused",
        /// It runs until a later day than it began with.
        Extended = "extended",
        /// What it expects was met.
        Met = "met",
        /// It wasn't.
        NotMet = "not_met",
        /// It was dropped.
        Withdrawn = "withdrawn",
    }
}

choice! {
    /// What can be done with an improvement plan.
    pub enum ImprovementDeed {
        /// It was written.
        Drafted = "drafted",
        /// Its first day was set.
        Scheduled = "scheduled",
        /// Its first day came.
        Started = "started",
        /// It says something else.
        Changed = "changed",
        /// It was paused.
        Paused = "paused",
        /// It runs again.
        Resumed = "resumed",
        /// Its person has read it.
        Acknowledged = "acknowledged",
        /// It got a later last day.
        Extended = "extended",
        /// Another manager took it over.
        TakenOver = "taken_over",
        /// What it expects was met.
        Met = "met",
        /// It wasn't.
        NotMet = "not_met",
        /// It was dropped.
        Withdrawn = "withdrawn",
    }
}

choice! {
    /// Who reads something of an improvement plan, fewest first. Each includes the ones before.
    #[derive(PartialOrd, Ord)]
    pub enum ImprovementAudience {
        /// Admins.
        Hr = "hr",
        /// Also the manager.
        Manager = "manager",
        /// Also the person.
        Person = "person",
    }
}

choice! {
    /// What a part of an improvement plan is about.
    pub enum ImprovementPart {
        /// What is expected.
        Expected = "expected",
        /// How it is measured.
        Measured = "measured",
        /// What supports the person.
        Support = "support",
        /// How it came to this.
        Background = "background",
    }
}

impl ImprovementState {
    /// Whether it hasn't ended.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Met | Self::NotMet | Self::Withdrawn)
    }

    /// Whether it runs: then there are check-ins.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Running | Self::Extended)
    }

    /// Where it stands after a deed; `None` if that can't be done from here. `extended` says whether it ever was, which
    /// a pause doesn't take away.
    pub const fn after(self, deed: ImprovementDeed, extended: bool) -> Option<Self> {
        use ImprovementDeed as Deed;
        match (self, deed) {
            (Self::Draft | Self::Scheduled, Deed::Scheduled) => Some(Self::Scheduled),
            (Self::Scheduled, Deed::Started) => Some(Self::Running),
            (Self::Running | Self::Extended, Deed::Paused) => Some(Self::Paused),
            (Self::Running | Self::Extended | Self::Paused, Deed::Changed) => Some(Self::Paused),
            (Self::Draft | Self::Scheduled, Deed::Changed) => Some(self),
            (Self::Paused, Deed::Resumed) if extended => Some(Self::Extended),
            (Self::Paused, Deed::Resumed) => Some(Self::Running),
            (Self::Running | Self::Extended, Deed::Extended) => Some(Self::Extended),
            (Self::Running | Self::Extended, Deed::Met) => Some(Self::Met),
            (Self::Running | Self::Extended, Deed::NotMet) => Some(Self::NotMet),
            (Self::Running | Self::Extended | Self::Paused, Deed::Acknowledged) => Some(self),
            (_, Deed::TakenOver) if self.is_open() => Some(self),
            (_, Deed::Withdrawn) if self.is_open() => Some(Self::Withdrawn),
            _ => None,
        }
    }

    /// Whether somebody with `role` may change or drop it: a manager has the draft, and what was
    /// published an Admin alone.
    pub fn is_for(self, role: Role) -> bool {
        self == Self::Draft || role == Role::Admin
    }
}

impl ImprovementAudience {
    /// As whom somebody with `role` who stands so reads a plan. An Admin reads their own as everybody does.
    pub fn of(role: Role, relation: Relation) -> Self {
        match (role, relation) {
            (_, Relation::Own) => Self::Person,
            (Role::Admin, _) => Self::Hr,
            _ => Self::Manager,
        }
    }

    /// Whether they read what is for `other`.
    pub fn reads(self, other: Self) -> bool {
        other >= self
    }
}

/// Whether a paused plan can run again: what was changed since the start has to be acknowledged. It needs no agreement.
pub fn can_resume(edition: i32, acknowledged: Option<i32>) -> bool {
    edition <= 1 || acknowledged.is_some_and(|acknowledged| acknowledged >= edition)
}

/// Whether a plan says to its person what is expected and how it is measured, as it has to before it is scheduled.
pub fn is_complete<'a>(sections: impl IntoIterator<Item = &'a ImprovementSection>) -> bool {
    let (mut expected, mut measured) = (false, false);
    for section in sections.into_iter().filter(|section| section.audience == ImprovementAudience::Person) {
        expected |= section.part == ImprovementPart::Expected;
        measured |= section.part == ImprovementPart::Measured;
    }
    expected && measured
}

/// What becomes of the sections of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionsCompared {
    /// Of those there will be, in order, which of those that are there it is; `None` if it is another.
    pub stays: Vec<Option<usize>>,
    /// Those that are there and will be no more.
    pub goes: Vec<usize>,
    /// The most who read something that comes or goes; `None` if nothing does. Order alone is no change.
    pub widest: Option<ImprovementAudience>,
}

/// Compares what a plan says with what it is to say.
pub fn compared(now: &[ImprovementSection], then: &[NewImprovementSection]) -> SectionsCompared {
    let mut goes: Vec<usize> = (0..now.len()).collect();
    let same = |one: &ImprovementSection, other: &NewImprovementSection| {
        (one.part, one.audience, one.body.as_str()) == (other.part, other.audience, other.body.trim())
    };
    let stays: Vec<_> = then
        .iter()
        .map(|section| {
            let found = goes.iter().position(|at| now.get(*at).is_some_and(|one| same(one, section)))?;
            Some(goes.remove(found))
        })
        .collect();
    let come = then.iter().zip(&stays).filter(|(_, stays)| stays.is_none()).map(|(section, _)| section.audience);
    let gone = goes.iter().filter_map(|at| now.get(*at)).map(|section| section.audience);
    let widest = come.chain(gone).max();
    SectionsCompared { stays, goes, widest }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn state() -> impl Strategy<Value = ImprovementState> {
        prop::sample::select(ImprovementState::ALL)
    }

    fn deed() -> impl Strategy<Value = ImprovementDeed> {
        prop::sample::select(ImprovementDeed::ALL)
    }

    fn section(part: ImprovementPart, audience: ImprovementAudience, body: &str) -> ImprovementSection {
        ImprovementSection { part, audience, body: body.to_owned(), is_new: false }
    }

    fn new(section: &ImprovementSection) -> NewImprovementSection {
        NewImprovementSection { part: section.part, audience: section.audience, body: section.body.clone() }
    }

    proptest! {
        #[test]
        fn what_has_ended_stays_so(from in state(), taken in deed(), extended in any::<bool>()) {
            prop_assert!(from.is_open() || from.after(taken, extended).is_none());
        }

        #[test]
        fn a_plan_starts_from_its_schedule_and_in_no_other_way(deeds in prop::collection::vec(deed(), 0..12)) {
            let (mut state, mut started, mut extended) = (ImprovementState::Draft, false, false);
            for deed in deeds {
                let Some(next) = state.after(deed, extended) else { continue };
                started |= deed == ImprovementDeed::Started;
                extended |= deed == ImprovementDeed::Extended;
                let hidden = matches!(
                    next,
                    ImprovementState::Draft | ImprovementState::Scheduled | ImprovementState::Withdrawn
                );
                prop_assert!(hidden || started, "{state} {deed} {next}");
                prop_assert!(next != ImprovementState::Extended || extended);
                state = next;
            }
        }
    }

    #[test]
    fn a_plan_goes_its_way() {
        use ImprovementDeed as Deed;
        use ImprovementState as State;
        let way = [
            (Deed::Scheduled, State::Scheduled),
            (Deed::Started, State::Running),
            (Deed::Acknowledged, State::Running),
            (Deed::Paused, State::Paused),
            (Deed::Resumed, State::Running),
            (Deed::Changed, State::Paused),
            (Deed::Resumed, State::Running),
            (Deed::Extended, State::Extended),
        ];
        let mut state = State::Draft;
        for (deed, next) in way {
            state = state.after(deed, false).unwrap();
            assert_eq!(state, next, "{deed}");
        }
        assert_eq!(State::Paused.after(Deed::Resumed, true), Some(State::Extended), "a pause takes no extension away");
        assert_eq!(State::Extended.after(Deed::Met, true), Some(State::Met));
        assert_eq!(State::Running.after(Deed::NotMet, false), Some(State::NotMet));
        assert_eq!(State::Paused.after(Deed::Met, false), None, "what rests is judged by nobody");
        assert_eq!(State::Draft.after(Deed::Started, false), None);
        for state in State::ALL.iter().filter(|state| state.is_open()) {
            assert_eq!(state.after(Deed::Withdrawn, false), Some(State::Withdrawn), "{state}");
        }
    }

    #[test]
    fn each_audience_reads_what_is_for_it_and_for_more() {
        use ImprovementAudience as Audience;
        let reads = |reader: Audience| Audience::ALL.iter().filter(|of| reader.reads(**of)).count();
        assert_eq!([reads(Audience::Hr), reads(Audience::Manager), reads(Audience::Person)], [3, 2, 1]);
        assert!(!Audience::Person.reads(Audience::Manager) && !Audience::Manager.reads(Audience::Hr));
        assert_eq!(Audience::of(Role::Admin, Relation::Own), Audience::Person, "an Admin's own is as anybody's");
        assert_eq!(Audience::of(Role::Admin, Relation::Report), Audience::Hr);
        assert_eq!(Audience::of(Role::Manager, Relation::Report), Audience::Manager);
    }

    #[test]
    fn what_was_changed_runs_again_once_it_is_acknowledged() {
        assert!(can_resume(1, None), "a pause alone asks for nothing");
        assert!(!can_resume(2, None) && !can_resume(2, Some(1)));
        assert!(can_resume(2, Some(2)));
    }

    #[test]
    fn a_change_concerns_whoever_reads_what_comes_or_goes() {
        use ImprovementAudience as Audience;
        let now = [
            section(ImprovementPart::Expected, Audience::Person, "Answer within a day"),
            section(ImprovementPart::Background, Audience::Hr, "Second time"),
            section(ImprovementPart::Background, Audience::Manager, "Was warned"),
        ];
        let same: Vec<_> = now.iter().rev().map(new).collect();
        let moved = compared(&now, &same);
        assert_eq!((moved.stays, moved.goes, moved.widest), (vec![Some(2), Some(1), Some(0)], vec![], None));
        let hidden = compared(&now, &[new(&now[0]), new(&now[2])]);
        assert_eq!((hidden.goes, hidden.widest), (vec![1], Some(Audience::Hr)), "the person learns nothing of it");
        let narrowed = NewImprovementSection { audience: Audience::Hr, ..new(&now[0]) };
        let narrowed = compared(&now, &[narrowed, new(&now[1]), new(&now[2])]);
        assert_eq!((narrowed.stays[0], narrowed.widest), (None, Some(Audience::Person)), "it is gone for them");
    }

    #[test]
    fn what_is_scheduled_says_what_is_expected_and_how_it_is_measured() {
        use ImprovementAudience as Audience;
        let expected = section(ImprovementPart::Expected, Audience::Person, "Answer within a day");
        let measured = |audience| section(ImprovementPart::Measured, audience, "Nine of ten");
        assert!(!is_complete([&expected]));
        assert!(!is_complete([&expected, &measured(Audience::Manager)]), "not to its person");
        assert!(is_complete([&expected, &measured(Audience::Person)]));
    }
}
