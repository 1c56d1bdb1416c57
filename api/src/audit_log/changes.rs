//! What an event changed, field by field, out of what was noted before and after.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use shared::audit_log::FieldChange;
use uuid::Uuid;

/// More fields than anybody reads.
const MOST: usize = 40;
/// More characters of one than stand in a table.
const LONGEST: usize = 300;
/// What says nothing to a reader: how a thing is counted, found and computed.
const NOT_TOLD: [&str; 8] =
    ["id", "version", "relation", "created_at", "updated_at", "computation", "permissions", "next_cursor"];

/// What a thing is called, by its id, as far as whoever reads it may know.
pub(super) type Named<'a> = &'a dyn Fn(Uuid) -> Option<String>;

/// Every id in what was noted, so that what it names can be looked up.
pub(super) fn ids(value: &Value, into: &mut Vec<Uuid>) {
    match value {
        Value::String(text) => into.extend(Uuid::try_parse(text).ok()),
        Value::Array(items) => items.iter().for_each(|item| ids(item, into)),
        Value::Object(of) => of.values().for_each(|value| ids(value, into)),
        _ => {}
    }
}

/// The fields that differ, by name. Events name people by their ids alone.
pub(super) fn changes(before: Option<&Value>, after: Option<&Value>, named: Named<'_>) -> Vec<FieldChange> {
    let (before, mut after) = (fields(before, named), fields(after, named));
    let mut all: Vec<FieldChange> = Vec::new();
    for (field, was) in before {
        let is = after.remove(&field);
        if is.as_ref() != Some(&was) {
            all.push(FieldChange { field, before: Some(was), after: is });
        }
    }
    all.extend(after.into_iter().map(|(field, is)| FieldChange { field, before: None, after: Some(is) }));
    all.sort_by(|one, other| one.field.cmp(&other.field));
    all.truncate(MOST);
    all
}

fn fields(value: Option<&Value>, named: Named<'_>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    // Some events have what it was as a list of one.
    let value = value.map(|value| match value.as_array().map(Vec::as_slice) {
        Some([only]) => only,
        _ => value,
    });
    if let Some(value) = value {
        add(String::new(), value, named, &mut found);
    }
    found
}

fn add(at: String, value: &Value, named: Named<'_>, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(of) if at.is_empty() || name(of, named).is_none() => {
            for (key, value) in of.iter().filter(|(key, _)| !NOT_TOLD.contains(&key.as_str())) {
                let below = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                add(below, value, named, found);
            }
        }
        value => {
            let words = words(value, named);
            if !words.is_empty() {
                found.insert(at, words.chars().take(LONGEST).collect());
            }
        }
    }
}

/// What a person, a team or a thing is called where it is referred to.
fn name(of: &Map<String, Value>, named: Named<'_>) -> Option<String> {
    let id = of.get("id")?;
    let name = ["name", "title"].into_iter().find_map(|key| of.get(key)?.as_str())?;
    Some(if name.is_empty() { words(id, named) } else { name.to_owned() })
}

/// A value as it is read. An id that names nothing to the reader is nobody's reading.
fn words(value: &Value, named: Named<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => match Uuid::try_parse(text) {
            Ok(id) => named(id).unwrap_or_default(),
            Err(_) => text.clone(),
        },
        Value::Array(items) => joined(items.iter().map(|item| words(item, named)), ", "),
        Value::Object(of) => {
            name(of, named).unwrap_or_else(|| joined(of.values().map(|value| words(value, named)), " "))
        }
    }
}

fn joined(words: impl Iterator<Item = String>, between: &str) -> String {
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Reads as somebody who knows one person.
    fn of(before: &Value, after: &Value) -> Vec<(String, Option<String>, Option<String>)> {
        let [before, after] = [before, after].map(|value| Some(value).filter(|value| !value.is_null()));
        let all = changes(before, after, &|id| (id == Uuid::max()).then(|| "Ada".to_owned()));
        all.into_iter().map(|change| (change.field, change.before, change.after)).collect()
    }

    fn said(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn only_what_differs_is_told_and_things_by_their_names() {
        let id = Uuid::nil();
        let before = json!({ "id": id, "version": 1, "title": "Churn", "target": 5, "team": null, "tags": ["a", "b"],
            "period": { "id": id, "name": "Q1" }, "measure": { "kind": "number", "unit": "%" } });
        let after = json!({ "id": id, "version": 2, "title": "Churn", "target": 4, "tags": ["a"],
            "team": { "id": id, "name": "Sales" }, "period": { "id": id, "name": "Q2" },
            "measure": { "kind": "number", "unit": "€" } });
        let expected = [
            ("measure.unit", said("%"), said("€")),
            ("period", said("Q1"), said("Q2")),
            ("tags", said("a, b"), said("a")),
            ("target", said("5"), said("4")),
            ("team", None, said("Sales")),
        ];
        assert_eq!(of(&before, &after), expected.map(|(field, before, after)| (field.to_owned(), before, after)));
    }

    #[test]
    fn people_are_named_by_their_ids() {
        let event = |owner: Uuid| json!({ "owner": { "id": owner, "name": "" }, "lead_id": owner });
        let expected = [("lead_id".to_owned(), None, said("Ada")), ("owner".to_owned(), None, said("Ada"))];
        assert_eq!(of(&event(Uuid::nil()), &event(Uuid::max())), expected);
        let mut found = Vec::new();
        ids(&event(Uuid::max()), &mut found);
        assert_eq!(found, [Uuid::max(); 2]);
    }

    #[test]
    fn what_was_made_or_removed_has_one_side() {
        assert_eq!(of(&Value::Null, &json!({ "name": "Q1" })), [("name".to_owned(), None, said("Q1"))]);
        assert_eq!(of(&json!([{ "name": "Q1" }]), &Value::Null), [("name".to_owned(), said("Q1"), None)]);
        assert_eq!(of(&Value::Null, &json!([Uuid::nil(), "because"])), [(String::new(), None, said("because"))]);
    }

    #[test]
    fn what_is_long_is_cut_and_what_is_much_too() {
        let many: Map<String, Value> = (0..100).map(|n| (format!("field{n}"), json!("x".repeat(1000)))).collect();
        let all = changes(None, Some(&Value::Object(many)), &|_| None);
        assert_eq!(all.len(), MOST);
        assert!(all.iter().all(|change| change.after.as_ref().is_some_and(|text| text.chars().count() == LONGEST)));
    }
}
