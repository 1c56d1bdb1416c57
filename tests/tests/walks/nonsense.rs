//! Nonsense in any field of any body and in any parameter: a problem that names the place, and nothing written.
//! Which fields there are and what would be right in them, the document says.

use perftrack_tests::{
    Client, Org, Server, Stage,
    client::Request,
    contract::document,
    db::organisation_of,
    samples::{self, Payload},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    operation::{Access, Declaration},
    problem::Code,
};

use super::{footprint, guarded};

/// Nonsense where the schema says what would be right.
fn nonsense(schema: &Value) -> Vec<Value> {
    let other_types = [json!({ "a": 1 }), json!([[]]), json!(7), json!("galaxy"), json!(true)];
    let but = |right: &[usize], more: &[Value]| {
        let wrong = other_types.iter().enumerate().filter(|(index, _)| !right.contains(index)).map(|(_, value)| value);
        wrong.chain(more).cloned().collect()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| json!(text)).collect::<Vec<_>>();
    if schema["enum"].is_array() {
        return but(&[], &texts(&["", "Galaxy\u{0}"]));
    }
    match (kind(schema), schema["format"].as_str().unwrap_or_default()) {
        ("string", "uuid") => but(&[], &texts(&["", "../../etc/passwd", "00000000-0000-0000-0000-00000000000g"])),
        ("string", "date") => {
            but(&[], &texts(&["2026-02-30", "2026-13-01", "31/12/2026", "1066-10-14", "+99999-01-01", "0000-00-00"]))
        }
        ("string", "date-time") => but(&[], &texts(&["2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01"])),
        ("string", _) => but(&[3], &[json!("x".repeat(70_000)), json!("a\u{0}b")]),
        ("number", _) => but(&[2], &[json!("7"), json!(1e300), json!(-1e300), json!("NaN")]),
        ("integer", _) => but(&[2], &[json!("7"), json!(1.5), json!(u64::MAX)]),
        ("boolean", _) => but(&[4], &texts(&["true", "yes"])),
        ("array", _) => but(&[1], &[]),
        ("object", _) => but(&[0], &[]),
        other => panic!("a schema of another kind: {other:?}"),
    }
}

/// The schema itself: behind a reference, beside `null`.
fn resolved(schema: &Value) -> &Value {
    if let Some(name) = schema["$ref"].as_str() {
        return resolved(&document()["components"]["schemas"][name.trim_start_matches("#/components/schemas/")]);
    }
    let choices = schema["oneOf"].as_array().into_iter().flatten();
    match choices.filter(|choice| choice["type"] != "null").collect::<Vec<_>>()[..] {
        [] => schema,
        [only] => resolved(only),
        _ => panic!("more than one choice: {schema}"),
    }
}

fn kind(schema: &Value) -> &str {
    let types = &schema["type"];
    let listed = types.as_array().into_iter().flatten().filter_map(Value::as_str).find(|kind| *kind != "null");
    types.as_str().or(listed).unwrap_or_default()
}

/// Every field that the schema knows below `body`, as a pointer into it, with its schema. Those of things in a
/// list are looked at in its first.
fn fields(schema: &'static Value, body: &Value, at: &str, into: &mut Vec<(String, &'static Value)>) {
    let schema = resolved(schema);
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let (pointer, field) = (format!("{at}/{name}"), resolved(field));
        into.push((pointer.clone(), field));
        if body[name].is_object() {
            fields(field, &body[name], &pointer, into);
        } else if body[name][0].is_object() {
            fields(&field["items"], &body[name][0], &format!("{pointer}/0"), into);
        }
    }
}

/// `/key_results/0/target` as problems name it: `key_results[0].target`.
fn as_named(pointer: &str) -> String {
    let mut name = String::new();
    for part in pointer.split('/').skip(1) {
        match part.parse::<usize>() {
            Ok(index) => name.push_str(&format!("[{index}]")),
            Err(_) if name.is_empty() => name.push_str(part),
            Err(_) => name.push_str(&format!(".{part}")),
        }
    }
    name
}

/// `body` with something else at a place.
fn with(body: &Value, pointer: &str, value: Value) -> Value {
    let mut body = body.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    body.pointer_mut(parent).expect("its parent is there")[name] = value;
    body
}

fn described(declared: &Declaration) -> &'static Value {
    &document()["paths"][declared.path][declared.method.as_str().to_ascii_lowercase()]
}

/// Sends every nonsense in every field.
fn walk(declared: &Declaration, body: &Value, request: impl Fn(&Value) -> Request) {
    let schema = &described(declared)["requestBody"]["content"]["application/json"]["schema"];
    let mut all = Vec::new();
    fields(schema, body, "", &mut all);
    assert!(!all.is_empty(), "{} has fields", declared.name);
    for (pointer, schema) in all {
        for value in nonsense(schema) {
            let shown = value.to_string().chars().take(40).collect::<String>();
            let response = request(&with(body, &pointer, value)).send();
            assert!(!response.is_success(), "{} took {pointer} {shown}", declared.name);
            let problem = response.problem();
            if pointer == "/password" && matches!(problem.code, Code::WrongCredentials | Code::LinkSpent) {
                continue; // whatever was typed is compared, and is wrong
            }
            assert_eq!(problem.code, Code::Invalid, "{} {pointer} {shown}: {problem:?}", declared.name);
            let field = as_named(&pointer);
            let named = |name: &str| {
                name == field || name.strip_prefix(&field).is_some_and(|rest| rest.starts_with(['[', '.']))
            };
            assert!(
                problem.errors.iter().any(|error| named(&error.field)),
                "{} {pointer} {shown}: {problem:?}",
                declared.name
            );
            assert!(problem.errors.iter().all(|error| !error.code.is_empty()), "{}", declared.name);
        }
    }
}

