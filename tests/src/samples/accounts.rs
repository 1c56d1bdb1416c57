use api::accounts::token::{Purpose, generate};
use secrecy::ExposeSecret;
use serde_json::json;
use shared::{
    accounts::{BeginPasskey, ListPasskeys},
    operation::Nothing,
};

use super::Sample;
use crate::{
    Authenticator, SecurityKey, Stage,
    db::run,
    org::{PASSWORD, new_person},
};

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
        "RequestEmailChange" => plain.json(json!({ "email": new_person(stage.actor.role).email })),
        "ConfirmEmailChange" => plain.json(json!({ "token": email_change(stage) })),
        "RevokeSession" => plain.at(json!({ "id": stage.other_session_of_actor() })),
        _ => return None,
    })
}

/// The secret of a link to a new address, as if the actor had asked for it: not every server here sends mails.
fn email_change(stage: &Stage<'_>) -> String {
    let (secret, hash) = generate(Purpose::EmailChange).expect("random bytes");
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let (id, email) = (uuid::Uuid::now_v7(), new_person(stage.actor.role).email);
    run(
        &mut stage.org.server.database.admin(),
        &format!(
            "INSERT INTO link_tokens (id, purpose, token_hash, email_key, account_id, payload, expires_at)
             SELECT '{id}', 'email_change', decode('{hash}', 'hex'), '{email}', account_id,
                    jsonb_build_object('email', '{email}'), now() + interval '1 hour'
             FROM people WHERE id = '{}'",
            stage.actor.id
        ),
    );
    secret.expose_secret().to_owned()
}
