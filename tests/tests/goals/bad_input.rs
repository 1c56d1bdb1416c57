//! Nonsense in, a clear problem out, nothing written.

use perftrack_tests::{Org, Refused, Response};
use serde_json::{Value, json};
use shared::{
    goals::{
        CreateKeyResult, EditObjective, Level, ListObjectives, NewObjective, ObjectiveChanges, ObjectiveFilter,
        ObjectiveSort, Visibility,
    },
    operation::Nothing,
    problem::Code,
    wire::{Limit, PeriodId},
};

use super::{at, create, days_ago, ground, made, number, objective, period, read};

fn post(org: &Org, body: &str) -> Response {
    org.admin().raw("POST", "/api/v1/objectives").body("application/json", body).send()
}

fn valid(period: PeriodId) -> Value {
    json!({ "level": "person", "title": "T", "period_id": period, "visibility": "chain",
            "key_results": [{ "title": "K", "kind": "number", "direction": "increase", "start": 0, "target": 5 }] })
}

fn count(org: &Org) -> usize {
    org.admin().call::<ListObjectives>(Nothing {}, ObjectiveFilter::default(), ()).unwrap().items.len()
}

#[test]
fn each_wrong_field_is_named() {
    let (org, period) = ground();
    for (pointer, value, field, code) in [
        ("/title", json!("   "), "title", "required"),
        ("/title", json!("x".repeat(201)), "title", "too_long"),
        ("/title", json!("a\u{0}b"), "title", "forbidden_character"),
        ("/weight", json!(-1), "weight", "weight_out_of_range"),
        ("/weight", json!("heavy"), "weight", "wrong_type"),
        ("/level", json!("galaxy"), "level", "unknown_value"),
        ("/starts_on", json!("2026-02-30"), "starts_on", "wrong_type"),
        ("/starts_on", json!("1066-10-14"), "starts_on", "date_out_of_range"),
        ("/surprise", json!(1), "surprise", "unknown_field"),
        ("/key_results/0/weight", json!(-0.5), "key_results[0].weight", "weight_out_of_range"),
        ("/key_results/0/target", json!(1e300), "key_results[0].target", "number_out_of_range"),
        ("/key_results/0/target", json!(0), "key_results[0].target", "start_equals_target"),
        ("/key_results/0/surprise", json!(1), "key_results[0].surprise", "unknown_field"),
    ] {
        let mut body = valid(period);
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        let problem = post(&org, &body.to_string()).problem();
        let found = problem.errors.iter().any(|error| error.field == field && error.code == code);
        assert!(found, "{pointer}: {problem:?}");
    }
    assert_eq!(count(&org), 0);
    assert_eq!(post(&org, &valid(period).to_string()).status, 201);
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let (org, period) = ground();
    let mut body = valid(period);
    body["level"] = json!("team");
    body["key_results"] = json!([
        { "title": "K", "kind": "number", "direction": "increase", "start": 0 },
        { "title": "K", "kind": "money", "direction": "decrease", "start": 0, "target": 5, "unit": "euros" },
        { "title": "K", "kind": "milestone", "direction": "increase" },
    ]);
    let problem = post(&org, &body.to_string()).problem();
    let found: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
    let expected = [
        ("team_id", "required"),
        ("key_results[0].target", "required"),
        ("key_results[1].target", "target_above_start"),
        ("key_results[1].unit", "currency_required"),
        ("key_results[2].milestones", "required"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_the_organisations_is_not_for_one_team() {
    let (org, period) = ground();
    let whole = || NewObjective { level: Level::Organisation, ..objective(period) };
    let by = org.admin();
    create(by, NewObjective { visibility: Visibility::Team, ..whole() }).refused_at("visibility", "no_team");
    let made = made(by, whole()).objective;
    let change = ObjectiveChanges { visibility: Some(Visibility::Team), ..ObjectiveChanges::default() };
    by.change::<EditObjective>(at(made.id), made.version, change).refused_at("visibility", "no_team");
}

#[test]
fn no_number_is_not_a_number_and_none_is_endless() {
    let (org, period) = ground();
    for nonsense in ["NaN", "Infinity", "1e999", "-1e999", "0x10"] {
        let body = valid(period).to_string().replace("\"target\":5", &format!("\"target\":{nonsense}"));
        let response = post(&org, &body);
        assert!([400, 422].contains(&response.status), "{nonsense}: {}", response.text());
        response.problem();
    }
    assert_eq!(count(&org), 0);
}

#[test]
fn what_belongs_to_another_organisation_does_not_exist() {
    let (org, own) = ground();
    let (other, foreign) = ground();
    let by = org.admin();
    let theirs = made(other.admin(), objective(foreign)).objective.id;
    create(by, objective(foreign)).refused_at("period_id", "unknown");
    create(by, NewObjective { parent_id: Some(theirs), ..objective(own) }).refused_at("parent_id", "unknown");
    create(by, NewObjective { owner_id: Some(other.admin().id), ..objective(own) }).refused_at("owner_id", "unknown");
    read(by, theirs).refused(Code::NotFound);
    by.call::<CreateKeyResult>(at(theirs), Nothing {}, number(0.0, 1.0)).refused(Code::NotFound);
    let mut with_stranger = objective(own);
    let stranger = Some(other.admin().id);
    with_stranger.key_results.push(shared::goals::NewKeyResult { owner_id: stranger, ..number(0.0, 1.0) });
    create(by, with_stranger).refused_at("key_results[0].owner_id", "unknown");
    assert_eq!(count(&org), 0);
}

#[test]
fn it_ends_after_it_starts() {
    let (org, period) = ground();
    let backwards = NewObjective { starts_on: Some(days_ago(0)), ends_on: Some(days_ago(1)), ..objective(period) };
    create(org.admin(), backwards).refused_at("ends_on", "ends_before_start");
}

#[test]
fn a_change_names_the_version_it_was_made_from() {
    let (org, period) = ground();
    let by = org.admin();
    let detail = made(by, objective(period));
    let rename = || ObjectiveChanges { title: Some("New".to_owned()), ..ObjectiveChanges::default() };
    by.call::<EditObjective>(at(detail.objective.id), Nothing {}, rename()).refused(Code::VersionRequired);
    let version = detail.objective.version;
    by.change::<EditObjective>(at(detail.objective.id), version + 1, rename()).refused(Code::VersionMismatch);
    by.change::<EditObjective>(at(detail.objective.id), version, rename()).unwrap();
}

#[test]
fn pages_follow_each_other_without_gap_in_every_order() {
    let (org, period) = ground();
    let by = org.admin();
    for target in [3.0, 7.0, 9.0, 11.0, 13.0] {
        let detail = made(by, super::with(objective(period), 0.0, target));
        super::check_in(by, &detail.key_results[0], super::on_track(1.0)).unwrap();
    }
    for sort in ObjectiveSort::ALL {
        let mut filter = ObjectiveFilter { sort: Some(*sort), limit: Limit::new(2), ..ObjectiveFilter::default() };
        let mut ids = Vec::new();
        loop {
            let page = by.call::<ListObjectives>(Nothing {}, filter.clone(), ()).unwrap();
            ids.extend(page.items.iter().map(|objective| objective.id));
            filter.cursor = page.next_cursor;
            if filter.cursor.is_none() {
                break;
            }
        }
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((all, ids.len()), (5, 5), "{sort}");
    }
}

#[test]
fn a_cursor_belongs_to_one_list() {
    let (org, first) = ground();
    let by = org.admin();
    let second = period(by);
    for _ in 0..2 {
        made(by, objective(first));
    }
    let filter = ObjectiveFilter { limit: Limit::new(1), ..ObjectiveFilter::default() };
    let cursor = by.call::<ListObjectives>(Nothing {}, filter.clone(), ()).unwrap().next_cursor;
    let elsewhere = ObjectiveFilter { period: Some(second), cursor, ..filter };
    by.call::<ListObjectives>(Nothing {}, elsewhere, ()).refused(Code::BadCursor);
}
