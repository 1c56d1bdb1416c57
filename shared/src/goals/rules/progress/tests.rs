use proptest::prelude::*;

use super::*;

fn way(direction: Direction, start: f64, target: f64) -> Measure {
    Measure {
        kind: KeyResultKind::Number,
        direction,
        start: Some(start),
        target: Some(target),
        low: None,
        high: None,
        tolerance: None,
    }
}

fn band(low: f64, high: f64, tolerance: f64) -> Measure {
    Measure {
        kind: KeyResultKind::Number,
        direction: Direction::KeepWithin,
        start: None,
        target: None,
        low: Some(low),
        high: Some(high),
        tolerance: Some(tolerance),
    }
}

fn codes(measure: &Measure) -> Vec<(String, String)> {
    measure.check().err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
}

fn refused(measure: &Measure, field: &str, code: &str) {
    assert_eq!(codes(measure), [(field.to_owned(), code.to_owned())]);
}

#[test]
fn the_formulas_of_the_handbook() {
    let up = way(Direction::Increase, 20.0, 120.0).check().unwrap();
    assert_eq!(up.progress(70.0), 0.5);
    assert_eq!(up.progress(145.0), 1.25);
    assert_eq!(up.progress(10.0), -0.1);
    assert_eq!(shown(up.progress(145.0)), 1.0);
    assert_eq!(shown(up.progress(10.0)), 0.0);

    let down = way(Direction::Decrease, 40.0, 30.0).check().unwrap();
    assert_eq!(down.progress(35.0), 0.5);
    assert_eq!(down.progress(45.0), -0.5);

    let within = band(36.0, 38.0, 2.0).check().unwrap();
    assert_eq!(within.progress(37.0), 1.0);
    assert_eq!(within.progress(39.0), 0.5);
    assert_eq!(within.progress(33.0), -0.5);
    assert_eq!(within.at_the_start(), None);
}

#[test]
fn targets_that_lead_nowhere_are_refused() {
    refused(&way(Direction::Increase, 5.0, 5.0), "target", "start_equals_target");
    refused(&way(Direction::Decrease, 5.0, 5.0), "target", "start_equals_target");
    refused(&way(Direction::Increase, 5.0, 4.0), "target", "target_below_start");
    refused(&way(Direction::Decrease, 4.0, 5.0), "target", "target_above_start");
    refused(&band(5.0, 5.0, 1.0), "high", "high_not_above_low");
    refused(&band(1.0, 5.0, 0.0), "tolerance", "not_positive");
}

#[test]
fn values_out_of_bounds_are_refused() {
    refused(&way(Direction::Increase, f64::NAN, 4.0), "start", "number_out_of_range");
    refused(&way(Direction::Increase, 0.0, f64::INFINITY), "target", "number_out_of_range");
    refused(&way(Direction::Increase, 0.0, 2e12), "target", "number_out_of_range");
    refused(
        &Measure { kind: KeyResultKind::Percent, ..way(Direction::Increase, 0.0, 2e5) },
        "target",
        "number_out_of_range",
    );
    refused(&Measure { kind: KeyResultKind::Money, ..way(Direction::Increase, 0.0, 10.5) }, "target", "not_whole");
    refused(&Measure { target: None, ..way(Direction::Increase, 0.0, 1.0) }, "target", "required");
    refused(&Measure { low: Some(1.0), ..way(Direction::Increase, 0.0, 1.0) }, "low", "not_used_here");
    assert_eq!(check_value(KeyResultKind::Milestone, 1.5), Err("number_out_of_range:1"));
}

#[test]
fn a_milestone_has_steps_and_nothing_else() {
    let steps =
        Measure { kind: KeyResultKind::Milestone, start: None, target: None, ..way(Direction::Increase, 0.0, 1.0) };
    assert_eq!(steps.check(), Ok(Yardstick::Steps));
    refused(&Measure { direction: Direction::Decrease, ..steps }, "direction", "only_increase");
    refused(&Measure { start: Some(0.0), ..steps }, "start", "not_used_here");

    let step = |weight, done| Milestone { weight, done };
    assert_eq!(milestones(&[step(3.0, true), step(1.0, false)]), Some(0.75));
    assert_eq!(milestones(&[step(0.0, true), step(1.0, false)]), Some(0.0));
    assert_eq!(milestones(&[step(0.0, true)]), None);
    assert_eq!(milestones(&[]), None);
}

