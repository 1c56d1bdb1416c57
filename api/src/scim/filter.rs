//! Filters and paths, as far as directories use them: `attribute eq value`, one or several joined by `and`; and
//! `attribute[filter].sub` (RFC 7644, 3.4.2.2 and 3.5.2).

use serde_json::Value;

use super::attributes::{ENTERPRISE, GROUP, Object, USER, get};

/// Most of what one filter asks for.
const MOST: usize = 10;

/// That an attribute has a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Equals {
    /// The attribute, with what stands below it behind a dot, in small letters.
    pub attribute: String,
    /// What it is to be.
    pub value: Value,
}

impl Equals {
    /// The value as text.
    pub(super) fn text(&self) -> String {
        self.value.as_str().map_or_else(|| self.value.to_string(), str::to_owned)
    }

    /// The value as text, in small letters, since a truth is sent as a text as well.
    pub(super) fn key(&self) -> String {
        key(&self.value)
    }

    /// Whether something within a resource is so.
    pub(super) fn holds(&self, of: &Value) -> bool {
        match of {
            Value::Object(object) => get(object, &self.attribute).is_some_and(|value| key(value) == self.key()),
            plain => self.attribute == "value" && key(plain) == self.key(),
        }
    }
}

fn key(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned()).to_lowercase()
}

/// Where in a resource something is to be changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    /// Whether below the extension.
    pub extension: bool,
    /// The attribute; none for the whole extension.
    pub attribute: Option<String>,
    /// Which of its values.
    pub which: Vec<Equals>,
    /// What below each of them.
    pub sub: Option<String>,
}

/// Reads a filter; `None` if it is none of these.
pub(super) fn filter(text: &str) -> Option<Vec<Equals>> {
    let mut all = Vec::new();
    let mut rest = text.trim();
    loop {
        let (attribute, after) = attribute(rest)?;
        let (operator, after) = after.trim_start().split_once(char::is_whitespace)?;
        if !operator.eq_ignore_ascii_case("eq") || all.len() == MOST {
            return None;
        }
        let (value, after) = scalar(after.trim_start())?;
        all.push(Equals { attribute, value });
        rest = after.trim();
        if rest.is_empty() {
            return Some(all);
        }
        let (word, after) = rest.split_once(char::is_whitespace)?;
        if !word.eq_ignore_ascii_case("and") {
            return None;
        }
        rest = after.trim_start();
    }
}

/// Reads where something is to be changed; `None` if it is nowhere.
pub(super) fn path(text: &str) -> Option<Path> {
    let text = text.trim();
    let (extension, rest) = match below(text, ENTERPRISE) {
        Some("") => return Some(Path { extension: true, attribute: None, which: Vec::new(), sub: None }),
        Some(rest) => (true, rest),
        None => (false, below(text, USER).or_else(|| below(text, GROUP)).unwrap_or(text)),
    };
    let (attribute, which, sub) = match rest.split_once('[') {
        Some((attribute, after)) => {
            let end = closing(after)?;
            let sub = match after.get(end + 1..)? {
                "" => None,
                sub => Some(sub.strip_prefix('.')?),
            };
            (attribute, filter(after.get(..end)?)?, sub)
        }
        None => match rest.split_once('.') {
            Some((attribute, sub)) => (attribute, Vec::new(), Some(sub)),
            None => (rest, Vec::new(), None),
        },
    };
    let are_names = is_name(attribute) && sub.is_none_or(is_name);
    are_names.then(|| Path { extension, attribute: Some(attribute.to_owned()), which, sub: sub.map(str::to_owned) })
}

/// What of a name stands below a schema.
fn below<'a>(text: &'a str, schema: &str) -> Option<&'a str> {
    let begin = text.get(..schema.len()).filter(|begin| begin.eq_ignore_ascii_case(schema))?;
    match text.get(begin.len()..)? {
        "" => Some(""),
        rest => rest.strip_prefix([':', '.']),
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '-'))
}

