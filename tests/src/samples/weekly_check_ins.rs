use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    weekly_check_ins::VIEW,
};

use super::{About, Sample};
use crate::Stage;

/// A week is its writer's, those above them read it, and Admins.
fn stands(role: Role, relation: Relation) -> Option<Relation> {
    match (role, relation) {
        (_, Relation::Own) => Some(Relation::Own),
        (Role::Admin, _) => Some(Relation::Organisation),
        (Role::Manager, Relation::Report) => Some(Relation::Report),
        _ => None,
    }
}

fn week(stage: &Stage<'_>) -> Value {
    let body = json!({ "did": ["Wrote the report"], "will_do": ["Send it"], "stuck": [], "mood": 4, "reply": "Calm." });
    stage.made_by_subject("/api/v1/weekly-check-ins", &body)
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let with = || {
        let week = week(stage);
        let sample = Sample::plain().at(json!({ "id": week["id"] })).about(About::Told(&VIEW, stands));
        (week["version"].as_i64().expect("a version"), sample)
    };
    Some(match name {
        "ReadWeeklySettings" => Sample::plain(),
        "EditWeeklySettings" => {
            let now = stage.org.admin().raw("GET", "/api/v1/weekly-check-ins/settings").send().json();
            let body = json!({ "due_weekday": "thursday", "mood": true, "questions": ["What went well?"] });
            let version = now["version"].as_i64().expect("a version");
            Sample::plain().about(About::Organisation).json(body).version(version)
        }
        "ReadMyWeek" | "ReadTeamWeek" => Sample::plain(),
        "ListWeeklyCheckIns" => Sample::plain().query(json!({ "person": stage.subject.id, "limit": "5" })),
        "CreateWeeklyCheckIn" => Sample::plain().json(json!({
            "away": false, "did": ["Answered the letters"], "will_do": ["Call the harbour"], "stuck": ["The form"],
            "mood": 3, "reply": "Less noise.",
        })),
        "ListWeeklyReaders" => {
            // Of a person whom one sees, as weeks are.
            let seen = About::Subject(&shared::people::VIEW);
            Sample::plain().at(json!({ "id": stage.subject.id })).about(seen)
        }
        "ReadWeeklyCheckIn" | "MarkWeeklyRead" => with().1,
        "EditWeeklyCheckIn" => {
            let (version, sample) = with();
            sample.json(json!({ "did": ["Wrote it twice"], "mood": 5, "reply": "Noisy." })).version(version)
        }
        "AnswerWeeklyCheckIn" => with().1.json(json!({ "body": "Thank you, good week." })),
        _ => return None,
    })
}
