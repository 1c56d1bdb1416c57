//! Reading and writing what surrounds a body: paths and queries, and the words for what can't be read.

use super::{Operation, Parameters};
use crate::problem::{Code, Problem};

/// The path of an operation with its placeholders filled in and its query appended.
pub fn url<O: Operation>(params: &O::Params, query: &O::Query) -> Result<String, Problem> {
    let unencodable = |_| Problem::new(Code::Malformed);
    let params = serde_json::to_value(params).map_err(|_| Problem::new(Code::Malformed))?;
    let mut path = O::PATH.to_owned();
    if let Some(params) = params.as_object() {
        for (name, value) in params {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            path = path.replace(&format!("{{{name}}}"), &value);
        }
    }
    let query = serde_urlencoded::to_string(query).map_err(unencodable)?;
    Ok(if query.is_empty() { path } else { format!("{path}?{query}") })
}

/// No search, filter or cursor is longer, in characters.
const LONGEST_VALUE: usize = 2_000;

/// Reads a query string strictly: unknown, repeated and ill-typed parameters are refused by name, and so are
/// values that nobody types.
pub fn read_query<Q: Parameters>(query: &str) -> Result<Q, Problem> {
    for (name, value) in url_pairs(query) {
        if value.chars().count() > LONGEST_VALUE {
            return Err(Problem::field(name, &format!("too_long:{LONGEST_VALUE}")));
        }
        if value.chars().any(char::is_control) {
            return Err(Problem::field(name, "forbidden_character"));
        }
    }
    let pairs = serde_urlencoded::Deserializer::new(url_pairs(query));
    serde_path_to_error::deserialize(pairs).map_err(|error| unreadable(&error))
}

fn url_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// Turns serde's words into a code per field. Serde names the field of an unknown or missing one in
/// its message only, so that is where it is read from.
pub(super) fn unreadable<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Problem {
    let message = error.inner().to_string();
    let named = message.split('`').nth(1).unwrap_or_default();
    let path = error.path().to_string();
    let at = |name: &str| match path.as_str() {
        "." => name.to_owned(),
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    let (field, code) = if message.starts_with("unknown field") {
        (at(named), "unknown_field")
    } else if message.starts_with("missing field") {
        (at(named), "required")
    } else if message.starts_with("duplicate field") {
        (at(named), "duplicate_field")
    } else if message.starts_with("unknown variant") {
        (path, "unknown_value")
    } else if message.starts_with("limit_out_of_range") {
        (path, "limit_out_of_range:100")
    } else if path == "." {
        return Problem::new(Code::Malformed).because(message);
    } else {
        (path, "wrong_type")
    };
    Problem::field(field, code)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use utoipa::IntoParams;

    use super::*;
    use crate::wire::Limit;

    #[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        limit: Option<Limit>,
        q: Option<String>,
    }

    fn error_of(query: &str) -> (String, String) {
        let problem = read_query::<Filter>(query).unwrap_err();
        (problem.errors[0].field.clone(), problem.errors[0].code.clone())
    }

    #[test]
    fn queries_are_read_strictly() {
        assert_eq!(read_query::<Filter>("limit=7&q=a%20b").unwrap().q.as_deref(), Some("a b"));
        assert_eq!(error_of("surprise=1"), ("surprise".into(), "unknown_field".into()));
        assert_eq!(error_of("q=1&q=2"), ("q".into(), "duplicate_field".into()));
        assert_eq!(error_of("limit=0").1, "limit_out_of_range");
        assert_eq!(error_of("limit=1000000000").1, "limit_out_of_range");
        assert_eq!(error_of("limit=-1").1, "limit_out_of_range");
        assert_eq!(error_of("q=a%00b"), ("q".into(), "forbidden_character".into()));
        assert_eq!(error_of(&format!("q={}", "x".repeat(2_001))), ("q".into(), "too_long".into()));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_asked_is_read_or_refused_by_name(query in "\\PC{0,80}") {
            if let Err(problem) = read_query::<Filter>(&query) {
                proptest::prop_assert!(!problem.errors.is_empty(), "{problem:?}");
            }
        }
    }
}
