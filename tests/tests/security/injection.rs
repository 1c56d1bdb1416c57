//! What looks like a statement, a tag, a path or a formula is text like any other: it is refused by rule or comes back as
//! it was written, in every field of every body, and in every parameter it finds nothing and breaks nothing.

use perftrack_tests::{
    Client, Org, Server, Stage,
    contract::document,
    db::{count, run},
    samples::{self, Payload, Sample},
};
use serde_json::{Value, json};
use shared::operation::{Access, Declaration};

use super::is_answered_well;

/// Ends every evil text, so that it is found again however it was changed.
const MARK: &str = "zq7";

/// One line each, and short enough for names.
const EVIL: [&str; 12] = [
    "'; DROP TABLE people; --",
    "\" OR \"\"=\"",
    "') UNION SELECT version() --",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "../../../../etc/passwd",
    "%00%0d%0aBcc: x@example.com",
    "\\u0000\\x00\\'\\\"",
    "=cmd|' /C calc'!A0",
    "e\u{301}\u{302}\u{303} \u{1F469}\u{200D}\u{1F4BB} \u{FEFF}\u{FFFD}\u{10FFFF}",
    "&lt;b&gt;&amp;amp;%3Cb%3E",
];

fn evil() -> impl Iterator<Item = String> {
    EVIL.iter().map(|text| format!("{text} {MARK}"))
}

fn described(declared: &Declaration) -> &'static Value {
    &document()["paths"][declared.path][declared.method.as_str().to_ascii_lowercase()]
}

/// The schema itself: behind a reference, beside `null`.
fn resolved(schema: &Value) -> &Value {
    if let Some(name) = schema["$ref"].as_str() {
        return resolved(&document()["components"]["schemas"][name.trim_start_matches("#/components/schemas/")]);
    }
    let choices = schema["oneOf"].as_array().into_iter().flatten();
    match choices.filter(|choice| choice["type"] != "null").collect::<Vec<_>>()[..] {
        [only] => resolved(only),
        _ => schema,
    }
}

fn is(kind: &str, schema: &Value) -> bool {
    let listed = schema["type"].as_array().into_iter().flatten();
    schema["type"] == kind || listed.into_iter().any(|one| one == kind)
}

/// Whether people may write into it what they like.
fn is_free_text(schema: &Value) -> bool {
    is("string", schema) && schema["format"].is_null() && schema["enum"].is_null()
}

/// Pointers to every free text that a body of this schema can hold where `body` has a place for it.
fn texts(schema: &'static Value, body: &Value, at: &str, into: &mut Vec<String>) {
    for (name, field) in resolved(schema)["properties"].as_object().into_iter().flatten() {
        let (pointer, field) = (format!("{at}/{name}"), resolved(field));
        let items = resolved(&field["items"]);
        if is_free_text(field) {
            into.push(pointer);
        } else if is("array", field) && is_free_text(items) && body[name].is_array() {
            into.push(format!("{pointer}/0"));
        } else if body[name].is_object() {
            texts(field, &body[name], &pointer, into);
        } else if body[name][0].is_object() {
            texts(items, &body[name][0], &format!("{pointer}/0"), into);
        }
    }
}

/// `body` with a text at a place.
fn with(body: &Value, pointer: &str, text: &str) -> Value {
    let mut body = body.clone();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match body.pointer_mut(parent).expect("its parent is there") {
        Value::Array(items) => *items = vec![json!(text)],
        parent => parent[name] = json!(text),
    }
    body
}

/// Every text in an answer.
fn leaves<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| leaves(field, into)),
        _ => {}
    }
}

/// Whether it is one of them as it was sent, in an address in its way: a list holds those of before too.
fn is_whole(leaf: &str) -> bool {
    let query = leaf.split_once('?').map_or("", |(_, query)| query);
    let asked: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).map(|(_, value)| value.into_owned()).collect();
    evil().any(|text| leaf.contains(text.as_str()) || asked.iter().any(|value| value.contains(text.as_str())))
}

/// Sends all that is evil in one field; gives how often it was taken.
fn send_all(declared: &Declaration, stage: &Stage<'_>, sample: &Sample, body: &Value, pointer: &str) -> usize {
    let (mut taken, mut version) = (0, sample.version);
    for text in evil() {
        let mut body = with(body, pointer, &text);
        if declared.name == "CreateMeasurement" {
            // The same value on the same day is the same measurement.
            body["value"] = json!(taken);
        }
        let sample = Sample { version, ..sample.clone().json(body) };
        let response = sample.request(declared, stage).send();
        is_answered_well(&format!("{} {pointer} {text}", declared.name), &response);
        if !response.is_success() {
            continue;
        }
        taken += 1;
        let next = response.header("etag").and_then(|tag| tag.trim_matches('"').parse().ok());
        version = version.and(next).or(version);
        if response.header("content-type") == Some("application/json") {
            let answer = response.json();
            let mut all = Vec::new();
            leaves(&answer, &mut all);
            let changed: Vec<_> = all.iter().filter(|leaf| leaf.contains(MARK) && !is_whole(leaf)).collect();
            assert!(changed.is_empty(), "{} {pointer}: {text} became {changed:?}", declared.name);
        }
    }
    taken
}

