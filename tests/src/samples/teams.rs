use serde_json::json;

use super::{About, Sample};
use crate::{Stage, unique};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListTeams" | "ExportTeamsNdjson" => Sample::plain(),
        "CreateTeam" => {
            plain.json(json!({ "name": unique(), "parent_id": stage.team().id, "lead_id": stage.subject.id }))
        }
        "SendTeams" => {
            let team = stage.team();
            let edit = json!({ "name": unique(), "parent_id": stage.team().id, "lead_id": stage.subject.id });
            plain.json(json!({ "teams": [{ "id": team.id, "version": team.version, "edit": edit }] }))
        }
        "EditTeam" => {
            let team = stage.team();
            let body = json!({ "name": unique(), "parent_id": stage.team().id, "lead_id": stage.subject.id });
            plain.at(json!({ "id": team.id })).json(body).version(team.version)
        }
        "DeleteTeam" => plain.at(json!({ "id": stage.team().id })),
        _ => return None,
    })
}
