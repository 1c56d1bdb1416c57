//! At once: whoever comes second sees what the first has written, nothing is told twice, and nobody waits in a circle.

use std::thread::scope;

use perftrack_tests::{Client, Org};
use serde_json::json;
use shared::{
    goals::{CheckInFilter, KeyResultPath, ListCheckIns},
    kpis::{EditKpi, KpiChanges, rules::kinds::KpiState},
    wire::{KpiId, ObjectiveId},
};

use super::{
    at, crossings, days_ago,
    following::{follow, objective, objective_under},
    formula, last, measure, now, today,
};

use KpiState::{Healthy, Unhealthy};

const TURNS: u32 = 8;

/// Both at once.
fn both<T: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> T + Send) {
    scope(|scope| {
        let one = scope.spawn(one);
        other();
        one.join().expect("done");
    });
}

#[test]
fn two_inputs_of_a_formula_cross_it_once() {
    let org = Org::db_new();
    let by = org.admin();
    let (a, b) = (last(by, json!({})).id, last(by, json!({})).id);
    let least = formula(by, "min(a, b)", &[("a", a), ("b", b)], json!({})).unwrap().kpi.id;
    let say = |id, value| drop(measure(by, id, today(), value).expect("it is measured"));
    for _ in 0..TURNS {
        both(|| say(a, 100.0), || say(b, 100.0));
        // Beyond the hard line, whichever comes first.
        both(|| say(a, 1.0), || say(b, 2.0));
        assert_eq!(now(by, least).value, Some(1.0));
    }
    let mut expected = vec![(Healthy, Unhealthy)];
    for _ in 1..TURNS {
        expected.extend([(Unhealthy, Healthy), (Healthy, Unhealthy)]);
    }
    assert_eq!(crossings(by, least), expected);
}

#[test]
fn a_formula_that_is_changed_while_it_is_fed_has_values_of_the_new_one() {
    let org = Org::db_new();
    let by = org.admin();
    let a = last(by, json!({})).id;
    let kpi = formula(by, "a + 1", &[("a", a)], json!({})).unwrap().kpi;
    let edit = |expression: &str| {
        let change = json!({ "formula": { "expression": expression, "inputs": [{ "name": "a", "kpi_id": a }] } });
        let change: KpiChanges = serde_json::from_value(change).unwrap();
        by.change::<EditKpi>(at(kpi.id), now(by, kpi.id).version, change).expect("it is changed");
    };
    for turn in 1..=TURNS {
        let value = f64::from(turn * 10);
        both(|| edit(&format!("a * {turn}")), || drop(measure(by, a, today(), value).expect("it is measured")));
        assert_eq!(now(by, kpi.id).value, Some(value * f64::from(turn)));
    }
}

#[test]
fn a_formula_that_is_made_while_its_input_is_measured_knows_the_measurement() {
    let org = Org::db_new();
    let by = org.admin();
    let a = last(by, json!({})).id;
    for turn in 1..=TURNS {
        let value = f64::from(turn * 10);
        let mut made = None;
        both(
            || drop(measure(by, a, today(), value).expect("it is measured")),
            || made = Some(formula(by, "a", &[("a", a)], json!({})).expect("it is made").kpi.id),
        );
        assert_eq!(now(by, made.expect("a formula")).value, Some(value));
    }
}

#[test]
fn formulas_over_each_other_wait_for_each_other_only_once() {
    let org = Org::db_new();
    let by = org.admin();
    let (a, b) = (last(by, json!({})).id, last(by, json!({})).id);
    let low = formula(by, "a + b", &[("a", a), ("b", b)], json!({})).unwrap().kpi;
    let high = formula(by, "x + b", &[("x", low.id), ("b", b)], json!({})).unwrap().kpi;
    let rename = |id: KpiId, name: String| {
        let change = KpiChanges { name: Some(name), ..KpiChanges::default() };
        by.change::<EditKpi>(at(id), now(by, id).version, change).expect("it is changed");
    };
    scope(|scope| {
        for (id, from) in [(a, 1), (b, 2)] {
            scope.spawn(move || {
                for turn in 0..TURNS {
                    measure(by, id, days_ago(u64::from(turn % 3)), f64::from(turn + from)).expect("it is measured");
                }
            });
        }
        for id in [low.id, high.id] {
            scope.spawn(move || (0..TURNS).for_each(|turn| rename(id, format!("Formula {turn}"))));
        }
    });
    let value = |id| now(by, id).value.expect("a value");
    assert!((value(low.id) - value(a) - value(b)).abs() < f64::EPSILON);
    assert!((value(high.id) - value(low.id) - value(b)).abs() < f64::EPSILON);
}

#[test]
fn following_never_puts_an_older_value_back() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = last(by, json!({})).id;
    measure(by, kpi, today(), 1.0).unwrap();
    for turn in 0..TURNS {
        let (_, key_result) = objective(by, by);
        let value = f64::from(turn + 2);
        both(
            || drop(follow(by, key_result, kpi).expect("it follows")),
            || drop(measure(by, kpi, today(), value).expect("it is measured")),
        );
        assert_eq!(now(by, kpi).value, Some(value));
        let said = by.call::<ListCheckIns>(KeyResultPath { id: key_result }, CheckInFilter::default(), ()).unwrap();
        assert_eq!(said.items[0].value, value, "the key result knows it too");
    }
}

#[test]
fn measuring_and_checking_in_never_wait_for_each_other_in_a_circle() {
    let org = Org::db_new();
    let by = org.admin();
    let (one, other) = (last(by, json!({})).id, last(by, json!({})).id);
    // Made before what is aligned under it, and after: ids say nothing of who is above whom.
    let (top, top_result) = objective(by, by);
    let below: Vec<_> = (0..3).map(|_| objective_under(by, by, Some(top))).collect();
    follow(by, top_result, one).unwrap();
    for (index, (_, key_result)) in below.iter().enumerate() {
        if index < 2 {
            follow(by, *key_result, if index == 0 { one } else { other }).unwrap();
        }
    }
    let check_in = |by: &Client| {
        let path = format!("/api/v1/key-results/{}/check-ins", below[2].1);
        by.raw("POST", &path).json(&json!({ "value": 5.0, "status": "on_track" })).send()
    };
    scope(|scope| {
        for id in [one, other] {
            scope.spawn(move || {
                for turn in 0..TURNS {
                    measure(by, id, today(), f64::from(turn + 1) * 10.0).expect("it is measured");
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..TURNS {
                    let answer = check_in(by);
                    assert!(answer.is_success(), "{}", answer.text());
                }
            });
        }
    });
    let progress = |id: ObjectiveId| super::following::progress(by, id);
    let parts = [progress(below[0].0), progress(below[1].0), progress(below[2].0)];
    assert_eq!(parts, [Some(0.4), Some(0.4), Some(0.025)]);
    // The top's own key result is at 0.4 too, and each part weighs the same.
    let expected = (0.4 + 0.4 + 0.4 + 0.025) / 4.0;
    assert!((progress(top).expect("a progress") - expected).abs() < 1e-9);
}
