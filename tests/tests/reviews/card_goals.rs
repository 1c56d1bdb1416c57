//! The goals beside the rating of a calibration card: those of the period, as they stood when it ended, and of them what
//! whoever looks sees anyway.

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{
    Client, Persona,
    db::{organisation_of, run},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    goals::{EditObjective, Objective, ObjectiveChanges, ObjectivePath, PastObjective},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    reviews::{CalibrationCardPath, CalibrationSession, CalibrationState, ReadCalibrationCard},
};

use super::{
    Ground,
    calibration::{calibrating, card, session, until},
};

fn days_ago(days: u64) -> NaiveDate {
    Utc::now().date_naive() - Days::new(days)
}

#[track_caller]
fn post(by: &Client, path: &str, body: &Value) -> Value {
    let response = by.raw("POST", path).json(body).send();
    assert!(response.is_success(), "{path}: {}", response.json());
    response.json()
}

/// An active objective of the subject's that goes on, known for two months.
fn goal(ground: &Ground, title: &str, visibility: &str) -> Value {
    let new = NewPeriod { name: unique(), starts_on: days_ago(90), ends_on: Utc::now().date_naive() + Days::new(30) };
    let period = ground.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let body = json!({
        "level": "person", "title": title, "period_id": period, "state": "active", "visibility": visibility,
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }],
    });
    let made = post(&ground.subject, "/api/v1/objectives", &body);
    let mut conn = ground.org.server.database.admin();
    let (org, id) = (organisation_of(&mut conn, ground.subject.id), made["objective"]["id"].as_str().expect("an id"));
    run(
        &mut conn,
        &format!(
            "UPDATE objective_versions SET known_at = known_at - interval '60 days'
             WHERE org_id = '{org}' AND objective_id = '{id}'"
        ),
    );
    made
}

/// A session that is open, of a cycle that looks back until ten days ago.
fn opened(ground: &Ground, members: &[&Persona]) -> CalibrationSession {
    let cycle = calibrating(ground, &json!({ "period_to": days_ago(10) }));
    let session = session(ground, &cycle, members, false);
    until(ground, session.id, CalibrationState::Open);
    session
}

fn goals(ground: &Ground, by: &Client, session: &CalibrationSession) -> Vec<PastObjective> {
    let id = card(by, session.id, ground.subject.id).id;
    by.call::<ReadCalibrationCard>(CalibrationCardPath { id }, Nothing {}, ()).expect("the card").goals
}

#[test]
fn each_member_sees_the_goals_that_they_see_anyway() {
    let ground = Ground::new();
    let stranger = ground.org.db_person(Role::Manager, None);
    goal(&ground, "Ships wait less", "organisation");
    goal(&ground, "Fewer alarms", "chain");
    let session = opened(&ground, &[&ground.manager, &stranger]);
    let titles = |by: &Client| {
        let mut titles: Vec<_> = goals(&ground, by, &session).into_iter().map(|goal| goal.title).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&ground.manager), ["Fewer alarms", "Ships wait less"]);
    assert_eq!(titles(&stranger), ["Ships wait less"]);
}

#[test]
fn they_stand_as_they_stood_when_the_period_ended() {
    let ground = Ground::new();
    let made = goal(&ground, "Ships wait less", "chain");
    let session = opened(&ground, &[&ground.manager]);
    let before = goals(&ground, &ground.manager, &session);
    let result = made["key_results"][0]["id"].as_str().expect("an id");
    let reached = json!({ "value": 2.0, "status": "on_track" });
    post(&ground.subject, &format!("/api/v1/key-results/{result}/check-ins"), &reached);
    let after = goals(&ground, &ground.manager, &session);
    assert_eq!(after.len(), 1);
    assert_eq!(after, before, "what was reached since isn't of the period");
    assert_ne!(after[0].progress, Some(1.0));
}

#[test]
fn what_was_handed_on_since_stays_with_whoever_had_it() {
    let ground = Ground::new();
    let made = goal(&ground, "Ships wait less", "organisation");
    let objective: Objective = serde_json::from_value(made["objective"].clone()).expect("an objective");
    let to_a_report = ObjectiveChanges { owner_id: Some(ground.reports[0].id), ..ObjectiveChanges::default() };
    let path = ObjectivePath { id: objective.id };
    ground.subject.change::<EditObjective>(path, objective.version, to_a_report).expect("handed on");
    let session = opened(&ground, &[&ground.manager]);
    let titles: Vec<_> = goals(&ground, &ground.manager, &session).into_iter().map(|goal| goal.title).collect();
    assert_eq!(titles, ["Ships wait less"]);
    let of_report = card(&ground.manager, session.id, ground.reports[0].id).id;
    let path = CalibrationCardPath { id: of_report };
    let theirs = ground.manager.call::<ReadCalibrationCard>(path, Nothing {}, ()).expect("the card").goals;
    assert_eq!(theirs, [], "they have it only since");
}
