//! The one way to register a handler: by the operation it serves.

use std::{collections::BTreeMap, future::Future, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Resource, Route,
    guard::{Any, AnyGuard, Delete, Get, Head, Patch, Post, Put},
    http::StatusCode,
    http::header,
    web,
};
use futures_util::Stream;
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    access::can_ever,
    api_tokens::{Scopes, scope_of},
    operation::{
        Access, Answer, Declaration, Events, Json, Lines, Method, Nothing, Notification, Operation, is_of_the_account,
    },
    problem::{Code, Problem},
    wire::{Page, Paged, Whole},
};
use utoipa::ToSchema;

use super::{
    Answered, Ask, DeviceCookie, Facts, Failure, MemberCall, Notified, READS, Refusals, Reply, SECOND_STEP, SIGN_ON,
    Visit,
    body::{self, Raw},
    courier,
    exports::{note_export, writes},
    failure_response, guard, idempotency,
    incoming::Incoming,
    leaving,
    lines::{Listing, Piece},
    session,
    stream::{self, Going, Happening},
    wrong_method,
};
use crate::{
    app::State,
    db::{Actor, Claim, NOT_BY_TOKEN, TenantTx},
};

/// Routes by path, each made from an operation's declaration.
#[derive(Default)]
pub struct Mounts {
    resources: BTreeMap<&'static str, Vec<(Method, Route)>>,
    mounted: Vec<&'static str>,
}

