//! Changes to a resource, in the shapes that directories send (RFC 7644, 3.5.2): Entra ID's with `Replace` for `replace`,
//! truths as texts and values to be removed beside the path; Okta's without a path.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    attributes::{ENTERPRISE, Object, get, is_nothing, key_of, object, set},
    filter::{self, Path, beginning},
    said::wrong,
};
use crate::http::Failure;

/// Most changes in one request.
const MOST: usize = 100;

/// Most of several values into each of which one value is written, and how long it may be, written out.
const MOST_AT_ONCE: (usize, usize) = (10, 4_096);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Add,
    Replace,
    Remove,
}

/// Makes the changes of a request's body, one after the other.
pub(super) fn apply(resource: &mut Object, body: &Value) -> Result<(), Failure> {
    let steps = match get(object(body)?, "operations") {
        Some(Value::Array(steps)) if steps.len() <= MOST => steps,
        Some(Value::Array(_)) => return Err(wrong("invalidValue", format!("at most {MOST} operations at once"))),
        _ => return Err(wrong("invalidSyntax", "Operations is a list")),
    };
    steps.iter().try_for_each(|step| apply_one(resource, object(step)?))
}

/// Takes over whatever a whole resource says, as PUT does; what it doesn't say stays.
pub(super) fn take_over(resource: &mut Object, body: &Value) -> Result<(), Failure> {
    object(body)?.iter().filter(|(name, _)| is_ours(name)).try_for_each(|(name, value)| {
        match (filter::path(name), name.contains('.') && !name.starts_with("urn:")) {
            (Some(path), false) => change(resource, Does::Replace, &path, value.clone()),
            // What nobody knows is passed over.
            _ => Ok(()),
        }
    })
}

/// What only we say of a resource is passed over when somebody else does.
fn is_ours(name: &str) -> bool {
    !["schemas", "id", "meta", "groups"].iter().any(|read_only| name.eq_ignore_ascii_case(read_only))
}

fn apply_one(resource: &mut Object, step: &Object) -> Result<(), Failure> {
    let does = match get(step, "op").and_then(Value::as_str).map(str::to_ascii_lowercase).as_deref() {
        Some("add") => Does::Add,
        Some("replace") => Does::Replace,
        Some("remove") => Does::Remove,
        _ => return Err(wrong("invalidSyntax", "op is add, replace or remove")),
    };
    let value = get(step, "value").cloned().unwrap_or_default();
    match get(step, "path").and_then(Value::as_str).filter(|path| !path.trim().is_empty()) {
        Some(path) => {
            let at = filter::path(path).ok_or_else(|| wrong("invalidPath", format!("no such path: {path}")))?;
            change(resource, does, &at, value)
        }
        None if does == Does::Remove => Err(wrong("noTarget", "say by path what to remove")),
        // Okta names the attributes in the value; Entra ID does so with paths for names.
        None => object(&value)?.iter().filter(|(name, _)| is_ours(name)).try_for_each(|(name, value)| {
            let at = filter::path(name).ok_or_else(|| wrong("invalidPath", format!("no such path: {name}")))?;
            change(resource, does, &at, value.clone())
        }),
    }
}

fn change(resource: &mut Object, does: Does, at: &Path, value: Value) -> Result<(), Failure> {
    if value.is_object() {
        object(&value)?;
    }
    let Some(attribute) = &at.attribute else {
        if does == Does::Remove {
            set(resource, ENTERPRISE, Value::Null);
            return Ok(());
        }
        let new = object(&value)?;
        if let Some(extension) = inner(resource, ENTERPRISE) {
            new.iter().for_each(|(name, value)| put(extension, does, name, value.clone()));
        }
        return Ok(());
    };
    let within = if at.extension { inner(resource, ENTERPRISE) } else { Some(resource) };
    let Some(within) = within else {
        return Ok(());
    };
    match (&at.sub, at.which.is_empty()) {
        (None, true) => put(within, does, attribute, value),
        (Some(sub), true) => put_below(within, does, attribute, sub, value)?,
        (sub, false) => put_in_some(within, does, attribute, at, sub.as_deref(), value)?,
    }
    Ok(())
}

/// The object under a name, made if there is none.
fn inner<'a>(object: &'a mut Object, name: &str) -> Option<&'a mut Object> {
    let key = key_of(object, name);
    let place = object.entry(key).or_insert_with(|| json!({}));
    if !place.is_object() {
        *place = json!({});
    }
    place.as_object_mut()
}

fn put(within: &mut Object, does: Does, name: &str, value: Value) {
    let key = key_of(within, name);
    let now = within.get(&key);
    let (is_list, is_object) = (now.is_some_and(Value::is_array), now.is_some_and(Value::is_object));
    match (does, value) {
        (Does::Remove, value) if is_list && !is_nothing(&value) => without(within, &key, &listed(value)),
        (Does::Remove, _) => set(within, name, Value::Null),
        (Does::Add, value) if is_list => beside(within, &key, listed(value)),
        (_, Value::Object(new)) if is_object => {
            if let Some(now) = within.get_mut(&key).and_then(Value::as_object_mut) {
                new.into_iter().for_each(|(name, value)| set(now, &name, value));
            }
        }
        (_, value) => set(within, name, value),
    }
}

