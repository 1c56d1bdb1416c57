//! What many operations have in common in the document: problems, headers and parameters, each described once.

use shared::problem::{Code, FieldError, Problem};
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, Header, ObjectBuilder, Ref, Required, Response, ResponseBuilder, Type,
        example::{Example, ExampleBuilder},
        header::HeaderBuilder,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

use super::named::pascal;

/// The version of what is answered.
pub(super) const ETAG: &str = "ETag";
const RETRY_AFTER: &str = "Retry-After";

/// Headers of answers, with what they say.
const HEADERS: [(&str, &str); 5] = [
    (
        ETAG,
        "The version of what is answered, where it carries one, such as `\"3\"`: send it as `If-Match` with your change.",
    ),
    (
        "RateLimit",
        "What is left of the narrowest limit that counts this request, such as `\"session\";r=57;t=12`: `r` requests, all of \
         them again in `t` seconds.",
    ),
    ("RateLimit-Policy", "That limit, such as `\"session\";q=60;w=60`: `q` requests in `w` seconds."),
    (RETRY_AFTER, "Seconds to wait."),
    ("X-Request-Id", "Names this request in the server's log: say it when you ask for help."),
];

/// Headers that every answer may have.
const EVERYWHERE: [&str; 3] = ["RateLimit", "RateLimit-Policy", "X-Request-Id"];

/// The version that a change is meant for.
pub(super) const IF_MATCH: &str = "If-Match";
/// What makes a request safe to repeat.
pub(super) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Which request the examples of problems come from.
const SOME_REQUEST: &str = "0193f2a4-5b6c-7d8e-9f01-23456789abcd";

/// The headers as components.
pub(super) fn headers() -> impl Iterator<Item = (&'static str, Header)> {
    HEADERS.into_iter().map(|(name, says)| {
        let kind = if name == RETRY_AFTER { Type::Integer } else { Type::String };
        let schema = ObjectBuilder::new().schema_type(kind);
        (name, HeaderBuilder::new().schema(Some(schema)).description(Some(says)).build())
    })
}

/// The parameters as components.
pub(super) fn parameters() -> [(&'static str, Parameter); 2] {
    let header = |name: &'static str, required: Required, says: &str| {
        let schema = ObjectBuilder::new().schema_type(Type::String);
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(required);
        (name, parameter.description(Some(says)).schema(Some(schema)).build())
    };
    [
        header(
            IF_MATCH,
            Required::True,
            "The version you are changing, as in `ETag`. Answers 412 if it was changed since, and 428 if this is missing.",
        ),
        header(
            IDEMPOTENCY_KEY,
            Required::False,
            "Makes the request safe to repeat for a day: the second one with the same key gets the first one's answer. Any \
             text of up to 255 characters, such as a UUID; with another request it answers 422 `key_reused`.",
        ),
    ]
}

/// Where a header's or a parameter's component stands.
pub(super) fn reference(kind: &str, name: &str) -> Ref {
    Ref::new(format!("#/components/{kind}/{name}"))
}

/// An answer with the headers that every one may have.
pub(super) fn with_headers(answer: ResponseBuilder) -> ResponseBuilder {
    EVERYWHERE.into_iter().fold(answer, |answer, name| answer.header_ref(name, reference("headers", name)))
}

/// What the component of a problem is called.
pub(super) fn name(code: Code) -> String {
    pascal(code.as_str())
}

/// The problems of this code's status, called by this one.
pub(super) fn problem(code: Code) -> Response {
    let others = Code::ALL.iter().copied().filter(|other| other.status() == code.status());
    let examples = others.map(|code| (code.as_str(), example(code)));
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Problem::name().into_owned())))
        .examples_from_iter(examples);
    let mut response =
        ResponseBuilder::new().description(code.title()).content("application/problem+json", content.build());
    if matches!(code, Code::TooManyRequests | Code::Unavailable) {
        response = response.header_ref(RETRY_AFTER, reference("headers", RETRY_AFTER));
    }
    with_headers(response).build()
}

/// A problem as it is answered.
fn example(code: Code) -> Example {
    let errors = if code == Code::Invalid { vec![FieldError::new("name", "too_long:100")] } else { Vec::new() };
    let problem = Problem { request_id: SOME_REQUEST.to_owned(), errors, ..Problem::new(code) };
    ExampleBuilder::new().summary(code.title()).value(serde_json::to_value(problem).ok()).build()
}
