//! Things as people read them: field by field, in words, with names where there are only ids.

use std::collections::HashMap;

use serde_json::{Map, Value};
use uuid::Uuid;

/// A field of a thing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Which; of what is deep in a thing, with the way to it.
    pub word: String,
    /// What it says.
    pub what: String,
}

/// A thing, field by field. An id that is in `names` is read as what it names, but for the thing's own.
pub(super) fn lines(thing: &Value, names: &HashMap<Uuid, String>) -> Vec<Line> {
    let mut lines = Vec::new();
    put("", thing, names, &mut lines);
    lines
}

fn put(word: &str, value: &Value, names: &HashMap<Uuid, String>, into: &mut Vec<Line>) {
    let below = |name: &str| if word.is_empty() { readable(name) } else { format!("{word}, {}", readable(name)) };
    match value {
        Value::Null => {}
        Value::Object(fields) => match name(fields).filter(|_| !word.is_empty()) {
            Some(name) => into.push(Line { word: word.to_owned(), what: name.to_owned() }),
            None => fields.iter().for_each(|(name, field)| put(&below(name), field, names, into)),
        },
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let what = items.iter().map(|item| plain(item, names)).collect::<Vec<_>>().join("\n");
            into.push(Line { word: word.to_owned(), what });
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                put(&below(&(at + 1).to_string()), item, names, into);
            }
        }
        value => {
            let what = if word == "id" { plain(value, &HashMap::new()) } else { plain(value, names) };
            into.push(Line { word: word.to_owned(), what });
        }
    }
}

/// What something is called that is referred to by its id and its name.
fn name(fields: &Map<String, Value>) -> Option<&str> {
    let named = fields.get("name").filter(|_| fields.len() == 2 && fields.contains_key("id"))?;
    named.as_str()
}

fn readable(name: &str) -> String {
    name.replace('_', " ")
}

fn plain(value: &Value, names: &HashMap<Uuid, String>) -> String {
    match value {
        Value::String(text) => match Uuid::try_parse(text).ok().and_then(|id| names.get(&id)) {
            Some(name) => name.clone(),
            None => text.clone(),
        },
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
    fn things_are_read_by_their_names_and_keep_their_own_ids() {
        let (own, other) = (Uuid::max(), Uuid::nil());
        let names = HashMap::from([(own, "Itself".to_owned()), (other, "Ada".to_owned())]);
        let thing = json!({ "id": own, "person_id": other, "team": { "id": other, "name": "Sales" }, "none": null,
            "did": ["one", other], "deep": [{ "is": true, "far_away": { "id": own, "n": 1 } }] });
        let mut all = lines(&thing, &names);
        all.sort_by(|one, other| one.word.cmp(&other.word));
        let all: Vec<(&str, &str)> = all.iter().map(|line| (line.word.as_str(), line.what.as_str())).collect();
        let itself = own.to_string();
        let expected = [
            ("deep, 1, far away, id", "Itself"),
            ("deep, 1, far away, n", "1"),
            ("deep, 1, is", "yes"),
            ("did", "one\nAda"),
            ("id", itself.as_str()),
            ("person id", "Ada"),
            ("team", "Sales"),
        ];
        assert_eq!(all, expected);
    }
}
