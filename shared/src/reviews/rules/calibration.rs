//! Calibration (`workflows.md` 2.6): the life of a session, where a card stands, and what moving cards adds up to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{
    answers::ReviewAnswers,
    calibration::{
        CalibrationByGroup, CalibrationByManager, CalibrationCard, CalibrationGroup, CalibrationNumbers,
        CalibrationState, NewCalibrationChange,
    },
    form::{ReviewForm, ReviewMeasure, ReviewQuestionKind, ReviewRelation},
};
use crate::{people::PersonRef, problem::FieldError};

/// The state after this one. Voting is skipped where the session takes no votes.
pub const fn next(state: CalibrationState, takes_votes: bool) -> Option<CalibrationState> {
    match state {
        CalibrationState::Preparing if takes_votes => Some(CalibrationState::Voting),
        CalibrationState::Preparing | CalibrationState::Voting => Some(CalibrationState::Open),
        CalibrationState::Open => Some(CalibrationState::Decided),
        CalibrationState::Decided => Some(CalibrationState::Applied),
        CalibrationState::Applied => None,
    }
}

/// The state that an Admin takes a session back to, with a reason. What is applied stays so.
pub const fn back(state: CalibrationState) -> Option<CalibrationState> {
    match state {
        CalibrationState::Voting | CalibrationState::Open => Some(CalibrationState::Preparing),
        CalibrationState::Decided => Some(CalibrationState::Open),
        CalibrationState::Preparing | CalibrationState::Applied => None,
    }
}

/// Whether the votes on a card are shown: once all who may have voted on it, and at the latest when the session opens.
pub const fn shows_votes(state: CalibrationState, voted: i64, may_vote: i64) -> bool {
    match state {
        CalibrationState::Preparing => false,
        CalibrationState::Voting => may_vote > 0 && voted >= may_vote,
        CalibrationState::Open | CalibrationState::Decided | CalibrationState::Applied => true,
    }
}

/// What holds of somebody's rating.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The step of the scale, from 1.
    pub rating: Option<u8>,
    /// 1 (low) to 3 (high).
    pub potential: Option<u8>,
    /// Whether it was said that they get no rating.
    pub not_rated: bool,
}

/// What holds after a change, or what is wrong with it; `steps` are those of the scale.
pub fn decided(
    now: Standing,
    asked: &NewCalibrationChange,
    steps: usize,
    measures_potential: bool,
) -> Result<Standing, FieldError> {
    if asked.rating.is_some_and(|rating| usize::from(rating) > steps) {
        return Err(FieldError::new("rating", &format!("out_of_range:1–{steps}")));
    }
    if asked.potential.is_some() && !measures_potential {
        return Err(FieldError::new("potential", "not_used_here"));
    }
    let after = Standing {
        rating: if asked.not_rated { None } else { asked.rating.or(now.rating) },
        potential: asked.potential.or(now.potential),
        not_rated: asked.not_rated || (now.not_rated && asked.rating.is_none()),
    };
    if after == now { Err(FieldError::new("rating", "unchanged")) } else { Ok(after) }
}

/// Which third of 0 to 1 a score lies in: 1 low, 2 middle, 3 high. What lies on an edge is in the middle, so that a scale
/// reads the same from both ends.
pub fn third(score: f64) -> u8 {
    if score < 1.0 / 3.0 {
        1
    } else if score > 2.0 / 3.0 {
        3
    } else {
        2
    }
}

/// The third of a scale of `steps` that a step lies in.
pub fn third_of_step(step: u8, steps: usize) -> u8 {
    super::score::mapped(step, steps).map_or(2, third)
}

/// The step in a third of a scale of `steps` that is nearest to the step somebody has, the lower of two; `None` if no step
/// lies there.
pub fn nearest_in_third(current: Option<u8>, third: u8, steps: usize) -> Option<u8> {
    let last = u8::try_from(steps).unwrap_or(u8::MAX);
    let from = current.unwrap_or(last.div_ceil(2));
    (1..=last).filter(|step| third_of_step(*step, steps) == third).min_by_key(|step| step.abs_diff(from))
}

/// What somebody could grow into, as their manager answers it: the third that the mean of the answers lies in.
pub fn potential(form: &ReviewForm, answers: &ReviewAnswers) -> Option<u8> {
    let asks = form.questions().filter(|question| {
        question.kind == ReviewQuestionKind::Rating
            && question.measures == Some(ReviewMeasure::Potential)
            && question.answered_by.contains(&ReviewRelation::Manager)
    });
    let scores =
        asks.filter_map(|question| super::score::mapped(answers.get(&question.key)?.rating?, form.scale.len()));
    super::score::mean(scores).map(third)
}

