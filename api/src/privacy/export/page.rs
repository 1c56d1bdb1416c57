//! The page of an export: everything to be read without a program, in a file that needs nothing else.

use askama::Template;
use serde_json::Value;

/// The page.
#[derive(Template)]
#[template(path = "privacy/data.html")]
pub(super) struct Page {
    organisation: String,
    person: String,
    made_at: String,
    parts: Vec<PagePart>,
}

struct PagePart {
    title: &'static str,
    things: Vec<Vec<Line>>,
}

/// A field of a thing.
struct Line {
    word: String,
    what: String,
}

impl Page {
    /// With what each part holds.
    pub(super) fn of<'a>(
        organisation: &str,
        person: &str,
        made_at: &str,
        parts: impl Iterator<Item = (&'static str, &'a [Value])>,
    ) -> Self {
        let parts = parts.map(|(title, items)| PagePart { title, things: items.iter().map(lines).collect() });
        Self {
            organisation: organisation.to_owned(),
            person: person.to_owned(),
            made_at: made_at.to_owned(),
            parts: parts.collect(),
        }
    }

    /// Its markup; everything in it is escaped.
    pub(super) fn html(&self) -> askama::Result<String> {
        self.render()
    }
}

/// A thing, field by field.
fn lines(item: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    put("", item, &mut lines);
    lines
}

/// What is deep in a thing stands there with the way to it.
fn put(word: &str, value: &Value, into: &mut Vec<Line>) {
    let below = |name: &str| if word.is_empty() { readable(name) } else { format!("{word}, {}", readable(name)) };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.iter().for_each(|(name, field)| put(&below(name), field, into)),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let what = items.iter().map(plain).collect::<Vec<_>>().join("\n");
            into.push(Line { word: word.to_owned(), what });
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                put(&below(&(at + 1).to_string()), item, into);
            }
        }
        value => into.push(Line { word: word.to_owned(), what: plain(value) }),
    }
}

fn readable(name: &str) -> String {
    name.replace('_', " ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn everything_is_on_the_page_and_nothing_is_markup() {
        let item = json!({
            "created_at": "2026-11-29T08:00:00+00:00", "did": ["one", "two"], "away": false, "none": null,
            "sections": [{ "title": "<script>alert(1)</script>" }],
        });
        let items = [item];
        let page = Page::of("Org", "Paula \"P\" <b>", "today", [("Weeks", items.as_slice())].into_iter());
        let html = page.html().unwrap();
        for there in ["created at", "2026-11-29T08:00:00+00:00", "one\ntwo", "sections, 1, title"] {
            assert!(html.contains(there), "{there}: {html}");
        }
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }
}
