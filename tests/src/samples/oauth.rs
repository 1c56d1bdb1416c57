use serde_json::{Value, json};

use super::{About, Sample};
use crate::{
    Persona, Stage,
    db::{organisation_of, run, text},
    unique,
};

const BACK: &str = "https://payroll.example.com/back";

fn new() -> Value {
    json!({ "name": unique(), "redirect_uris": [BACK], "scopes": ["goals:read", "goals:write"], "is_confidential": true })
}

impl Stage<'_> {
    /// An app that may ask.
    fn oauth_app(&self) -> String {
        let response = self.org.admin().raw("POST", "/api/v1/oauth-apps").json(&new()).send();
        assert!(response.is_success(), "{}", response.text());
        let id = response.json()["id"].as_str().expect("an id").to_owned();
        // An organisation has so many, and every sample adds one.
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        run(&mut conn, &format!("DELETE FROM oauth_apps WHERE org_id = '{org}' AND id <> '{id}'"));
        id
    }

    /// What somebody allowed it.
    fn oauth_grant(&self, person: &Persona) -> String {
        let app = self.oauth_app();
        let drawn = "sha256(convert_to(gen_random_uuid()::text, 'UTF8'))";
        text(
            &mut self.org.server.database.admin(),
            &format!(
                "INSERT INTO oauth_grants (org_id, id, app_id, person_id, scopes, redirect_uri, challenge, code_until,
                                           family_hash, refresh_hash, begun_at, refreshed_at)
                 SELECT org_id, gen_random_uuid(), '{app}', id, '{{goals:read}}', '{BACK}', '', now(), {drawn}, {drawn},
                        now(), now()
                 FROM people WHERE id = '{}' RETURNING id::text AS text",
                person.id
            ),
        )
    }

    /// What it asks.
    fn oauth_request(&self) -> Value {
        json!({
            "client_id": self.oauth_app(), "redirect_uri": BACK, "response_type": "code", "scope": "goals:read",
            "state": "where-i-was", "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method": "S256",
        })
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListOauthApps" => plain,
        "CreateOauthApp" => plain.json(new()),
        "ReadOauthApp" | "DeleteOauthApp" | "RenewOauthAppSecret" => plain.at(json!({ "id": stage.oauth_app() })),
        "EditOauthApp" => {
            let body =
                json!({ "name": unique(), "redirect_uris": [BACK, "http://127.0.0.1/back"], "scopes": ["goals:read"] });
            plain.at(json!({ "id": stage.oauth_app() })).json(body).version(1)
        }
        "ListOauthGrants" => {
            let grant = stage.oauth_grant(&stage.subject);
            let app = format!("SELECT app_id::text AS text FROM oauth_grants WHERE id = '{grant}'");
            let app = text(&mut stage.org.server.database.admin(), &app);
            plain.query(json!({ "person": stage.subject.id, "app": app }))
        }
        "RevokeOauthGrant" => plain.at(json!({ "id": stage.oauth_grant(&stage.subject) })),
        "ListOwnOauthGrants" => {
            stage.oauth_grant(&stage.actor);
            Sample::plain()
        }
        "RevokeOwnOauthGrant" => Sample::plain().at(json!({ "id": stage.oauth_grant(&stage.actor) })),
        "ReadOauthConsent" => Sample::plain().query(stage.oauth_request()),
        "GiveOauthConsent" => Sample::plain().json(stage.oauth_request()),
        _ => return None,
    })
}
