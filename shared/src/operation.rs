//! The one list of operations and what each declares.
//!
//! From a declaration come the route, the OpenAPI entry, the web client's call and the walks of the
//! tests; see [`operations!`](crate::operations).

use garde::Validate;
use serde::{Serialize, de::DeserializeOwned};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        RefOr, Schema,
        path::{Parameter, ParameterIn},
    },
};

use crate::{
    access::Permission,
    problem::{Code, Problem},
};

/// HTTP methods the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads; changes nothing.
    Get,
    /// Creates, or does something that has a name.
    Post,
    /// Replaces.
    Put,
    /// Changes some fields; needs `If-Match`.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As on the request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether it may change anything.
    pub const fn changes(self) -> bool {
        !matches!(self, Self::Get)
    }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody. The complete list stands in `tests/ratchets/public_operations.txt`.
    Public,
    /// Anybody logged in, about themselves.
    Session,
    /// Who has this permission at the relation they stand in.
    May(&'static Permission),
}

/// One operation of the API.
pub trait Operation: 'static {
    /// Type name, such as `ListObjectives`.
    const NAME: &'static str;
    /// HTTP method.
    const METHOD: Method;
    /// Path template, such as `/api/v1/objectives/{id}`.
    const PATH: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// What it does, in a sentence or more.
    const SUMMARY: &'static str;
    /// The feature it belongs to.
    const FEATURE: &'static str;
    /// Values of the path's placeholders.
    type Params: Parameters;
    /// Query parameters.
    type Query: Parameters;
    /// What the body is.
    type Body: Body;
    /// What the answer is.
    type Answer: Answer;
}

/// Path or query parameters.
pub trait Parameters: Serialize + DeserializeOwned + IntoParams + Clone + 'static {}
impl<T: Serialize + DeserializeOwned + IntoParams + Clone + 'static> Parameters for T {}

/// No parameters, body or answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl IntoParams for Nothing {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Vec::new()
    }
}

/// A JSON body or answer (200).
pub struct Json<T>(std::marker::PhantomData<T>);
/// A JSON answer about something just created (201).
pub struct Made<T>(std::marker::PhantomData<T>);
/// A CSV file: raw bytes in any encoding as a body, UTF-8 as an answer.
pub struct Csv;

/// How a body travels.
pub trait Body: 'static {
    /// What the handler gets.
    type Value: Clone + 'static;
    /// Content type, if there is a body at all.
    const CONTENT_TYPE: Option<&'static str>;
    /// The most bytes it may have.
    const MOST_BYTES: usize;
    /// Reads and checks it.
    fn decode(bytes: &[u8]) -> Result<Self::Value, Problem>;
    /// Writes it.
    fn encode(value: &Self::Value) -> Result<Vec<u8>, Problem>;
    /// Its schema's name and every schema it needs.
    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String>;
}

impl Body for Nothing {
    type Value = ();
    const CONTENT_TYPE: Option<&'static str> = None;
    const MOST_BYTES: usize = 2;

    fn decode(bytes: &[u8]) -> Result<(), Problem> {
        if bytes.is_empty() {
            Ok(())
        } else {
            Err(Problem::new(Code::Malformed).because("this operation takes no body"))
        }
    }

    fn encode((): &()) -> Result<Vec<u8>, Problem> {
        Ok(Vec::new())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

impl<T> Body for Json<T>
where
    T: Serialize + DeserializeOwned + ToSchema + Validate<Context = ()> + Clone + 'static,
{
    type Value = T;
    const CONTENT_TYPE: Option<&'static str> = Some("application/json");
    const MOST_BYTES: usize = 256 * 1024;

    fn decode(bytes: &[u8]) -> Result<T, Problem> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let value: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| unreadable(&error))?;
        deserializer
            .end()
            .map_err(|_| Problem::new(Code::Malformed).because("there is more after the end of the JSON value"))?;
        value.validate()?;
        Ok(value)
    }

