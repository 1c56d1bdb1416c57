//! The OpenAPI document, made from the declarations.

mod absent;
mod answers;
mod examples;
mod features;
mod named;
mod oauth;
mod webhooks;
mod yaml;

use std::collections::BTreeMap;

use shared::{
    operation::{Access, Declaration, FRESH_MINUTES, Leaving, Method},
    pages,
    problem::{Code, Problem},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, Deprecated, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi,
        OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder, Schema, ServerBuilder,
        extensions::Extensions,
        external_docs::{ExternalDocs, ExternalDocsBuilder},
        path::{Operation, OperationBuilder},
        request_body::RequestBodyBuilder,
        schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
        tag::TagBuilder,
    },
};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// The contract of every declared operation.
pub fn document() -> OpenApi {
    let mut found = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut found);
    let (mut described, mut features, mut problems) = (Vec::new(), Vec::new(), BTreeMap::new());
    for declared in shared::every_operation() {
        if !features.contains(&declared.feature) {
            features.push(declared.feature);
        }
        problems.extend(problems_of(&declared).into_iter().map(|code| (answers::name(code), code)));
        let operation = operation(&declared, &mut found);
        described.push((declared, operation));
    }
    let mut schemas: Schemas = found.into_iter().collect();
    let mut paths = PathsBuilder::new();
    for (declared, mut operation) in described {
        named::choices(&mut operation, declared.feature, declared.name, &mut schemas);
        paths = paths.path(declared.path, PathItem::new(http_method(declared.method), operation));
    }
    named::forms(&mut schemas);
    named::orders(&mut schemas);
    absent::is_not_null(&mut schemas);
    schemas.extend(webhooks::schemas());
    let license = LicenseBuilder::new().name("Proprietary").identifier(Some("LicenseRef-Proprietary"));
    let tag = |feature: &str| {
        let tag = TagBuilder::new().name(feature).description(Some(features::about(feature)));
        tag.external_docs(features::guide(feature).map(guide)).build()
    };
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("PerfTrack")
                .version("1")
                .description(Some(DESCRIPTION))
                .license(Some(license.build()))
                .build(),
        )
        .external_docs(Some(guide((pages::API_GUIDE, "The API, for programs"))))
        .servers(Some([ServerBuilder::new().url("/").description(Some("this server")).build()]))
        .tags(Some(features.into_iter().map(tag)))
        .paths(paths)
        .webhooks(Some(webhooks::requests()))
        .components(Some(components(schemas, problems)))
        .build()
}

/// A guide, at its address on the same server.
fn guide((address, called): (&str, &str)) -> ExternalDocs {
    ExternalDocsBuilder::new().url(address).description(Some(called)).build()
}

/// The document as JSON: what `/openapi.json` serves.
pub fn document_json() -> serde_json::Result<String> {
    serde_json::to_string(&document())
}

/// The document as YAML: `openapi.yaml`.
pub fn document_yaml() -> serde_json::Result<String> {
    Ok(yaml::text(&serde_json::to_value(document())?))
}

fn components(schemas: Schemas, problems: BTreeMap<String, Code>) -> utoipa::openapi::Components {
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        super::cookie_name(true),
        "A session, set by `log_in`; changing requests must also prove that they come from the same origin.",
    )));
    let token = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "An API token, such as `Authorization: Bearer pt_…`: for programs. No cookie is looked at beside it.",
            ))
            .build(),
    );
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .responses_from_iter(problems.into_iter().map(|(name, code)| (name, answers::problem(code))))
        .security_scheme("session", cookie)
        .security_scheme("token", token)
        .security_scheme(oauth::NAME, oauth::scheme());
    let components = answers::headers().fold(components, |all, (name, header)| all.header(name, header));
    answers::parameters().into_iter().fold(components, |all, (name, parameter)| all.parameter(name, parameter)).build()
}

const DESCRIPTION: &str = "Track and raise the performance of an organisation's people. JSON in and out; times are RFC 3339 \
    in UTC, ids are UUIDs. Programs call with an API token (`Authorization: Bearer pt_…`), browsers with a session. Errors are \
    problem documents (RFC 9457) with a stable `code`. Lists are pages: pass `next_cursor` as `cursor`. Things carry a version: \
    send it as `If-Match` when you change them. A request with an `Idempotency-Key` happens once. Unknown fields and parameters \
    are errors. A session or a token may ask so often in a minute, and so may an organisation and an address without a session: \
    `RateLimit-Policy` and `RateLimit` say how often and what is left of it, and 429 comes with `Retry-After`. Log-ins, mails \
    and links are limited more narrowly.";