/// The attribute a filter begins with, as `emails.value` however it says which mail, and what stands behind it.
fn attribute(text: &str) -> Option<(String, &str)> {
    let text = below(text, USER).or_else(|| below(text, GROUP)).unwrap_or(text);
    let (name, rest) = match text.find(|c: char| c == '[' || c.is_whitespace())? {
        at if text.get(at..)?.starts_with('[') => {
            let after = text.get(at + 1..)?;
            let rest = after.get(closing(after)? + 1..)?;
            let (sub, rest) = rest.split_at(rest.find(char::is_whitespace)?);
            (format!("{}{sub}", text.get(..at)?), rest)
        }
        at => (text.get(..at)?.to_owned(), text.get(at..)?),
    };
    name.split('.').all(is_name).then(|| (name.to_ascii_lowercase(), rest))
}

/// Where a bracket is closed, outside of any quotes.
fn closing(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ']' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// A text, a number or a truth, as JSON writes it, and what stands behind it.
fn scalar(text: &str) -> Option<(Value, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let rest = text.get(values.byte_offset()..)?;
    (!value.is_object() && !value.is_array()).then_some((value, rest))
}

/// Makes of a filter what a new value begins with.
pub(super) fn beginning(which: &[Equals]) -> Object {
    which.iter().map(|equals| (equals.attribute.clone(), equals.value.clone())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn equals(attribute: &str, value: Value) -> Equals {
        Equals { attribute: attribute.to_owned(), value }
    }

    #[test]
    fn filters_of_directories_are_read() {
        for (text, expected) in [
            (r#"userName eq "ada@example.com""#, vec![equals("username", json!("ada@example.com"))]),
            (r#"externalId EQ "0a21f0f2-8d2a""#, vec![equals("externalid", json!("0a21f0f2-8d2a"))]),
            (r#"emails[type eq "work"].value eq "a@b.c""#, vec![equals("emails.value", json!("a@b.c"))]),
            (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a""#, vec![equals("username", json!("a"))]),
            (r#"id eq "x" and members eq "y""#, vec![equals("id", json!("x")), equals("members", json!("y"))]),
            (r#"displayName eq "R&D \"x\" [a]""#, vec![equals("displayname", json!("R&D \"x\" [a]"))]),
            ("active eq true", vec![equals("active", json!(true))]),
        ] {
            assert_eq!(filter(text), Some(expected), "{text}");
        }
        for text in ["", "userName", "userName eq", r#"userName sw "a""#, r#"userName eq "a" or id eq "b""#, "a eq {}"]
        {
            assert_eq!(filter(text), None, "{text}");
        }
    }

    #[test]
    fn paths_of_directories_are_read() {
        let plain = |attribute: &str, sub: Option<&str>| Path {
            extension: false,
            attribute: Some(attribute.to_owned()),
            which: Vec::new(),
            sub: sub.map(str::to_owned),
        };
        assert_eq!(path("active"), Some(plain("active", None)));
        assert_eq!(path("name.familyName"), Some(plain("name", Some("familyName"))));
        let work = Path { which: vec![equals("type", json!("work"))], ..plain("emails", Some("value")) };
        assert_eq!(path(r#"emails[type eq "work"].value"#), Some(work));
        let department = Path { extension: true, ..plain("department", None) };
        assert_eq!(path(&format!("{ENTERPRISE}:department")), Some(department));
        assert_eq!(path(ENTERPRISE).map(|path| path.attribute), Some(None));
        for text in ["", "[", "emails[type eq \"work\"", "emails[type eq \"work\"]value", "a b", "name.a.b"] {
            assert_eq!(path(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_read_or_refused(text in "\\PC{0,60}", tail in r#"[a-z\[\]" .\\:]{0,40}"#) {
            for text in [text.as_str(), tail.as_str(), &format!("{ENTERPRISE}{tail}"), &format!("a eq {tail}")] {
                let _ = (filter(text), path(text));
            }
        }

        #[test]
        fn any_text_can_be_looked_for(value in "\\PC{0,40}") {
            let text = format!("userName eq {}", Value::from(value.as_str()));
            prop_assert_eq!(filter(&text), Some(vec![equals("username", Value::from(value))]));
        }
    }
}
