use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    pulse::{VIEW, ballot::Envelope},
};
use uuid::Uuid;

use super::{About, Sample};
use crate::{Stage, db::run, stage::random_bytes, unique};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let at =
        |pulse: &Value| Sample::plain().at(json!({ "id": pulse["pulse"]["id"] })).about(About::Told(&VIEW, stands));
    Some(match name {
        "ListPulses" => {
            stage.pulse("draft");
            Sample::plain().query(json!({ "state": "draft", "limit": "5" }))
        }
        "CreatePulse" => Sample::plain().about(About::Organisation).json(json!({
            "title": unique(), "opens_on": "2026-11-02", "closes_on": "2026-11-13", "minimum": 5, "share_total": true,
            "every_weeks": 4, "team_id": stage.team().id, "started_from": "2020-01-01", "started_until": "2026-06-30",
            "excluded": [stage.newcomer().id], "rest_weeks": 2, "sample_percent": 50,
            "questions": [{ "kind": "choice", "text": "What helps most?", "options": ["Time", "Tools"],
                            "multiple": true, "optional": true }],
        })),
        "EditPulse" => {
            let pulse = stage.pulse("draft");
            let body = json!({ "title": unique(), "team_id": stage.team().id });
            at(&pulse).json(body).version(pulse["pulse"]["version"].as_i64().expect("a version"))
        }
        "DeletePulse" | "PreviewPulse" => at(&stage.pulse("draft")),
        "MovePulse" => at(&stage.pulse("draft")).json(json!({ "step": "open" })),
        "ReadPulse" => at(&stage.pulse("open")),
        "ReadPulseResults" | "ExportPulseResults" | "ExportPulseResultsXlsx" => at(&stage.pulse("closed")),
        "TakeBallot" => {
            let blinded = Envelope::new(random_bytes).expect("an envelope").blinded();
            at(&stage.pulse_for_both("open")).json(json!({ "blinded": blinded })).about(About::Everything)
        }
        "AnswerPulseComment" => at_comment(stage).json(json!({ "text": "Thank you. Which tools would help?" })),
        "ClosePulseThread" => at_comment(stage),
        _ => return None,
    })
}

/// A paragraph that can be answered, under the whole of a pulse, which Admins answer.
fn at_comment(stage: &Stage<'_>) -> Sample {
    let (pulse, comment) = (stage.pulse("closed")["pulse"]["id"].clone(), Uuid::new_v4());
    run(
        &mut stage.org.server.database.admin(),
        &format!(
            "INSERT INTO pulse_texts (org_id, id, survey_id, position, group_id, body, thread_lock)
             SELECT org_id, '{comment}', survey_id, 1, id, 'Better tools.', sha256('{comment}')
             FROM pulse_groups WHERE survey_id = '{}' AND parent IS NULL",
            pulse.as_str().expect("an id")
        ),
    );
    let answers = |role: Role, _: Relation| (role == Role::Admin).then_some(Relation::Organisation);
    Sample::plain().at(json!({ "id": pulse, "comment_id": comment })).about(About::Told(&VIEW, answers))
}

/// Whom a pulse asks it is 'own', whatever their role; an Admin has all of them, a Manager those that ask their people.
fn stands(role: Role, relation: Relation) -> Option<Relation> {
    match (role, relation) {
        (_, Relation::Own) => Some(Relation::Own),
        (Role::Admin, _) => Some(Relation::Organisation),
        (Role::Manager, Relation::Report) => Some(Relation::Report),
        _ => None,
    }
}
