//! States: two bad periods or one beyond the hard line; each crossing once.

use perftrack_tests::{Org, Refused};
use serde_json::json;
use shared::{
    access::Role,
    events::{EventFilter, ListEvents},
    kpis::{EditKpi, KpiChanges, KpiFilter, ListKpis, rules::kinds::KpiState},
    operation::Nothing,
};

use super::{at, create, crossings, days_ago, formula, last, made, measure, now, today};

use KpiState::{Healthy, NoData, Unhealthy, Watch};

#[test]
fn one_bad_day_is_no_alarm_and_two_are_one() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    assert_eq!(now(by, id).state, NoData);
    measure(by, id, days_ago(3), 99.0).unwrap();
    measure(by, id, days_ago(2), 70.0).unwrap();
    assert_eq!((now(by, id).state, crossings(by, id)), (Healthy, vec![]));
    measure(by, id, days_ago(1), 70.0).unwrap();
    assert_eq!(now(by, id).state, Unhealthy);
    measure(by, id, today(), 60.0).unwrap();
    assert_eq!(crossings(by, id), [(Healthy, Unhealthy)]);
    measure(by, id, today(), 95.0).unwrap();
    assert_eq!((now(by, id).state, crossings(by, id)), (Healthy, vec![(Healthy, Unhealthy), (Unhealthy, Healthy)]));
}

#[test]
fn beyond_the_hard_line_is_an_alarm_at_once() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    measure(by, id, days_ago(1), 99.0).unwrap();
    measure(by, id, today(), 9.0).unwrap();
    assert_eq!((now(by, id).state, crossings(by, id)), (Unhealthy, vec![(Healthy, Unhealthy)]));
}

#[test]
fn a_crossing_is_told_to_programs_of_what_is_measured_and_of_what_is_computed() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    let computed = formula(by, "a * 1", &[("a", id)], json!({})).unwrap().kpi.id;
    let told = || {
        let types = Some("kpi.threshold_crossed".to_owned());
        let events = by.call::<ListEvents>(Nothing {}, EventFilter { types, ..EventFilter::default() }, ());
        events.expect("events").items
    };
    measure(by, id, days_ago(1), 99.0).unwrap();
    assert_eq!(told(), [], "being well from the beginning is no news");
    measure(by, id, today(), 9.0).unwrap();
    let mut about: Vec<_> = told().iter().filter_map(|event| event.data.id).collect();
    about.sort();
    let mut both = vec![id.0, computed.0];
    both.sort();
    assert_eq!(about, both);
    assert!(told().iter().all(|event| event.data.actor_id == Some(by.id)));
    measure(by, id, today(), 8.0).unwrap();
    assert_eq!(told().len(), 2, "each crossing once");
}

#[test]
fn a_sum_is_judged_when_its_period_is_over() {
    let org = Org::db_new();
    let by = org.admin();
    let id = made(by, json!({})).id;
    measure(by, id, days_ago(2), 99.0).unwrap();
    measure(by, id, days_ago(1), 99.0).unwrap();
    measure(by, id, today(), 1.0).unwrap();
    assert_eq!(now(by, id).state, Healthy);
}

#[test]
fn silence_is_never_green() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    measure(by, id, days_ago(4), 99.0).unwrap();
    let kpi = now(by, id);
    assert_eq!((kpi.state, kpi.value), (NoData, Some(99.0)));
    assert!(kpi.due_on.is_some_and(|due| due <= today()));
}

#[test]
fn other_thresholds_judge_anew() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = last(by, json!({}));
    measure(by, kpi.id, days_ago(1), 70.0).unwrap();
    measure(by, kpi.id, today(), 70.0).unwrap();
    let mut gauge = kpi.gauge;
    (gauge.target, gauge.watch, gauge.unhealthy) = (Some(60.0), None, None);
    let change = KpiChanges { gauge: Some(gauge), ..KpiChanges::default() };
    let changed = by.change::<EditKpi>(at(kpi.id), kpi.version, change).unwrap();
    assert_eq!(changed.kpi.state, Healthy);
    assert_eq!(crossings(by, kpi.id), [(NoData, Watch), (Watch, Unhealthy), (Unhealthy, Healthy)]);
}

#[test]
fn the_list_finds_what_is_bad() {
    let org = Org::db_new();
    let by = org.admin();
    let (good, bad) = (last(by, json!({ "name": "Good" })).id, last(by, json!({ "name": "Bad" })).id);
    measure(by, good, today(), 100.0).unwrap();
    measure(by, bad, today(), 1.0).unwrap();
    let found = |filter: KpiFilter| {
        let page = by.call::<ListKpis>(Nothing {}, filter, ()).unwrap();
        page.items.into_iter().map(|kpi| kpi.id).collect::<Vec<_>>()
    };
    assert_eq!(found(KpiFilter { state: Some(Unhealthy), ..Default::default() }), [bad]);
    assert_eq!(found(KpiFilter { q: Some("goo".to_owned()), ..Default::default() }), [good]);
    assert_eq!(found(KpiFilter::default()), [bad, good]);
}

#[test]
fn what_can_not_be_held_against_anything_is_refused() {
    let org = Org::db_new();
    let by = org.db_person(Role::Employee, None);
    let gauge = |gauge| create(&by, json!({ "gauge": gauge }));
    gauge(json!({ "direction": "higher" })).refused_at("gauge.target", "required");
    gauge(json!({ "direction": "within", "low": 3.0, "high": 2.0 })).refused_at("gauge.high", "high_not_above_low");
    let lower = json!({ "direction": "lower", "target": 3.0, "watch": 2.0 });
    gauge(lower).refused_at("gauge.watch", "better_than_target");
    create(&by, json!({ "kind": "money" })).refused_at("unit", "currency_required");
    create(&by, json!({ "kind": "duration", "unit": "moons" })).refused_at("unit", "time_unit_required");
    create(&by, json!({ "visibility": "team" })).refused_at("team_id", "required");
}

#[test]
fn two_bad_days_with_a_gap_between_them_are_not_two_in_a_row() {
    let org = Org::db_new();
    let by = org.admin();
    let id = last(by, json!({})).id;
    measure(by, id, days_ago(2), 70.0).unwrap();
    measure(by, id, today(), 70.0).unwrap();
    assert_eq!(now(by, id).state, Watch);
    measure(by, id, days_ago(1), 70.0).unwrap();
    assert_eq!(now(by, id).state, Unhealthy);
}