fn value() -> impl Strategy<Value = f64> {
    -1e6..1e6
}

proptest! {
    #[test]
    fn start_is_nothing_and_target_is_all(start in value(), target in value()) {
        let direction = if target > start { Direction::Increase } else { Direction::Decrease };
        let Ok(yardstick) = way(direction, start, target).check() else { return Ok(()) };
        prop_assert_eq!(yardstick.progress(start), 0.0);
        prop_assert_eq!(yardstick.progress(target), 1.0);
    }

    #[test]
    fn forward_is_never_less(start in value(), way_to_go in 1e-3..1e6, a in value(), b in value()) {
        let (less, more) = (a.min(b), a.max(b));
        let up = way(Direction::Increase, start, start + way_to_go).check().unwrap();
        let down = way(Direction::Decrease, start, start - way_to_go).check().unwrap();
        prop_assert!(up.progress(less) <= up.progress(more));
        prop_assert!(down.progress(less) >= down.progress(more));
    }

    #[test]
    fn down_is_up_in_the_mirror(start in value(), way_to_go in 1e-3..1e6, v in value()) {
        let up = way(Direction::Increase, start, start + way_to_go).check().unwrap();
        let down = way(Direction::Decrease, -start, -start - way_to_go).check().unwrap();
        prop_assert_eq!(up.progress(v), down.progress(-v));
    }

    #[test]
    fn inside_the_bounds_is_all_and_outside_is_less(low in value(), width in 1e-3..1e6, tolerance in 1e-3..1e6, v in value()) {
        let within = band(low, low + width, tolerance).check().unwrap();
        let inside = (low..=low + width).contains(&v);
        prop_assert!(within.progress(v) <= 1.0);
        prop_assert!(!inside || within.progress(v) == 1.0);
    }

    #[test]
    fn whatever_passes_the_check_has_a_finite_progress(
        start in proptest::num::f64::ANY, target in proptest::num::f64::ANY, v in proptest::num::f64::ANY,
    ) {
        for direction in [Direction::Increase, Direction::Decrease] {
            let Ok(yardstick) = way(direction, start, target).check() else { continue };
            if check_value(KeyResultKind::Number, v).is_ok() {
                prop_assert!(yardstick.progress(v).is_finite());
            }
        }
        if let Ok(yardstick) = band(start, target, v).check() {
            prop_assert!(yardstick.progress(0.0).is_finite());
        }
    }

    #[test]
    fn what_is_shown_lies_between_nothing_and_all(progress in proptest::num::f64::NORMAL) {
        prop_assert!((0.0..=1.0).contains(&shown(progress)));
        prop_assert!(!(0.0..=1.0).contains(&progress) || shown(progress) == progress);
    }

    #[test]
    fn milestones_lie_between_nothing_and_all(steps in proptest::collection::vec((0.0..1e3f64, any::<bool>()), 0..9)) {
        let steps: Vec<_> = steps.into_iter().map(|(weight, done)| Milestone { weight, done }).collect();
        prop_assert!(milestones(&steps).is_none_or(|share| (0.0..=1.0).contains(&share)));
        let all: Vec<_> = steps.iter().map(|step| Milestone { done: true, ..*step }).collect();
        prop_assert!(milestones(&all).is_none_or(|share| share == 1.0));
    }
}

#[test]
fn nothing_is_not_less_than_nothing() {
    let undone = [Milestone { weight: 1.0, done: false }, Milestone { weight: 3.0, done: false }];
    let down = Yardstick::Way { start: 0.0, target: -10.0 };
    let up = Yardstick::Way { start: 0.0, target: 10.0 };
    let zeros =
        [milestones(&undone).expect("weights"), down.progress(0.0), up.progress(-0.0), shown(-0.0), shown(-0.4)];
    for zero in zeros.into_iter().chain([Yardstick::Steps.progress(-0.0)]) {
        assert!(zero == 0.0 && zero.is_sign_positive(), "{zero:?}");
    }
}
