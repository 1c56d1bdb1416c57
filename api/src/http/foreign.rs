//! A protocol that isn't ours, spoken by programs that show an API token. Its requests are let in as those of our own
//! operations are, and read and answered in its own words; what may be asked is a list of routes.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse, Resource, Route,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    web,
};
use serde_json::Value;
use shared::{
    api_tokens::Scope,
    operation::Method,
    problem::{Code, Problem},
};
use uuid::Uuid;

use super::{Asked, Facts, Failure, READS, body, failure_response, incoming::Incoming, mount::takes, session};
use crate::{app::State, config::Origin, db::TenantTx};

/// A body has this long to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a protocol is spoken.
pub struct Protocol {
    /// What its requests are called in the log, and where a feature is asked before and after them ([`super::Gate`]).
    pub name: &'static str,
    /// The feature that speaks it.
    pub feature: &'static str,
    /// What its paths begin with.
    pub base: &'static str,
    /// The scope that a token needs for it.
    pub scope: Scope,
    /// The types its bodies may have.
    pub takes: &'static [&'static str],
    /// The most bytes of a body.
    pub most_bytes: usize,
    /// The type its answers have.
    pub answers: &'static str,
    /// A problem in its words, and its status.
    pub shaped: fn(&Problem) -> (u16, Value),
}

/// Something that may be asked.
pub struct ForeignRoute {
    /// How.
    pub method: Method,
    /// Where, below the protocol's own path. What stands in it for an id is called `{id}`.
    pub path: &'static str,
    /// What is done, in one transaction of the caller's organisation.
    pub work: ForeignWork,
}

/// What is done when something is asked.
pub type ForeignWork = fn(&ForeignCall, &mut TenantTx<'_>) -> Result<ForeignReply, Failure>;

/// A request.
pub struct ForeignCall {
    id: String,
    /// Its query, as it came.
    pub query: String,
    /// The versions of which one is to be changed.
    pub if_match: Option<String>,
    /// The versions that the caller has.
    pub if_none_match: Option<String>,
    /// Its body.
    pub body: web::Bytes,
    /// What links to our own pages begin with.
    pub origin: Origin,
}

impl ForeignCall {
    /// Which thing its path names; 404 if that can't be one.
    pub fn id(&self) -> Result<Uuid, Failure> {
        self.id.parse().map_err(|_| Code::NotFound.into())
    }

    /// The same as it stands in the path.
    pub fn text_id(&self) -> &str {
        &self.id
    }
}

/// An answer.
pub struct ForeignReply {
    /// Its status.
    pub status: u16,
    /// Its body, if it has one.
    pub body: Option<Value>,
    /// The version of what it tells of, as in `ETag`.
    pub version: Option<String>,
    /// The address of what it tells of.
    pub location: Option<String>,
    /// The operation of ours that it came to, for whoever is asked afterwards ([`super::Gate`]); the protocol's own name if
    /// it is none.
    pub came_to: Option<&'static str>,
}

impl ForeignReply {
    /// As asked (200).
    pub fn of(body: Value) -> Self {
        Self { status: 200, body: Some(body), version: None, location: None, came_to: None }
    }

    /// Done, and nothing to say (204).
    pub fn nothing() -> Self {
        Self { status: 204, body: None, version: None, location: None, came_to: None }
    }

    fn into_response(self, protocol: &Protocol) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or_default());
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        for (name, value) in [(header::ETAG, self.version), (header::LOCATION, self.location)] {
            if let Some(value) = value {
                response.insert_header((name, value));
            }
        }
        match self.body {
            Some(body) => response.content_type(protocol.answers).body(serde_json::to_vec(&body).unwrap_or_default()),
            None => response.finish(),
        }
    }
}

/// Makes a protocol's routes. Whatever else is asked below its path is refused in its words.
pub fn foreign_routes(config: &mut web::ServiceConfig, protocol: &'static Protocol, routes: &'static [ForeignRoute]) {
    let mut by_path: BTreeMap<&str, Vec<&'static ForeignRoute>> = BTreeMap::new();
    for route in routes {
        by_path.entry(route.path).or_default().push(route);
    }
    let mut scope = web::scope(protocol.base);
    for (path, routes) in by_path {
        let named = |route: &&ForeignRoute| match route.method {
            Method::Get => READS,
            method => method.as_str(),
        };
        let allowed = routes.iter().map(named).collect::<Vec<_>>().join(", ");
        let resource = routes.into_iter().fold(Resource::new(path), |all, one| all.route(route(protocol, one)));
        scope = scope.service(resource.default_service(web::to(move |request: HttpRequest| {
            let mut response = refusal(protocol, &request, Code::MethodNotAllowed.into());
            if let Ok(allowed) = allowed.parse() {
                response.headers_mut().insert(header::ALLOW, allowed);
            }
            async { response }
        })));
    }
    config.service(scope.default_service(web::to(move |request: HttpRequest| {
        let response = refusal(protocol, &request, Code::NotFound.into());
        async { response }
    })));
}

