use serde_json::json;

use super::Sample;
use crate::{Stage, org::PASSWORD};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain();
    Some(match name {
        "LogOut" | "ReadMe" | "ReadDraftKey" | "ListSessions" => plain,
        "RevokeOtherSessions" => {
            stage.other_session_of_actor();
            plain
        }
        "SwitchOrganisation" => plain.json(json!({ "person_id": stage.actor.id })),
        "ChangePassword" => plain.json(json!({ "current_password": PASSWORD, "new_password": "another good secret" })),
        "RevokeSession" => plain.at(json!({ "id": stage.other_session_of_actor() })),
        _ => return None,
    })
}
