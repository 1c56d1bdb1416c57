use serde_json::json;
use shared::operation::Nothing;
use shared::people::{DeactivatePerson, PersonPath, VIEW};

use super::{About, Sample};
use crate::{Authenticator, Stage, unique};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let id = stage.subject.id;
    let plain = Sample::plain();
    let about = || Sample::plain().at(json!({ "id": id })).about(About::Subject(&VIEW));
    let whole = || Sample::plain().about(About::Organisation);
    Some(match name {
        "ExportPeopleNdjson" => plain.query(json!({ "team": stage.team().id, "manager": id })),
        "ListPeople" => plain.query(json!({ "team": stage.team().id, "manager": id, "limit": "5" })),
        "ExportPeople" => whole().query(json!({ "team": stage.team().id, "manager": id })),
        "CreatePerson" => whole().json(json!({
            "name": "Nia New", "email": format!("{}@example.com", unique()), "role": "employee", "invite": true,
            "team_id": stage.team().id, "manager_id": id, "start_date": "2026-11-02", "external_id": unique(),
        })),
        "SyncPeople" => {
            let email = format!("{}@example.com", unique());
            whole().json(json!({ "people": [{ "external_id": unique(), "name": "Sy Sync", "email": email }] }))
        }
        "ReadPerson" | "ListReportingLines" | "ListPersonSessions" => about(),
        "EditPerson" => {
            let body = json!({ "job_title": "Pilot", "team_id": stage.team().id, "manager_id": stage.newcomer().id });
            about().json(body).version(stage.person().version)
        }
        "PreviewManagerMove" => about().query(json!({ "manager": stage.newcomer().id })),
        "PreviewDeactivation" => about(),
        "DeactivatePerson" => about().json(json!({ "reviews": "early", "reason": "They have left" })),
        "ReactivatePerson" => {
            if id != stage.actor.id {
                let done = stage.org.admin().call::<DeactivatePerson>(PersonPath { id }, Nothing {}, None);
                done.expect("the person is deactivated");
            }
            // The deactivated are in nobody's directory.
            about()
        }
        "InvitePerson" => whole().at(json!({ "id": stage.newcomer().id })),
        "InviteEverybody" => whole(),
        "ListSecondFactors" => whole(),
        "RemovePersonSecondFactor" => {
            Authenticator::of_somebody(&stage.org.server.database, &stage.subject);
            about()
        }
        "RevokePersonSession" => about().at(json!({ "id": id, "session_id": stage.other_session() })),
        "ReadChart" => plain.query(json!({ "person": id })).about(About::Subject(&VIEW)),
        _ => return None,
    })
}