    fn encode(value: &T) -> Result<Vec<u8>, Problem> {
        serde_json::to_vec(value).map_err(|_| Problem::new(Code::Malformed))
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        named_schema::<T>(into)
    }
}

impl Body for Csv {
    type Value = Vec<u8>;
    const CONTENT_TYPE: Option<&'static str> = Some("text/csv");
    const MOST_BYTES: usize = 10 * 1024 * 1024;

    fn decode(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
        Ok(bytes.to_vec())
    }

    fn encode(value: &Vec<u8>) -> Result<Vec<u8>, Problem> {
        Ok(value.clone())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

/// How an answer travels.
pub trait Answer: 'static {
    /// What the handler gives and the client gets.
    type Value: 'static;
    /// Status of success.
    const STATUS: u16;
    /// Content type, if there is a body at all.
    const CONTENT_TYPE: Option<&'static str>;
    /// Writes it.
    fn encode(value: &Self::Value) -> Result<Vec<u8>, Problem>;
    /// Reads it.
    fn decode(bytes: &[u8]) -> Result<Self::Value, Problem>;
    /// Its schema's name and every schema it needs.
    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String>;
}

impl Answer for Nothing {
    type Value = ();
    const STATUS: u16 = 204;
    const CONTENT_TYPE: Option<&'static str> = None;

    fn encode((): &()) -> Result<Vec<u8>, Problem> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> Result<(), Problem> {
        Ok(())
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

macro_rules! json_answer {
    ($name:ident $status:literal) => {
        impl<T: Serialize + DeserializeOwned + ToSchema + 'static> Answer for $name<T> {
            type Value = T;
            const STATUS: u16 = $status;
            const CONTENT_TYPE: Option<&'static str> = Some("application/json");

            fn encode(value: &T) -> Result<Vec<u8>, Problem> {
                serde_json::to_vec(value).map_err(|_| Problem::new(Code::Internal))
            }

            fn decode(bytes: &[u8]) -> Result<T, Problem> {
                serde_json::from_slice(bytes).map_err(|error| Problem::new(Code::Internal).because(error.to_string()))
            }

            fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
                named_schema::<T>(into)
            }
        }
    };
}
json_answer!(Json 200);
json_answer!(Made 201);

impl Answer for Csv {
    type Value = String;
    const STATUS: u16 = 200;
    const CONTENT_TYPE: Option<&'static str> = Some("text/csv; charset=utf-8");

    fn encode(value: &String) -> Result<Vec<u8>, Problem> {
        Ok(value.clone().into_bytes())
    }

    fn decode(bytes: &[u8]) -> Result<String, Problem> {
        String::from_utf8(bytes.to_vec()).map_err(|_| Problem::new(Code::Internal))
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
        None
    }
}

/// Adds the named schemas of a type, and gives the name of its own.
pub type AddSchemas = fn(&mut Vec<(String, RefOr<Schema>)>) -> Option<String>;

/// What a declaration says, for those that read the whole list.
#[derive(Clone)]
pub struct Declaration {
    /// Type name, such as `ListObjectives`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path template.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What it does.
    pub summary: &'static str,
    /// The feature it belongs to.
    pub feature: &'static str,
    /// Path and query parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// Content type of the body.
    pub body_type: Option<&'static str>,
    /// Schema of the body; see [`Body::schemas`].
    pub body_schemas: AddSchemas,
    /// Status of success.
    pub status: u16,
    /// Content type of the answer.
    pub answer_type: Option<&'static str>,
    /// Schema of the answer; see [`Answer::schemas`].
    pub answer_schemas: AddSchemas,
}

impl Declaration {
    /// The declaration of `O`.
    pub fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            method: O::METHOD,
            path: O::PATH,
            access: O::ACCESS,
            summary: O::SUMMARY,
            feature: O::FEATURE,
            parameters: || {
                let mut all = O::Params::into_params(|| Some(ParameterIn::Path));
                all.extend(O::Query::into_params(|| Some(ParameterIn::Query)));
                all
            },
            body_type: O::Body::CONTENT_TYPE,
            body_schemas: O::Body::schemas,
            status: O::Answer::STATUS,
            answer_type: O::Answer::CONTENT_TYPE,
            answer_schemas: O::Answer::schemas,
        }
    }

    /// The operation id in the OpenAPI document, such as `list_objectives`.
    pub fn id(&self) -> String {
        let mut id = String::with_capacity(self.name.len() + 4);
        for c in self.name.chars() {
            if c.is_ascii_uppercase() && !id.is_empty() {
                id.push('_');
            }
            id.push(c.to_ascii_lowercase());
        }
        id
    }
}

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

