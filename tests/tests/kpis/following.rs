//! A key result that follows a KPI takes its value from there, and everything above it follows.

use perftrack_tests::{Client, Org, Refused, client::Called, db::run};
use serde_json::json;
use shared::{
    access::Role,
    goals::{
        CheckInFilter, CreateCheckIn, KeyResultPath, ListCheckIns, NewCheckIn, ObjectivePath, ReadObjective, Source,
        rules::kinds::CheckInStatus,
    },
    kpis::{FollowKpi, FollowedKpi, FollowingPath, MOST_FOLLOWERS, UnfollowKpi},
    operation::Nothing,
    problem::Code,
    wire::{KeyResultId, KpiId, ObjectiveId},
};

use super::{days_ago, last, measure, read, today};

/// An objective whose one key result goes from 0 to 200.
pub(super) fn objective(by: &Client, admin: &Client) -> (ObjectiveId, KeyResultId) {
    objective_under(by, admin, None)
}

/// The same, aligned under another, and made of its own key results and of what is aligned under it.
pub(super) fn objective_under(by: &Client, admin: &Client, parent: Option<ObjectiveId>) -> (ObjectiveId, KeyResultId) {
    let period = json!({ "name": perftrack_tests::unique(), "starts_on": days_ago(30), "ends_on": today() + chrono::Days::new(30) });
    let period = admin.raw("POST", "/api/v1/periods").json(&period).send().json();
    let body = json!({
        "level": "person", "title": "More parcels", "period_id": period["id"], "visibility": "chain", "state": "active",
        "parent_id": parent, "roll_up": "both",
        "key_results": [{ "title": "Parcels", "kind": "number", "direction": "increase", "start": 0.0, "target": 200.0 }],
    });
    let made = by.raw("POST", "/api/v1/objectives").json(&body).send().json();
    let id = |value: &serde_json::Value| value["id"].as_str().expect("an id").parse().expect("an id");
    (ObjectiveId(id(&made["objective"])), KeyResultId(id(&made["key_results"][0])))
}

pub(super) fn progress(by: &Client, id: ObjectiveId) -> Option<f64> {
    by.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).unwrap().objective.progress
}

pub(super) fn follow(by: &Client, key_result: KeyResultId, kpi: KpiId) -> Called<FollowKpi> {
    by.call::<FollowKpi>(FollowingPath { id: key_result }, Nothing {}, FollowedKpi { kpi_id: kpi })
}

#[test]
fn its_value_comes_from_there_and_rolls_up() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = last(by, json!({})).id;
    let (objective, key_result) = objective(by, by);
    measure(by, kpi, days_ago(1), 50.0).unwrap();
    let followed = follow(by, key_result, kpi).unwrap();
    assert_eq!((followed.value, followed.kpi.map(|kpi| kpi.id)), (Some(50.0), Some(kpi)));
    let progress = || progress(by, objective);
    assert_eq!(progress(), Some(0.25));
    measure(by, kpi, today(), 100.0).unwrap();
    assert_eq!(progress(), Some(0.5));
    measure(by, kpi, today(), 150.0).unwrap();
    assert_eq!(progress(), Some(0.75));
    let path = KeyResultPath { id: key_result };
    let said = by.call::<ListCheckIns>(path, CheckInFilter::default(), ()).unwrap().items;
    assert!(said.len() == 3 && said.iter().all(|check_in| check_in.source == Source::Kpi));
    assert_eq!(read(by, kpi).unwrap().followers.iter().map(|one| one.key_result_id).collect::<Vec<_>>(), [key_result]);

    by.call::<UnfollowKpi>(FollowingPath { id: key_result }, Nothing {}, ()).unwrap();
    measure(by, kpi, today(), 20.0).unwrap();
    assert_eq!(progress(), Some(0.75));
    by.call::<UnfollowKpi>(FollowingPath { id: key_result }, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn people_say_everything_but_the_value() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = last(by, json!({})).id;
    let (_, key_result) = objective(by, by);
    follow(by, key_result, kpi).unwrap();
    let said = |value: Option<f64>| {
        let new = NewCheckIn {
            as_of: None,
            value,
            milestones_done: None,
            status: CheckInStatus::AtRisk,
            confidence: None,
            comment: "The depot is closed.".to_owned(),
            blocker: None,
            links: Vec::new(),
            supersedes_id: None,
        };
        by.call::<CreateCheckIn>(KeyResultPath { id: key_result }, Nothing {}, new)
    };
    said(None).refused_at("value", "required");
    measure(by, kpi, today(), 60.0).unwrap();
    said(Some(70.0)).refused_at("value", "not_used_here");
    let check_in = said(None).unwrap();
    assert_eq!((check_in.value, check_in.source), (60.0, Source::Hand));
}

