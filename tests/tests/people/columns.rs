//! A file whose headings nobody recognises comes in by hand.

use perftrack_tests::Org;
use serde_json::{Value, json};

#[test]
fn columns_that_are_not_recognised_are_chosen_by_hand() {
    let org = Org::new();
    let file = "Spalte A;Spalte B\nNora Newcomer;nora\n";
    let started = org.admin().raw("POST", "/api/v1/people/imports").body("text/csv", file).send();
    assert_eq!(started.status, 201, "{}", started.text());
    let import: Value = started.json();
    let at = format!("/api/v1/people/imports/{}", import["id"].as_str().expect("an id"));
    assert_eq!(import["columns"][1]["field"], Value::Null);
    assert_eq!(import["counts"]["new"], 0);

    let confirmation = json!({ "fingerprint": import["fingerprint"], "skip_refused": true });
    let refused = org.admin().raw("POST", &format!("{at}/apply")).json(&confirmation).send().problem();
    assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code.as_str()), ("columns", "identity_required"));

    // One column after the other: the first step is not enough, and no error.
    let choose = |columns: Value, version: &Value| {
        let settings = json!({ "columns": columns });
        let version = format!("\"{version}\"");
        let answer = org.admin().raw("PATCH", &at).header("if-match", &version).json(&settings).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let named = choose(json!(["name", null]), &import["version"]);
    assert_eq!(named["counts"]["new"], 0);
    let numbered = choose(json!(["name", "external_id"]), &named["version"]);
    assert_eq!(numbered["columns"][1]["field"], "external_id");
}
