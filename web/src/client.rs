//! The one way to the server: an operation of `shared`, its parameters and body in, its answer or a problem out.

use futures::future::LocalBoxFuture;
use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use leptos::prelude::*;
use shared::{
    accounts::{LogOut, ReadMe, SwitchOrganisation},
    operation::{Access, Answer, Body, Method, Operation, url},
    problem::{Code, Problem},
    wire::{PERSON, PersonId},
};
use web_sys::{AbortController, AbortSignal};

use crate::{paying::Paying, session::Session};

/// What an operation answers, or what went wrong.
pub type Outcome<O> = Result<<<O as Operation>::Answer as Answer>::Value, Problem>;
/// What an operation takes as its body.
pub type BodyOf<O> = <<O as Operation>::Body as Body>::Value;

/// An `Idempotency-Key`. A form makes one when it opens and keeps it until it succeeds, so that sending again
/// after a lost connection creates nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Default for Key {
    fn default() -> Self {
        let mut random = [0; 16];
        // Only a browser without `crypto` fails here; such a key would still be unique enough for one person's forms.
        if window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut random).is_err()) {
            random[..8].copy_from_slice(&js_sys::Date::now().to_be_bytes());
        }
        Self(uuid::Builder::from_random_bytes(random).into_uuid().to_string())
    }
}

/// On what terms a change is to be made.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The version that was read, for `If-Match`.
    pub version: Option<i64>,
    /// The key that makes sending twice harmless. Creating operations get a fresh one if there is none.
    pub key: Option<Key>,
}

/// An answer on its way. Boxed, as everything behind it is the same for all operations: what is not is small,
/// and there are many operations.
pub type OnItsWay<O> = LocalBoxFuture<'static, Outcome<O>>;

/// Calls an operation. A read is aborted when its owner goes away; a change is not.
pub fn call<O: Operation>(params: O::Params, query: O::Query, body: BodyOf<O>) -> OnItsWay<O> {
    call_on::<O>(params, query, body, Terms::default())
}

/// Calls an operation once and asks nobody to log in: for what the app does of itself.
pub fn call_quietly<O: Operation>(params: O::Params, query: O::Query, body: BodyOf<O>) -> OnItsWay<O> {
    let letter = Letter::of::<O>(&params, &query, &body, Terms::default());
    Box::pin(async move { O::Answer::decode(&send(&letter?, None, None).await?) })
}

/// Calls an operation that changes the version one has read: 412 if it isn't the current one.
pub fn change<O: Operation>(params: O::Params, body: BodyOf<O>, version: i64) -> OnItsWay<O>
where
    O::Query: Default,
{
    call_on::<O>(params, O::Query::default(), body, Terms { version: Some(version), key: None })
}

/// [`call`] with terms. Where the session has ended, the log-in sheet opens over the page; once the same person is
/// back the request is sent again, so the caller never learns of it. It is the same where the server wants to know first
/// whether it's still they.
pub fn call_on<O: Operation>(params: O::Params, query: O::Query, body: BodyOf<O>, terms: Terms) -> OnItsWay<O> {
    let letter = Letter::of::<O>(&params, &query, &body, terms);
    Box::pin(async move { O::Answer::decode(&delivered(letter?).await?) })
}

/// [`call`] without saying who is calling: no cookie goes with it, so that the answer to a pulse comes from nobody.
pub fn call_as_nobody<O: Operation>(body: BodyOf<O>) -> OnItsWay<O>
where
    O::Params: Default,
    O::Query: Default,
{
    let letter = Letter::of::<O>(&O::Params::default(), &O::Query::default(), &body, Terms::default());
    Box::pin(async move { O::Answer::decode(&delivered(Letter { unsigned: true, ..letter? }).await?) })
}

/// A request, whichever operation's it is.
struct Letter {
    method: Method,
    address: String,
    kind: Option<&'static str>,
    body: Vec<u8>,
    version: Option<i64>,
    key: Option<Key>,
    /// Whether it is asked as the person this page belongs to. What is about the session itself is not.
    personal: bool,
    /// Whether the session stays at home.
    unsigned: bool,
}