/// The field of the nine-box that a card stands in: the third of its rating and its potential, each 1 to 3.
pub fn nine_box(rating: Option<u8>, potential: Option<u8>, steps: usize) -> Option<(u8, u8)> {
    Some((third_of_step(rating?, steps), potential?))
}

/// How many have each step of a scale of `steps`, lowest first, and how many have none.
pub fn distribution(ratings: impl IntoIterator<Item = Option<u8>>, steps: usize) -> (Vec<i64>, i64) {
    let (mut counts, mut unrated) = (vec![0; steps], 0);
    for rating in ratings {
        match rating.and_then(|step| counts.get_mut(usize::from(step).checked_sub(1)?)) {
            Some(count) => *count += 1,
            None => unrated += 1,
        }
    }
    (counts, unrated)
}

/// How many steps somebody was moved up, below 0 down. Who had no rating, or has none now, was moved by none.
pub fn steps_moved(before: Option<u8>, after: Option<u8>) -> i64 {
    before.zip(after).map_or(0, |(before, after)| i64::from(after) - i64::from(before))
}

/// What the cards add up to. Managers' people are shown only `minimum` together, and so that what isn't shown can't be
/// worked out from the rest.
pub fn numbers(cards: &[CalibrationCard], steps: usize, minimum: u8) -> CalibrationNumbers {
    let (before, unrated_before) = distribution(cards.iter().map(|card| card.author_rating), steps);
    let (after, unrated_after) = distribution(cards.iter().map(|card| card.final_rating), steps);
    let all = tally(cards.iter());
    CalibrationNumbers {
        before,
        after,
        unrated_before,
        unrated_after,
        up: all.up,
        down: all.down,
        net: all.net,
        by_manager: by_manager(cards, i64::from(minimum)),
        by_group: Vec::new(),
    }
}

/// How long somebody had been here after so many days; `None` if nobody knows since when.
pub fn tenure(days: Option<i32>) -> Option<CalibrationGroup> {
    Some(match days? {
        ..365 => CalibrationGroup::FirstYear,
        365..1_096 => CalibrationGroup::ToThreeYears,
        _ => CalibrationGroup::Longer,
    })
}

/// What the cards add up to by groups of one kind, whose group `of` tells, in the order of the groups. As with managers, but none
/// where there is nothing to compare with.
pub fn by_group(
    cards: &[CalibrationCard],
    minimum: u8,
    of: impl Fn(&CalibrationCard) -> Option<CalibrationGroup>,
) -> Vec<CalibrationByGroup> {
    let mut groups: BTreeMap<_, Vec<&CalibrationCard>> = BTreeMap::new();
    for card in cards {
        let group = of(card);
        let at = CalibrationGroup::ALL.iter().position(|one| Some(*one) == group);
        groups.entry(at).or_default().push(card);
    }
    let tallies = groups.into_iter().map(|(at, cards)| (at, tally(cards.into_iter()))).collect();
    let mut told = large_enough(tallies, i64::from(minimum));
    told.sort_by_key(|(at, _)| *at);
    let shown: Vec<_> = told
        .into_iter()
        .filter_map(|(at, Tally { people, up, down, net })| {
            Some(CalibrationByGroup { group: *CalibrationGroup::ALL.get(at?)?, people, up, down, net })
        })
        .collect();
    if shown.len() > 1 { shown } else { Vec::new() }
}

#[derive(Default)]
struct Tally {
    people: i64,
    up: i64,
    down: i64,
    net: i64,
}

fn tally<'a>(cards: impl Iterator<Item = &'a CalibrationCard>) -> Tally {
    cards.fold(Tally::default(), |sum, card| {
        let moved = steps_moved(card.author_rating, card.final_rating);
        Tally {
            people: sum.people + 1,
            up: sum.up + i64::from(moved > 0),
            down: sum.down + i64::from(moved < 0),
            net: sum.net + moved,
        }
    })
}

/// Those below the minimum are left out, and with them the next smallest until what is left out holds as many.
fn large_enough<K>(mut tallies: Vec<(K, Tally)>, minimum: i64) -> Vec<(K, Tally)> {
    tallies.sort_by_key(|(_, tally)| tally.people);
    let mut hidden = 0;
    tallies.retain(|(_, tally)| {
        let hides = tally.people < minimum || (hidden > 0 && hidden < minimum);
        hidden += if hides { tally.people } else { 0 };
        !hides
    });
    tallies
}

