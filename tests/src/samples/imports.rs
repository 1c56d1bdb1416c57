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

fn apply(stage: &Stage<'_>, import: &Value) {
    let path = format!("/api/v1/people/imports/{}/apply", import["id"].as_str().expect("an id"));
    let body = json!({ "fingerprint": import["fingerprint"] });
    let response = stage.org.admin().raw("POST", &path).json(&body).send();
    assert_eq!(response.status, 200, "{}", response.text());
}

/// What undoing it would do.
fn undo(stage: &Stage<'_>, import: &Value) -> Value {
    let path = format!("/api/v1/people/imports/{}/undo", import["id"].as_str().expect("an id"));
    let response = stage.org.admin().raw("GET", &path).send();
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    if name == "ListImports" {
        apply(stage, &import(stage));
        return Some(Sample::plain().about(About::Organisation));
    }
    if name == "StartImport" {
        return Some(Sample::plain().about(About::Organisation).csv(file()));
    }
    if !["ReadImport", "EditImport", "ListImportRows", "ApplyImport", "DeleteImport", "PreviewImportUndo", "UndoImport"]
        .contains(&name)
    {
        return None;
    }
    let import = import(stage);
    if ["PreviewImportUndo", "UndoImport"].contains(&name) {
        apply(stage, &import);
    }
    let about = Sample::plain().about(About::Organisation).at(json!({ "id": import["id"] }));
    Some(match name {
        "EditImport" => {
            about.json(json!({ "date_order": null })).version(import["version"].as_i64().expect("a version"))
        }
        "ListImportRows" => about.query(json!({ "limit": "5" })),
        "ApplyImport" => about.json(json!({ "fingerprint": import["fingerprint"] })),
        "UndoImport" => about.json(json!({ "fingerprint": undo(stage, &import)["fingerprint"] })),
        _ => about,
    })
}
