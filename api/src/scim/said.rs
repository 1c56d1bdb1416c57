//! What goes wrong, in the protocol's words (RFC 7644, 3.12).

use serde_json::{Value, json};
use shared::problem::{Code, FieldError, Problem};

use crate::http::Failure;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// What is wrong with a request, by the names that the protocol has for it.
const KINDS: [&str; 8] = [
    "invalidFilter",
    "invalidPath",
    "invalidSyntax",
    "invalidValue",
    "mutability",
    "noTarget",
    "tooMany",
    "uniqueness",
];

/// A request that can't be done; `kind` is one of [`KINDS`].
pub(super) fn wrong(kind: &str, detail: impl Into<String>) -> Failure {
    Problem::invalid(vec![FieldError::new("scim", kind)]).because(detail).into()
}

/// A problem as the directory reads it, and its status.
pub(super) fn shaped(problem: &Problem) -> (u16, Value) {
    let (status, kind) = match (problem.code, problem.errors.first().map(|error| error.code.as_str())) {
        (Code::Invalid, Some("taken")) => (409, Some("uniqueness")),
        (Code::Invalid, Some("last_admin" | "has_account" | "erased")) => (400, Some("mutability")),
        (Code::Invalid, Some(code)) => match KINDS.iter().find(|kind| **kind == code) {
            Some(kind) => (if *kind == "uniqueness" { 409 } else { 400 }, Some(*kind)),
            None => (400, Some("invalidValue")),
        },
        (Code::Malformed, _) => (400, Some("invalidSyntax")),
        _ => (problem.status, None),
    };
    let mut body = json!({ "schemas": [ERROR], "status": status.to_string(), "detail": detail(problem) });
    if let (Some(kind), Some(fields)) = (kind, body.as_object_mut()) {
        fields.insert("scimType".to_owned(), kind.into());
    }
    (status, body)
}

fn detail(problem: &Problem) -> String {
    if let Some(detail) = &problem.detail {
        return detail.clone();
    }
    let fields: Vec<String> = problem.errors.iter().map(|error| format!("{}: {}", error.field, error.code)).collect();
    if fields.is_empty() { problem.title.clone() } else { fields.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(problem: &Problem) -> (u16, Option<String>) {
        let (status, body) = shaped(problem);
        assert_eq!(body["status"], status.to_string());
        (status, body["scimType"].as_str().map(str::to_owned))
    }

    #[test]
    fn what_is_wrong_has_a_name_of_the_protocols() {
        let some = |status: u16, kind: &str| (status, Some(kind.to_owned()));
        assert_eq!(of(&Problem::field("email", "taken")), some(409, "uniqueness"));
        assert_eq!(of(&Problem::field("role", "last_admin")), some(400, "mutability"));
        assert_eq!(of(&Problem::field("name", "too_long:120")), some(400, "invalidValue"));
        assert_eq!(of(&Problem::field("scim", "invalidFilter")), some(400, "invalidFilter"));
        assert_eq!(of(&Problem::new(Code::Malformed)), some(400, "invalidSyntax"));
        assert_eq!(of(&Problem::new(Code::NotFound)), (404, None));
        assert_eq!(of(&Problem::new(Code::VersionMismatch)), (412, None));
    }
}
