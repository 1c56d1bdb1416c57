//! Who somebody is stays out of the log: it can't be taken out again when they are erased. Events name people by their
//! ids; what a person is called is looked up, and of what was changed about them only which part it was.

use serde_json::{Map, Value, json};

/// What tells who a person is, in events about people.
const OF_PERSON: [&str; 5] = ["name", "email", "job_title", "external_id", "start_date"];
/// What besides people is named by an id and a name.
const NO_PEOPLE: [&str; 8] = ["team", "teams", "cycle", "period", "kpi", "values", "competency", "organisation"];
/// What ends like the name of a person, and is none.
const NO_NAMES: [&str; 5] = ["team_name", "cycle_name", "period_name", "kpi_name", "file_name"];

/// What was and what is, without who anybody is. Of an event about people itself, `after` says in `changed` which parts
/// of that are others than before.
pub(super) fn without_identity(
    resource_kind: &str,
    before: Option<Value>,
    after: Option<Value>,
) -> (Option<Value>, Option<Value>) {
    let (mut before, mut after) = (before, after);
    if resource_kind == "people" {
        let changed = changed(before.as_ref(), after.as_ref());
        for value in [&mut before, &mut after].into_iter().flatten() {
            of_person(value);
        }
        if let Some(Value::Object(fields)) = &mut after
            && !changed.is_empty()
        {
            fields.insert("changed".to_owned(), json!(changed));
        }
    }
    for value in [&mut before, &mut after].into_iter().flatten() {
        names(value, "");
    }
    (before, after)
}

/// The parts of who somebody is that differ.
fn changed(before: Option<&Value>, after: Option<&Value>) -> Vec<&'static str> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let part = |value: &Value, name: &str| value.get(name).or_else(|| value.get("details")?.get(name)).cloned();
    OF_PERSON.into_iter().filter(|name| part(before, name) != part(after, name)).collect()
}

fn of_person(value: &mut Value) {
    let Value::Object(fields) = value else { return };
    for name in OF_PERSON {
        blank(fields, name);
    }
    if let Some(Value::Object(details)) = fields.get_mut("details") {
        for name in OF_PERSON {
            blank(details, name);
        }
    }
}

/// Blanks the names of people that an event refers to, however deep; `at` is the name of the field.
fn names(value: &mut Value, at: &str) {
    match value {
        Value::Array(items) => {
            let at = if at.is_empty() { "listed" } else { at };
            items.iter_mut().for_each(|item| names(item, at));
        }
        Value::Object(fields) => {
            let refers = fields.contains_key("id") && fields.contains_key("name") && fields.len() <= 3;
            if refers && !at.is_empty() && !NO_PEOPLE.contains(&at) {
                blank(fields, "name");
            }
            for (name, field) in fields.iter_mut() {
                // What was searched for, in an export, may be somebody's name.
                let of_somebody = ["email", "q"].contains(&name.as_str())
                    || (name.ends_with("_name") && !NO_NAMES.contains(&name.as_str()));
                if of_somebody && field.is_string() {
                    *field = json!("");
                } else {
                    names(field, name);
                }
            }
        }
        _ => {}
    }
}

/// A text becomes an empty one, so that what reads events finds the fields it knows; a day of a person's goes.
fn blank(fields: &mut Map<String, Value>, name: &str) {
    if name == "start_date" {
        fields.remove(name);
    } else if let Some(field) = fields.get_mut(name)
        && field.is_string()
    {
        *field = json!("");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(kind: &str, before: Value, after: Value) -> [Value; 2] {
        let (before, after) = without_identity(kind, Some(before), Some(after));
        [before, after].map(Option::unwrap_or_default)
    }

    #[test]
    fn of_a_person_only_what_changed_is_told() {
        let person = |name: &str, role: &str| {
            json!({
                "id": "1", "name": name, "job_title": "Pilot", "manager": { "id": "2", "name": "Mira" },
                "team": { "id": "3", "name": "Waders" },
                "details": { "email": "p@example.com", "role": role, "start_date": "2026-01-01" },
            })
        };
        let [before, after] = without("people", person("Paula", "employee"), person("Petra", "manager"));
        let text = format!("{before}{after}");
        for gone in ["Paula", "Petra", "Pilot", "Mira", "p@example.com", "2026-01-01"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert_eq!((&after["changed"], &before["changed"]), (&json!(["name"]), &Value::Null));
        assert_eq!((&after["details"]["role"], &after["manager"]["id"]), (&json!("manager"), &json!("2")));
        assert_eq!(after["team"]["name"], "Waders");
    }

    #[test]
    fn a_thing_keeps_its_own_name_and_loses_those_of_people() {
        let kpi = json!({
            "kpi": { "id": "1", "name": "Parcels", "owner": { "id": "2", "name": "Omar" }, "state": "healthy" },
            "readers": [{ "id": "3", "name": "Rosa" }], "person_name": "Paul", "team_name": "Waders",
        });
        let [_, after] = without("kpis", Value::Null, kpi);
        assert_eq!(after["kpi"]["name"], "Parcels");
        assert_eq!((&after["kpi"]["owner"]["name"], &after["readers"][0]["name"]), (&json!(""), &json!("")));
        assert_eq!((&after["person_name"], &after["team_name"]), (&json!(""), &json!("Waders")));
    }

    #[test]
    fn who_is_listed_is_listed_by_id() {
        let [_, after] = without("praise", Value::Null, json!([[{ "id": "1", "name": "Rosa" }]]));
        assert_eq!(after, json!([[{ "id": "1", "name": "" }]]));
    }

    #[test]
    fn what_is_no_object_stays() {
        assert_eq!(without("praise", json!([["1", "2"]]), json!("3")), [json!([["1", "2"]]), json!("3")]);
    }
}