#[test]
fn in_a_body_is_refused_by_name() {
    let mut conn = Server::shared().database.admin();
    for declared in &guarded().collect::<Vec<_>>() {
        // One of its own for each: all that is in it is compared.
        let org = Org::db_new();
        let stage = Stage::set(&org, Role::Admin, Relation::Own);
        for sample in samples::all(declared.name, &stage) {
            let Payload::Json(body) = &sample.body else { continue };
            let org_id = organisation_of(&mut conn, stage.actor.id);
            let before = footprint(&mut conn, org_id);
            walk(declared, body, |body| sample.clone().json(body.clone()).request(declared, &stage));
            // A proof that is wrong is noted.
            if declared.name != "ConfirmIdentity" {
                assert_eq!(footprint(&mut conn, org_id), before, "{} wrote something", declared.name);
            }
        }
    }
}

#[test]
fn in_a_visitors_body_is_refused_by_name() {
    let email = format!("{}@example.com", unique());
    let public =
        |declared: &&Declaration| declared.access == Access::Public && declared.body_type == Some("application/json");
    for declared in shared::every_operation().iter().filter(public) {
        let body = match declared.name {
            "SignUp" => {
                json!({ "organisation": "Herons", "name": "Ada", "email": email, "password": "four random words", "time_zone": "UTC" })
            }
            "LogIn" => json!({ "email": email, "password": "four random words" }),
            "FinishLogIn" => json!({ "code": "123456" }),
            "FinishPasskeyLogIn" => {
                json!({ "credential_id": "AAAA", "client_data": "AAAA", "authenticator_data": "AAAA", "signature": "AAAA" })
            }
            "BeginSingleSignOn" => json!({ "email": email }),
            "FinishSingleSignOn" => json!({ "code": "c", "state": "s", "iss": "https://id.example" }),
            "ReportVulnerability" => json!({ "subject": "A hole", "what": "It is open." }),
            "RequestPasswordReset" => json!({ "email": email }),
            "ResetPassword" => json!({ "token": "t", "new_password": "four random words" }),
            "AcceptInvitation" => json!({ "token": "t", "password": "four random words" }),
            "AnswerPulse" => json!({ "slip": slip(), "answers": [{ "question": 0, "number": 9 }] }),
            "ReadAnswer" | "WithdrawAnswer" => slip(),
            "SaveExternalReview" => json!({ "token": "t", "version": 1, "answers": {} }),
            "CheckLinkPayment" => json!({ "tx_ref": "t" }),
            "ReadPulseThread" => thread_key(),
            "WritePulseThread" => json!({ "thread": thread_key(), "text": "More than that." }),
            _ => json!({ "token": "t" }),
        };
        let request =
            |body: &Value| Client::visitor(Server::shared()).raw(declared.method.as_str(), declared.path).json(body);
        walk(declared, &body, request);
    }
}

/// A ballot of the right form, signed by nobody.
fn slip() -> Value {
    let id = uuid::Uuid::now_v7();
    json!({ "pulse_id": id, "group_id": id, "token": "A".repeat(43), "seal": "A".repeat(86) })
}

/// A key of the right form, of nothing that was written.
fn thread_key() -> Value {
    json!({ "pulse_id": uuid::Uuid::now_v7(), "key": "A".repeat(43) })
}

#[test]
fn in_a_parameter_is_refused_by_name() {
    let org = Org::db_new();
    for declared in shared::every_operation() {
        let stage = Stage::set(&org, Role::Admin, Relation::Own);
        let parameters = described(&declared)["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let schema = resolved(&parameter["schema"]);
            let sample = samples::of(declared.name, &stage).query(json!({}));
            for value in in_query(name, schema) {
                let query = serde_urlencoded::to_string([(name, &value)]).expect("a query");
                let problem = sample.request(&declared, &stage).query(&query).send().problem();
                let shown = value.chars().take(40).collect::<String>();
                if name == "cursor" && problem.code == Code::BadCursor {
                    continue;
                }
                assert_eq!(problem.code, Code::Invalid, "{} {name}={shown}: {problem:?}", declared.name);
                assert!(
                    problem.errors.iter().any(|error| error.field == name),
                    "{} {name}={shown}: {problem:?}",
                    declared.name
                );
            }
        }
    }
}

/// Nonsense as it is written into a query, where everything is text.
fn in_query(name: &str, schema: &Value) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut all = texts(&["a\u{0}b", "a\u{7}b"]);
    all.push("x".repeat(5_000));
    if kind(schema) != "string" || !schema["format"].is_null() || schema["enum"].is_array() {
        all.extend(texts(&["galaxy", "", "-", "1e9999"]));
    }
    match name {
        "limit" => all.extend(texts(&["0", "101", "-1", "1.5", "99999999999999999999"])),
        "cursor" => all.extend(texts(&["", "galaxy", "AAAAAAAAAAAAAAAA", "e30"])),
        _ => {}
    }
    all
}

#[test]
fn deep_nesting_ends_in_a_problem() {
    let org = Org::db_new();
    for deep in ["[".repeat(100_000), "{\"title\":".repeat(20_000), format!("{{\"title\":{}", "[".repeat(100_000))] {
        let response = org.admin().raw("POST", "/api/v1/objectives").body("application/json", deep).send();
        assert!(matches!(response.problem().code, Code::Malformed | Code::Invalid), "{}", response.text());
    }
}
