//! Progress of a key result: `(v−s)/(t−s)` either way, inside bounds 1, milestones by weight; kept
//! unclamped, shown between 0 and 1.

use perftrack_tests::{Client, Refused};
use shared::{
    goals::{
        CreateKeyResult, DeleteKeyResult, EditKeyResult, KeyResultChanges, KeyResultPath, NewCheckIn, NewKeyResult,
        NewMilestone, ObjectiveDetail,
        rules::{
            kinds::{CheckInStatus, Direction, KeyResultKind},
            progress::Measure,
        },
    },
    operation::Nothing,
    problem::Code,
    wire::{Patch, PeriodId},
};

use super::{at, check_in, create, ground, made, number, objective, on_track, read, said, seen, with};

fn of(key_result: NewKeyResult, by: &Client, period: PeriodId) -> ObjectiveDetail {
    let mut new = objective(period);
    new.key_results.push(key_result);
    made(by, new)
}

/// Progress of the key result and of its objective after a check-in with `value`.
fn after(by: &Client, detail: &ObjectiveDetail, value: f64) -> (Option<f64>, Option<f64>) {
    check_in(by, &detail.key_results[0], on_track(value)).unwrap();
    let now = read(by, detail.objective.id).unwrap();
    (now.key_results[0].progress, now.objective.progress)
}

fn within(low: f64, high: f64, tolerance: f64) -> NewKeyResult {
    NewKeyResult {
        direction: Direction::KeepWithin,
        start: None,
        target: None,
        low: Some(low),
        high: Some(high),
        tolerance: Some(tolerance),
        ..number(0.0, 1.0)
    }
}

#[test]
fn up_and_down_are_the_same_way_and_what_goes_past_is_kept() {
    let (org, period) = ground();
    let by = org.admin();
    let up = of(number(10.0, 20.0), by, period);
    assert_eq!(up.objective.progress, Some(0.0));
    assert_eq!(after(by, &up, 12.5), (Some(0.25), Some(0.25)));
    assert_eq!(after(by, &up, 25.0), (Some(1.5), Some(1.0)));
    assert_eq!(after(by, &up, 5.0), (Some(-0.5), Some(0.0)));
    let down = of(number(8.0, 4.0), by, period);
    assert_eq!(after(by, &down, 5.0), (Some(0.75), Some(0.75)));
}

#[test]
fn within_bounds_is_all_and_outside_falls_by_the_tolerance() {
    let (org, period) = ground();
    let by = org.admin();
    let band = of(within(18.0, 22.0, 4.0), by, period);
    assert_eq!(band.objective.progress, None); // nobody has measured yet
    assert_eq!(after(by, &band, 22.0).0, Some(1.0));
    assert_eq!(after(by, &band, 23.0).0, Some(0.75));
    assert_eq!(after(by, &band, 12.0), (Some(-0.5), Some(0.0)));
}

#[test]
fn milestones_count_by_weight() {
    let (org, period) = ground();
    let by = org.admin();
    let steps = [("Design", 1.0), ("Build", 3.0)];
    let steps = steps.map(|(title, weight)| NewMilestone { title: title.to_owned(), weight: Some(weight) });
    let milestones = NewKeyResult {
        kind: KeyResultKind::Milestone,
        start: None,
        target: None,
        milestones: steps.into(),
        ..number(0.0, 1.0)
    };
    let detail = of(milestones, by, period);
    let key_result = &detail.key_results[0];
    let done = vec![key_result.milestones[1].id];
    let report = |done| NewCheckIn { value: None, milestones_done: Some(done), ..said(0.0, CheckInStatus::OnTrack) };
    check_in(by, key_result, report(done)).unwrap();
    assert_eq!(seen(by, detail.objective.id).progress, Some(0.75));
    check_in(by, key_result, report(vec![uuid::Uuid::now_v7().into()])).refused_at("milestones_done", "unknown");
    check_in(by, key_result, on_track(0.5)).refused_at("value", "not_used_here");
}

#[test]
fn a_way_without_length_is_refused_at_its_place() {
    let (org, period) = ground();
    let mut new = with(objective(period), 0.0, 1.0);
    new.key_results.push(number(5.0, 5.0));
    create(org.admin(), new).refused_at("key_results[1].target", "start_equals_target");
}

#[test]
fn money_comes_in_whole_minor_units_of_a_currency() {
    let (org, period) = ground();
    let by = org.admin();
    let money = NewKeyResult { kind: KeyResultKind::Money, ..number(0.0, 500_000.0) };
    let detail = made(by, objective(period));
    let add = |unit: &str| {
        let new = NewKeyResult { unit: Some(unit.to_owned()), ..money.clone() };
        by.call::<CreateKeyResult>(at(detail.objective.id), Nothing {}, new)
    };
    add("euros").refused_at("unit", "currency_required");
    assert_eq!(add(" eur ").unwrap().unit.as_deref(), Some("EUR"));
    let key_result = add("EUR").unwrap();
    let lower = KeyResultChanges { unit: Patch::Set("ngn".to_owned()), ..KeyResultChanges::default() };
    let path = KeyResultPath { id: key_result.id };
    let key_result = by.change::<EditKeyResult>(path, key_result.version, lower).unwrap();
    assert_eq!(key_result.unit.as_deref(), Some("NGN"));
    check_in(by, &key_result, on_track(100.5)).refused_at("value", "not_whole");
}

#[test]
fn milestones_of_which_none_is_done_stand_at_nothing_and_not_below() {
    let (org, period) = ground();
    let steps = ["A pilot", "Everybody"].map(|title| NewMilestone { title: title.to_owned(), weight: None });
    let milestones = NewKeyResult {
        kind: KeyResultKind::Milestone,
        start: None,
        target: None,
        milestones: steps.into(),
        ..number(0.0, 1.0)
    };
    let mut new = objective(period);
    new.key_results.push(milestones);
    let detail = made(org.admin(), new);
    let none = NewCheckIn { value: None, milestones_done: Some(Vec::new()), ..on_track(0.0) };
    check_in(org.admin(), &detail.key_results[0], none).unwrap();
    let read = read(org.admin(), detail.objective.id).unwrap();
    let numbers = [read.objective.progress, read.key_results[0].progress, read.key_results[0].value];
    for number in numbers {
        assert_eq!(serde_json::to_string(&number).unwrap(), "0.0");
    }
}

#[test]
fn how_it_is_measured_is_settled_by_the_first_check_in() {
    let (org, period) = ground();
    let by = org.admin();
    let detail = made(by, with(objective(period), 0.0, 10.0));
    let key_result = &detail.key_results[0];
    let path = || KeyResultPath { id: key_result.id };
    let to = |target| {
        let measure = Measure { target: Some(target), ..key_result.measure };
        KeyResultChanges { measure: Some(measure), ..KeyResultChanges::default() }
    };
    let edited = by.change::<EditKeyResult>(path(), key_result.version, to(20.0)).unwrap();
    by.change::<EditKeyResult>(path(), key_result.version, to(30.0)).refused(Code::VersionMismatch);
    check_in(by, &edited, on_track(5.0)).unwrap();
    assert_eq!(seen(by, detail.objective.id).progress, Some(0.25));
    let version = read(by, detail.objective.id).unwrap().key_results[0].version;
    by.change::<EditKeyResult>(path(), version, to(5.0)).refused_at("measure", "has_check_ins");
    by.call::<DeleteKeyResult>(path(), Nothing {}, ()).refused(Code::Conflict);
}
