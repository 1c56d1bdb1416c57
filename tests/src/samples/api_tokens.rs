use serde_json::{Value, json};
use shared::{api_tokens::ReadApiTokenPolicy, operation::Nothing};

use super::{About, Sample};
use crate::{Persona, Stage, unique};

fn new() -> Value {
    json!({ "name": unique(), "scopes": ["goals:read"], "days": 30, "networks": ["192.0.2.0/24"] })
}

/// A token of somebody's.
fn token_of(person: &Persona) -> Value {
    let response = person.raw("POST", "/api/v1/me/api-tokens").json(&new()).send();
    assert!(response.is_success(), "{}", response.text());
    response.json()["token"]["id"].take()
}

/// A service account with a token.
fn service(stage: &Stage<'_>) -> Value {
    let body = json!({ "name": unique(), "purpose": "Payroll", "role": "employee" });
    let made = stage.org.admin().raw("POST", "/api/v1/service-accounts").json(&body).send();
    assert!(made.is_success(), "{}", made.text());
    let id = made.json()["id"].take();
    let tokens = format!("/api/v1/service-accounts/{}/tokens", id.as_str().expect("an id"));
    let token = stage.org.admin().raw("PUT", &tokens).json(&new()).send();
    assert!(token.is_success(), "{}", token.text());
    id
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListOwnApiTokens" => Sample::plain(),
        "CreateApiToken" => Sample::plain().json(new()),
        "RevokeOwnApiToken" => Sample::plain().at(json!({ "id": token_of(&stage.actor) })),
        "ListApiTokens" => {
            token_of(&stage.subject);
            plain.query(json!({ "person": stage.subject.id }))
        }
        "RevokeApiToken" => plain.at(json!({ "id": token_of(&stage.subject) })),
        "ReadApiTokenPolicy" => plain,
        "EditApiTokenPolicy" => {
            let now = stage.org.admin().call::<ReadApiTokenPolicy>(Nothing {}, Nothing {}, ()).expect("the policy");
            plain.json(json!({ "longest_days": 90 })).version(now.version)
        }
        "ListServiceAccounts" => {
            service(stage);
            plain
        }
        "CreateServiceAccount" => plain.json(json!({ "name": unique(), "purpose": "Payroll", "role": "employee" })),
        "RemoveServiceAccount" => plain.at(json!({ "id": service(stage) })),
        "CreateServiceToken" => plain.at(json!({ "id": service(stage) })).json(new()),
        _ => return None,
    })
}
