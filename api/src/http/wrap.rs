//! What goes around every request: an id, a log line, security headers; and answers for what no
//! operation serves.

use actix_cors::{Cors, CorsError};
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use shared::problem::{Code, Problem};
use tracing::{Instrument, field::Empty};
use uuid::Uuid;

use super::{
    Failure, connections, encryption,
    facts::RequestId,
    limits::{self, Allowance},
};
use crate::{app::State, config::Origin};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost layer.
pub async fn around(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let is_api = request.path().starts_with("/api/");
    let is_plain = encryption::is_plain(&request);
    // What is said over plain HTTP anybody on the way could have said: no promise is made there (RFC 6797, 7.2).
    let secure = !is_plain && request.app_data::<web::Data<State>>().is_some_and(|state| state.origin.is_https());
    // The path without its query: links carry secrets there.
    let (method, path) = (request.method(), request.path());
    let span = tracing::info_span!("request", id, %method, path, operation = Empty, by = Empty);
    let started = std::time::Instant::now();
    let away = match connections::turned_away(&request) {
        None if is_plain => encryption::turned_away(&mut request).instrument(span.clone()).await,
        away => away,
    };
    let mut response = if let Some(away) = away {
        let (request, _) = request.into_parts();
        ServiceResponse::new(request, away).map_into_right_body()
    } else {
        let response = next.call(request).instrument(span.clone()).await?;
        if is_refused_preflight(&response) {
            let (request, _) = response.into_parts();
            let refused = failure_response(&request, Code::CrossSite.into());
            ServiceResponse::new(request, refused).map_into_right_body()
        } else {
            response.map_into_left_body()
        }
    };
    span.in_scope(|| {
        tracing::info!(status = response.status().as_u16(), ms = started.elapsed().as_millis() as u64, "answered");
    });
    let allowance = Allowance::of(response.request());
    let headers = response.headers_mut();
    if let Some(allowance) = allowance {
        allowance.tell(headers);
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in COMMON {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if secure {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // The layer for other origins says these to whoever asks.
    if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        headers.remove(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
        headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; sandbox",
            ),
        );
    }
    Ok(response)
}

const COMMON: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
];

/// Whether a browser asked what another origin may, and it may not: the layer answers that in words of its own.
fn is_refused_preflight<B>(response: &ServiceResponse<B>) -> bool {
    response.response().error().is_some_and(|error| error.as_error::<CorsError>().is_some())
}

/// A failure as a problem document; faults are logged here, once, with their chain.
pub(super) fn failure_response(request: &HttpRequest, failure: Failure) -> HttpResponse {
    let (mut problem, retry_after, cookie) = match failure {
        Failure::Problem(problem, retry_after) => (*problem, retry_after, None),
        Failure::Unfinished(problem, cookie) => (*problem, None, Some(*cookie)),
        Failure::Fault(cause) => {
            tracing::error!(cause = format!("{cause:#}"), "request failed");
            (Problem::new(Code::Internal), None, None)
        }
    };
    problem.request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let status = StatusCode::from_u16(problem.status).unwrap_or_default();
    let mut response = HttpResponse::build(status);
    if let Some(seconds) = retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(cookie) = cookie {
        response.cookie(cookie);
    }
    if status == StatusCode::UNAUTHORIZED && request.headers().contains_key(header::AUTHORIZATION) {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
    }
    response.content_type("application/problem+json").body(serde_json::to_vec(&problem).unwrap_or_default())
}

/// 405 as a problem document; `allowed` as in the header `Allow`.
pub(super) fn wrong_method(request: &HttpRequest, allowed: &str) -> HttpResponse {
    let mut response = failure_response(request, Code::MethodNotAllowed.into());
    if let Ok(allowed) = allowed.parse() {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

/// What takes GET takes HEAD as well: load balancers and monitors ask by it. The server leaves the body out.
pub(super) const READS: &str = "GET, HEAD";

/// 404 as a problem document.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    failure_response(&request, Code::NotFound.into())
}

/// Nobody else's scripts, unless listed: exact origins, with their cookies. It permits, and keeps no request from its
/// handler: our own pages send the header `Origin` too, and whose changes are refused the same-origin proof says.
pub fn cors(origins: &[Origin]) -> Cors {
    let listed = origins.iter().fold(Cors::default(), |cors, origin| cors.allowed_origin(origin.as_str()));
    listed
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers([
            header::CONTENT_TYPE,
            header::IF_MATCH,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static(shared::wire::PERSON),
        ])
        .expose_headers([header::ETAG, header::RETRY_AFTER, REQUEST_ID, limits::POLICY, limits::REMAINS])
        .block_on_origin_mismatch(false)
        .supports_credentials()
        .max_age(3600)
}
