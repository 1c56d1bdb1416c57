//! The document as text. Readers of YAML 1.1, which many tools are, take a bare `on` or `n` for a truth and `2026-03-02` for a
//! moment: so whatever isn't plainly a word stands in quotes.

use serde_json::{Map, Value};

/// What stands first, in this order; everything else by name.
const FIRST: [&str; 9] =
    ["openapi", "info", "servers", "tags", "paths", "webhooks", "operationId", "summary", "description"];

/// Words that YAML 1.1 or 1.2 takes for something else.
const TAKEN: [&str; 13] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity", "none"];

/// The value as YAML, which reads back as the same by every version of it.
pub(super) fn text(value: &Value) -> String {
    let mut out = String::new();
    block(value, 0, &mut out);
    out
}

fn block(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, field) in ordered(fields) {
                indent(depth, out);
                out.push_str(&word(name));
                out.push(':');
                if is_flat(field) {
                    out.push(' ');
                    block(field, depth, out);
                } else {
                    out.push('\n');
                    block(field, depth + 1, out);
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                indent(depth, out);
                out.push_str("- ");
                if is_flat(item) {
                    block(item, depth, out);
                } else {
                    let mut inner = String::new();
                    block(item, depth + 1, &mut inner);
                    out.push_str(inner.trim_start());
                }
            }
        }
        flat => {
            let said = flat.as_str().map_or_else(|| flat.to_string(), word);
            out.push_str(&said);
            out.push('\n');
        }
    }
}

/// Whether it stands on the line of its name.
fn is_flat(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    }
}

fn ordered(fields: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut all: Vec<_> = fields.iter().collect();
    all.sort_by_key(|(name, _)| {
        let place = FIRST.iter().position(|first| *first == name.as_str()).unwrap_or(FIRST.len());
        (place, *name)
    });
    all
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A text, in quotes unless it can be nothing else. JSON's quotes are YAML's too.
fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " _-/.,;()+'`{}".contains(c);
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let taken = TAKEN.contains(&text.to_ascii_lowercase().as_str());
    if begins && !taken && !text.ends_with(' ') && text.chars().all(plain) {
        return text.to_owned();
    }
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;

    #[test]
    fn what_could_be_something_else_stands_in_quotes() {
        let document = json!({
            "openapi": "3.1.0", "on": true, "paths": { "/a/{id}": { "list": ["on", "word", "2026-03-02", "a: b", ""] } },
            "empty": {}, "none": [], "nested": [{ "n": 1, "b": [[1.5]] }], "number": "09:00", "lines": "a\nb",
        });
        let expected = r#"openapi: "3.1.0"
paths:
  /a/{id}:
    list:
      - "on"
      - word
      - "2026-03-02"
      - "a: b"
      - ""
empty: {}
lines: "a\nb"
nested:
  - b:
      - - 1.5
    "n": 1
"none": []
number: "09:00"
"on": true
"#;
        assert_eq!(text(&document), expected);
    }
}
