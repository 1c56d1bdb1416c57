//! The examples of the contract are requests that were made and answers that were given: `cargo xtask examples` records them
//! from the samples of the walks, and from what visitors do, and here they are held to what the contract says now.

mod lists;
mod tidy;
mod visitors;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use perftrack_tests::{
    Org, Response, Stage,
    client::Heard,
    contract,
    samples::{Payload, Sample},
};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    operation::{Access, Declaration},
};
use tidy::Tidy;

const RECORDED: &str = include_str!("../../../api/src/http/openapi/examples.json");

/// Who else is seen to call what an Admin may not, or finds something in what is empty for them.
const OTHERS: [(Role, Relation); 3] =
    [(Role::Admin, Relation::Organisation), (Role::Admin, Relation::Own), (Role::Manager, Relation::Report)];

/// Operations of which nothing is recorded of what could be, and lists that are shown empty; and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("ListFinalRatings", "a rating is final when a cycle was lived to its end"),
    ("ListReviewCorrections", "a value has to be corrected after a review was written that shows it"),
    ("ListReviewStandings", "there are some when a cycle was lived to its end"),
];

fn is_json(kind: Option<&str>) -> bool {
    kind == Some("application/json")
}

fn is_lines(kind: Option<&str>) -> bool {
    kind == Some("application/x-ndjson")
}

/// What comes of it; nothing if it panics, for then what is missing is told by its name when all have been recorded.
fn unless_it_panics<T>(what: &str, act: impl FnOnce() -> T) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(act)).ok();
    if done.is_none() {
        println!("{what}: nothing is recorded of this try");
    }
    done
}

/// What was sent and answered, as far as either is told as JSON; files are shown as they were sent.
fn shown(declared: &Declaration, sent: &Payload, response: &Response) -> Value {
    let (mut example, mut tidy) = (json!({}), Tidy::default());
    match sent {
        Payload::Json(body) if is_json(declared.body_type) => example["request"] = tidy.request(body),
        Payload::Csv(text) => example["request"] = tidy.request(&json!(text)),
        _ => {}
    }
    if response.status != declared.status {
        return example;
    }
    if is_json(declared.answer_type) {
        example["answer"] = tidy.answer(&response.json());
    } else if is_lines(declared.answer_type) && !response.body.is_empty() {
        example["answer"] = first_lines(&mut tidy, &response.text());
    }
    example
}

/// As a text, the first of lines that are a JSON value each.
fn first_lines(tidy: &mut Tidy, text: &str) -> Value {
    let all: Value = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON")).collect();
    let shown = tidy.answer(&all);
    let lines = shown.as_array().into_iter().flatten().flat_map(|line| [line.to_string(), "\n".to_owned()]);
    lines.collect::<String>().into()
}

/// What an operation was sent and what it answered: nothing where it answered something else than it is for, and an empty
/// list where nobody found anything.
fn example(declared: &Declaration) -> Value {
    let mut found = json!({});
    for other in std::iter::once(None).chain(OTHERS.map(Some)) {
        let org = Org::db_new();
        let stage = match other {
            Some((role, relation)) => Stage::set(&org, role, relation),
            None => Stage::of_admin(&org, declared),
        };
        let asked = unless_it_panics(declared.name, || lists::asked(declared, &stage));
        let Some((Sample { body, .. }, response)) = asked else { continue };
        if response.status != declared.status {
            println!("{}: {} {}", declared.name, response.status, response.text());
            continue;
        }
        found = shown(declared, &body, &response);
        let shows_nothing = is_lines(declared.answer_type) && found.get("answer").is_none();
        if !shows_nothing && !lists::is_empty(&found["answer"]) {
            break;
        }
    }
    found
}

/// What a visitor sent and was answered, the last time that it went well. Of what answers with nothing the request is all
/// there is to show, whatever came of it.
fn overheard(declared: &Declaration, heard: &[Heard]) -> Value {
    let is_it = |one: &&Heard| one.method == declared.method.as_str() && one.path == declared.path;
    let went_well = |one: &&Heard| is_it(one) && one.response.status == declared.status;
    let last = heard.iter().rev().find(went_well);
    let last = last.or_else(|| heard.iter().rev().find(|one| declared.answer_type.is_none() && is_it(one)));
    let Some(one) = last else { return json!({}) };
    let sent = one.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    shown(declared, &sent.map_or(Payload::None, Payload::Json), &one.response)
}

#[test]
#[ignore = "cargo xtask examples"]
fn recorded() {
    let to = std::env::var("PERFTRACK_EXAMPLES").expect("type cargo xtask examples");
    let heard = visitors::heard();
    let recorded = |declared: &Declaration| match declared.access {
        Access::Public => overheard(declared, &heard),
        _ => example(declared),
    };
    let all: BTreeMap<_, _> =
        shared::every_operation().iter().map(|declared| (declared.id(), recorded(declared))).collect();
    let text = serde_json::to_string_pretty(&all).expect("JSON") + "\n";
    std::fs::write(to, text).expect("the file is written");
}

#[test]
fn each_operation_has_one_and_each_is_as_the_contract_says() {
    let recorded: BTreeMap<String, Value> = serde_json::from_str(RECORDED).expect("what was recorded");
    let mut wrong = Vec::new();
    for declared in shared::every_operation() {
        let Some(example) = recorded.get(&declared.id()) else {
            wrong.push(format!("{} has none", declared.name));
            continue;
        };
        for (name, kind) in [("request", declared.body_type), ("answer", declared.answer_type)] {
            if let Some(value) = example.get(name).filter(|_| is_json(kind)) {
                let faults = contract::faults(&declared, value, name == "answer");
                wrong.extend(faults.iter().map(|fault| format!("{}: {name}{fault}", declared.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "type cargo xtask examples, then cargo xtask openapi:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_json_is_shown_and_no_list_is_empty() {
    let recorded: BTreeMap<String, Value> = serde_json::from_str(RECORDED).expect("what was recorded");
    let mut missing = Vec::new();
    for declared in shared::every_operation() {
        let example = recorded.get(&declared.id()).cloned().unwrap_or_default();
        let mut of_it = Vec::new();
        for (name, kind) in [("request", declared.body_type), ("answer", declared.answer_type)] {
            if is_json(kind) && example.get(name).is_none() {
                of_it.push(format!("{} has no {name}", declared.name));
            }
        }
        if lists::is_empty(&example["answer"]) {
            of_it.push(format!("{} is shown without a row", declared.name));
        }
        match LEFT_OUT.iter().find(|(name, _)| *name == declared.name) {
            Some(_) if of_it.is_empty() => missing.push(format!("{} is left out and needn't be", declared.name)),
            Some(_) => {}
            None => missing.append(&mut of_it),
        }
    }
    assert!(missing.is_empty(), "make rows in tests/tests/examples, or say there why not:\n{}", missing.join("\n"));
}
