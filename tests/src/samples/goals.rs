use chrono::Utc;
use serde_json::{Value, json};
use shared::goals::VIEW;

use super::{About, Sample, Thing};
use crate::Stage;

fn about(objective: &Value) -> About {
    About::Thing(&VIEW, Thing::Objective(objective["id"].as_str().expect("an id").parse().expect("an id")))
}

fn version(thing: &Value) -> i64 {
    thing["version"].as_i64().expect("a version")
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    of_objectives(name, stage).or_else(|| of_key_results(name, stage))
}

fn of_objectives(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let subject = stage.subject.id;
    let with = |state: &str| {
        let objective = stage.objective(state)["objective"].take();
        let sample = Sample::plain().at(json!({ "id": objective["id"] })).about(about(&objective));
        (objective, sample)
    };
    Some(match name {
        "ListObjectives" => {
            let objective = stage.objective("active")["objective"].take();
            Sample::plain().query(json!({
                "period": objective["period"]["id"], "owner": subject, "team": stage.team().id,
                "parent": objective["id"], "limit": "5",
            }))
        }
        "ExportObjectivesNdjson" => {
            let objective = stage.objective("active")["objective"].take();
            Sample::plain().query(json!({
                "period": objective["period"]["id"], "owner": subject, "team": stage.team().id, "parent": objective["id"],
            }))
        }
        "ListPastObjectives" => {
            let objective = stage.objective("active")["objective"].take();
            Sample::plain().query(json!({
                "as_of": Utc::now().date_naive(), "period": objective["period"]["id"], "owner": subject,
                "team": stage.team().id, "limit": "5",
            }))
        }
        "ExportPastObjectivesNdjson" => {
            let objective = stage.objective("active")["objective"].take();
            Sample::plain().query(json!({
                "as_of": Utc::now().date_naive(), "period": objective["period"]["id"], "owner": subject,
                "team": stage.team().id,
            }))
        }
        "CreateObjective" => {
            let objective = stage.objective("active")["objective"].take();
            Sample::plain().json(json!({
                "level": "person", "title": "Answer every letter within a day", "owner_id": stage.actor.id,
                "team_id": stage.team().id, "period_id": stage.period().id, "visibility": "chain",
                "parent_id": if stage.actor.id == subject { objective["id"].clone() } else { Value::Null },
                "key_results": [{ "title": "Letters answered", "kind": "percent", "direction": "increase",
                                  "start": 0.0, "target": 100.0, "owner_id": stage.actor.id }],
            }))
        }
        "ReadComputation" => with("active").1.query(json!({ "as_of": Utc::now().date_naive() })),
        "ReadObjective" | "ReadProgress" | "ListObjectiveComments" => with("active").1,
        "EditObjective" => {
            let (objective, sample) = with("active");
            let another = if stage.actor.id == subject {
                stage.objective("active")["objective"]["id"].take()
            } else {
                Value::Null
            };
            let body = json!({ "title": "Hardly any late deliveries", "period_id": stage.period().id,
                               "owner_id": subject, "team_id": stage.team().id,
                               "parent_id": another });
            sample.json(body).version(version(&objective))
        }
        "ChangeObjectives" => {
            let (objective, sample) = with("active");
            let parent = if stage.actor.id == subject {
                stage.objective("active")["objective"]["id"].take()
            } else {
                Value::Null
            };
            sample.at(json!({})).json(json!({
                "objectives": [{ "id": objective["id"], "version": version(&objective) }],
                "owner_id": subject, "period_id": stage.period().id, "parent_id": parent,
            }))
        }
        "SendObjectives" => {
            let (objective, sample) = with("active");
            let edit = json!({ "title": "Hardly any late deliveries", "period_id": stage.period().id });
            let row = json!({ "id": objective["id"], "version": version(&objective), "edit": edit });
            sample.at(json!({})).json(json!({ "objectives": [row] }))
        }
        "DeleteObjective" => with("draft").1,
        "MoveObjective" => with("draft").1.json(json!({ "transition": "propose" })),
        "CarryObjectiveOver" => {
            let objective = stage.closed_objective()["objective"].take();
            let sample = Sample::plain().at(json!({ "id": objective["id"] })).about(about(&objective));
            sample
                .json(json!({ "period_id": stage.period().id, "key_results": "restart", "reason": "Still worth it." }))
        }
        "SupportObjective" | "SupportObjectiveNoLonger" => {
            let (objective, sample) = with("active");
            let body = json!({ "objective_id": published(stage) });
            if name == "SupportObjective" {
                return Some(sample.json(body));
            }
            let path = format!("/api/v1/objectives/{}/supports", objective["id"].as_str().expect("an id"));
            let response = stage.subject.raw("POST", &path).json(&body).send();
            assert_eq!(response.status, 200, "{}", response.text());
            sample.at(json!({ "id": objective["id"], "supported_id": body["objective_id"] }))
        }
        "CommentOnObjective" => {
            with("active").1.json(json!({ "body": format!("How can I help you, @{{{}}}?", stage.actor.id) }))
        }
        "CreateKeyResult" => with("active").1.json(json!({
            "title": "Complaints a week", "kind": "number", "direction": "decrease", "start": 9.0, "target": 1.0,
            "owner_id": subject,
        })),
        _ => return None,
    })
}

/// An objective of the subject's that everybody sees.
fn published(stage: &Stage<'_>) -> Value {
    let new = json!({ "level": "person", "title": "Every parcel arrives whole", "period_id": stage.period().id,
                      "visibility": "organisation", "state": "active" });
    stage.made_by_subject("/api/v1/objectives", &new)["objective"]["id"].take()
}

const OF_KEY_RESULTS: [&str; 7] = [
    "EditKeyResult",
    "SendKeyResults",
    "DeleteKeyResult",
    "ListCheckIns",
    "ExportCheckInsNdjson",
    "CreateCheckIn",
    "SendCheckIns",
];

fn of_key_results(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if !OF_KEY_RESULTS.contains(&name) {
        return None;
    }
    let mut made = stage.objective("active");
    let (objective, key_result) = (made["objective"].take(), made["key_results"][0].take());
    let sample = Sample::plain().at(json!({ "id": key_result["id"] })).about(about(&objective));
    Some(match name {
        "EditKeyResult" => {
            let body = json!({ "title": "Late deliveries per week", "owner_id": stage.subject.id });
            sample.json(body).version(version(&key_result))
        }
        "SendKeyResults" => {
            let edit = json!({ "title": "Late deliveries per week", "owner_id": stage.subject.id });
            let row = json!({ "id": key_result["id"], "version": version(&key_result), "edit": edit });
            sample.at(json!({})).json(json!({ "key_results": [row] }))
        }
        "SendCheckIns" => {
            let said = json!({ "value": 11.0, "status": "on_track", "comment": "From the depot." });
            let row = json!({ "key_result_id": key_result["id"], "check_in": said });
            sample.at(json!({})).json(json!({ "check_ins": [row] }))
        }
        "ListCheckIns" => sample.query(json!({ "limit": "5" })),
        "CreateCheckIn" => {
            let path = format!("/api/v1/key-results/{}/check-ins", key_result["id"].as_str().expect("an id"));
            let earlier = stage.made_by_subject(&path, &json!({ "value": 12.0, "status": "on_track" }));
            sample.json(json!({
                "value": 11.0, "status": "at_risk", "comment": "Halfway, counted right.",
                "supersedes_id": earlier["id"],
                "blocker": { "kind": "people", "owner_id": stage.subject.id, "next_step": "Find a driver." },
            }))
        }
        _ => sample,
    })
}
