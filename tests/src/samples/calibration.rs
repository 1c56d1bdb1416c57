use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    reviews::{CALIBRATE, VIEW},
};

use super::{
    About, Sample,
    reviews::{admin, cycle, packet, stands},
};
use crate::{Stage, unique};

/// Long enough for the ledger.
const REASON: &str = "Led the harbour works through a hard winter";

/// Whoever may take part does.
fn takes_part(role: Role, _: Relation) -> Option<Relation> {
    (role >= Role::Manager).then_some(Relation::Own)
}

/// And sees cards about others alone.
fn of_another(role: Role, relation: Relation) -> Option<Relation> {
    takes_part(role, relation).filter(|_| relation != Relation::Own)
}

/// A session about the subject, with the actor in it if they may, in a state.
fn session(stage: &Stage<'_>, at: &str, takes_votes: bool) -> Value {
    let members: Vec<_> = Some(stage.actor.id).filter(|_| stage.actor.role >= Role::Manager).into_iter().collect();
    let new = json!({
        "cycle_id": cycle(stage, "calibrating")["cycle"]["id"], "name": unique(), "members": members,
        "takes_votes": takes_votes, "guide": [20, 60, 20],
    });
    let mut session = admin(stage, "POST", "/api/v1/calibration-sessions", &new);
    let path = format!("/api/v1/calibration-sessions/{}/move", session["session"]["id"].as_str().expect("an id"));
    while session["session"]["state"] != at {
        session = admin(stage, "POST", &path, &json!({ "step": "forward" }));
    }
    session
}

/// A team and a manager of the subject's.
fn place(stage: &Stage<'_>) -> (Value, Value) {
    let path = format!("/api/v1/people/{}", stage.subject.id);
    let person = stage.org.admin().raw("GET", &path).send().json();
    let (team, manager) = (stage.team().id, stage.org.db_person(Role::Manager, None).id);
    let manager = match person["manager"]["id"].as_str() {
        Some(manager) => json!(manager),
        None => json!(manager),
    };
    let moved = stage.org.admin().raw("PATCH", &path).json(&json!({ "team_id": team, "manager_id": manager }));
    let response = moved.header("if-match", &format!("\"{}\"", person["version"])).send();
    assert!(response.is_success(), "{}", response.text());
    (json!(team), manager)
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    of_sessions(name, stage).or_else(|| of_cards(name, stage))
}

fn of_sessions(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let at = |session: &Value| {
        let sample = Sample::plain().at(json!({ "id": session["session"]["id"] }));
        sample.about(About::Told(&CALIBRATE, takes_part))
    };
    Some(match name {
        "ListCalibrationSessions" => {
            let session = session(stage, "open", false);
            Sample::plain().query(json!({ "cycle": session["session"]["cycle"]["id"], "limit": "5" }))
        }
        "CreateCalibrationSession" => {
            let (team, manager) = place(stage);
            let members: Vec<_> =
                takes_part(stage.actor.role, Relation::Own).map(|_| stage.actor.id).into_iter().collect();
            Sample::plain().about(About::Organisation).json(json!({
                "cycle_id": cycle(stage, "calibrating")["cycle"]["id"], "name": unique(), "team_id": team,
                "manager_id": manager, "members": members, "takes_votes": true, "guide": [10, 80, 10],
            }))
        }
        "ReadCalibrationSession" => at(&session(stage, "open", false)),
        "EditCalibrationSession" => {
            let changes = json!({ "name": unique(), "members": [], "takes_votes": true, "guide": [0, 100, 0] });
            at(&session(stage, "preparing", false)).json(changes).version(1)
        }
        "DeleteCalibrationSession" => at(&session(stage, "preparing", false)),
        "MoveCalibrationSession" => {
            let back = json!({ "step": "back", "reason": "One of us was missing" });
            at(&session(stage, "open", false)).json(back)
        }
        _ => return None,
    })
}

fn of_cards(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let card = |at: &str, takes_votes: bool| {
        let session = session(stage, at, takes_votes);
        let sample = Sample::plain().at(json!({ "id": session["cards"][0]["id"] }));
        sample.about(About::Told(&CALIBRATE, of_another))
    };
    let change = || json!({ "rating": 3, "potential": 2, "not_rated": false, "reason": REASON });
    Some(match name {
        "ReadCalibrationCard" => card("open", false),
        "ChangeCalibrationCard" => card("open", false).json(change()).version(1),
        "AgreeToCalibrationChange" => {
            let session = session(stage, "open", false);
            let card = &session["cards"][0];
            let path = format!("/api/v1/calibration-cards/{}", card["id"].as_str().expect("an id"));
            let changed = stage.org.admin().raw("PATCH", &path).json(&change()).header("if-match", "\"1\"").send();
            assert!(changed.is_success(), "{path}: {}", changed.text());
            let at = json!({ "id": card["id"], "change_id": changed.json()["ledger"][0]["id"] });
            Sample::plain().at(at).about(About::Told(&CALIBRATE, of_another)).json(json!({ "agrees": true }))
        }
        "FlagCalibrationConflict" => {
            let session = session(stage, "open", false);
            let at = json!({ "id": session["cards"][0]["id"], "person_id": stage.actor.id });
            Sample::plain().at(at).about(About::Told(&CALIBRATE, of_another))
        }
        "LiftCalibrationConflict" => {
            let (session, other) = (session(stage, "open", false), stage.org.db_person(Role::Manager, None));
            let card = session["cards"][0]["id"].as_str().expect("an id");
            let path = format!("/api/v1/calibration-cards/{card}/conflicts/{}", other.id);
            let flagged = stage.org.admin().raw("PUT", &path).send();
            assert!(flagged.is_success(), "{path}: {}", flagged.text());
            let at = json!({ "id": card, "person_id": other.id });
            Sample::plain().at(at).about(About::Told(&CALIBRATE, of_another))
        }
        "VoteOnCalibrationCard" => card("voting", true).json(json!({ "vote": "question" })),
        "RateReviewPacket" => {
            let packet = packet(stage, "calibrating");
            let sample = Sample::plain().at(json!({ "id": packet["id"] })).about(About::Told(&VIEW, stands));
            sample.json(change())
        }
        _ => return None,
    })
}
