//! Who could write as a peer: nobody more than the cap, and all of them as evenly as can be (`workflows.md` 4.5).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::proposals::ReviewPeerReason;
use crate::wire::PersonId;

/// So many people a search for somebody with less to write looks at, at most: in a large organisation it would go
/// through everybody for each.
const REACH: usize = 300;

/// Somebody who has too few peers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who.
    pub subject: PersonId,
    /// How many more they need.
    pub wants: usize,
    /// Who doesn't write as a peer about them, whoever knows them: who writes as somebody else, or is named already.
    pub never: BTreeSet<PersonId>,
    /// Who knows them.
    pub known: Vec<Known>,
}

/// Somebody who knows whom it is about.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub peer: PersonId,
    /// From where.
    pub why: Vec<ReviewPeerReason>,
}

/// Somebody who could write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Who.
    pub peer: PersonId,
    /// From where they know each other.
    pub why: Vec<ReviewPeerReason>,
    /// How many reviews they write as a peer then.
    pub load: i64,
    /// Whether nobody else who knows the person, and isn't proposed, has fewer.
    pub least: bool,
}

/// Peers for each of these people, in their order. `loads` is what everybody has to write as a peer already, and nobody
/// gets more than `cap`. The same question has the same answer.
///
/// Each peer goes to whoever has least, where need be by handing on what others were proposed for: so no other choice
/// among those who know each other would leave the busiest with less.
pub fn propose(asked: &[Asked], loads: &BTreeMap<PersonId, i64>, cap: i64) -> Vec<Vec<Proposed>> {
    let mut desk = Desk::new(asked, loads, cap);
    let most = asked.iter().map(|one| one.wants).max().unwrap_or(0);
    // Nobody gets a second one before everybody who can have one has a first.
    for round in 0..most {
        for one in asked.iter().filter(|one| round < one.wants) {
            desk.give_one(one.subject);
        }
    }
    asked.iter().map(|one| desk.proposed(one.subject)).collect()
}

/// What is given so far.
struct Desk<'a> {
    /// Who may write about whom, those who know them best first.
    choices: BTreeMap<PersonId, Vec<&'a Known>>,
    /// Who writes about whom.
    chosen: BTreeMap<PersonId, BTreeSet<PersonId>>,
    /// The same from the other side.
    writes: BTreeMap<PersonId, BTreeSet<PersonId>>,
    load: BTreeMap<PersonId, i64>,
    /// How many have so many to write: the search stops at who has least of all.
    levels: BTreeMap<i64, usize>,
    cap: i64,
}

/// Who would take somebody, and whom they would give up for it.
type Handover = (PersonId, Option<PersonId>);

impl<'a> Desk<'a> {
    fn new(asked: &'a [Asked], loads: &BTreeMap<PersonId, i64>, cap: i64) -> Self {
        let mut desk = Self {
            choices: BTreeMap::new(),
            chosen: BTreeMap::new(),
            writes: BTreeMap::new(),
            load: BTreeMap::new(),
            levels: BTreeMap::new(),
            cap,
        };
        for one in asked {
            let may = |known: &&Known| known.peer != one.subject && !one.never.contains(&known.peer);
            let mut choices: Vec<_> = one.known.iter().filter(may).collect();
            choices.sort_by_key(|known| (std::cmp::Reverse(known.why.len()), known.peer));
            choices.dedup_by_key(|known| known.peer);
            for known in &choices {
                desk.load.entry(known.peer).or_insert_with(|| loads.get(&known.peer).copied().unwrap_or(0));
            }
            desk.choices.insert(one.subject, choices);
        }
        for load in desk.load.values() {
            *desk.levels.entry(*load).or_default() += 1;
        }
        desk
    }

    fn load(&self, peer: PersonId) -> i64 {
        self.load.get(&peer).copied().unwrap_or(0)
    }

    fn has(&self, subject: PersonId, peer: PersonId) -> bool {
        self.chosen.get(&subject).is_some_and(|chosen| chosen.contains(&peer))
    }

    /// Gives somebody one peer more, if anybody has room.
    fn give_one(&mut self, subject: PersonId) {
        let Some((peer, handed)) = self.found(subject) else { return };
        let mut at = peer;
        while let Some((taker, given_up)) = handed.get(&at).copied() {
            self.chosen.entry(taker).or_default().insert(at);
            self.writes.entry(at).or_default().insert(taker);
            let Some(left) = given_up else { break };
            self.chosen.entry(taker).or_default().remove(&left);
            self.writes.entry(left).or_default().remove(&taker);
            at = left;
        }
        let before = self.load(peer);
        self.load.insert(peer, before + 1);
        *self.levels.entry(before + 1).or_default() += 1;
        if let Some(count) = self.levels.get_mut(&before) {
            *count = count.saturating_sub(1);
        }
        self.levels.retain(|_, count| *count > 0);
    }

