use serde_json::{Value, json};

use super::{About, Sample};
use crate::{Stage, db::run, unique};

/// A provider that nobody answers for.
fn provider() -> Value {
    json!({
        "issuer": "http://127.0.0.1:9", "client_id": "perftrack", "client_secret": "a secret", "scopes": ["profile"],
    })
}

impl Stage<'_> {
    /// A domain whose proof isn't there.
    fn email_domain(&self) -> Value {
        self.db_is_real();
        let body = json!({ "domain": format!("{}.example", unique()) });
        let response = self.org.admin().raw("POST", "/api/v1/single-sign-on/domains").json(&body).send();
        assert!(response.is_success(), "{}", response.text());
        response.json()["id"].take()
    }

    /// Sets the organisation's provider, as if for the first time.
    fn connection(&self) {
        let response = self.org.admin().raw("PUT", "/api/v1/single-sign-on/connection").json(&provider()).send();
        assert!(response.is_success(), "{}", response.text());
        let mut conn = self.org.server.database.admin();
        let org = crate::db::organisation_of(&mut conn, self.actor.id);
        run(&mut conn, &format!("UPDATE sso_connections SET version = 1 WHERE org_id = '{org}'"));
    }

    /// The address of somebody whom the provider knows.
    fn linked(&self) -> String {
        let mut conn = self.org.server.database.admin();
        let (org, subject) = (crate::db::organisation_of(&mut conn, self.actor.id), self.subject.id);
        run(
            &mut conn,
            &format!(
                "INSERT INTO sso_identities (org_id, issuer, subject, person_id)
                 VALUES ('{org}', 'http://127.0.0.1:9', '{}', '{subject}')",
                unique()
            ),
        );
        self.subject.email.clone()
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ReadSingleSignOn" => plain,
        "AddEmailDomain" => {
            stage.db_is_real();
            plain.json(json!({ "domain": format!("{}.example", unique()) }))
        }
        "CheckEmailDomain" | "RemoveEmailDomain" => plain.at(json!({ "id": stage.email_domain() })),
        "SetConnection" => plain.json(provider()),
        "EditConnection" => {
            stage.connection();
            plain.json(json!({ "is_on": false, "only_sso": false, "creates_people": true })).version(1)
        }
        "TryConnection" | "RemoveConnection" => {
            stage.connection();
            plain
        }
        "UnlinkPerson" => plain.json(json!({ "email": stage.linked() })),
        _ => return None,
    })
}
