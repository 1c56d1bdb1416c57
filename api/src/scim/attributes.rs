//! Attributes of a resource: their names count without case, and each may come in any of the shapes that directories send.

use serde_json::{Map, Value};

use super::said::wrong;
use crate::http::Failure;

/// The schema of a user.
pub(super) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of a group.
pub(super) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The extension that has the manager and the department.
pub(super) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Most attributes of one object.
const MOST: usize = 100;

/// A resource, or an object within one.
pub(super) type Object = Map<String, Value>;

/// The value of an attribute.
pub(super) fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The name under which an attribute stands, or would.
pub(super) fn key_of(object: &Object, name: &str) -> String {
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).map_or_else(|| name.to_owned(), Clone::clone)
}

/// Sets an attribute; nothing, an empty text and an empty list take it away.
pub(super) fn set(object: &mut Object, name: &str, value: Value) {
    let key = key_of(object, name);
    if is_nothing(&value) {
        object.remove(&key);
    } else {
        object.insert(key, value);
    }
}

/// Whether a value says that there is none.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}

/// Text, trimmed; `None` if there is none. A number is taken as it would be written.
pub(super) fn text(object: &Object, name: &str) -> Result<Option<String>, Failure> {
    match get(object, name) {
        None => Ok(None),
        Some(value) if is_nothing(value) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(wrong("invalidValue", format!("{name} is a text"))),
    }
}

/// Yes or no; Entra ID sends it as a text, with a capital letter.
pub(super) fn truth(object: &Object, name: &str) -> Result<Option<bool>, Failure> {
    match get(object, name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(value)) => Ok(Some(*value)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(wrong("invalidValue", format!("{name} is true or false"))),
    }
}

/// The one of several values that counts: the primary one, else that of work, else the first.
pub(super) fn chosen(object: &Object, name: &str) -> Result<Option<String>, Failure> {
    let all = match get(object, name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    let is_primary =
        |value: &&Value| value.as_object().is_some_and(|one| matches!(truth(one, "primary"), Ok(Some(true))));
    let is_of_work = |value: &&Value| {
        value.as_object().and_then(|one| get(one, "type")).and_then(Value::as_str).is_some_and(|kind| kind == "work")
    };
    let first = all.iter().find(is_primary).or_else(|| all.iter().find(is_of_work)).or_else(|| all.first());
    match first {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(Value::Object(one)) => text(one, "value"),
        Some(_) => Err(wrong("invalidValue", format!("{name} holds objects with a value each"))),
    }
}

/// Every value of an attribute that names others, such as `members`.
pub(super) fn values(object: &Object, name: &str) -> Result<Vec<String>, Failure> {
    let all = match get(object, name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    let value = |one: &Value| match one {
        Value::String(text) => Some(text.clone()),
        Value::Object(one) => text(one, "value").ok().flatten(),
        _ => None,
    };
    all.iter().map(|one| value(one).ok_or_else(|| wrong("invalidValue", format!("{name} names nobody")))).collect()
}

/// A body as an object, or what is one within it. Each attribute is looked for among all.
pub(super) fn object(body: &Value) -> Result<&Object, Failure> {
    let object = body.as_object().ok_or_else(|| wrong("invalidSyntax", "send a JSON object"))?;
    if object.len() > MOST {
        return Err(wrong("invalidValue", format!("at most {MOST} attributes at once")));
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resource() -> Object {
        object(&json!({
            "userName": " ada@example.com ", "ACTIVE": "False", "title": "", "nickName": null,
            "emails": [{ "value": "home@example.com", "type": "home" }, { "value": "work@example.com", "type": "work" }],
            "roles": [{ "value": "a" }, { "value": "b", "primary": "True" }],
        }))
        .unwrap()
        .clone()
    }

    #[test]
    fn names_count_without_case_and_values_in_any_shape() {
        let all = resource();
        assert_eq!(text(&all, "username").unwrap().as_deref(), Some("ada@example.com"));
        assert_eq!(truth(&all, "active").unwrap(), Some(false));
        assert_eq!(text(&all, "title").unwrap(), None);
        assert_eq!(text(&all, "nickname").unwrap(), None);
        assert_eq!(chosen(&all, "emails").unwrap().as_deref(), Some("work@example.com"));
        assert_eq!(chosen(&all, "roles").unwrap().as_deref(), Some("b"));
        assert!(text(&all, "emails").is_err());
        assert!(truth(&all, "userName").is_err());
    }

    #[test]
    fn an_attribute_stands_once_whatever_its_case() {
        let mut all = resource();
        set(&mut all, "Active", json!(true));
        assert_eq!(truth(&all, "active").unwrap(), Some(true));
        assert_eq!(all.keys().filter(|key| key.eq_ignore_ascii_case("active")).count(), 1);
        set(&mut all, "active", json!(""));
        assert_eq!(truth(&all, "active").unwrap(), None);
    }
}
