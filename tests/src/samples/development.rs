use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    development::VIEW,
};

use super::{About, Sample};
use crate::{
    Stage,
    db::{organisation_of, run},
    unique,
};

/// One's own, one's report's, or an Admin's to see: colleagues see nothing of it.
fn stands(role: Role, relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Own => Some(Relation::Own),
        Relation::Report if role >= Role::Manager => Some(Relation::Report),
        _ if role == Role::Admin => Some(Relation::Organisation),
        _ => None,
    }
}

/// The framework, begun if nobody has, with a track.
fn framework(stage: &Stage<'_>) -> Value {
    let admin = stage.org.admin();
    admin.raw("POST", "/api/v1/framework").json(&json!({})).send();
    admin.raw("POST", "/api/v1/tracks").json(&json!({ "name": "Flying" })).send();
    admin.raw("GET", "/api/v1/framework").send().json()
}

fn on_a_track(stage: &Stage<'_>, mut competency: Value) -> Value {
    competency["track_id"] = framework(stage)["tracks"][0]["id"].take();
    competency
}

fn make_room(stage: &Stage<'_>) {
    let mut conn = stage.org.server.database.admin();
    let org = organisation_of(&mut conn, stage.subject.id);
    let unused = format!(
        "DELETE FROM tracks t WHERE org_id = '{org}' AND name <> 'Flying'
           AND NOT EXISTS (SELECT FROM track_jobs j WHERE j.org_id = t.org_id AND j.track_id = t.id)
           AND NOT EXISTS (SELECT FROM competencies c WHERE c.org_id = t.org_id AND c.track_id = t.id)"
    );
    run(&mut conn, &unused);
}

/// A track of nothing yet, by its id; those that nothing is on go, so that there is always room.
fn track(stage: &Stage<'_>) -> Value {
    framework(stage);
    make_room(stage);
    let response = stage.org.admin().raw("POST", "/api/v1/tracks").json(&json!({ "name": unique() })).send();
    assert_eq!(response.status, 201, "{}", response.text());
    response.json()["id"].take()
}

/// A proposal for the subject in a state, made by the actor where they may and else by the subject.
fn proposal(stage: &Stage<'_>, state: &str) -> Sample {
    let path = format!("/api/v1/people/{}/level-proposals", stage.subject.id);
    let new = json!({ "job_title": "Captain", "starts_on": "2026-03-01", "justification": "Flies as one." });
    let response = stage.actor.raw("POST", &path).json(&new).send();
    let made = if response.is_success() { response.json() } else { stage.made_by_subject(&path, &new) };
    let mut conn = stage.org.server.database.admin();
    let id = made["id"].as_str().expect("an id");
    run(&mut conn, &format!("UPDATE level_proposals SET state = '{state}' WHERE id = '{id}'"));
    Sample::plain().about(About::Told(&VIEW, stands)).at(json!({ "id": id }))
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let whole = || Sample::plain().about(About::Organisation);
    let of_subject = || Sample::plain().about(About::Told(&VIEW, stands)).at(json!({ "id": stage.subject.id }));
    let competency = || framework(stage)["competencies"][0]["id"].take();
    let new =
        || json!({ "name": unique(), "description": "What it is about", "behaviours": ["a", "b", "c", "d", "e"] });
    let step = || {
        let path = format!("/api/v1/people/{}/development/steps", stage.subject.id);
        let step = stage.made_by_subject(&path, &json!({ "body": "Read the book" }));
        (Sample::plain().about(About::Told(&VIEW, stands)).at(json!({ "id": step["id"] })), step)
    };
    Some(match name {
        "ReadFramework" => Sample::plain(),
        "ListDevelopmentOpenings" | "ListDevelopmentReaders" => of_subject(),
        "ViewDevelopmentAs" => {
            framework(stage);
            of_subject().at(json!({ "id": stage.subject.id, "person": stage.actor.id }))
        }
        "AdoptFramework" => whole().json(json!({ "levels": ["One", "Two", "Three", "Four", "Five"] })),
        "EditFramework" => {
            let version = framework(stage)["version"].as_i64().expect("a version");
            whole().json(json!({ "levels": ["A", "B", "C", "D", "E"] })).version(version)
        }
        "CreateCompetency" => whole().json(on_a_track(stage, new())),
        "EditCompetency" => {
            framework(stage);
            let response = stage.org.admin().raw("POST", "/api/v1/competencies").json(&new()).send();
            assert_eq!(response.status, 201, "{}", response.text());
            whole().at(json!({ "id": response.json()["id"] })).json(on_a_track(stage, new())).version(1)
        }
        "SetExpectations" => {
            let track = framework(stage)["tracks"][0]["id"].take();
            whole().json(json!({
                "job_title": "Pilot", "track_id": track, "levels": [{ "competency_id": competency(), "level": 3 }],
            }))
        }
        "CreateTrack" => {
            framework(stage);
            make_room(stage);
            whole().json(json!({ "name": unique() }))
        }
        "EditTrack" => whole().at(json!({ "id": track(stage) })).json(json!({ "name": unique() })).version(1),
        "DeleteTrack" => whole().at(json!({ "id": track(stage) })).version(1),
        "ReadDevelopment" => {
            framework(stage);
            of_subject()
        }
        "Assess" => {
            of_subject().json(json!({ "competency_id": competency(), "level": 3, "comment": "Lands in any wind." }))
        }
        "CreateStep" => of_subject().json(json!({
            "body": "Read the book", "competency_id": competency(), "due_on": "2027-03-01",
        })),
        "EditStep" => {
            let competency = competency();
            let body = json!({
                "body": "Read it twice", "competency_id": competency, "due_on": null, "progress": 50, "agreed": true,
            });
            step().0.json(body).version(1)
        }
        "DeleteStep" => step().0,
        "ListLevelProposals" => {
            proposal(stage, "proposed");
            of_subject()
        }
        "ProposeLevel" => {
            let objective = stage.objective("active")["objective"]["id"].take();
            of_subject().json(json!({
                "job_title": "Captain", "starts_on": "2027-03-01", "justification": "Flies as one already.",
                "evidence": [{ "kind": "objective", "id": objective }, { "kind": "step", "id": step().1["id"] }],
            }))
        }
        "AgreeToLevel" => proposal(stage, "proposed"),
        "ReturnLevel" => proposal(stage, "proposed").json(json!({ "reason": "Not yet: fly at night first." })),
        "DecideLevel" => proposal(stage, "agreed").json(json!({ "granted": true, "reason": "Well deserved." })),
        "WithdrawLevel" => proposal(stage, "proposed"),
        _ => return None,
    })
}
