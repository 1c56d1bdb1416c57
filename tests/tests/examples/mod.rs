//! The examples of the contract are requests that were made and answers that were given: `cargo xtask examples` records them
//! from the samples of the walks, and here they are held to what the contract says now.

mod tidy;

use std::collections::BTreeMap;

use perftrack_tests::{
    Org, Stage, contract,
    samples::{self, Payload},
};
use serde_json::{Value, json};
use shared::operation::{Access, Declaration};
use tidy::Tidy;

const RECORDED: &str = include_str!("../../../api/src/http/openapi/examples.json");

/// The operations that an Admin can be seen to call.
fn shown() -> impl Iterator<Item = Declaration> {
    shared::every_operation().into_iter().filter(|declared| declared.access != Access::Public)
}

/// What an operation was sent and what it answered; nothing where it answered something else than it is for.
fn example(declared: &Declaration) -> Value {
    let org = Org::db_new();
    let stage = Stage::of_admin(&org, declared);
    let sample = samples::of(declared.name, &stage);
    let response = sample.request(declared, &stage).send();
    let (mut example, mut tidy) = (json!({}), Tidy::default());
    if response.status != declared.status {
        println!("{}: {} {}", declared.name, response.status, response.text());
        return example;
    }
    match &sample.body {
        Payload::Json(body) => example["request"] = tidy.value(body),
        Payload::Csv(text) => example["request"] = tidy.value(&json!(text)),
        _ => {}
    }
    if declared.answer_type == Some("application/json") {
        example["answer"] = tidy.value(&response.json());
    }
    example
}

#[test]
#[ignore = "cargo xtask examples"]
fn recorded() {
    let to = std::env::var("PERFTRACK_EXAMPLES").expect("type cargo xtask examples");
    let all: BTreeMap<_, _> = shown().map(|declared| (declared.id(), example(&declared))).collect();
    let text = serde_json::to_string_pretty(&all).expect("JSON") + "\n";
    std::fs::write(to, text).expect("the file is written");
}

#[test]
fn each_operation_has_one_and_each_is_as_the_contract_says() {
    let recorded: BTreeMap<String, Value> = serde_json::from_str(RECORDED).expect("what was recorded");
    let mut wrong = Vec::new();
    for declared in shown() {
        let Some(example) = recorded.get(&declared.id()) else {
            wrong.push(format!("{} has none", declared.name));
            continue;
        };
        let json = |kind: Option<&str>| kind == Some("application/json");
        for (name, is_json) in [("request", json(declared.body_type)), ("answer", json(declared.answer_type))] {
            if let Some(value) = example.get(name).filter(|_| is_json) {
                let faults = contract::faults(&declared, value, name == "answer");
                wrong.extend(faults.iter().map(|fault| format!("{}: {name}{fault}", declared.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "type cargo xtask examples, then cargo xtask openapi:\n{}", wrong.join("\n"));
}