    /// Who has least of those that can be had, with who would take whom in place of whom.
    fn found(&self, subject: PersonId) -> Option<(PersonId, BTreeMap<PersonId, Handover>)> {
        let least_of_all = self.levels.keys().next().copied().unwrap_or(0);
        let mut handed = BTreeMap::new();
        let mut waiting = VecDeque::new();
        self.reach(subject, None, &mut handed, &mut waiting);
        let mut best: Option<(i64, PersonId)> = None;
        for _ in 0..REACH {
            let Some(peer) = waiting.pop_front() else { break };
            let load = self.load(peer);
            if load < self.cap && best.is_none_or(|(least, _)| load < least) {
                best = Some((load, peer));
                if load <= least_of_all {
                    break;
                }
            }
            for other in self.writes.get(&peer).into_iter().flatten() {
                self.reach(*other, Some(peer), &mut handed, &mut waiting);
            }
        }
        best.map(|(_, peer)| (peer, handed))
    }

    /// Whom somebody could take, in place of one whom they would give up.
    fn reach(
        &self,
        subject: PersonId,
        given_up: Option<PersonId>,
        handed: &mut BTreeMap<PersonId, Handover>,
        waiting: &mut VecDeque<PersonId>,
    ) {
        for known in self.choices.get(&subject).into_iter().flatten() {
            if !self.has(subject, known.peer) && !handed.contains_key(&known.peer) {
                handed.insert(known.peer, (subject, given_up));
                waiting.push_back(known.peer);
            }
        }
    }