impl Mounts {
    /// Mounts a handler that works in one transaction of the caller's organisation.
    pub fn member<O: Operation>(&mut self, handler: fn(&Ask<O>, &mut TenantTx<'_>) -> Answered<O>) {
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let (claim, facts, raw) = admit::<O>(&request, incoming, &state).await?;
            let key = idempotency::Key::of::<O>(&request, &raw)?;
            let _turn = state.limits.turn(claim)?;
            let database = &state.database;
            database
                .tenant(claim, writes::<O>(), facts, move |tx| {
                    let ask = authorise::<O>(tx, &raw)?;
                    if let Some(key) = &key
                        && let Some(answer) = idempotency::begin::<O>(tx, key)?
                    {
                        note_export::<O>(tx, &raw.asked())?;
                        return Ok(answer);
                    }
                    let counted = raw.count::<O>(tx)?;
                    let actor = tx.actor;
                    let reply = noted::<O, _>(&raw.refusals, &actor, handler(&ask, tx))?;
                    raw.pass_after::<O>(tx, counted)?;
                    // Only now: from here on nobody else of the organisation can note anything.
                    note_export::<O>(tx, &raw.asked())?;
                    if O::METHOD.changes() && tx.notes == 0 {
                        return Err(Failure::fault(anyhow::anyhow!("{} changed something unaudited", O::NAME)));
                    }
                    let finished = Finished::of(reply)?;
                    if let Some(key) = &key {
                        idempotency::keep(tx, key, &finished.body, finished.version)?;
                    }
                    Ok(finished)
                })
                .await
        });
    }

    /// Mounts a handler for somebody logged in that needs more than one transaction. One that takes a key
    /// does its work by [`MemberCall::once`], one that takes something out by [`MemberCall::take_out`].
    pub fn member_async<O, F>(&mut self, handler: fn(MemberCall<O>) -> F)
    where
        O: Operation,
        O::Params: Send,
        O::Query: Send,
        <O::Body as shared::operation::Body>::Value: Send,
        F: Future<Output = Answered<O>> + 'static,
    {
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let (claim, facts, raw) = admit::<O>(&request, incoming, &state).await?;
            let key = idempotency::Key::of::<O>(&request, &raw)?;
            let _turn = state.limits.turn(claim)?;
            let (used, asked) = (key.clone(), raw.asked());
            let read = move |tx: &mut TenantTx<'_>| {
                let ask = authorise::<O>(tx, &raw)?;
                let answer = used.map(|key| idempotency::kept(tx, &key)).transpose()?.flatten();
                Ok((ask, tx.actor, answer))
            };
            let (ask, actor, answer) = state.database.tenant(claim, Method::Get, facts.clone(), read).await?;
            match answer {
                Some(answer) => Ok(answer),
                None => {
                    let refusals = state.refusals.clone();
                    let done = handler(MemberCall { state, ask, actor, facts, key, asked }).await;
                    Finished::of(noted::<O, _>(&refusals, &actor, done)?)
                }
            }
        });
    }

    /// Mounts a handler that a mail program may call by a link of ours: whoever has the secret in its query may do
    /// what it is for. No cookie is looked at, so there is no page to prove; and of the body nothing is read.
    pub fn link<O, F>(&mut self, handler: fn(Visit<O>) -> F)
    where
        O: Operation<Body = Nothing>,
        F: Future<Output = Answered<O>> + 'static,
    {
        const { assert!(matches!(O::ACCESS, Access::Public)) };
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let facts = Facts::of(&request, &state.trusted_proxies);
            state.limits.admit_visitor(&request, facts.address)?;
            body::pass_over(&incoming).await?;
            let ask = Raw::of(&request, Default::default(), &state).read::<O>()?;
            Finished::of(
                handler(Visit {
                    state,
                    query: ask.query,
                    body: ask.body,
                    facts,
                    device: None,
                    pending: None,
                    sign_on: None,
                })
                .await?,
            )
        });
    }

    /// Mounts a handler whose answer goes on for as long as somebody listens. To who comes by a session, streams are for our
    /// own pages: each proves that it is asked for by one.
    pub fn stream<O, F, S>(&mut self, handler: fn(MemberCall<O>) -> F)
    where
        O: Operation<Answer = Events>,
        O::Params: Send,
        O::Query: Send,
        <O::Body as shared::operation::Body>::Value: Send,
        F: Future<Output = Result<S, Failure>> + 'static,
        S: Stream<Item = Happening> + Send + 'static,
    {
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let (claim, facts, raw) = admit::<O>(&request, incoming, &state).await?;
            if !claim.is_token() {
                guard::same_origin(&request, &state)?;
            }
            let asked = raw.asked();
            let read = move |tx: &mut TenantTx<'_>| Ok((authorise::<O>(tx, &raw)?, tx.actor));
            let (ask, actor) = state.database.tenant(claim, Method::Get, facts.clone(), read).await?;
            let refusals = state.refusals.clone();
            let going = handler(MemberCall { state, ask, actor, facts, key: None, asked }).await;
            let happenings = noted::<O, _>(&refusals, &actor, going)?;
            let finished = Finished::of::<O>(Reply::new(()))?;
            // HEAD asks only what there would be.
            let asked = *request.method() != actix_web::http::Method::HEAD;
            Ok(Finished { going: asked.then(|| stream::going(happenings)), ..finished })
        });
    }

    /// Mounts a whole list, a line each: the list's own handler reads it page by page.
    pub fn lines<O, L, T, P, Q>(&mut self, list: Listing<L>)
    where
        O: Operation<Params = P, Query = Whole<Q>, Body = Nothing, Answer = Lines<T>>,
        L: Operation<Params = P, Query = Q, Body = Nothing, Answer = Json<Page<T>>>,
        P: Send,
        Q: Paged + Send,
        T: Serialize + DeserializeOwned + ToSchema + 'static,
    {
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let (claim, facts, raw) = admit::<O>(&request, incoming, &state).await?;
            let _turn = state.limits.turn(claim)?;
            let first = move |tx: &mut TenantTx<'_>| -> Result<Piece<L>, Failure> {
                let Ask { params, query: Whole(query), origin, sealer, visits, .. } = authorise::<O>(tx, &raw)?;
                let ask = Ask::<L> { params, query, body: (), version: None, origin, sealer, visits };
                let actor = tx.actor;
                let piece = noted::<O, _>(&raw.refusals, &actor, Piece::after::<T>(ask, None, list, tx))?;
                note_export::<O>(tx, &raw.asked())?;
                Ok(piece)
            };
            let piece = state.database.tenant(claim, writes::<O>(), facts.clone(), first).await?;
            let finished = Finished::of::<O>(Reply::new(Vec::new()))?;
            // HEAD asks only what there would be.
            let asked = *request.method() != actix_web::http::Method::HEAD;
            Ok(Finished { going: asked.then(|| piece.and_on::<T>(state, claim, facts, list)), ..finished })
        });
    }

    /// Mounts a handler for the mail server of the installation, which shows a key of the settings before anything of the
    /// body is looked at. It is no browser: no cookie is looked at, so there is no page to prove.
    pub fn courier<O, F>(&mut self, handler: fn(Visit<O>) -> F)
    where
        O: Operation,
        F: Future<Output = Answered<O>> + 'static,
    {
        const { assert!(matches!(O::ACCESS, Access::Public)) };
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let facts = Facts::of(&request, &state.trusted_proxies);
            courier::admit(&request, &state, facts.address)?;
            Finished::of(handler(visit::<O>(&request, &incoming, state, facts).await?).await?)
        });
    }

    /// Mounts a handler for another service that calls out to us, and proves by the head of its request that it is who it
    /// should be. It is no browser: no cookie is looked at, so there is no page to prove. Whoever is turned away is limited
    /// as other visitors are.
    pub fn notified<O, F>(&mut self, handler: fn(Notified) -> F)
    where
        O: Operation<Body = Notification>,
        F: Future<Output = Answered<O>> + 'static,
    {
        const { assert!(matches!(O::ACCESS, Access::Public)) };
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let address = Facts::of(&request, &state.trusted_proxies).address;
            let answered = match body::read::<O>(&request, &incoming).await {
                Ok(body) => {
                    let headers = request.headers().clone();
                    handler(Notified { state: state.clone(), headers, body }).await
                }
                Err(failure) => Err(failure),
            };
            // A fault is ours, and who has to come again may be the service.
            let is_turned_away = |failure: &Failure| !matches!(failure.code(), Code::Internal | Code::Unavailable);
            if answered.as_ref().is_err_and(is_turned_away) {
                state.limits.admit_visitor(&request, address)?;
            }
            Finished::of(answered?)
        });
    }

    /// Mounts a handler that anybody may call. Accepts public operations only.
    pub fn visitor<O, F>(&mut self, handler: fn(Visit<O>) -> F)
    where
        O: Operation,
        F: Future<Output = Answered<O>> + 'static,
    {
        const { assert!(matches!(O::ACCESS, Access::Public)) };
        self.add::<O, _, _>(move |request, incoming, state| async move {
            let facts = Facts::of(&request, &state.trusted_proxies);
            if O::METHOD.changes() {
                guard::same_origin(&request, &state)?;
            }
            state.limits.admit_visitor(&request, facts.address)?;
            let device = DeviceCookie::presented(&request, &state);
            let pending = SECOND_STEP.presented(&request, &state);
            let sign_on = SIGN_ON.presented(&request, &state);
            let visit = visit::<O>(&request, &incoming, state, facts).await?;
            Finished::of(handler(Visit { device, pending, sign_on, ..visit }).await?)
        });
    }

    fn add<O, H, F>(&mut self, handler: H)
    where
        O: Operation,
        H: Fn(HttpRequest, Incoming, Arc<State>) -> F + Clone + 'static,
        F: Future<Output = Result<Finished, Failure>> + 'static,
    {
        let route = Route::new().guard(takes(O::METHOD)).to(
            move |request: HttpRequest, payload: web::Payload, state: web::Data<State>| {
                let (handler, state) = (handler.clone(), state.into_inner());
                let name = O::NAME;
                async move {
                    tracing::Span::current().record("operation", name);
                    let incoming = Incoming::of(payload);
                    let mut response = match handler(request.clone(), incoming.clone(), state).await {
                        Ok(finished) => finished.into_response(),
                        Err(failure) => incoming.ended_by(failure_response(&request, failure)),
                    };
                    if let Some(leaving) = O::LEAVES {
                        leaving::tell(leaving, response.headers_mut());
                    }
                    response
                }
            },
        );
        self.resources.entry(O::PATH).or_default().push((O::METHOD, route));
        self.mounted.push(O::NAME);
    }

    /// Hands all routes to actix. Known paths answer other methods with 405.
    pub fn configure(self, config: &mut web::ServiceConfig) {
        for (path, routes) in self.resources {
            let named = |method: &Method| if *method == Method::Get { READS } else { method.as_str() };
            let allowed = routes.iter().map(|(method, _)| named(method)).collect::<Vec<_>>().join(", ");
            let resource = routes.into_iter().fold(Resource::new(path), |resource, (_, route)| resource.route(route));
            config.service(resource.default_service(web::to(move |request: HttpRequest| {
                let response = wrong_method(&request, &allowed);
                async { response }
            })));
        }
    }

    /// Names of what was mounted, to compare with what is declared.
    pub fn names(&self) -> &[&'static str] {
        &self.mounted
    }

    /// Operations that are declared and not mounted, or mounted twice.
    pub fn gaps(&self) -> Vec<String> {
        let count = |declared: &Declaration| self.mounted.iter().filter(|name| **name == declared.name).count();
        let declared = shared::every_operation().into_iter();
        declared.filter(|declared| count(declared) != 1).map(|declared| declared.name.to_owned()).collect()
    }
}

