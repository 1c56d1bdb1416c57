//! How a connection is encrypted, and what is answered to one that isn't, where the server speaks TLS itself.
//!
//! Pages lead on to where they are encrypted. The API refuses: a program that is led on never notices that what it sent
//! first, a session perhaps, travelled in the open.

use std::any::Any;

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::{
    HttpRequest, HttpResponse, Resource, Route,
    dev::{Extensions, ServiceRequest},
    guard,
    http::{Method, header},
    rt::net::TcpStream,
    web,
};
use rustls::ProtocolVersion;
use shared::problem::Code;

use super::{
    READS,
    facts::{Facts, TlsFacts},
    failure_response,
    incoming::Incoming,
    wrong_method,
};
use crate::{app::State, tls};

/// Where certificate authorities look for proofs (RFC 8555, 8.3).
const PROOFS: &str = "/.well-known/acme-challenge/";

/// Notes how a new connection is encrypted, for its requests.
pub fn note_encryption(connection: &dyn Any, data: &mut Extensions) {
    let Some(stream) = connection.downcast_ref::<TlsStream<TcpStream>>() else { return };
    let (_, session) = stream.get_ref();
    let version = match session.protocol_version() {
        Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
        _ => "TLS 1.3",
    };
    let suite = session.negotiated_cipher_suite().and_then(|suite| suite.suite().as_str()).unwrap_or_default();
    // The library's name for suites of 1.3 isn't the registered one.
    data.insert(TlsFacts { version, cipher: suite.replace("TLS13_", "TLS_") });
}

/// Whether a request came without TLS to a server that speaks it.
pub(super) fn is_plain(request: &ServiceRequest) -> bool {
    let speaks_tls = request.app_data::<web::Data<State>>().is_some_and(|state| state.tls.is_some());
    speaks_tls && request.conn_data::<TlsFacts>().is_none()
}

/// What is answered to such a request; `None` if it may come so.
pub(super) async fn turned_away(request: &mut ServiceRequest) -> Option<HttpResponse> {
    if may_be_plain(request) {
        return None;
    }
    let origin = request.app_data::<web::Data<State>>()?.origin.clone();
    // As it is routed: however the letters are written.
    let path = request.match_info().as_str();
    let is_api = path == "/api" || path.starts_with("/api/");
    let answer = if !is_api && [Method::GET, Method::HEAD].contains(request.method()) {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        // To our own address, whatever the request calls us.
        let there = [origin.as_str(), if path.starts_with('/') { path } else { "/" }].concat();
        HttpResponse::PermanentRedirect().insert_header((header::LOCATION, there)).finish()
    } else {
        failure_response(request.request(), Code::EncryptionRequired.into())
    };
    Some(match request.extract::<web::Payload>().await {
        Ok(payload) => Incoming::of(payload).ended_by(answer),
        Err(_) => answer,
    })
}

/// Proofs, since there is no certificate before them; and this machine asking whether we are well.
fn may_be_plain(request: &ServiceRequest) -> bool {
    let path = request.match_info().as_str();
    let is_here = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    path.strip_prefix(PROOFS).is_some_and(|token| !token.is_empty() && !token.contains('/'))
        || (is_here && matches!(path, "/health/live" | "/health/ready"))
}

/// The proofs that certificate authorities ask for.
pub fn proof_routes(config: &mut web::ServiceConfig) {
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    let reads = guard::Any(guard::Get()).or(guard::Head());
    let proofs = Resource::new("/.well-known/acme-challenge/{token}").route(Route::new().guard(reads).to(proof));
    config.service(proofs.default_service(web::to(other)));
}

async fn proof(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let facts = Facts::of(&request, &state.trusted_proxies);
    let found = match state.limits.admit_visitor(&request, facts.address) {
        Ok(()) => tls::proof(&state, request.match_info().query("token")).await,
        Err(failure) => Err(failure),
    };
    match found {
        Ok(Some(proof)) => HttpResponse::Ok().content_type("application/octet-stream").body(proof),
        Ok(None) => failure_response(&request, Code::NotFound.into()),
        Err(failure) => failure_response(&request, failure),
    }
}