/// Takes some of several values away.
fn without(within: &mut Object, key: &str, gone: &[Value]) {
    if let Some(all) = within.get_mut(key).and_then(Value::as_array_mut) {
        let gone: HashSet<String> = gone.iter().filter_map(known_by).collect();
        all.retain(|one| known_by(one).is_none_or(|known| !gone.contains(&known)));
    }
}

/// Adds values to those that are there, each once.
fn beside(within: &mut Object, key: &str, new: Vec<Value>) {
    if let Some(all) = within.get_mut(key).and_then(Value::as_array_mut) {
        let mut there: HashSet<String> = all.iter().filter_map(known_by).collect();
        all.extend(new.into_iter().filter(|one| known_by(one).is_none_or(|known| there.insert(known))));
    }
}

fn put_below(within: &mut Object, does: Does, attribute: &str, sub: &str, value: Value) -> Result<(), Failure> {
    let value = if does == Does::Remove { Value::Null } else { value };
    let key = key_of(within, attribute);
    if let Some(all) = within.get_mut(&key).and_then(Value::as_array_mut) {
        if does != Does::Remove {
            is_modest(all.len(), &value)?;
        }
        all.iter_mut().filter_map(Value::as_object_mut).for_each(|one| set(one, sub, value.clone()));
        return Ok(());
    }
    if does == Does::Remove && !within.contains_key(&key) {
        return Ok(());
    }
    if let Some(inner) = inner(within, attribute) {
        set(inner, sub, value);
    }
    Ok(())
}

/// 400 if a value is too much to be written into so many.
fn is_modest(into: usize, value: &Value) -> Result<(), Failure> {
    let (most, longest) = MOST_AT_ONCE;
    if into < 2 || (into <= most && value.to_string().len() <= longest) {
        return Ok(());
    }
    Err(wrong("tooMany", format!("at most {longest} bytes are written into at most {most} values at once")))
}

/// Changes those of several values that a filter means; one that isn't there is made, as Entra ID expects.
fn put_in_some(
    within: &mut Object,
    does: Does,
    attribute: &str,
    at: &Path,
    sub: Option<&str>,
    value: Value,
) -> Result<(), Failure> {
    let key = key_of(within, attribute);
    let place = within.entry(key).or_insert_with(|| json!([]));
    if !place.is_array() {
        *place = Value::Array(vec![place.take()]);
    }
    let Value::Array(all) = place else {
        return Ok(());
    };
    let is_meant = |one: &Value| at.which.iter().all(|equals| equals.holds(one));
    match (does, sub) {
        (Does::Remove, None) => all.retain(|one| !is_meant(one)),
        (Does::Remove, Some(sub)) => {
            all.iter_mut().filter(|one| is_meant(one)).filter_map(Value::as_object_mut).for_each(|one| {
                set(one, sub, Value::Null);
            });
        }
        (_, sub) => {
            match all.iter().filter(|one| is_meant(one)).count() {
                0 => all.push(Value::Object(beginning(&at.which))),
                meant => is_modest(meant, &value)?,
            }
            for one in all.iter_mut().filter(|one| is_meant(one)).filter_map(Value::as_object_mut) {
                match sub {
                    Some(sub) => set(one, sub, value.clone()),
                    None => object(&value)?.iter().for_each(|(name, value)| set(one, name, value.clone())),
                }
            }
        }
    }
    Ok(())
}

fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all,
        one => vec![one],
    }
}

