use serde_json::{Value, json};

use super::{About, Sample};
use crate::{Stage, unique};

/// Two people, one under the other.
fn file() -> String {
    let (one, two) = (unique(), unique());
    format!(
        "name,email,manager email\nMona Manager,{one}@example.com,\nRae Report,{two}@example.com,{one}@example.com\n"
    )
}

fn import(stage: &Stage<'_>) -> Value {
    let response = stage.org.admin().raw("POST", "/api/v1/people/imports").body("text/csv", file()).send();
    assert_eq!(response.status, 201, "{}", response.text());
    response.json()
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if name == "StartImport" {
        return Some(Sample::plain().about(About::Organisation).csv(file()));
    }
    if !["ReadImport", "EditImport", "ListImportRows", "ApplyImport", "DeleteImport"].contains(&name) {
        return None;
    }
    let import = import(stage);
    let about = Sample::plain().about(About::Organisation).at(json!({ "id": import["id"] }));
    Some(match name {
        "EditImport" => {
            about.json(json!({ "date_order": null })).version(import["version"].as_i64().expect("a version"))
        }
        "ListImportRows" => about.query(json!({ "limit": "5" })),
        "ApplyImport" => about.json(json!({ "fingerprint": import["fingerprint"] })),
        _ => about,
    })
}