/// Who claims to call, from where, and what; in that order, so that nothing of the body is looked at
/// before the caller has shown a token. What a browser doesn't send by itself needs no proof of the page it comes from.
async fn admit<O: Operation>(
    request: &HttpRequest,
    incoming: Incoming,
    state: &State,
) -> Result<(Claim, Facts, Raw), Failure> {
    let claim = session::claimed(request, state)?;
    tracing::Span::current().record("by", if claim.is_token() { "token" } else { "session" });
    let facts = Facts::of(request, &state.trusted_proxies);
    state.limits.admit_claim(request, claim, facts.address)?;
    if O::METHOD.changes() && !claim.is_token() {
        guard::same_origin(request, state)?;
    }
    let bytes = body::read::<O>(request, &incoming).await?;
    Ok((claim, facts, Raw::of(request, bytes, state)))
}

/// A call by nobody in particular, read as its declaration says.
async fn visit<O: Operation>(
    request: &HttpRequest,
    incoming: &Incoming,
    state: Arc<State>,
    facts: Facts,
) -> Result<Visit<O>, Failure> {
    let bytes = body::read::<O>(request, incoming).await?;
    let ask = Raw::of(request, bytes, &state).read::<O>()?;
    Ok(Visit { state, query: ask.query, body: ask.body, facts, device: None, pending: None, sign_on: None })
}