/// By name.
fn by_manager(cards: &[CalibrationCard], minimum: i64) -> Vec<CalibrationByManager> {
    let mut groups: BTreeMap<_, (Option<PersonRef>, Vec<&CalibrationCard>)> = BTreeMap::new();
    for card in cards {
        let group = groups.entry(card.manager.as_ref().map(|manager| manager.id)).or_default();
        group.0.clone_from(&card.manager);
        group.1.push(card);
    }
    let tallies = groups.into_values().map(|(who, cards)| (who, tally(cards.into_iter()))).collect();
    let mut shown: Vec<_> = large_enough(tallies, minimum)
        .into_iter()
        .filter_map(|(manager, Tally { people, up, down, net })| {
            Some(CalibrationByManager { manager: manager?, people, up, down, net })
        })
        .collect();
    shown.sort_by(|a, b| a.manager.name.cmp(&b.manager.name));
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::wire::{CalibrationCardId, PersonId};

    fn person(number: u128) -> PersonRef {
        PersonRef { id: PersonId(Uuid::from_u128(number)), name: format!("Person {number}") }
    }

    fn card(number: usize, manager: u8, before: Option<u8>, after: Option<u8>) -> CalibrationCard {
        CalibrationCard {
            id: CalibrationCardId(Uuid::from_u128(number as u128)),
            subject: person(1_000 + number as u128),
            team: None,
            manager: (manager > 0).then(|| person(u128::from(manager))),
            author_rating: before,
            author_potential: None,
            final_rating: after,
            final_potential: None,
            not_rated: false,
            changes: 0,
            voted: 0,
            may_vote: 0,
            my_vote: None,
            votes: None,
            version: 1,
        }
    }

    fn cards(steps: u8) -> impl Strategy<Value = Vec<CalibrationCard>> {
        let rating = || prop::option::weighted(0.9, 1..=steps);
        prop::collection::vec((0u8..6, rating(), rating()), 0..40).prop_map(|cards| {
            let cards = cards.into_iter().enumerate();
            cards.map(|(number, (manager, before, after))| card(number, manager, before, after)).collect()
        })
    }

    #[test]
    fn a_session_ends_applied_and_a_way_back_is_one_that_led_there() {
        for takes_votes in [true, false] {
            let way: Vec<_> =
                std::iter::successors(Some(CalibrationState::Preparing), |at| next(*at, takes_votes)).collect();
            assert_eq!(way.last(), Some(&CalibrationState::Applied));
            assert_eq!(way.contains(&CalibrationState::Voting), takes_votes);
            for state in way.iter().copied() {
                let before = back(state).map(|before| way.iter().position(|at| *at == before));
                assert!(before.is_none_or(|before| before < way.iter().position(|at| *at == state)));
            }
        }
    }

    #[test]
    fn votes_wait_for_everybody_or_for_the_opening() {
        assert!(!shows_votes(CalibrationState::Voting, 2, 3));
        assert!(shows_votes(CalibrationState::Voting, 3, 3));
        assert!(!shows_votes(CalibrationState::Voting, 0, 0));
        assert!(shows_votes(CalibrationState::Open, 0, 3));
    }

    #[test]
    fn thirds_read_the_same_from_both_ends() {
        let of = |steps: u8| (1..=steps).map(|step| third_of_step(step, usize::from(steps))).collect::<Vec<_>>();
        assert_eq!((of(2), of(3), of(4)), (vec![1, 3], vec![1, 2, 3], vec![1, 2, 2, 3]));
        assert_eq!((of(5), of(7)), (vec![1, 1, 2, 3, 3], vec![1, 1, 2, 2, 2, 3, 3]));
    }

    proptest! {
        #[test]
        fn every_card_with_both_has_one_field_of_nine(rating in 1u8..=10, potential in 1u8..=3, steps in 2usize..=10) {
            prop_assume!(usize::from(rating) <= steps);
            let (column, row) = nine_box(Some(rating), Some(potential), steps).expect("a field");
            prop_assert!((1..=3).contains(&column) && row == potential);
            prop_assert_eq!(nine_box(None, Some(potential), steps), None);
            prop_assert_eq!(nine_box(Some(rating), None, steps), None);
            let mirrored = u8::try_from(steps).expect("few") + 1 - rating;
            prop_assert_eq!(third_of_step(mirrored, steps), 4 - column);
        }

        #[test]
        fn a_card_dropped_on_a_third_lands_in_it_and_moves_no_further_than_it_has_to(
            current in prop::option::of(1u8..=10), third in 1u8..=3, steps in 2usize..=10,
        ) {
            let current = current.filter(|step| usize::from(*step) <= steps);
            match nearest_in_third(current, third, steps) {
                None => prop_assert_eq!((third, steps), (2, 2)),
                Some(step) => {
                    prop_assert_eq!(third_of_step(step, steps), third);
                    let stays = current.filter(|current| third_of_step(*current, steps) == third);
                    prop_assert!(stays.is_none_or(|current| current == step));
                }
            }
        }

        #[test]
        fn a_change_sets_what_it_names_and_leaves_the_rest(
            rating in prop::option::of(1u8..=6), potential in prop::option::of(1u8..=3), not_rated in any::<bool>(),
            now in (prop::option::of(1u8..=5), prop::option::of(1u8..=3)),
        ) {
            let now = Standing { rating: now.0, potential: now.1, not_rated: false };
            let rating = rating.filter(|_| !not_rated);
            let asked = NewCalibrationChange { rating, potential, not_rated, reason: String::new() };
            match decided(now, &asked, 5, true) {
                Err(fault) => prop_assert_eq!(fault.field, "rating"),
                Ok(after) => {
                    prop_assert_eq!(after.potential, potential.or(now.potential));
                    prop_assert_eq!(after.rating, if not_rated { None } else { rating.or(now.rating) });
                    prop_assert!(after != now && after.not_rated == not_rated);
                    prop_assert!(!after.not_rated || after.rating.is_none());
                }
            }
        }

        #[test]
        fn the_moves_are_the_difference_of_the_distributions(cards in cards(5)) {
            let numbers = numbers(&cards, 5, 4);
            for (at, (before, after)) in numbers.before.iter().zip(&numbers.after).enumerate() {
                let step = u8::try_from(at + 1).expect("few");
                let came = cards.iter().filter(|it| it.final_rating == Some(step) && it.author_rating != Some(step));
                let left = cards.iter().filter(|it| it.author_rating == Some(step) && it.final_rating != Some(step));
                prop_assert_eq!(after - before, came.count() as i64 - left.count() as i64);
            }
            let total = |counts: &[i64], unrated: i64| counts.iter().sum::<i64>() + unrated;
            prop_assert_eq!(total(&numbers.before, numbers.unrated_before), cards.len() as i64);
            prop_assert_eq!(total(&numbers.after, numbers.unrated_after), cards.len() as i64);
        }

        #[test]
        fn the_net_move_is_the_difference_of_the_sums_where_everybody_is_rated(cards in cards(4)) {
            let rated: Vec<_> =
                cards.into_iter().filter(|it| it.author_rating.is_some() && it.final_rating.is_some()).collect();
            let numbers = numbers(&rated, 4, 4);
            let sum = |counts: &[i64]| counts.iter().zip(1..).map(|(count, step)| count * step).sum::<i64>();
            prop_assert_eq!(numbers.net, sum(&numbers.after) - sum(&numbers.before));
        }

        #[test]
        fn whoever_is_left_out_is_left_out_with_enough_others(cards in cards(5), minimum in 3u8..=6) {
            let shown = numbers(&cards, 5, minimum).by_manager;
            prop_assert!(shown.iter().all(|group| group.people >= i64::from(minimum)));
            let rest = cards.len() as i64 - shown.iter().map(|group| group.people).sum::<i64>();
            prop_assert!(rest == 0 || rest >= i64::from(minimum) || shown.is_empty());
        }

        #[test]
        fn a_group_is_told_of_beside_another_and_hides_no_few(
            cards in cards(5), days in prop::collection::vec(prop::option::of(0i32..3_000), 40), minimum in 3u8..=6,
        ) {
            let of = |card: &CalibrationCard| {
                let at = cards.iter().position(|one| one.id == card.id)?;
                tenure(days.get(at).copied().flatten())
            };
            let told = by_group(&cards, minimum, of);
            prop_assert!(told.len() != 1 && told.iter().all(|group| group.people >= i64::from(minimum)));
            let rest = cards.len() as i64 - told.iter().map(|group| group.people).sum::<i64>();
            prop_assert!(rest == 0 || rest >= i64::from(minimum) || told.is_empty());
            for group in told {
                let own: Vec<_> = cards.iter().filter(|card| of(card) == Some(group.group)).collect();
                let net: i64 = own.iter().map(|card| steps_moved(card.author_rating, card.final_rating)).sum();
                prop_assert_eq!((group.people, group.net), (own.len() as i64, net));
            }
        }
    }
}
