//! Many from a program: each row is done by the rules of the single operation, or says why it is not.

use perftrack_tests::{Client, Org, Refused, client::Called, db, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    goals::{CheckInFilter, ExportCheckInsNdjson, KeyResultPath, SendCheckIns, SendKeyResults, SendObjectives},
    operation::Nothing,
    problem::Code,
    teams::{ExportTeamsNdjson, ListTeams, SendTeams},
    wire::{Whole, batch::BatchRows},
};

use super::{check_in, ground, made, objective, on_track, read, seen, with};

fn objectives(by: &Client, rows: &[Value]) -> Called<SendObjectives> {
    let batch = serde_json::from_value(json!({ "objectives": rows })).expect("a batch");
    by.call::<SendObjectives>(Nothing {}, Nothing {}, batch)
}

fn key_results(by: &Client, rows: &[Value]) -> Called<SendKeyResults> {
    let batch = serde_json::from_value(json!({ "key_results": rows })).expect("a batch");
    by.call::<SendKeyResults>(Nothing {}, Nothing {}, batch)
}

fn check_ins(by: &Client, rows: &[Value]) -> Called<SendCheckIns> {
    let batch = serde_json::from_value(json!({ "check_ins": rows })).expect("a batch");
    by.call::<SendCheckIns>(Nothing {}, Nothing {}, batch)
}

fn teams(by: &Client, rows: &[Value]) -> Called<SendTeams> {
    let batch = serde_json::from_value(json!({ "teams": rows })).expect("a batch");
    by.call::<SendTeams>(Nothing {}, Nothing {}, batch)
}

/// Why each row was not done.
fn why<T>(answered: &BatchRows<T>) -> Vec<Option<Code>> {
    answered.rows.iter().map(|row| row.problem.as_ref().map(|problem| problem.code)).collect()
}

#[test]
fn objectives_are_set_and_changed_each_by_itself() {
    let (org, period) = ground();
    let (owner, stranger) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let mine = made(&owner, objective(period)).objective;
    let hidden = made(&stranger, objective(period)).objective;
    let new = json!({ "level": "person", "title": "Answer every letter", "period_id": period, "visibility": "chain",
                      "key_results": [{ "title": "Letters", "kind": "number", "direction": "increase",
                                        "start": 0.0, "target": 9.0 }] });
    let mut of_all = new.clone();
    of_all["level"] = json!("organisation");
    let rows = [
        json!({ "create": new }),
        json!({ "id": mine.id, "version": mine.version, "edit": { "title": "Answer in a day" } }),
        json!({ "id": mine.id, "version": mine.version, "edit": { "title": "Too late" } }),
        json!({ "id": hidden.id, "edit": { "title": "Not mine" } }),
        json!({ "create": of_all }),
        json!({ "create": { "title": 7 } }),
        json!({ "edit": { "title": "Of what?" } }),
    ];
    let answered = objectives(&owner, &rows).expect("some are done");
    assert_eq!((answered.done, answered.refused), (2, 5));
    let (stale, not_found, invalid) = (Some(Code::VersionMismatch), Some(Code::NotFound), Some(Code::Invalid));
    assert_eq!(why(&answered), [None, None, stale, not_found, invalid, invalid, invalid]);
    let fields: Vec<_> = answered.rows[4..].iter().flat_map(|row| &row.problem.as_ref().expect("why").errors).collect();
    let fields: Vec<_> = fields.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields[0], "objectives[4].create.level");
    assert!(fields[1].starts_with("objectives[5].create."), "{fields:?}");
    assert_eq!(fields.last(), Some(&"objectives[6].id"));
    let set = answered.rows[0].item.as_ref().expect("it was set");
    assert_eq!(set.key_results.len(), 1);
    assert_eq!(read(&owner, set.objective.id).expect("it is there").objective, set.objective);
    assert_eq!(seen(&owner, mine.id).title, "Answer in a day");
    assert_eq!(seen(&stranger, hidden.id).title, hidden.title);
}

#[test]
fn a_batch_with_a_key_happens_once() {
    let (org, period) = ground();
    let by = org.admin();
    let (key, title) = (unique(), unique());
    let new = json!({ "level": "person", "title": title, "period_id": period, "visibility": "chain" });
    let body = json!({ "objectives": [{ "create": new }] });
    let send = || by.raw("POST", "/api/v1/objectives/batch").json(&body).header("idempotency-key", &key).send();
    let (first, second) = (send(), send());
    assert!(first.is_success(), "{}", first.text());
    assert_eq!(first.text(), second.text());
    let mut conn = org.server.database.admin();
    assert_eq!(db::count(&mut conn, &format!("objectives WHERE title = '{title}'")), 1);
}