    fn proposed(&self, subject: PersonId) -> Vec<Proposed> {
        let choices: &[&Known] = self.choices.get(&subject).map_or(&[], Vec::as_slice);
        let others = choices.iter().filter(|known| !self.has(subject, known.peer)).map(|known| self.load(known.peer));
        let least = others.min();
        let proposed = |known: &&Known| {
            let load = self.load(known.peer);
            let is_least = least.is_none_or(|least| load <= least);
            Proposed { peer: known.peer, why: known.why.clone(), load, least: is_least }
        };
        choices.iter().filter(|known| self.has(subject, known.peer)).map(proposed).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn person(number: usize) -> PersonId {
        PersonId(Uuid::from_u128(u128::try_from(number).unwrap() + 1))
    }

    fn known(number: usize) -> Known {
        Known { peer: person(number), why: vec![ReviewPeerReason::Team] }
    }

    fn team(of: usize, wants: usize) -> Vec<Asked> {
        let one = |number| Asked {
            subject: person(number),
            wants,
            never: BTreeSet::new(),
            known: (0..of).map(known).collect(),
        };
        (0..of).map(one).collect()
    }

    /// How many reviews each has to write: what they had, and what is proposed.
    fn loads(had: &BTreeMap<PersonId, i64>, proposed: &[Vec<Proposed>]) -> BTreeMap<PersonId, i64> {
        let mut loads = had.clone();
        for one in proposed.iter().flatten() {
            *loads.entry(one.peer).or_default() += 1;
        }
        loads
    }

    #[test]
    fn in_a_team_everybody_writes_as_much_as_everybody() {
        for (of, wants) in [(2, 1), (5, 1), (5, 3), (9, 4), (30, 3)] {
            let proposed = propose(&team(of, wants), &BTreeMap::new(), 8);
            let loads = loads(&BTreeMap::new(), &proposed);
            assert!(proposed.iter().all(|one| one.len() == wants), "{of} {wants}");
            assert_eq!(loads.values().max(), i64::try_from(wants).ok().as_ref(), "{of} {wants}");
        }
    }

    #[test]
    fn whoever_has_much_to_write_is_left_alone() {
        let had = BTreeMap::from([(person(1), 3)]);
        let one = Asked { known: [1, 2].map(known).to_vec(), ..team(1, 1).remove(0) };
        let proposed = propose(&[one], &had, 8).remove(0);
        assert_eq!(proposed.iter().map(|it| (it.peer, it.load, it.least)).collect::<Vec<_>>(), [(person(2), 1, true)]);
    }

    #[test]
    fn what_somebody_was_proposed_for_is_handed_on_so_that_everybody_has_one() {
        // The first could have either, the second only the one whom the first would take.
        let first = Asked { known: [7, 8].map(known).to_vec(), ..team(1, 1).remove(0) };
        let second = Asked { subject: person(1), known: vec![known(7)], ..first.clone() };
        let proposed = propose(&[first, second], &BTreeMap::new(), 1);
        let peers: Vec<_> = proposed.iter().flatten().map(|it| it.peer).collect();
        assert_eq!(peers, [person(8), person(7)]);
    }

    #[test]
    fn nobody_with_room_means_nobody_proposed() {
        let had = BTreeMap::from([(person(0), 2), (person(1), 2)]);
        assert_eq!(propose(&team(2, 1), &had, 2), [Vec::new(), Vec::new()]);
    }

    /// Up to 8 people, who knows whom, who never writes about whom, how many each needs and has to write already.
    fn grounds() -> impl Strategy<Value = (Vec<Asked>, BTreeMap<PersonId, i64>)> {
        (2usize..9).prop_flat_map(|of| {
            let asked = prop::collection::vec(
                (0usize..4, prop::collection::vec(0..of, 0..8), prop::collection::vec(0..of, 0..3)),
                of,
            );
            (asked, prop::collection::vec(0i64..3, of)).prop_map(|(asked, had)| {
                let one = |(at, (wants, knows, never)): (usize, (usize, Vec<usize>, Vec<usize>))| Asked {
                    subject: person(at),
                    wants,
                    never: never.into_iter().map(person).collect(),
                    known: knows.into_iter().map(known).collect(),
                };
                let asked = asked.into_iter().enumerate().map(one).collect();
                (asked, had.into_iter().enumerate().map(|(at, load)| (person(at), load)).collect())
            })
        })
    }

    /// How many can be given where nobody has more than so many.
    fn fits_below(asked: &[Asked], had: &BTreeMap<PersonId, i64>, most: i64) -> usize {
        propose(asked, had, most).iter().map(Vec::len).sum()
    }

    proptest! {
        #[test]
        fn nobody_over_the_cap_no_forbidden_pair_and_nobody_twice(
            (asked, had) in grounds(), cap in 0i64..5,
        ) {
            let proposed = propose(&asked, &had, cap);
            for (peer, load) in loads(&had, &proposed) {
                prop_assert!(load <= cap.max(had.get(&peer).copied().unwrap_or(0)));
            }
            for (one, peers) in asked.iter().zip(&proposed) {
                let distinct: BTreeSet<_> = peers.iter().map(|it| it.peer).collect();
                prop_assert_eq!(distinct.len(), peers.len());
                prop_assert!(peers.len() <= one.wants);
                prop_assert!(!distinct.contains(&one.subject));
                prop_assert!(distinct.iter().all(|peer| !one.never.contains(peer)));
                prop_assert!(distinct.iter().all(|peer| one.known.iter().any(|known| known.peer == *peer)));
            }
        }

        #[test]
        fn the_busiest_has_no_more_than_any_other_choice_would_leave_them((asked, had) in grounds()) {
            let proposed = propose(&asked, &had, 5);
            let given: usize = proposed.iter().map(Vec::len).sum();
            let touched = proposed.iter().flatten().map(|it| it.load).max();
            if let Some(busiest) = touched {
                prop_assert!(fits_below(&asked, &had, busiest - 1) < given, "all fits below {}", busiest);
            }
        }

        #[test]
        fn nobody_could_hand_over_to_who_knows_them_too_and_has_two_less((asked, had) in grounds()) {
            let proposed = propose(&asked, &had, 5);
            let loads = loads(&had, &proposed);
            for (one, peers) in asked.iter().zip(&proposed) {
                for other in one.known.iter().map(|known| known.peer) {
                    let is_free = other != one.subject && !one.never.contains(&other)
                        && peers.iter().all(|it| it.peer != other);
                    let load = loads.get(&other).copied().unwrap_or(0);
                    prop_assert!(!is_free || peers.iter().all(|it| it.load <= load + 1));
                }
            }
        }

        #[test]
        fn the_same_question_has_the_same_answer((asked, had) in grounds()) {
            let mut turned = asked.clone();
            turned.iter_mut().for_each(|one| one.known.reverse());
            prop_assert_eq!(propose(&asked, &had, 4), propose(&turned, &had, 4));
        }
    }
}
