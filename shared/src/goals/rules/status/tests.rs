use chrono::Duration;
use proptest::prelude::*;

use super::*;

fn day(offset: i64) -> NaiveDate {
    NaiveDate::default() + Duration::days(offset)
}

const WEEKLY: u16 = 7;

fn weekly() -> Rhythm {
    Rhythm { cadence_days: WEEKLY, since: day(0) }
}

fn said(status: CheckInStatus, on: i64) -> Option<LastCheckIn> {
    Some(LastCheckIn { on: day(on), status })
}

#[test]
fn silence_is_never_green() {
    let last = said(CheckInStatus::OnTrack, 10);
    let on = |today| of_key_result(ObjectiveState::Active, weekly(), last, day(today));
    assert_eq!(on(20), GoalStatus::OnTrack);
    assert_eq!(on(21), GoalStatus::Outdated);
}

#[test]
fn the_first_check_in_is_counted_from_the_start() {
    let on = |today| of_key_result(ObjectiveState::Active, weekly(), None, day(today));
    assert_eq!(on(10), GoalStatus::NotStarted);
    assert_eq!(on(11), GoalStatus::Outdated);
}

#[test]
fn a_check_in_before_the_start_leaves_a_whole_cadence() {
    let last = said(CheckInStatus::AtRisk, -30);
    assert_eq!(of_key_result(ObjectiveState::Active, weekly(), last, day(10)), GoalStatus::AtRisk);
    assert_eq!(of_key_result(ObjectiveState::Active, weekly(), last, day(11)), GoalStatus::Outdated);
}

#[test]
fn what_rests_is_not_outdated() {
    for state in [ObjectiveState::Draft, ObjectiveState::Proposed, ObjectiveState::Paused] {
        assert_eq!(of_key_result(state, weekly(), None, day(500)), GoalStatus::NotStarted);
        assert_eq!(of_key_result(state, weekly(), said(CheckInStatus::AtRisk, 3), day(500)), GoalStatus::AtRisk);
    }
}

#[test]
fn a_trifle_raises_no_alarm_and_several_do() {
    let active = |counted: &[(f64, GoalStatus)]| of_objective(ObjectiveState::Active, counted);
    assert_eq!(active(&[(9.0, GoalStatus::OnTrack), (1.0, GoalStatus::OffTrack)]), GoalStatus::OnTrack);
    assert_eq!(active(&[(8.0, GoalStatus::OnTrack), (2.0, GoalStatus::OffTrack)]), GoalStatus::OffTrack);
    assert_eq!(
        active(&[(8.0, GoalStatus::OnTrack), (1.0, GoalStatus::OffTrack), (1.0, GoalStatus::OffTrack)]),
        GoalStatus::OffTrack
    );
    assert_eq!(
        active(&[(8.0, GoalStatus::OnTrack), (1.0, GoalStatus::OffTrack), (1.0, GoalStatus::AtRisk)]),
        GoalStatus::AtRisk
    );
    assert_eq!(active(&[(3.0, GoalStatus::Achieved), (1.0, GoalStatus::Missed)]), GoalStatus::OffTrack);
    assert_eq!(active(&[(3.0, GoalStatus::Achieved)]), GoalStatus::OnTrack);
    assert_eq!(active(&[]), GoalStatus::NotStarted);
    assert_eq!(active(&[(0.0, GoalStatus::OffTrack)]), GoalStatus::NotStarted);
}

fn check_in() -> impl Strategy<Value = Option<LastCheckIn>> {
    let one = (-40..40i64, prop::sample::select(CheckInStatus::ALL));
    prop::option::of(one.prop_map(|(on, status)| LastCheckIn { on: day(on), status }))
}

fn state() -> impl Strategy<Value = ObjectiveState> {
    prop::sample::select(ObjectiveState::ALL)
}

fn parts() -> impl Strategy<Value = Vec<(f64, GoalStatus)>> {
    prop::collection::vec((0.1..10.0, prop::sample::select(GoalStatus::ALL)), 0..8)
}

proptest! {
    #[test]
    fn the_first_that_applies_wins(state in state(), last in check_in(), today in -50..90i64) {
        let shown = of_key_result(state, weekly(), last, day(today));
        let silent = day(today) >= weekly().outdated_from(last);
        match (state.is_closed(), state == ObjectiveState::Active && silent, last) {
            (true, _, _) => prop_assert_eq!(shown.as_str(), state.as_str()),
            (_, true, _) => prop_assert_eq!(shown, GoalStatus::Outdated),
            (_, _, Some(last)) => prop_assert_eq!(shown, GoalStatus::from(last.status)),
            (_, _, None) => prop_assert_eq!(shown, GoalStatus::NotStarted),
        }
    }

    #[test]
    fn a_fresh_check_in_is_what_is_shown(said in prop::sample::select(CheckInStatus::ALL), on in 0..500i64) {
        let last = Some(LastCheckIn { on: day(on), status: said });
        prop_assert_eq!(of_key_result(ObjectiveState::Active, weekly(), last, day(on)), GoalStatus::from(said));
    }

    #[test]
    fn a_closed_objective_shows_its_outcome_whatever_its_parts(state in state(), parts in parts()) {
        if state.is_closed() {
            prop_assert_eq!(of_objective(state, &parts).as_str(), state.as_str());
        }
    }

    #[test]
    fn an_objective_is_no_worse_than_its_worst_part_and_no_better_than_its_best(parts in parts()) {
        prop_assume!(!parts.is_empty());
        let shown = badness(of_objective(ObjectiveState::Active, &parts));
        prop_assert!(parts.iter().any(|(_, status)| badness(*status) >= shown));
        prop_assert!(parts.iter().any(|(_, status)| badness(*status) <= shown));
    }

    #[test]
    fn a_part_of_a_fifth_is_always_heard(parts in parts(), status in prop::sample::select(GoalStatus::ALL)) {
        let rest: f64 = parts.iter().map(|(weight, _)| weight).sum();
        let mut parts = parts;
        parts.push((rest.max(0.1), status));
        prop_assert!(badness(of_objective(ObjectiveState::Active, &parts)) >= badness(status));
    }

    #[test]
    fn weights_matter_only_in_relation(parts in parts(), power in -3..4i32) {
        // Powers of two scale without rounding.
        let scaled: Vec<_> = parts.iter().map(|(weight, status)| (weight * 2f64.powi(power), *status)).collect();
        prop_assert_eq!(of_objective(ObjectiveState::Active, &parts), of_objective(ObjectiveState::Active, &scaled));
    }
}
