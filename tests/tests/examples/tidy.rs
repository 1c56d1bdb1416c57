//! What was sent and answered without what was made up for it, since each run would record others, and without secrets.

use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The most items that are shown of a list that was answered.
const MOST: usize = 2;
/// A word at least so long and with a digit is a secret, a hash or a cursor.
const OPAQUE: usize = 24;
/// As long as what tests make names unlike each other by.
const UNIQUE: usize = 12;
/// A key is at least so long in base64; what a form calls a key is shorter.
const KEY: usize = 40;

/// How a code to be scanned draws each of its squares.
const SQUARE: &str = "h1v1h-1z";

/// Fields whose texts are secrets, or made of one: a word in their place says that it is made up.
const SECRETS: [&str; 15] = [
    "attestation_object",
    "authenticator_data",
    "blinded",
    "challenge",
    "client_data",
    "client_secret",
    "codes",
    "credential_id",
    "recovery_codes",
    "seal",
    "secret",
    "secrets",
    "signature",
    "token",
    "user_handle",
];

/// How a server of this machine begins its address, in a text and in a parameter; its port is another each time.
const HERE: [&str; 2] = ["http://127.0.0.1:", "http%3A%2F%2F127.0.0.1%3A"];
/// In its place, in the same two: ours, and that of who people log in at.
const OURS: [&str; 2] = ["https://perftrack.example.com", "https%3A%2F%2Fperftrack.example.com"];
const PROVIDER: &str = "https://id.example.com";

/// Ids stay the same ids within one example.
#[derive(Default)]
pub struct Tidy {
    seen: Vec<Uuid>,
}

impl Tidy {
    /// What was sent, all of it: some lists have to be whole.
    pub fn request(&mut self, value: &Value) -> Value {
        self.value(value, usize::MAX)
    }

    /// What was answered, with the first of its lists.
    pub fn answer(&mut self, value: &Value) -> Value {
        self.value(value, MOST)
    }

    fn value(&mut self, value: &Value, most: usize) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().take(most).map(|item| self.value(item, most)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, field)| {
                    let called = self.name(name);
                    (called, made_up(name, field, most).unwrap_or_else(|| self.value(field, most)))
                });
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
        if is_drawn(text, "+/=-_") {
            return "…".to_owned();
        }
        let text = named(text);
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || c == '_' || c == '-' {
                word.push(c);
                continue;
            }
            if is_drawn(&word, "-_") {
                out.push('…');
            } else {
                out.push_str(&word.split('-').map(shown).collect::<Vec<_>>().join("-"));
            }
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

/// What is shown in place of a field that is secret.
fn made_up(name: &str, field: &Value, most: usize) -> Option<Value> {
    let text = field.as_str();
    let is_key = name == "key" && text.is_some_and(|text| text.len() >= KEY);
    if name == "code" && text.is_some_and(|text| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())) {
        return Some(json!("123456"));
    }
    // The picture of a secret: its first square.
    if name == "path" && text.is_some_and(|text| text.contains(SQUARE)) {
        return Some(json!(["M4 4", SQUARE].concat()));
    }
    if name == "reference" && text.is_some_and(|text| text.starts_with("PT-")) {
        return Some(json!("PT-2026-7K3QZ9M0"));
    }
    if !is_key && !SECRETS.contains(&name) {
        return None;
    }
    let name = name.replace('_', "-");
    match field {
        Value::String(_) => Some(json!(["made-up-", &name].concat())),
        Value::Array(all) if all.iter().all(Value::is_string) => {
            Some((1..=all.len().min(most)).map(|at| json!(format!("made-up-{name}-{at}"))).collect())
        }
        _ => None,
    }
}

/// Whether it was drawn by lot: long, and of letters of both kinds and digits, with these besides.
fn is_drawn(text: &str, besides: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| text.bytes().any(|b| kind(&b));
    text.len() >= OPAQUE
        && text.chars().all(|c| c.is_ascii_alphanumeric() || besides.contains(c))
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
}

/// With names in place of the servers of this machine. Port 9 is an example's own: nobody answers there.
fn named(text: &str) -> String {
    let mut text = text.to_owned();
    for (here, ours) in HERE.into_iter().zip(OURS) {
        let mut from = 0;
        while let Some(at) = text[from..].find(here).map(|at| from + at) {
            let after = &text[at + here.len()..];
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let by = if after[digits..].starts_with("/authorize") { PROVIDER } else { ours };
            if digits >= 4 {
                text.replace_range(at..at + here.len() + digits, by);
            }
            from = at + by.len().min(here.len());
        }
    }
    text
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
    let answer = json!({
        "id": id, "same": [id, id, id], "name": "Team 0a1b2c3d4e5f", "at": "2031-01-01T10:11:12.5Z", "on": "2031-01-01",
        "opaque": "pt_0123456789012345678901234567", "count": 3, "nothing": null, "long": "an everyday sentence of some words",
        "email": "employee-0a1b2c3d4e5f@example.com", "nobody": "http://127.0.0.1:9/hook", "back": "http://127.0.0.1:40391/back",
        "page": "http://127.0.0.1:4000/authorize?state=Ab1-Cd2_Ef3-Gh4_Ij5-Kl6_Mn7&to=http%3A%2F%2F127.0.0.1%3A40391%2Fback",
    });
    let expected = json!({
        "id": "0193f2a4-5b6c-7d8e-9f01-000000000001", "name": "Team 1a2b3c4d5e6f", "at": "2026-03-02T09:00:00Z",
        "same": ["0193f2a4-5b6c-7d8e-9f01-000000000001", "0193f2a4-5b6c-7d8e-9f01-000000000001"], "on": "2026-03-02",
        "opaque": "…", "count": 3, "nothing": null, "long": "an everyday sentence of some words",
        "email": "employee-1a2b3c4d5e6f@example.com", "nobody": "http://127.0.0.1:9/hook",
        "back": "https://perftrack.example.com/back",
        "page": "https://id.example.com/authorize?state=…&to=https%3A%2F%2Fperftrack.example.com%2Fback",
    });
    assert_eq!(Tidy::default().answer(&answer), expected);
}

#[test]
fn no_secret_is_shown_and_a_request_is_shown_whole() {
    let sent = json!({
        "path": "M4 4h1v1h-1zM9 4h1v1h-1z",
        "token": "abc", "key": "goals", "codes": ["poz5-pycq", "luno-l5j4"], "code": "817492",
        "levels": ["a", "b", "c"],
        "slip": { "seal": "xyz", "token": { "name": "Payroll" } }, "held": "Ab1/Cd2+Ef3/Gh4+Ij5/Kl6+Mn7=",
    });
    let expected = json!({
        "path": "M4 4h1v1h-1z",
        "token": "made-up-token", "key": "goals", "code": "123456", "codes": ["made-up-codes-1", "made-up-codes-2"],
        "levels": ["a", "b", "c"], "slip": { "seal": "made-up-seal", "token": { "name": "Payroll" } }, "held": "…",
    });
    assert_eq!(Tidy::default().request(&sent), expected);
}