fn operation(declared: &Declaration, found: &mut Vec<(String, RefOr<Schema>)>) -> Operation {
    let (summary, description) = split(declared.summary);
    let description = described(description, declared);
    let id = declared.id();
    let example = examples::of(&id);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(id))
        .tag(declared.feature)
        .summary(Some(summary))
        .description(description)
        .securities(Some(security(declared)));
    if let Some(leaving) = declared.leaves {
        let day = Extensions::from_iter([("x-removed-on", leaving.until)]);
        operation = operation.deprecated(Some(Deprecated::True)).extensions(Some(day));
    }
    for parameter in (declared.parameters)() {
        operation = operation.parameter(parameter);
    }
    match declared.method {
        Method::Patch => {
            operation = operation.parameter_ref(answers::reference("parameters", answers::IF_MATCH));
        }
        _ if declared.takes_key() => {
            operation = operation.parameter_ref(answers::reference("parameters", answers::IDEMPOTENCY_KEY));
        }
        _ => {}
    }
    if let Some(content_type) = declared.body_type {
        let body = content((declared.body_schemas)(found)).example(example.and_then(|example| example.request.clone()));
        let required = if declared.body_required { Required::True } else { Required::False };
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content(content_type, body.build()).required(Some(required)).build(),
        ));
    }
    let name = (declared.answer_schemas)(found);
    let content_type = declared.answer_type.and_then(|kind| kind.split(';').next());
    let is_json = content_type == Some("application/json");
    let said = match (&name, content_type) {
        (_, None) => "Done".to_owned(),
        // No schema says what a line is: the whole is a text.
        (Some(line), _) if !is_json => format!("A line of JSON for each, a `{line}`"),
        _ => "As asked".to_owned(),
    };
    let mut success = answers::with_headers(ResponseBuilder::new().description(said));
    if let Some(content_type) = content_type {
        if is_json {
            success = success.header_ref(answers::ETAG, answers::reference("headers", answers::ETAG));
        }
        let body = content(name.filter(|_| is_json)).example(example.and_then(|example| example.answer.clone()));
        success = success.content(content_type, body.build());
    }
    operation = operation.response(declared.status.to_string(), success);
    for code in problems_of(declared) {
        operation = operation.response(code.status().to_string(), Ref::from_response_name(answers::name(code)));
    }
    operation.build()
}

/// How to authenticate; an empty list where nobody has to. A token is named with the scope it needs, and not at all where
/// none is taken; and so is one that an app was let have.
fn security(declared: &Declaration) -> Vec<SecurityRequirement> {
    if declared.access == Access::Public {
        return Vec::new();
    }
    let session = SecurityRequirement::new("session", Vec::<String>::new());
    let token = declared.scope().map(|scope| SecurityRequirement::new("token", [scope.as_str()]));
    std::iter::once(session).chain(token).chain(oauth::requirement(declared)).collect()
}

/// The problems any operation of this kind may answer with, one per status.
fn problems_of(declared: &Declaration) -> Vec<Code> {
    let mut codes = vec![Code::Malformed];
    let changes = declared.method.changes();
    codes.push(if declared.access == Access::Public { Code::WrongCredentials } else { Code::Unauthenticated });
    // A token may lack the scope for anything.
    if changes || declared.access != Access::Public {
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

fn content(schema: Option<String>) -> ContentBuilder {
    let binary =
        || ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    ContentBuilder::new().schema(Some(match schema {
        Some(name) => RefOr::Ref(Ref::from_schema_name(name)),
        None => RefOr::from(binary()),
    }))
}

/// What else is said of an operation: 403 has several codes, and a client can do something about this one.
fn described(rest: Option<&str>, declared: &Declaration) -> Option<String> {
    let asks = declared.fresh.then(|| {
        let code = Code::ReauthRequired.as_str();
        format!("Needs a proof of who asks of the last {FRESH_MINUTES} minutes, or answers 403 `{code}`: see `confirm_identity`.")
    });
    let goes = declared.leaves.map(|leaving| {
        let Leaving { since, until } = leaving;
        format!("Deprecated since {since}, and gone from {until} on: answers say so by `Deprecation` and `Sunset`.")
    });
    let parts: Vec<String> = rest.map(str::to_owned).into_iter().chain(asks).chain(goes).collect();
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
    use shared::operation::Leaving;

    use super::{Declaration, document, operation};

    #[test]
    fn what_is_to_go_says_when() {
        let mut declared = shared::every_operation().remove(0);
        let described = |declared: &Declaration| serde_json::to_value(operation(declared, &mut Vec::new())).unwrap();
        assert_eq!(described(&declared).get("deprecated"), None);
        declared.leaves = Some(Leaving { since: "2026-12-01", until: "2028-01-01" });
        let leaving = described(&declared);
        assert_eq!(leaving["deprecated"], true);
        assert_eq!(leaving["x-removed-on"], "2028-01-01");
        assert!(leaving["description"].as_str().unwrap().contains("gone from 2028-01-01 on"));
    }

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
