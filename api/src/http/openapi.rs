//! The OpenAPI document, made from the declarations.

use std::collections::BTreeMap;

use shared::{
    operation::{Access, Declaration, FRESH_MINUTES, Method},
    problem::{Code, Problem},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder,
        Ref, RefOr, Required, ResponseBuilder, Schema, ServerBuilder,
        header::HeaderBuilder,
        path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
        security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
        tag::TagBuilder,
    },
};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// The contract of every declared operation.
pub fn document() -> OpenApi {
    let mut schemas = Schemas::new();
    let mut found = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut found);
    let mut paths = PathsBuilder::new();
    let mut features = Vec::new();
    for declared in shared::every_operation() {
        if !features.contains(&declared.feature) {
            features.push(declared.feature);
        }
        let operation = operation(&declared, &mut found);
        paths = paths.path(declared.path, PathItem::new(http_method(declared.method), operation));
    }
    schemas.extend(found);
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        super::cookie_name(true),
        "A session, set by `log_in`; changing requests must also prove that they come from the same origin.",
    )));
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("PerfTrack").version("1").description(Some(DESCRIPTION)).build())
        .servers(Some([ServerBuilder::new().url("/").description(Some("this server")).build()]))
        .tags(Some(features.into_iter().map(|feature| TagBuilder::new().name(feature).build())))
        .paths(paths)
        .components(Some(
            ComponentsBuilder::new().schemas_from_iter(schemas).security_scheme("session", cookie).build(),
        ))
        .build()
}

const DESCRIPTION: &str = "Track and raise the performance of an organisation's people. JSON in and out; times are RFC 3339 \
    in UTC, ids are UUIDs. Errors are problem documents (RFC 9457) with a stable `code`. Lists are pages: pass `next_cursor` \
    as `cursor`. Things carry a version: send it as `If-Match` when you change them. Unknown fields and parameters are errors. \
    A session may ask so often in a minute, and so may an organisation and an address without a session: `RateLimit-Policy` and \
    `RateLimit` say how often and what is left of it, and 429 comes with `Retry-After`. Log-ins, mails and links are limited \
    more narrowly.";

fn operation(declared: &Declaration, found: &mut Vec<(String, RefOr<Schema>)>) -> Operation {
    let (summary, description) = split(declared.summary);
    let description = described(description, declared.fresh);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(declared.id()))
        .tag(declared.feature)
        .summary(Some(summary))
        .description(description);
    for parameter in (declared.parameters)() {
        operation = operation.parameter(parameter);
    }
    match declared.method {
        Method::Patch => {
            operation =
                operation.parameter(header("If-Match", Required::True, "The version you are changing, as in `ETag`."))
        }
        _ if declared.takes_key() => {
            operation = operation.parameter(header(
                "Idempotency-Key",
                Required::False,
                "Makes the request safe to repeat for a day.",
            ));
        }
        _ => {}
    }
    if let Some(content_type) = declared.body_type {
        let schema = content((declared.body_schemas)(found));
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content(content_type, schema.build()).required(Some(Required::True)).build(),
        ));
    }
    if declared.access != Access::Public {
        operation = operation.security(SecurityRequirement::new("session", Vec::<String>::new()));
    }
    let mut success = ResponseBuilder::new().description(if declared.status == 204 { "Done" } else { "As asked" });
    if let Some(content_type) = declared.answer_type {
        let content_type = content_type.split(';').next().unwrap_or(content_type);
        success = success.content(content_type, content((declared.answer_schemas)(found)).build());
    }
    operation = operation.response(declared.status.to_string(), success);
    for code in problems(declared) {
        operation = operation.response(code.status().to_string(), problem(code));
    }
    operation.build()
}

/// The problems any operation of this kind may answer with, one per status.
fn problems(declared: &Declaration) -> Vec<Code> {
    let mut codes = vec![Code::Malformed];
    let changes = declared.method.changes();
    codes.push(if declared.access == Access::Public { Code::WrongCredentials } else { Code::Unauthenticated });
    if changes || declared.fresh || matches!(declared.access, Access::May(_)) {
        codes.push(Code::Forbidden);
    }
    codes.push(Code::NotFound);
    if changes {
        codes.extend([Code::RequestTimeout, Code::Conflict, Code::VersionMismatch, Code::TooLarge]);
        codes.push(Code::UnsupportedMediaType);
    }
    if declared.access == Access::Public {
        codes.push(Code::LinkSpent);
    }
    codes.push(Code::Invalid);
    if declared.method == Method::Patch {
        codes.push(Code::VersionRequired);
    }
    codes.extend([Code::TooManyRequests, Code::Internal, Code::Unavailable]);
    codes
}

fn problem(code: Code) -> utoipa::openapi::Response {
    let mut response = ResponseBuilder::new()
        .description(code.title())
        .content("application/problem+json", content(Some(Problem::name().into_owned())).build());
    if matches!(code, Code::TooManyRequests | Code::Unavailable) {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer);
        let header = HeaderBuilder::new().schema(Some(seconds)).description(Some("Seconds to wait")).build();
        response = response.header("Retry-After", header);
    }
    response.build()
}

fn content(schema: Option<String>) -> ContentBuilder {
    let binary =
        || ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    ContentBuilder::new().schema(Some(match schema {
        Some(name) => RefOr::Ref(Ref::from_schema_name(name)),
        None => RefOr::from(binary()),
    }))
}

fn header(name: &str, required: Required, description: &str) -> utoipa::openapi::path::Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// What else is said of an operation: 403 has several codes, and a client can do something about this one.
fn described(rest: Option<&str>, fresh: bool) -> Option<String> {
    let asks = fresh.then(|| {
        let code = Code::ReauthRequired.as_str();
        format!("Needs a proof of who asks of the last {FRESH_MINUTES} minutes, or answers 403 `{code}`: see `confirm_identity`.")
    });
    let parts: Vec<String> = rest.map(str::to_owned).into_iter().chain(asks).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The first sentence, and the rest if there is one.
fn split(summary: &str) -> (&str, Option<&str>) {
    match summary.split_once(". ") {
        Some((first, rest)) => (first, Some(rest)),
        None => (summary.trim_end_matches('.'), None),
    }
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::document;

    #[test]
    fn every_name_is_one_things() {
        let mut found = Vec::new();
        for declared in shared::every_operation() {
            (declared.body_schemas)(&mut found);
            (declared.answer_schemas)(&mut found);
        }
        let mut known = BTreeMap::new();
        for (name, schema) in found {
            let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
            assert!(*first == schema, "{name} names two things; say `#[schema(as = …)]`");
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = serde_json::to_value(document()).unwrap();
        let mut references = Vec::new();
        collect(&document, &mut references);
        assert!(references.len() > 100);
        let lost: Vec<_> = references.iter().filter(|path| document.pointer(&path[1..]).is_none()).collect();
        assert!(lost.is_empty(), "schemas that only parameters use need `#[param(inline)]`: {lost:?}");
    }

    fn collect(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                into.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| collect(value, into));
            }
            Value::Array(items) => items.iter().for_each(|value| collect(value, into)),
            _ => {}
        }
    }
}
