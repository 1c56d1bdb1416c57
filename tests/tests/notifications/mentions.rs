//! Naming somebody in a comment: who may see the goal is told, once; who may not isn't, and the writer knows.

use perftrack_tests::{Persona, db::organisation_of};
use serde_json::{Value, json};
use shared::{access::Role, goals::ObjectiveDetail, notifications::NoticeKind, problem::Code};

use super::{Ground, told};

fn say(ground: &Ground, by: &Persona, about: &ObjectiveDetail, body: &str) -> Value {
    ground.post(by, &format!("/api/v1/objectives/{}/comments", about.objective.id), json!({ "body": body }))
}

fn offered(by: &Persona, about: &ObjectiveDetail, typed: &str) -> Vec<String> {
    let path = format!("/api/v1/objectives/{}/mentionable", about.objective.id);
    let list = by.raw("GET", &path).query(&format!("q={typed}")).send().json();
    list["items"]
        .as_array()
        .expect("people")
        .iter()
        .map(|person| person["name"].as_str().unwrap_or_default().into())
        .collect()
}

#[test]
fn who_sees_it_is_told_once_and_who_does_not_is_not() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    let outsider = ground.org.db_person(Role::Employee, None);
    let body = format!("Ask @{{{}}} or @{{{}}}, @{{{}}}", ground.owner.id, outsider.id, ground.owner.id);
    let said = say(&ground, &ground.guest, &objective, &body);
    let names = |list: &Value| list.as_array().map(|all| all.iter().map(|one| one["name"].clone()).collect::<Vec<_>>());
    assert_eq!(names(&said["not_told"]), Some(vec![json!(outsider.name)]));
    // The owner would be told of any comment: of this one they are told that it names them, and nothing else.
    assert_eq!(told(&ground.owner), [NoticeKind::Mentioned]);
    assert_eq!(told(&outsider), [], "not even that there is something");
    assert!(!told(&ground.guest).contains(&NoticeKind::Mentioned));

    let path = format!("/api/v1/objectives/{}/comments", objective.objective.id);
    let read = ground.owner.raw("GET", &path).send().json();
    assert_eq!(read["items"][0]["body"], json!(body));
    assert!(read["items"][0].get("not_told").is_none(), "that is between the writer and us");
    ground.sql(&format!("UPDATE people SET name = 'Renamed' WHERE id = '{}'", ground.owner.id));
    let read = ground.owner.raw("GET", &path).send().json();
    let mentions = names(&read["items"][0]["mentions"]).expect("mentions");
    assert!(mentions.contains(&json!("Renamed")), "they are found by whatever they are called: {mentions:?}");
}

#[test]
fn looking_with_anothers_eyes_leaves_the_writer_who_they_are() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    // An Admin sees everything: nothing of that may be left to whoever writes after having named one.
    let admin = ground.org.admin();
    let said = say(&ground, &ground.guest, &objective, &format!("@{{{}}}", admin.id));
    assert!(said.get("not_told").is_none());
    assert_eq!(said["author"]["id"], json!(ground.guest.id));
    assert_eq!(told(admin), [NoticeKind::Mentioned]);
}

#[test]
fn only_who_is_found_can_be_named_and_not_everybody_at_once() {
    let ground = Ground::new();
    let objective = ground.hidden();
    let refused = |body: String| {
        let path = format!("/api/v1/objectives/{}/comments", objective.objective.id);
        let problem = ground.owner.raw("POST", &path).json(&json!({ "body": body })).send().problem();
        assert_eq!(problem.code, Code::Invalid);
        problem.errors[0].code.clone()
    };
    let ids = |count: usize| (0..count).map(|_| format!("@{{{}}}", uuid::Uuid::new_v4())).collect::<String>();
    assert_eq!(refused(ids(1)), "unknown_person");
    assert_eq!(refused(ids(21)), "too_many_mentions");
    let elsewhere = Ground::new();
    assert_eq!(refused(format!("@{{{}}}", elsewhere.owner.id)), "unknown_person", "another organisation's");
    // What only looks like a reference is text.
    say(&ground, &ground.owner, &objective, "Write to a@{b}.example or @{you}");
}