#[test]
fn only_what_counts_the_same_and_is_theirs_to_pass_on() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    let other = org.db_person(Role::Employee, None);
    let (_, key_result) = objective(&other, org.admin());
    let percent = last(&other, json!({ "kind": "percent" })).id;
    follow(&other, key_result, percent).refused_at("kpi_id", "counts_something_else");
    let hidden = last(&owner, json!({})).id;
    follow(&other, key_result, hidden).refused_at("kpi_id", "unknown");
    super::reach::lend(&owner, hidden, other.id);
    follow(&other, key_result, hidden).refused_at("kpi_id", "not_allowed");
    let open = last(&owner, json!({ "visibility": "organisation" })).id;
    follow(&other, key_result, open).unwrap();
    // Whoever measures need not see what follows.
    measure(&owner, open, today(), 10.0).unwrap();
    assert!(read(&owner, open).unwrap().followers.is_empty());
}

/// Key results that follow a KPI, as many as are wanted, like this one.
pub(super) fn db_many(org: &Org, like: KeyResultId, kpi: KpiId, how_many: i64) {
    run(
        &mut org.server.database.admin(),
        &format!(
            "INSERT INTO key_results (org_id, id, objective_id, owner_id, title, kind, direction, start_value, target_value, kpi_id)
             SELECT org_id, gen_random_uuid(), objective_id, owner_id, title, kind, direction, start_value, target_value, '{kpi}'
             FROM key_results, generate_series(1, {how_many}) WHERE id = '{like}'"
        ),
    );
}

#[test]
fn what_follows_a_sum_waits_for_its_period_to_be_over() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = super::made(by, json!({})).id;
    let (objective, key_result) = objective(by, by);
    follow(by, key_result, kpi).unwrap();
    measure(by, kpi, today(), 3.0).unwrap();
    assert_eq!(progress(by, objective), Some(0.0), "today isn't over");
    measure(by, kpi, days_ago(1), 100.0).unwrap();
    assert_eq!(progress(by, objective), Some(0.5));
    measure(by, kpi, today(), 7.0).unwrap();
    assert_eq!(progress(by, objective), Some(0.5));
    assert_eq!(super::now(by, kpi).value, Some(7.0));
}

#[test]
fn more_can_not_follow_than_are_told_in_one_go() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = last(by, json!({})).id;
    let (crowd, first) = objective(by, by);
    follow(by, first, kpi).unwrap();
    db_many(&org, first, kpi, MOST_FOLLOWERS - 2);
    let (_, one) = objective(by, by);
    let (_, other) = objective(by, by);
    follow(by, one, kpi).unwrap();
    follow(by, other, kpi).refused_at("kpi_id", "too_many_followers");
    // Whoever follows already may say so again.
    follow(by, one, kpi).unwrap();
    measure(by, kpi, today(), 100.0).unwrap();
    assert_eq!(progress(by, crowd), Some(0.5));
    let path = format!("/api/v1/objectives/{crowd}/move");
    let closed = by
        .raw("POST", &path)
        .json(&json!({ "transition": "cancel", "score": 0.5, "learning": "Too many cooks." }))
        .send();
    assert!(closed.is_success(), "{}", closed.text());
    follow(by, other, kpi).unwrap();
}