/// What one of several values is known by: two that have the same mean the same.
fn known_by(value: &Value) -> Option<String> {
    let named = match value {
        Value::Object(object) => get(object, "value")?,
        plain => plain,
    };
    (!named.is_null()).then(|| named.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn user() -> Object {
        object(&json!({
            "userName": "ada@example.com", "active": true, "name": { "givenName": "Ada", "familyName": "Byron" },
            "emails": [{ "type": "work", "value": "ada@example.com", "primary": true }],
            "members": [{ "value": "1" }, { "value": "2" }],
        }))
        .unwrap()
        .clone()
    }

    fn after(operations: Value) -> Value {
        let mut resource = user();
        apply(&mut resource, &json!({ "schemas": [], "Operations": operations })).unwrap();
        Value::Object(resource)
    }

    #[test]
    fn entra_id_replaces_by_path_with_capitals_and_texts() {
        let all = after(json!([
            { "op": "Replace", "path": "active", "value": "False" },
            { "op": "Add", "path": "title", "value": "Engineer" },
            { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "lovelace@example.com" },
            { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "1" },
            { "op": "Replace", "path": "name.familyName", "value": "Lovelace" },
            { "op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "Engines" },
            { "op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": "7" },
        ]));
        assert_eq!(all["active"], "False");
        assert_eq!(all["title"], "Engineer");
        assert_eq!(all["emails"][0]["value"], "lovelace@example.com");
        assert_eq!(all["phoneNumbers"], json!([{ "type": "mobile", "value": "1" }]));
        assert_eq!(all["name"], json!({ "givenName": "Ada", "familyName": "Lovelace" }));
        assert_eq!(all[ENTERPRISE], json!({ "department": "Engines", "manager": "7" }));
    }

    #[test]
    fn a_change_without_a_path_names_its_attributes() {
        let okta = after(json!([{ "op": "replace", "value": { "active": false } }]));
        assert_eq!(okta["active"], false);
        let dotted = after(json!([{ "op": "replace", "value": {
            "name.familyName": "Lovelace", "displayName": "Ada L", format!("{ENTERPRISE}:department"): "Engines",
            ENTERPRISE: { "employeeNumber": "7" }, "id": "another",
        } }]));
        assert_eq!(dotted["name"], json!({ "givenName": "Ada", "familyName": "Lovelace" }));
        assert_eq!(dotted["displayName"], "Ada L");
        assert_eq!(dotted[ENTERPRISE], json!({ "department": "Engines", "employeeNumber": "7" }));
        assert!(dotted.get("id").is_none(), "it is ours to give");
    }

    #[test]
    fn members_come_and_go() {
        let members = |operations: Value| {
            let all = after(operations);
            let members = all["members"].as_array().cloned().unwrap_or_default();
            members.iter().filter_map(|one| one["value"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        let added = json!([{ "op": "add", "path": "members", "value": [{ "value": "2" }, { "value": "3" }] }]);
        assert_eq!(members(added), ["1", "2", "3"]);
        let of_entra = json!([{ "op": "Remove", "path": "members", "value": [{ "value": "1" }] }]);
        assert_eq!(members(of_entra), ["2"]);
        let of_okta = json!([{ "op": "remove", "path": "members[value eq \"2\"]" }]);
        assert_eq!(members(of_okta), ["1"]);
        assert_eq!(members(json!([{ "op": "remove", "path": "members" }])), [""; 0]);
        let others = json!([{ "op": "replace", "path": "members", "value": [{ "value": "9" }] }]);
        assert_eq!(members(others), ["9"]);
        assert_eq!(members(json!([{ "op": "replace", "path": "members", "value": [] }])), [""; 0]);
    }

    #[test]
    fn what_can_not_be_done_is_refused() {
        for operations in [
            json!([{ "op": "copy", "path": "active" }]),
            json!([{ "op": "replace", "path": "no path", "value": 1 }]),
            json!([{ "op": "remove" }]),
            json!([{ "op": "replace", "value": "a text" }]),
            json!({}),
        ] {
            assert!(apply(&mut user(), &json!({ "Operations": operations })).is_err(), "{operations}");
        }
    }

    #[test]
    fn little_is_written_into_few_at_once() {
        let many: Vec<Value> = (0..11).map(|number| json!({ "value": number.to_string() })).collect();
        let add = json!({ "op": "add", "path": "members", "value": many });
        let below = |value: &str| json!({ "op": "replace", "path": "emails.display", "value": value });
        let second = json!({ "op": "add", "path": "emails", "value": [{ "type": "work", "value": "b" }] });
        let long = "x".repeat(5_000);
        for operations in [
            json!([add, { "op": "replace", "path": "members.display", "value": "x" }]),
            json!([second, below(&long)]),
            json!([second, { "op": "replace", "path": "emails[type eq \"work\"].display", "value": long }]),
            Value::Array(vec![below("x"); MOST + 1]),
        ] {
            let body = json!({ "Operations": operations });
            assert!(apply(&mut user(), &body).is_err(), "{:.200}", body.to_string());
        }
        let all = after(json!([below(&long), second, below("x"), add, { "op": "remove", "path": "members.display" }]));
        assert_eq!((&all["emails"][0]["display"], &all["emails"][1]["display"]), (&json!("x"), &json!("x")));
        assert_eq!(all["members"].as_array().map(Vec::len), Some(11), "each once");
    }

    #[test]
    fn a_whole_resource_leaves_what_it_does_not_say() {
        let mut resource = user();
        let body = json!({ "id": "another", "USERNAME": "b", "title": "Engineer", "odd name": 1, "name": { "familyName": "L" } });
        take_over(&mut resource, &body).unwrap();
        let all = Value::Object(resource);
        assert_eq!((&all["userName"], &all["title"], &all["active"]), (&json!("b"), &json!("Engineer"), &json!(true)));
        assert_eq!(all["name"], json!({ "givenName": "Ada", "familyName": "L" }));
        assert!(all.get("id").is_none());
    }

    proptest! {
        #[test]
        fn whatever_is_sent_ends_well_or_in_a_refusal(
            op in "add|Replace|remove|x", path in r#"(emails|members|name|active|\PC{0,9})(\[(type|value) eq "[a-z]{0,3}"\])?(\.[a-z]{1,5})?"#,
            value in prop_oneof![Just(json!(null)), Just(json!("x")), Just(json!([1, { "value": [] }])), Just(json!({ "a": {} }))],
        ) {
            let _ = apply(&mut user(), &json!({ "Operations": [{ "op": op, "path": path, "value": value }] }));
        }
    }
}
