//! An answer without what was made up for it: each run would record others.

use serde_json::{Map, Value};
use uuid::Uuid;

/// The most items that are shown of a list.
const MOST: usize = 2;
/// A word at least so long and with a digit is a secret, a hash or a cursor.
const OPAQUE: usize = 24;
/// As long as what tests make names unlike each other by.
const UNIQUE: usize = 12;

/// Ids stay the same ids within one example.
#[derive(Default)]
pub struct Tidy {
    seen: Vec<Uuid>,
}

impl Tidy {
    /// The value as it is shown.
    pub fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().take(MOST).map(|item| self.value(item)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, field)| (self.name(name), self.value(field)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    /// A field's name, which in some answers is an id.
    fn name(&mut self, name: &str) -> String {
        Uuid::parse_str(name).map_or_else(|_| name.to_owned(), |id| self.id(id))
    }

    fn text(&mut self, text: &str) -> String {
        if let Ok(id) = Uuid::parse_str(text) {
            return self.id(id);
        }
        if chrono::DateTime::parse_from_rfc3339(text).is_ok() {
            return "2026-03-02T09:00:00Z".to_owned();
        }
        if text.parse::<chrono::NaiveDate>().is_ok() {
            return "2026-03-02".to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            out.push_str(shown(&word));
            word.clear();
            out.push(c);
        }
        out.pop();
        out
    }

    fn id(&mut self, id: Uuid) -> String {
        let at = self.seen.iter().position(|seen| *seen == id).unwrap_or_else(|| {
            self.seen.push(id);
            self.seen.len() - 1
        });
        format!("0193f2a4-5b6c-7d8e-9f01-{:012}", at + 1)
    }
}

fn shown(word: &str) -> &str {
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let is_unique = word.len() == UNIQUE && has_digit && word.chars().all(|c| c.is_ascii_hexdigit());
    if word.len() >= OPAQUE && has_digit {
        "…"
    } else if is_unique {
        "1a2b3c4d5e6f"
    } else {
        word
    }
}

#[test]
fn what_was_made_up_is_taken_out_and_what_is_told_stays() {
    let id = Uuid::new_v4();
    let answer = serde_json::json!({
        "id": id, "same": [id, id, id], "name": "Team 0a1b2c3d4e5f", "at": "2031-01-01T10:11:12.5Z", "on": "2031-01-01",
        "secret": "pt_0123456789012345678901234567", "count": 3, "nothing": null, "long": "an everyday sentence of some words",
    });
    let expected = serde_json::json!({
        "id": "0193f2a4-5b6c-7d8e-9f01-000000000001", "name": "Team 1a2b3c4d5e6f", "at": "2026-03-02T09:00:00Z",
        "same": ["0193f2a4-5b6c-7d8e-9f01-000000000001", "0193f2a4-5b6c-7d8e-9f01-000000000001"], "on": "2026-03-02",
        "secret": "…", "count": 3, "nothing": null, "long": "an everyday sentence of some words",
    });
    assert_eq!(Tidy::default().value(&answer), expected);
}