#[test]
fn key_results_and_check_ins_move_what_they_are_parts_of() {
    let (org, period) = ground();
    let (owner, stranger) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let detail = made(&owner, with(objective(period), 0.0, 10.0));
    let (id, first) = (detail.objective.id, &detail.key_results[0]);
    let number = json!({ "title": "Another", "kind": "number", "direction": "increase", "start": 0.0, "target": 4.0 });
    let rows = [
        json!({ "objective_id": id, "create": number }),
        json!({ "id": first.id, "version": first.version, "edit": { "title": "The first" } }),
        json!({ "id": first.id, "version": first.version, "edit": { "title": "Too late" } }),
        json!({ "create": number }),
        json!({ "objective_id": id, "id": first.id, "edit": {} }),
    ];
    let answered = key_results(&owner, &rows).expect("some are done");
    let (stale, invalid) = (Some(Code::VersionMismatch), Some(Code::Invalid));
    assert_eq!(why(&answered), [None, None, stale, invalid, invalid]);
    let second = answered.rows[0].item.as_ref().expect("it was made").id;
    key_results(&stranger, &rows[..1]).refused(Code::NotFound);

    let said = |of, value: f64| json!({ "key_result_id": of, "check_in": { "value": value, "status": "on_track" } });
    let nobodys = shared::wire::KeyResultId(uuid::Uuid::now_v7());
    let rows = [said(first.id, 5.0), said(nobodys, 1.0), said(second, 4.0)];
    let answered = check_ins(&owner, &rows).expect("some are done");
    assert_eq!(why(&answered), [None, Some(Code::NotFound), None]);
    assert_eq!(seen(&owner, id).progress, Some(0.75));
    check_ins(&stranger, &rows[..1]).refused(Code::NotFound);
}

#[test]
fn all_check_ins_come_a_line_each() {
    let (org, period) = ground();
    let by = org.admin();
    let key_result = &made(by, with(objective(period), 0.0, 500.0)).key_results[0];
    let row =
        |value: u32| json!({ "key_result_id": key_result.id, "check_in": { "value": value, "status": "on_track" } });
    let rows: Vec<_> = (0..120).map(row).collect();
    assert_eq!(check_ins(by, &rows).expect("they are said").done, 120);
    check_in(by, key_result, on_track(9.0)).expect("one more");
    let path = KeyResultPath { id: key_result.id };
    let all = by.call::<ExportCheckInsNdjson>(path.clone(), Whole(CheckInFilter::default()), ()).expect("lines");
    assert_eq!((all.len(), all[0].value), (121, 9.0));
    let stranger = org.db_person(Role::Employee, None);
    stranger.call::<ExportCheckInsNdjson>(path, Whole(CheckInFilter::default()), ()).refused(Code::NotFound);
}

#[test]
fn more_rows_than_a_batch_has_are_refused() {
    let org = Org::db_new();
    let row = json!({ "create": { "name": "Engines" } });
    teams(org.admin(), &vec![row; 501]).refused_at("teams", "too_many");
    teams(org.admin(), &[]).refused_at("teams", "required");
}

#[test]
fn teams_are_made_and_changed_by_admins() {
    let org = Org::db_new();
    let by = org.admin();
    let (above, below) = (unique(), unique());
    let made = teams(by, &[json!({ "create": { "name": above } })]).expect("a team");
    let top = made.rows[0].item.clone().expect("it was made");
    let rows = [
        json!({ "create": { "name": below, "parent_id": top.id } }),
        json!({ "create": { "name": above } }),
        json!({ "id": top.id, "version": top.version, "edit": { "lead_id": by.id } }),
        json!({ "id": top.id, "edit": { "parent_id": top.id } }),
    ];
    let answered = teams(by, &rows).expect("some are done");
    assert_eq!((answered.done, why(&answered)[0], why(&answered)[2]), (2, None, None));
    let fault = &answered.rows[1].problem.as_ref().expect("the name is taken").errors[0];
    assert_eq!((fault.field.as_str(), fault.code.as_str()), ("teams[1].create.name", "taken"));
    // What was refused left no event, and what was done left its own.
    let mut conn = org.server.database.admin();
    let events = format!("SELECT kind AS text FROM audit_events WHERE resource_id = '{}' ORDER BY seq", top.id.0);
    assert_eq!(db::texts(&mut conn, &events), ["teams.created", "teams.edited"]);
    let of_name = format!("audit_events WHERE kind = 'teams.created' AND after->>'name' = '{above}'");
    assert_eq!(db::count(&mut conn, &of_name), 1);
    let lines = by.call::<ExportTeamsNdjson>(Nothing {}, Nothing {}, ()).expect("lines");
    assert_eq!(lines, by.call::<ListTeams>(Nothing {}, Nothing {}, ()).expect("the tree").items);
    assert!(lines.iter().any(|team| team.name == below && team.parent_id == Some(top.id)));
    teams(&org.db_person(Role::Manager, None), &rows[..1]).refused(Code::Forbidden);
}