fn route(protocol: &'static Protocol, asked: &'static ForeignRoute) -> Route {
    Route::new().guard(takes(asked.method)).to(
        move |request: HttpRequest, payload: web::Payload, state: web::Data<State>| async move {
            tracing::Span::current().record("operation", protocol.name);
            let incoming = Incoming::of(payload);
            match answered(protocol, asked, &request, &incoming, state.into_inner()).await {
                Ok(reply) => reply.into_response(protocol),
                Err(failure) => incoming.ended_by(refusal(protocol, &request, failure)),
            }
        },
    )
}

/// Lets a request in, as `mount` does: a token first, then the limits, the body, and in the transaction whether the token is
/// for this.
async fn answered(
    protocol: &'static Protocol,
    asked: &'static ForeignRoute,
    request: &HttpRequest,
    incoming: &Incoming,
    state: Arc<State>,
) -> Result<ForeignReply, Failure> {
    let claim = session::claimed(request, &state)?;
    if !claim.is_token() {
        return Err(Problem::new(Code::Unauthenticated).because("show an API token").into());
    }
    tracing::Span::current().record("by", "token");
    let facts = Facts::of(request, &state.trusted_proxies);
    state.limits.admit_claim(request, claim, facts.address)?;
    let call = ForeignCall {
        id: request.match_info().get("id").unwrap_or_default().to_owned(),
        query: request.query_string().to_owned(),
        if_match: text(request, &header::IF_MATCH),
        if_none_match: text(request, &header::IF_NONE_MATCH),
        body: match asked.method {
            Method::Get | Method::Delete => body::pass_over(incoming).await.map(|()| web::Bytes::new())?,
            _ => read(protocol.takes, protocol.most_bytes, request, incoming).await?,
        },
        origin: state.origin.clone(),
    };
    let _turn = state.limits.turn(claim)?;
    let (limits, gate) = (state.limits.clone(), state.gate.clone());
    let passes = Asked { name: protocol.name, feature: protocol.feature, method: asked.method };
    let work = move |tx: &mut TenantTx<'_>| -> Result<ForeignReply, Failure> {
        limits.admit_owner(tx.actor.claim, tx.actor.person, tx.actor.org)?;
        if !tx.actor.scopes.is_some_and(|scopes| scopes.has(protocol.scope)) {
            let needed = format!("it takes the scope `{}`", protocol.scope);
            return Err(Problem::new(Code::ScopeMissing).because(needed).into());
        }
        if tx.actor.second_factor_due {
            return Err(Code::SecondFactorNeeded.into());
        }
        gate.as_ref().map_or(Ok(()), |gate| gate.before(tx, passes))?;
        let reply = (asked.work)(&call, tx)?;
        let passes = Asked { name: reply.came_to.unwrap_or(protocol.name), ..passes };
        // What it comes to isn't known before, and names only what adds.
        gate.as_ref().map_or(Ok(()), |gate| gate.after(tx, passes, None))?;
        Ok(reply)
    };
    // That somebody called may be noted whatever they asked.
    state.database.tenant(claim, Method::Post, facts, work).await
}

fn text(request: &HttpRequest, name: &HeaderName) -> Option<String> {
    request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// A body of one of the types that it may have, within bounds of size and time.
pub(super) async fn read(
    takes: &[&str],
    most_bytes: usize,
    request: &HttpRequest,
    incoming: &Incoming,
) -> Result<web::Bytes, Failure> {
    let kind = text(request, &header::CONTENT_TYPE).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !takes.iter().any(|one| one.eq_ignore_ascii_case(essence)) {
        let wanted = format!("send {}", takes.join(" or "));
        return Err(Problem::new(Code::UnsupportedMediaType).because(wanted).into());
    }
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::new(Code::UnsupportedMediaType).because("send the body without content encoding").into());
    }
    let bytes = tokio::time::timeout(PATIENCE, body::collect(incoming, most_bytes)).await;
    bytes.map_err(|_| Failure::from(Code::RequestTimeout))?
}

/// A failure in the words of the protocol. What our own words carry beside the body, it carries too.
fn refusal(protocol: &Protocol, request: &HttpRequest, failure: Failure) -> HttpResponse {
    in_words(protocol.answers, protocol.shaped, request, failure)
}

/// The same in whatever words.
pub(super) fn in_words(
    answers: &'static str,
    shaped: fn(&Problem) -> (u16, Value),
    request: &HttpRequest,
    failure: Failure,
) -> HttpResponse {
    let problem = match &failure {
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => (**problem).clone(),
        Failure::Fault(_) => Problem::new(Code::Internal),
    };
    let (status, body) = shaped(&problem);
    let mut response = failure_response(request, failure);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answers));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.map_body(|_, _| BoxBody::new(serde_json::to_vec(&body).unwrap_or_default()))
}