#[test]
fn the_list_offers_who_sees_it_by_the_beginning_of_a_name() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    let admin = ground.org.admin();
    for (id, name) in [(ground.owner.id, "Ada Lovelace"), (ground.guest.id, "Grace Hopper"), (admin.id, "Alan Turing")]
    {
        ground.sql(&format!("UPDATE people SET name = '{name}' WHERE id = '{id}'"));
    }
    let outsider = ground.org.db_person(Role::Employee, None);
    ground.sql(&format!("UPDATE people SET name = 'Ada Outside' WHERE id = '{}'", outsider.id));
    assert_eq!(offered(&ground.guest, &objective, ""), ["Ada Lovelace", "Alan Turing"]);
    assert_eq!(offered(&ground.guest, &objective, "lov"), ["Ada Lovelace"]);
    assert_eq!(offered(&ground.guest, &objective, "ove"), [] as [&str; 0]);
    // Where people don't find each other, a comment isn't a directory.
    let org = organisation_of(&mut ground.org.server.database.admin(), ground.owner.id);
    ground.sql(&format!("UPDATE organisations SET directory = 'chain' WHERE org_id = '{org}'"));
    assert_eq!(offered(&ground.guest, &objective, ""), [] as [&str; 0]);
}

#[test]
fn praise_is_read_with_the_names_of_today_and_who_is_named_is_told() {
    let ground = Ground::new();
    let helper = ground.org.db_person(Role::Employee, None);
    let shouted = helper.id.to_string().to_uppercase();
    let new = json!({
        "person_ids": [ground.owner.id],
        "body": format!("With the help of @{{{shouted}}}, @{{{}}} and @{{you}}", ground.owner.id),
    });
    let praise = ground.post(&ground.guest, "/api/v1/praise", new);
    let said = |helper: &str| json!(format!("With the help of @{helper}, @{} and @{{you}}", ground.owner.name));
    assert_eq!(praise["body"], said(&helper.name));
    assert_eq!(told(&helper), [NoticeKind::MentionedInPraise]);
    assert_eq!(told(&ground.owner), [NoticeKind::PraiseReceived], "who is praised is told that alone");
    ground.sql(&format!("UPDATE people SET name = 'Renamed' WHERE id = '{}'", helper.id));
    let path = format!("/api/v1/praise/{}", praise["id"].as_str().expect("an id"));
    assert_eq!(ground.owner.raw("GET", &path).send().json()["body"], said("Renamed"));
}

#[test]
fn beside_a_value_only_who_sees_the_kpi_can_be_named() {
    let ground = Ground::new();
    let kpi = json!({
        "name": "Parcels", "visibility": "private", "kind": "number", "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0, "hard": 10.0 },
    });
    let made = ground.post(&ground.owner, "/api/v1/kpis", kpi);
    let path = format!("/api/v1/kpis/{}", made["kpi"]["id"].as_str().expect("an id"));
    let value = |named: &Persona| json!({ "value": 5.0, "comment": format!("As @{{{}}} found", named.id) });
    let refused = |by: &Persona, named: &Persona| {
        let problem = by.raw("POST", &format!("{path}/measurements")).json(&value(named)).send().problem();
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    };
    let hidden = ("comment".to_owned(), "does_not_see_it".to_owned());
    assert_eq!(refused(&ground.owner, &ground.guest), hidden);
    assert_eq!(told(&ground.guest), []);
    let admin = ground.org.admin();
    let measured = ground.post(&ground.owner, &format!("{path}/measurements"), value(admin));
    assert_eq!(measured["comment"], json!(format!("As @{} found", admin.name)));
    assert_eq!(told(admin), [NoticeKind::MentionedOnKpi]);
    let offered = ground.owner.raw("GET", &format!("{path}/mentionable")).send().json();
    let ids: Vec<_> = offered["items"].as_array().expect("people").iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, [json!(admin.id)]);
}

#[test]
fn the_answer_to_a_week_names_who_reads_it() {
    let ground = Ground::new();
    let director = ground.org.db_person(Role::Manager, None);
    let manager = ground.org.db_person(Role::Manager, Some(&director));
    let report = ground.org.db_person(Role::Employee, Some(&manager));
    let peer = ground.org.db_person(Role::Employee, Some(&manager));
    let week = ground.post(&report, "/api/v1/weekly-check-ins", json!({ "did": ["Wrote the report"] }));
    let path = format!("/api/v1/weekly-check-ins/{}/answer", week["id"].as_str().expect("an id"));
    let answer = |named: &Persona| json!({ "body": format!("Ask @{{{}}} and @{{{}}}", named.id, report.id) });
    let problem = manager.raw("POST", &path).json(&answer(&peer)).send().problem();
    assert_eq!(problem.errors[0].code, "does_not_see_it");
    let answered = ground.post(&manager, &path, answer(&director));
    assert_eq!(told(&director), [NoticeKind::MentionedInWeek]);
    assert_eq!((told(&report), told(&peer)), (vec![NoticeKind::WeeklyAnswered], vec![]));
    let body = format!("Ask @{} and @{}", director.name, report.name);
    assert!(answered.to_string().contains(&body), "{answered}");
}
