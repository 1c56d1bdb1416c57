use serde_json::json;
use shared::{
    accounts::{BeginPasskey, ListPasskeys},
    operation::Nothing,
};

use super::Sample;
use crate::{Authenticator, SecurityKey, Stage, org::PASSWORD};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain();
    Some(match name {
        "ReadSecondFactor" | "BeginSecondFactor" => plain,
        "ConfirmSecondFactor" => plain.json(json!({ "code": Authenticator::begun_by(&stage.actor).code(0) })),
        "RenewRecoveryCodes" | "RemoveSecondFactor" => {
            Authenticator::of_somebody(&stage.org.server.database, &stage.actor);
            plain
        }
        "ListPasskeys" | "BeginPasskey" => plain,
        "AddPasskey" => {
            let asked = stage.actor.call::<BeginPasskey>(Nothing {}, Nothing {}, ()).expect("what is to be made");
            let made = SecurityKey::new(&stage.actor).make(&asked);
            plain.json(serde_json::to_value(made).expect("a body"))
        }
        "BeginPasskeyProof" => {
            SecurityKey::of_somebody(&stage.actor);
            plain
        }
        "RemovePasskey" => {
            SecurityKey::of_somebody(&stage.actor);
            let passkeys = stage.actor.call::<ListPasskeys>(Nothing {}, Nothing {}, ()).expect("the passkeys");
            plain.at(json!({ "id": passkeys.items[0].id }))
        }
        "LogOut" | "ReadMe" | "ReadDraftKey" | "ListSessions" | "ListSignIns" => plain,
        "RevokeOtherSessions" => {
            stage.other_session_of_actor();
            plain
        }
        "SwitchOrganisation" => plain.json(json!({ "person_id": stage.actor.id })),
        "ConfirmIdentity" => plain.json(json!({ "password": PASSWORD })),
        "ChangePassword" => plain.json(json!({ "current_password": PASSWORD, "new_password": "another good secret" })),
        "RevokeSession" => plain.at(json!({ "id": stage.other_session_of_actor() })),
        _ => return None,
    })
}