impl Letter {
    fn of<O: Operation>(params: &O::Params, query: &O::Query, body: &BodyOf<O>, terms: Terms) -> Result<Self, Problem> {
        Ok(Self {
            method: O::METHOD,
            address: url::<O>(params, query)?,
            kind: O::Body::CONTENT_TYPE,
            body: O::Body::encode(body)?,
            version: terms.version,
            key: (O::Answer::STATUS == 201).then(|| terms.key.unwrap_or_default()),
            personal: !matches!(O::ACCESS, Access::Public)
                && ![ReadMe::NAME, LogOut::NAME, SwitchOrganisation::NAME].contains(&O::NAME),
            unsigned: false,
        })
    }
}

/// Sends it until whoever asked for it is logged in; gives the body of the answer.
fn delivered(letter: Letter) -> LocalBoxFuture<'static, Result<Vec<u8>, Problem>> {
    Box::pin(async move {
        let signal = (!letter.method.changes()).then(abort_with_owner).flatten();
        let session = Session::here();
        let asked_by = session.person();
        loop {
            let person = asked_by.filter(|_| letter.personal);
            match (send(&letter, person, signal.as_ref()).await, asked_by) {
                (Err(problem), Some(person)) if problem.code == Code::Unauthenticated => {
                    // By now somebody else may be here: then it is nobody's request any more.
                    let theirs = session.person() == Some(person);
                    let asks = letter.method.changes() || !session.is_put_off();
                    if !(theirs && asks && session.log_in_again(person).await) {
                        return Err(problem);
                    }
                }
                (Err(problem), Some(person)) if problem.code == Code::ReauthRequired => {
                    if !(session.person() == Some(person) && session.prove(person).await) {
                        return Err(problem);
                    }
                }
                (Err(problem), Some(_)) if problem.code == Code::SecondFactorNeeded => {
                    // The organisation has asked for it since the page was opened: the frame leads to where it is set up.
                    leptos::task::spawn_local(session.load());
                    return Err(problem);
                }
                (Err(problem), Some(_)) if problem.code == Code::ReadOnlyUnpaid => {
                    // So since the page was opened: the frame says what goes on all the same.
                    Paying::here().into_iter().for_each(Paying::ask);
                    return Err(problem);
                }
                (outcome, _) => return outcome,
            }
        }
    })
}

async fn send(letter: &Letter, person: Option<PersonId>, signal: Option<&AbortSignal>) -> Result<Vec<u8>, Problem> {
    let mut request = RequestBuilder::new(&letter.address).method(method(letter.method)).abort_signal(signal);
    if let Some(person) = person {
        request = request.header(PERSON, &person.to_string());
    }
    if let Some(version) = letter.version {
        request = request.header("if-match", &format!("\"{version}\""));
    }
    if let Some(Key(key)) = &letter.key {
        request = request.header("idempotency-key", key);
    }
    if letter.unsigned {
        request = request.credentials(web_sys::RequestCredentials::Omit);
    }
    let request = match letter.kind {
        Some(kind) => request.header("content-type", kind).body(js_sys::Uint8Array::from(&letter.body[..])),
        None => request.build(),
    };
    let response = request.map_err(|_| unreachable())?.send().await.map_err(|_| unreachable())?;
    let bytes = response.binary().await.map_err(|_| unreachable())?;
    if response.ok() { Ok(bytes) } else { Err(problem_of(&response, &bytes)) }
}

fn problem_of(response: &Response, bytes: &[u8]) -> Problem {
    // Something between us and the server may answer too, and not with a problem document.
    serde_json::from_slice(bytes).unwrap_or_else(|_| {
        let code = if response.status() == 503 { Code::Unavailable } else { Code::Internal };
        Problem { request_id: response.headers().get("x-request-id").unwrap_or_default(), ..Problem::new(code) }
    })
}

/// No answer at all: status 0, which no server sends.
fn unreachable() -> Problem {
    Problem { status: 0, ..Problem::new(Code::Unavailable) }
}

const fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

fn abort_with_owner() -> Option<AbortSignal> {
    let _owner = Owner::current()?;
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    let held = StoredValue::new_local(controller);
    on_cleanup(move || {
        held.try_with_value(AbortController::abort);
    });
    Some(signal)
}