/// 429 if the person or the organisation asks too often; 401 if the page that asks was opened by somebody else than who is
/// logged in by now; 403 if an API token isn't for this, if the organisation demands a second factor that the actor hasn't
/// got, if no relation exists at which the actor may, or if what is dangerous is asked in a session whose proof is old; then
/// the request is read.
fn authorise<O: Operation>(tx: &mut TenantTx<'_>, raw: &Raw) -> Result<Ask<O>, Failure> {
    let actor = tx.actor;
    noted::<O, _>(&raw.refusals, &actor, authorised::<O>(tx, raw))
}

/// Counts a refusal for whoever reads the audit log: what is refused leaves no trace in its own transaction.
fn noted<O: Operation, T>(refusals: &Refusals, actor: &Actor, done: Result<T, Failure>) -> Result<T, Failure> {
    done.inspect_err(|failure| refusals.note(actor, O::NAME, failure))
}

fn authorised<O: Operation>(tx: &mut TenantTx<'_>, raw: &Raw) -> Result<Ask<O>, Failure> {
    raw.limits.admit_owner(tx.actor.claim, tx.actor.person, tx.actor.org)?;
    raw.is_asked_as(tx.actor.person)?;
    if let Some(scopes) = tx.actor.scopes {
        is_for::<O>(scopes)?;
    }
    if tx.actor.second_factor_due && !is_of_the_account(&O::ACCESS, O::FEATURE) {
        return Err(Code::SecondFactorNeeded.into());
    }
    match O::ACCESS {
        Access::May(permission) if !can_ever(tx.actor.role, permission) => Err(Code::Forbidden.into()),
        _ if O::FRESH && !tx.proved_lately()? => Err(Code::ReauthRequired.into()),
        _ => {
            raw.pass_before::<O>(tx)?;
            raw.read::<O>()
        }
    }
}

/// 403 unless an API token with these scopes is for the operation.
fn is_for<O: Operation>(scopes: Scopes) -> Result<(), Failure> {
    match scope_of(O::FEATURE, O::METHOD, &O::ACCESS, O::FRESH) {
        None => Err(Problem::new(Code::SeparateLogIn).because(NOT_BY_TOKEN).into()),
        Some(scope) if scopes.has(scope) => Ok(()),
        Some(scope) => Err(Problem::new(Code::ScopeMissing).because(format!("it takes the scope `{scope}`")).into()),
    }
}

/// An answer ready to be sent, or to be kept for an idempotency key.
pub(super) struct Finished {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    content_type: Option<&'static str>,
    pub(super) version: Option<i64>,
    cookies: Vec<actix_web::cookie::Cookie<'static>>,
    file_name: Option<String>,
    clears_site_data: bool,
    going: Option<Going>,
}

impl Finished {
    fn of<O: Operation>(reply: Reply<O>) -> Result<Self, Failure> {
        Ok(Self {
            status: O::Answer::STATUS,
            body: O::Answer::encode(&reply.value)?,
            content_type: O::Answer::CONTENT_TYPE,
            version: reply.version,
            cookies: reply.cookies,
            file_name: reply.file_name,
            clears_site_data: reply.clears_site_data,
            going: None,
        })
    }

    /// An answer given before.
    pub(super) fn again(status: u16, body: Vec<u8>, version: Option<i64>) -> Self {
        let content_type = (!body.is_empty()).then_some("application/json");
        Self {
            status,
            body,
            content_type,
            version,
            cookies: Vec::new(),
            file_name: None,
            clears_site_data: false,
            going: None,
        }
    }

    fn into_response(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponseBuilder::new(status);
        if let Some(version) = self.version {
            response.insert_header((header::ETAG, format!("\"{version}\"")));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        if let Some(name) = self.file_name {
            response.insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
        }
        if self.clears_site_data {
            response.insert_header(("clear-site-data", "\"cache\", \"storage\""));
        }
        match (self.content_type, self.going) {
            // Proxies that gather answers before they pass them on would keep it for themselves.
            (Some(content_type), Some(going)) => {
                response.content_type(content_type).insert_header(("x-accel-buffering", "no")).streaming(going)
            }
            (Some(content_type), None) => response.content_type(content_type).body(self.body),
            (None, _) => response.finish(),
        }
    }
}

pub(super) fn takes(method: Method) -> AnyGuard {
    match method {
        Method::Get => Any(Get()).or(Head()),
        Method::Post => Any(Post()),
        Method::Put => Any(Put()),
        Method::Patch => Any(Patch()),
        Method::Delete => Any(Delete()),
    }
}
