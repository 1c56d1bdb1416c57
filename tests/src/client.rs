//! A blocking client over real HTTP, typed by the operations themselves and raw where a test wants it.

use std::{
    cell::RefCell,
    io::{BufRead, BufReader},
    sync::{
        OnceLock,
        mpsc::{Receiver, channel},
    },
};

use serde_json::Value;
use shared::{
    operation::{Answer, Body, Operation, url},
    problem::Problem,
};
use ureq::{Agent, http};
use uuid::Uuid;

use crate::Server;

/// Name of the session cookie on plain http.
pub const COOKIE: &str = "pt_session_dev";

/// Somebody at a browser: an address, perhaps a session. Or a program with an API token.
#[derive(Clone)]
pub struct Client {
    /// The server's address.
    pub origin: String,
    /// The session's token.
    pub token: Option<String>,
    /// The secret of an API token, which is sent instead.
    bearer: Option<String>,
    address: String,
}

/// A value or the problem in its place.
pub type Called<O> = Result<<<O as Operation>::Answer as Answer>::Value, Problem>;

impl Client {
    /// A visitor from an address nobody else has.
    pub fn visitor(server: &Server) -> Self {
        Self::at(&server.url)
    }

    /// The same of whatever serves at this origin.
    pub fn at(origin: &str) -> Self {
        let [a, b, c, ..] = *Uuid::new_v4().as_bytes();
        Self { origin: origin.to_owned(), token: None, bearer: None, address: format!("10.{a}.{b}.{}", c.max(1)) }
    }

    /// The same visitor with this session.
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// A program with this API token, at the same address. It knows nothing of sessions and of our own pages.
    pub fn with_bearer(&self, secret: impl Into<String>) -> Self {
        Self { token: None, bearer: Some(secret.into()), ..self.clone() }
    }

    /// Calls an operation.
    pub fn call<O: Operation>(&self, params: O::Params, query: O::Query, body: <O::Body as Body>::Value) -> Called<O> {
        self.request::<O>(&params, &query, &body).send().into_answer::<O>()
    }

    /// Calls an operation that changes something which was read at `version`.
    pub fn change<O: Operation>(&self, params: O::Params, version: i64, body: <O::Body as Body>::Value) -> Called<O>
    where
        O::Query: Default,
    {
        let request = self.request::<O>(&params, &O::Query::default(), &body);
        request.header("if-match", &format!("\"{version}\"")).send().into_answer::<O>()
    }

    /// The request that [`Self::call`] would send.
    pub fn request<O: Operation>(
        &self,
        params: &O::Params,
        query: &O::Query,
        body: &<O::Body as Body>::Value,
    ) -> Request {
        let path = url::<O>(params, query).expect("the URL can be written");
        let request = self.raw(O::METHOD.as_str(), &path);
        match O::Body::CONTENT_TYPE {
            Some(content_type) => request.body(content_type, O::Body::encode(body).expect("the body can be written")),
            None => request,
        }
    }