#[test]
fn in_a_body_it_is_text() {
    let server = Server::alone(&[]);
    let mut taken = 0;
    for declared in shared::every_operation() {
        if declared.access == Access::Public || declared.body_type != Some("application/json") {
            continue;
        }
        let org = Org::db_on(server);
        let stage = Stage::of_admin(&org, &declared);
        let schema = &described(&declared)["requestBody"]["content"]["application/json"]["schema"];
        let mut pointers = Vec::new();
        if let Payload::Json(body) = &samples::of(declared.name, &stage).body {
            texts(schema, body, "", &mut pointers);
        }
        for pointer in pointers {
            let stage = Stage::of_admin(&org, &declared);
            let sample = samples::of(declared.name, &stage);
            if let Payload::Json(body) = &sample.body {
                taken += send_all(&declared, &stage, &sample, body, &pointer);
            }
        }
    }
    assert!(taken > 300, "most of it is nothing but text: {taken}");
    let mut conn = server.database.admin();
    assert!(count(&mut conn, "people") > 0, "the tables are still there");
    // Mails are HTML too, and their subjects are headers.
    for tag in ["<img src=x", "<script>alert"] {
        assert_eq!(count(&mut conn, &format!("mails WHERE html_body LIKE '%{tag}%'")), 0, "{tag}");
    }
    assert_eq!(count(&mut conn, "mails WHERE subject ~ '[[:cntrl:]]'"), 0);
}

#[test]
fn in_a_parameter_it_finds_nothing() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    let mut sent = 0;
    for declared in shared::every_operation().into_iter().filter(|declared| declared.access != Access::Public) {
        let parameters = described(&declared)["parameters"].as_array().into_iter().flatten();
        let names: Vec<_> = parameters
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().expect("a name"))
            .collect();
        if names.is_empty() {
            continue;
        }
        let stage = Stage::of_admin(&org, &declared);
        let sample = samples::of(declared.name, &stage);
        for name in names {
            for text in evil() {
                let mut query = sample.query.clone();
                query[name] = json!(text);
                let response = sample.clone().query(query).request(&declared, &stage).send();
                is_answered_well(&format!("{} {name}={text}", declared.name), &response);
                sent += 1;
            }
        }
    }
    assert!(sent > 300, "{sent}");
    assert!(count(&mut server.database.admin(), "people") > 0, "the tables are still there");
}

#[test]
fn in_a_header_it_means_nothing() {
    let org = Org::db_new();
    let named = [
        "if-match",
        "if-none-match",
        "idempotency-key",
        "accept",
        "accept-language",
        "accept-encoding",
        "user-agent",
        "prefer",
        "range",
        "forwarded",
        "x-forwarded-proto",
        "x-forwarded-host",
        "x-http-method-override",
        "x-original-url",
        "referer",
        "te",
        "upgrade",
        "cookie",
    ];
    for name in named {
        for text in evil().filter(|text| text.is_ascii()).chain(["x".repeat(10_000), String::new()]) {
            for (method, path) in [("GET", "/api/v1/me"), ("GET", "/api/v1/people"), ("POST", "/api/v1/periods")] {
                let request = org.admin().raw(method, path);
                let request = if method == "POST" { request.json(&json!({})) } else { request };
                let request = if name == "cookie" {
                    request.header(name, &format!("a={text}"))
                } else {
                    request.header(name, &text)
                };
                let response = request.send();
                is_answered_well(&format!("{name}: {text}"), &response);
                assert_eq!(response.header("access-control-allow-origin"), None);
            }
        }
    }
}

/// No header says which organisation or person is meant: the session alone does.
#[test]
fn nothing_that_a_caller_says_makes_them_somebody_else() {
    let (ours, theirs) = (Org::db_new(), Org::db_new());
    let them = theirs.admin();
    let mut conn = ours.server.database.admin();
    run(&mut conn, &format!("UPDATE people SET name = 'Theirs {MARK}' WHERE id = '{}'", them.id));
    let org = perftrack_tests::db::organisation_of(&mut conn, them.id);
    for name in ["x-org-id", "x-organisation", "x-tenant-id", "x-user-id", "x-person-id", "x-role", "x-forwarded-user"]
    {
        for value in [org.to_string(), them.id.to_string(), "admin".to_owned()] {
            let answer = ours.admin().raw("GET", "/api/v1/people").header(name, &value).send();
            assert!(answer.is_success() && !answer.text().contains(MARK), "{name}: {value}");
        }
    }
    for query in [format!("org_id={org}"), format!("organisation={org}"), format!("person_id={}", them.id)] {
        let answer = ours.admin().raw("GET", "/api/v1/people").query(&query).send();
        assert!(!answer.text().contains(MARK), "{query}: {}", answer.text());
    }
    let visitor =
        Client::visitor(ours.server).raw("GET", "/api/v1/people").header("x-user-id", &them.id.to_string()).send();
    assert_eq!(visitor.status, 401);
}