/// Reads a query string strictly: unknown, repeated and ill-typed parameters are refused by name.
pub fn read_query<Q: Parameters>(query: &str) -> Result<Q, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(url_pairs(query));
    serde_path_to_error::deserialize(pairs).map_err(|error| unreadable(&error))
}

fn url_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// Turns serde's words into a code per field. Serde names the field of an unknown or missing one in
/// its message only, so that is where it is read from.
fn unreadable<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Problem {
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

fn named_schema<T: ToSchema>(into: &mut Vec<(String, RefOr<Schema>)>) -> Option<String> {
    into.push((T::name().into_owned(), T::schema()));
    T::schemas(into);
    Some(T::name().into_owned())
}

/// Doc comments arrive with a leading space.
pub const fn trimmed(text: &str) -> &str {
    text.trim_ascii()
}

/// Declares a feature's operations: a unit type each, and `operations()`, their list.
///
/// ```
/// # use shared::{operations, operation::{Json, Nothing}, problem::Problem};
/// operations! { "things";
///     /// What there is.
///     ReadThing: Get "/api/v1/thing" { answer: Json<Problem>, who: session }
/// }
/// assert_eq!(operations()[0].id(), "read_thing");
/// ```
/// In the braces stand, in this order and separated by commas: `params`, `query`, `body` (each if
/// there is one), `answer`, and `who`: `public`, `session` or `may PERMISSION`.
#[macro_export]
macro_rules! operations {
    ($feature:literal; $($(#[doc = $doc:literal])+ $name:ident: $method:ident $path:literal {
        $(params: $params:ty,)? $(query: $query:ty,)? $(body: $body:ty,)? answer: $answer:ty, who: $($who:ident)+
    })+) => {
        $($(#[doc = $doc])+
        pub struct $name;

        impl $crate::operation::Operation for $name {
            const NAME: &'static str = stringify!($name);
            const METHOD: $crate::operation::Method = $crate::operation::Method::$method;
            const PATH: &'static str = $path;
            const ACCESS: $crate::operation::Access = $crate::access_of!($($who)+);
            const SUMMARY: &'static str = $crate::operation::trimmed(concat!($($doc),+));
            const FEATURE: &'static str = $feature;
            type Params = $crate::or_nothing!($($params)?);
            type Query = $crate::or_nothing!($($query)?);
            type Body = $crate::or_nothing!($($body)?);
            type Answer = $answer;
        })+

        /// This feature's operations.
        pub fn operations() -> Vec<$crate::operation::Declaration> {
            vec![$($crate::operation::Declaration::of::<$name>()),+]
        }
    };
}

/// The `who` of [`operations!`].
#[doc(hidden)]
#[macro_export]
macro_rules! access_of {
    (public) => {
        $crate::operation::Access::Public
    };
    (session) => {
        $crate::operation::Access::Session
    };
    (may $permission:ident) => {
        $crate::operation::Access::May(&$permission)
    };
}

/// A type, or [`Nothing`].
#[doc(hidden)]
#[macro_export]
macro_rules! or_nothing {
    () => {
        $crate::operation::Nothing
    };
    ($given:ty) => {
        $given
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Limit;

    #[derive(Debug, Clone, Serialize, serde::Deserialize, IntoParams)]
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
    }
}
