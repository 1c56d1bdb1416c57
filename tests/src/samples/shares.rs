use serde_json::{Value, json};
use shared::goals::VIEW;

use super::{About, Sample, Thing};
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if let "ListSharedWithMe" | "ListSharedByMe" | "ReadHome" | "ListLate" = name {
        return Some(Sample::plain());
    }
    if name == "RevokeSharesWith" {
        return Some(Sample::plain().at(json!({ "id": stage.actor.id })));
    }
    if name == "ReadAudience" {
        return Some(Sample::plain().query(json!({
            "owner": stage.actor.id, "team": stage.team().id, "visibility": "team", "state": "active",
            "with_person": stage.newcomer().id, "with_team": stage.team().id,
        })));
    }
    if name == "ReadKpiAudience" {
        return Some(Sample::plain().query(json!({
            "owner": stage.actor.id, "team": stage.team().id, "visibility": "team",
            "with_person": stage.newcomer().id, "with_team": stage.team().id,
        })));
    }
    if ![
        "ListObjectiveShares",
        "ShareObjective",
        "EditShare",
        "RevokeShare",
        "RevokeObjectiveShares",
        "ListObjectiveOpenings",
        "ListMentionable",
        "ViewObjectiveAs",
    ]
    .contains(&name)
    {
        return None;
    }
    let (objective, sample) = objective(stage);
    Some(match name {
        "ViewObjectiveAs" => sample.at(json!({ "id": objective["id"], "person": stage.actor.id })),
        "ListMentionable" => sample.query(json!({ "q": "a" })),
        "ShareObjective" => sample.json(json!({
            "grantee": "person", "person_id": stage.newcomer().id, "level": "view", "reason": "She helps.",
        })),
        "EditShare" | "RevokeShare" => {
            let body = json!({
                "grantee": "person", "person_id": stage.newcomer().id, "level": "view", "reason": "He helps.",
            });
            let path = format!("/api/v1/objectives/{}/shares", objective["id"].as_str().expect("an id"));
            let share = stage.made_by_subject(&path, &body);
            let sample = sample.at(json!({ "id": share["id"] }));
            if name == "RevokeShare" {
                return Some(sample);
            }
            sample.json(json!({ "level": "comment" })).version(share["version"].as_i64().expect("a version"))
        }
        _ => sample,
    })
}

/// Other ways to call the same operations.
pub(super) fn other(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let (objective, sample) = match name {
        "ShareObjective" | "ReadAudience" | "ViewObjectiveAs" => objective(stage),
        _ => return None,
    };
    Some(match name {
        "ShareObjective" => sample.json(json!({
            "grantee": "team", "team_id": stage.team().id, "level": "edit", "reason": "They do the work.",
        })),
        "ViewObjectiveAs" => sample.at(json!({ "id": objective["id"], "person": stage.newcomer().id })),
        _ => Sample::plain().query(json!({ "objective": objective["id"] })),
    })
}

fn objective(stage: &Stage<'_>) -> (Value, Sample) {
    let objective = stage.objective("active")["objective"].take();
    let id = objective["id"].as_str().expect("an id").parse().expect("an id");
    let sample = Sample::plain().at(json!({ "id": objective["id"] })).about(About::Thing(&VIEW, Thing::Objective(id)));
    (objective, sample)
}
