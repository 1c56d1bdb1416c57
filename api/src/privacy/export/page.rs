//! The page of an export: everything to be read without a program, in a file that needs nothing else.

use std::collections::HashMap;

use askama::Template;
use serde_json::Value;

use super::super::things::{Line, lines};

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

impl Page {
    /// With what each part holds.
    pub(super) fn of<'a>(
        organisation: &str,
        person: &str,
        made_at: &str,
        parts: impl Iterator<Item = (&'static str, &'a [Value])>,
    ) -> Self {
        // What one sees oneself says by itself what things are called.
        let names = HashMap::new();
        let read = |item: &Value| lines(item, &names);
        let parts = parts.map(|(title, items)| PagePart { title, things: items.iter().map(read).collect() });
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
