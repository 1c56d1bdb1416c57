//! Whether what was answered is what the OpenAPI document promises.

use std::sync::OnceLock;

use serde_json::Value;
use shared::operation::Declaration;

use crate::Response;

/// The document that `perftrack openapi` prints, with parameters and answers in place of references to them.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let mut document = serde_json::to_value(api::http::document()).expect("the document is JSON");
        let components = document["components"].clone();
        put_in_place(&mut document["paths"], &components);
        document
    })
}

/// Schemas stay where they are: they may be about themselves.
fn put_in_place(value: &mut Value, components: &Value) {
    let reference = value["$ref"].as_str().and_then(|path| path.strip_prefix("#/components"));
    if let Some(path) = reference.filter(|path| !path.starts_with("/schemas/")) {
        *value = components.pointer(path).expect("what is referred to").clone();
        return;
    }
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| put_in_place(field, components)),
        Value::Array(items) => items.iter_mut().for_each(|item| put_in_place(item, components)),
        _ => {}
    }
}

/// Headers that every answer of the API carries.
const ALWAYS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    (
        "content-security-policy",
        "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; sandbox",
    ),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Fails unless the answer's status is documented for the operation and its body has the documented form.
#[track_caller]
pub fn keeps(declared: &Declaration, response: &Response) {
    for (name, value) in ALWAYS {
        assert_eq!(response.header(name), Some(value), "{}: {name}", declared.name);
    }
    assert!(response.header("x-request-id").is_some_and(|id| !id.is_empty()), "{}", declared.name);
    let method = declared.method.as_str().to_ascii_lowercase();
    let described = &document()["paths"][declared.path][&method]["responses"][response.status.to_string()];
    assert!(described.is_object(), "{}: {} isn't documented: {}", declared.name, response.status, response.text());
    let Some(contents) = described["content"].as_object() else {
        assert!(response.body.is_empty(), "{}: a body where none is documented", declared.name);
        return;
    };
    let content_type = response.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    let content = contents.get(content_type).unwrap_or_else(|| panic!("{}: answered {content_type}", declared.name));
    if content_type == "application/json" || content_type.ends_with("+json") {
        let mut faults = Vec::new();
        check(&content["schema"], &response.json(), "", &mut faults);
        assert!(faults.is_empty(), "{}: {}\n{}", declared.name, faults.join("; "), response.text());
    }
}

/// What of a value isn't as the document says of an operation's JSON: of what it answers, or of what it takes.
pub fn faults(declared: &Declaration, value: &Value, answered: bool) -> Vec<String> {
    let method = declared.method.as_str().to_ascii_lowercase();
    let described = &document()["paths"][declared.path][&method];
    let status = declared.status.to_string();
    let body = if answered { &described["responses"][status] } else { &described["requestBody"] };
    let mut faults = Vec::new();
    check(&body["content"]["application/json"]["schema"], value, "", &mut faults);
    faults
}

/// The part of JSON Schema that our document uses.
fn check(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/components/schemas/");
        let target = &document()["components"]["schemas"][name];
        if !target.is_object() {
            faults.push(format!("{at}: schema {name} is missing from the document"));
        }
        return check(target, value, at, faults);
    }
    for part in list(&schema["allOf"]) {
        check(part, value, at, faults);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(parts) = schema[choice].as_array() {
            let fits = parts.iter().any(|part| {
                let mut inner = Vec::new();
                check(part, value, at, &mut inner);
                inner.is_empty()
            });
            if !fits {
                faults.push(format!("{at}: fits none of {choice}"));
            }
        }
    }
    let types: Vec<_> = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        many => list(many).iter().filter_map(Value::as_str).collect(),
    };
    if !types.is_empty() && !types.iter().any(|kind| is(kind, value)) {
        faults.push(format!("{at}: {value} isn't {}", types.join(" or ")));
        return;
    }
    if let Some(choices) = schema["enum"].as_array()
        && !choices.contains(value)
    {
        faults.push(format!("{at}: {value} isn't one of the documented values"));
    }
    if let Some(text) = value.as_str()
        && !has_format(schema["format"].as_str().unwrap_or_default(), text)
    {
        faults.push(format!("{at}: {text} isn't a {}", schema["format"]));
    }
    for (index, item) in list(value).iter().enumerate() {
        check(&schema["items"], item, &format!("{at}[{index}]"), faults);
    }
    object(schema, value, at, faults);
}

fn object(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) else {
        return;
    };
    for name in list(&schema["required"]).iter().filter_map(Value::as_str) {
        if !fields.contains_key(name) {
            faults.push(format!("{at}.{name} is missing"));
        }
    }
    for (name, field) in fields {
        match known.get(name) {
            Some(schema) => check(schema, field, &format!("{at}.{name}"), faults),
            None => faults.push(format!("{at}.{name} isn't documented")),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn has_format(format: &str, text: &str) -> bool {
    match format {
        "uuid" => uuid::Uuid::parse_str(text).is_ok(),
        "date" => text.parse::<chrono::NaiveDate>().is_ok(),
        "date-time" => chrono::DateTime::parse_from_rfc3339(text).is_ok(),
        _ => true,
    }
}
