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
        _ => return None,
    })
}