    /// Any request, with this client's session and a proof that it comes from our own pages; or with its API token alone.
    pub fn raw(&self, method: &str, path: &str) -> Request {
        let request = Request {
            method: method.to_owned(),
            url: format!("{}{path}", self.origin),
            headers: Vec::new(),
            body: None,
        };
        let request = request.header("x-forwarded-for", &self.address);
        if let Some(secret) = &self.bearer {
            return request.header("authorization", &format!("Bearer {secret}"));
        }
        let request = request.header("origin", &self.origin);
        match &self.token {
            Some(token) => request.header("cookie", &format!("{COOKIE}={token}")),
            None => request,
        }
    }
}

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    /// With one more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(have, _)| !have.eq_ignore_ascii_case(name));
        self
    }

    /// With this body.
    pub fn body(self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let request = self.without("content-type").header("content-type", content_type);
        Self { body: Some(body.into()), ..request }
    }

    /// With this query string.
    pub fn query(mut self, query: &str) -> Self {
        self.url.push(if self.url.contains('?') { '&' } else { '?' });
        self.url.push_str(query);
        self
    }

    /// The path it goes to.
    pub fn path(&self) -> String {
        let after_host = self.url.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{}", after_host.split('?').next().unwrap_or_default())
    }

    /// With this JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sends it and hands over the events that come, as name and data, until the server ends them or nobody takes
    /// them any more.
    pub fn listen(self) -> Receiver<(String, String)> {
        let asked = self.url.clone();
        match self.try_listen() {
            Ok(Ok(events)) => events,
            Ok(Err(answer)) => panic!("{asked} is a stream: {}", answer.text()),
            Err(error) => panic!("{asked}: {error}"),
        }
    }

    /// The same where the server may be gone, or busy: the answer if it is no stream, an error if none comes.
    pub fn try_listen(self) -> Result<Result<Receiver<(String, String)>, Response>, ureq::Error> {
        let mut builder = http::Request::builder().method(self.method.as_str()).uri(&self.url);
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        let mut answer = agent().run(builder.body(()).expect("a request"))?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        if status != 200 {
            let body = answer.body_mut().read_to_vec()?;
            return Ok(Err(Response { status, headers, body }));
        }
        let (sender, events) = channel();
        std::thread::spawn(move || {
            let mut name = String::new();
            for line in BufReader::new(answer.into_body().into_reader()).lines().map_while(Result::ok) {
                if let Some(next) = line.strip_prefix("event: ") {
                    name = next.to_owned();
                } else if let Some(data) = line.strip_prefix("data: ")
                    && sender.send((name.clone(), data.to_owned())).is_err()
                {
                    break;
                }
            }
        });
        Ok(Ok(events))
    }

    /// Sends it and reads the whole answer, whatever its status.
    pub fn send(self) -> Response {
        let asked = format!("{} {}", self.method, self.url);
        self.try_send().unwrap_or_else(|error| panic!("{asked}: {error}"))
    }

    /// The same where the server may be gone; an error if no whole answer comes.
    pub fn try_send(self) -> Result<Response, ureq::Error> {
        let sent = HEARD.with_borrow(Option::is_some).then(|| (self.method.clone(), self.path(), self.body.clone()));
        let response = self.answered()?;
        if let Some((method, path, body)) = sent {
            let heard = Heard { method, path, body, response: response.clone() };
            HEARD.with_borrow_mut(|all| all.get_or_insert_default().push(heard));
        }
        Ok(response)
    }

    fn answered(self) -> Result<Response, ureq::Error> {
        let mut builder = http::Request::builder().method(self.method.as_str()).uri(&self.url);
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        let sent = match self.body {
            Some(body) => agent().run(builder.body(body).expect("a request")),
            None if matches!(self.method.as_str(), "GET" | "DELETE" | "HEAD") => {
                agent().run(builder.body(()).expect("a request"))
            }
            None => agent().run(builder.body(Vec::new()).expect("a request")),
        };
        let mut answer = sent?;
        if answer.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream") {
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            return Ok(Response { status, headers, body: Vec::new() });
        }
        let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(Response { status: answer.status().as_u16(), headers: answer.headers().clone(), body })
    }
}

/// A request that was made, and what came of it.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its method.
    pub method: String,
    /// The path it went to.
    pub path: String,
    /// What it carried.
    pub body: Option<Vec<u8>>,
    /// What was answered.
    pub response: Response,
}

thread_local! {
    static HEARD: RefCell<Option<Vec<Heard>>> = const { RefCell::new(None) };
}

/// Every request that this thread makes meanwhile and that was answered, the first first.
pub fn overhear(act: impl FnOnce()) -> Vec<Heard> {
    HEARD.set(Some(Vec::new()));
    act();
    HEARD.take().unwrap_or_default()
}

fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .allow_non_standard_methods(true)
            .timeout_global(Some(std::time::Duration::from_secs(60)));
        config.build().into()
    })
}

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: http::HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Response {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{} isn't JSON: {}", self.status, self.text()))
    }

    /// The problem document it is.
    pub fn problem(&self) -> Problem {
        let problem: Problem = serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} isn't a problem: {}", self.status, self.text()));
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(problem.status, self.status);
        problem
    }

    /// Whether it is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The session it set, if any; empty if it took it away.
    pub fn session(&self) -> Option<String> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let ours = cookies.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(COOKIE)?.strip_prefix('='));
        ours.map(str::to_owned).next_back()
    }

    /// The answer of `O`, or the problem in its place.
    pub fn into_answer<O: Operation>(self) -> Called<O> {
        if self.status == O::Answer::STATUS { O::Answer::decode(&self.body) } else { Err(self.problem()) }
    }
}
