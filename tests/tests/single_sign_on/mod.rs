//! Single sign-on: whose domain it is, whom a provider is believed about, and in which organisation.

mod domains;
mod elsewhere;
mod log_in;
mod real;
mod settings;
mod tokens;

use std::collections::HashMap;

use chrono::Utc;
use perftrack_tests::{
    Client, Org, Persona, Response, Server,
    db::{self, run, text},
    names::Names,
    provider::{CLIENT_ID, CLIENT_SECRET, Provider},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    operation::Nothing,
    people::{CreatePerson, NewPerson},
    problem::Problem,
    wire::PersonId,
};
use url::Url;

/// The cookie of a log-in at a provider, on plain http.
const COOKIE: &str = "pt_sign_on_dev";
const SETTINGS: &str = "/api/v1/single-sign-on";

/// An organisation with a proven domain, and a provider that people log in by.
pub(crate) struct Place {
    org: Org,
    domain: String,
    provider: Provider,
}

/// What a domain has to show, as its organisation's Admin is told.
fn add_domain(admin: &Persona, domain: &str) -> Value {
    let response = admin.raw("POST", &format!("{SETTINGS}/domains")).json(&json!({ "domain": domain })).send();
    assert_eq!(response.status, 201, "{}", response.text());
    response.json()
}

/// Looks for a proof; what that found.
fn check_domain(admin: &Persona, domain: &Value) -> Value {
    let path = format!("{SETTINGS}/domains/{}/check", domain["id"].as_str().expect("an id"));
    let response = admin.raw("POST", &path).send();
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

/// Says that a domain is the organisation's, and proves it.
fn prove(admin: &Persona, domain: &str) -> Value {
    let added = add_domain(admin, domain);
    Names::here().say(domain, &[added["record"].as_str().expect("a record")]);
    assert_eq!(check_domain(admin, &added)["outcome"], "found");
    added
}

fn set(admin: &Persona, issuer: &str) -> Value {
    let body = json!({
        "issuer": issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "scopes": ["profile"],
    });
    let response = admin.raw("PUT", &format!("{SETTINGS}/connection")).json(&body).send();
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

fn try_it(admin: &Persona) -> Value {
    let response = admin.raw("POST", &format!("{SETTINGS}/connection/try")).send();
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()["outcome"].take()
}

/// Changes who comes in, at the version that is there.
fn switch(admin: &Persona, changes: &Value) -> Response {
    let now = admin.raw("GET", SETTINGS).send().json();
    let version = format!("\"{}\"", now["connection"]["version"]);
    admin.raw("PATCH", &format!("{SETTINGS}/connection")).header("if-match", &version).json(changes).send()
}

fn switch_on(admin: &Persona) {
    let response = switch(admin, &json!({ "is_on": true }));
    assert_eq!(response.status, 200, "{}", response.text());
}

impl Place {
    pub(crate) fn new() -> Self {
        Self::with(Org::db_new())
    }

    fn with(org: Org) -> Self {
        let (domain, provider) = (format!("{}.example", unique()), Provider::new());
        prove(org.admin(), &domain);
        set(org.admin(), &provider.issuer());
        assert_eq!(try_it(org.admin()), "fine");
        switch_on(org.admin());
        Self { org, domain, provider }
    }

    /// The organisation, for SQL: others are at work in the same tables.
    fn here(&self) -> String {
        let mut conn = self.org.server.database.admin();
        format!("org_id = '{}'", db::organisation_of(&mut conn, self.org.admin().id))
    }

    fn sql(&self, statements: &str) {
        run(&mut self.org.server.database.admin(), statements);
    }

    fn address(&self, name: &str) -> String {
        format!("{name}@{}", self.domain)
    }

    /// An active member with an address of the domain.
    pub(crate) fn member(&self, name: &str, role: Role) -> Persona {
        let mut persona = self.org.db_person(role, None);
        let (email, id) = (self.address(name), persona.id);
        self.sql(&format!(
            "UPDATE accounts SET email = '{email}', email_key = '{email}'
             WHERE id = (SELECT account_id FROM people WHERE id = '{id}');
             UPDATE people SET email = '{email}', email_key = '{email}' WHERE id = '{id}'"
        ));
        persona.email = email;
        persona
    }

    /// Somebody entered and not yet a member.
    fn entered(&self, name: &str) -> PersonId {
        let new = NewPerson {
            email: self.address(name),
            name: name.to_owned(),
            ..perftrack_tests::org::new_person(Role::Employee)
        };
        self.org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("the person").id
    }

    /// What the provider says of somebody, if all is as it should be.
    fn claims(&self, browser: &Browser, subject: &str, email: &str) -> Value {
        let now = Utc::now().timestamp();
        json!({
            "iss": self.provider.issuer(), "aud": CLIENT_ID, "sub": subject, "exp": now + 300, "iat": now, "auth_time": now,
            "nonce": browser.asked("nonce"), "email": email, "email_verified": true, "name": "Ada of the provider",
        })
    }

    /// Somebody goes to the provider, which knows them as `subject`, and comes back.
    pub(crate) fn comes_back(&self, subject: &str, email: &str) -> Response {
        let browser = Browser::begins(self.org.server, email);
        self.provider.gives(&self.provider.token(&self.claims(&browser, subject, email)));
        browser.comes_back()
    }

    fn events(&self, kind: &str) -> i64 {
        let mut conn = self.org.server.database.admin();
        let org = db::organisation_of(&mut conn, self.org.admin().id);
        db::count(&mut conn, &format!("audit_events WHERE org_id = '{org}' AND kind = '{kind}'"))
    }
}

/// A browser that went to a provider.
struct Browser {
    client: Client,
    page: Url,
    cookie: String,
}

/// Asks where somebody with this address logs in.
fn begin(client: &Client, email: &str) -> Response {
    ask(client, &json!({ "email": email }))
}

fn ask(client: &Client, body: &Value) -> Response {
    client.raw("POST", "/api/v1/log-in/sso").json(body).send()
}

impl Browser {
    fn begins(server: &Server, email: &str) -> Self {
        Self::sent(server, &json!({ "email": email }))
    }

    /// The same, with more to say than the address.
    fn sent(server: &Server, body: &Value) -> Self {
        let client = Client::visitor(server);
        let response = ask(&client, body);
        assert_eq!(response.status, 200, "{}", response.text());
        let page = response.json()["address"].as_str().expect("the domain has a provider").parse().expect("an address");
        let set: Vec<_> = response.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok()).collect();
        let cookie = set.iter().find_map(|cookie| cookie.strip_prefix(COOKIE)?.strip_prefix('=')).expect("a cookie");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
            assert!(cookie.split("; ").any(|one| one == part), "{part}: {cookie}");
        }
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Self { client, page, cookie }
    }

    /// What the provider was asked.
    fn asked(&self, name: &str) -> String {
        let all: HashMap<String, String> = self.page.query_pairs().into_owned().collect();
        all.get(name).cloned().unwrap_or_else(|| panic!("{name} isn't in {}", self.page))
    }

    /// Comes back from the provider with whatever it says.
    fn comes_back(&self) -> Response {
        self.returns(&self.cookie, &json!({ "code": "c0de", "state": self.asked("state") }))
    }

    fn returns(&self, cookie: &str, body: &Value) -> Response {
        let request = self.client.raw("POST", "/api/v1/log-in/sso/finish").json(body);
        request.header("cookie", &format!("{COOKIE}={cookie}")).send()
    }
}

/// Why somebody wasn't let in.
#[track_caller]
fn why(response: &Response) -> String {
    let problem: Problem = response.problem();
    assert_eq!((response.status, problem.code.as_str()), (401, "sign_on_refused"), "{problem:?}");
    assert_eq!(response.session(), None);
    problem.errors.first().expect("a reason").code.clone()
}

/// Who a session that was opened is.
#[track_caller]
fn who(response: &Response) -> Value {
    assert_eq!(response.status, 200, "{}", response.text());
    assert!(response.session().is_some_and(|token| !token.is_empty()));
    response.json()
}

fn methods_of(place: &Place, person: &str) -> String {
    let query = format!(
        "SELECT array_to_string(methods, ',') AS text FROM sessions WHERE person_id = '{person}' ORDER BY created_at DESC LIMIT 1"
    );
    text(&mut place.org.server.database.admin(), &query)
}
