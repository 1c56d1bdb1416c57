//! OAuth: how an app gets in with somebody's consent, what it can't get, and when it is out.

mod apps;
mod attacks;
mod ends;
mod flow;

use perftrack_tests::{Client, Org, Persona, client::Response, db};
use serde_json::Value;
use shared::{
    api_tokens::Scope,
    oauth::{
        CreateOauthApp, GiveOauthConsent, ListOwnOauthGrants, NewOauthApp, OauthApp, OauthAppPath, OauthGrant,
        OauthRequest, RenewOauthAppSecret,
    },
    operation::Nothing,
    organisations::{ListPeriods, Periods},
    problem::Problem,
};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const BACK: &str = "https://payroll.example.com/back";

fn new(name: &str, is_confidential: bool) -> NewOauthApp {
    NewOauthApp {
        name: name.to_owned(),
        redirect_uris: vec![BACK.to_owned()],
        scopes: vec![Scope::GoalsRead, Scope::OrganisationRead, Scope::AuditLogRead],
        is_confidential,
    }
}

/// An app without a secret.
fn app(org: &Org) -> OauthApp {
    register(org, new("Planner", false))
}

fn register(org: &Org, new: NewOauthApp) -> OauthApp {
    org.admin().call::<CreateOauthApp>(Nothing {}, Nothing {}, new).unwrap()
}

/// A new secret of an app's.
fn secret_of(org: &Org, app: &OauthApp) -> String {
    org.admin().call::<RenewOauthAppSecret>(OauthAppPath { id: app.id }, Nothing {}, ()).unwrap().secret
}

/// What an app asks.
fn request(app: &OauthApp) -> OauthRequest {
    let some = |text: &str| Some(text.to_owned());
    OauthRequest {
        client_id: app.id,
        redirect_uri: BACK.to_owned(),
        response_type: some("code"),
        scope: some("organisation:read"),
        state: some("where & when"),
        code_challenge: some(CHALLENGE),
        code_challenge_method: some("S256"),
    }
}

/// What somebody's browser is sent back with.
fn allowed(person: &Persona, request: OauthRequest) -> Vec<(String, String)> {
    let answer = person.call::<GiveOauthConsent>(Nothing {}, Nothing {}, request).unwrap();
    asked(&answer.redirect_to)
}

/// What stands in the query of an address.
fn asked(address: &str) -> Vec<(String, String)> {
    let (_, query) = address.split_once('?').expect("a query");
    serde_urlencoded::from_str(query).expect("pairs")
}

fn one<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// A code by which somebody allows an app what it asks.
fn code(person: &Persona, app: &OauthApp) -> String {
    one(&allowed(person, request(app)), "code").expect("a code").to_owned()
}

/// Sends a form, as a program does.
fn form(org: &Org, path: &str, fields: &[(&str, &str)]) -> Response {
    let body = serde_urlencoded::to_string(fields).expect("a form");
    Client::visitor(org.server).raw("POST", path).body("application/x-www-form-urlencoded", body).send()
}

/// What comes with a code, and which app says that it has it.
fn with_code<'f>(code: &'f str, id: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
        ("client_id", id),
    ]
}

/// The same with one field other.
fn but<'f>(mut fields: Vec<(&'f str, &'f str)>, name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    for field in fields.iter_mut().filter(|field| field.0 == name) {
        field.1 = value;
    }
    fields
}

fn refreshed(org: &Org, app: &OauthApp, refresh: &str) -> Response {
    let id = app.id.to_string();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", id.as_str())];
    form(org, "/oauth/token", &fields)
}

/// An access token and a refresh token.
struct Tokens {
    access: String,
    refresh: String,
}

impl Tokens {
    fn of(response: &Response) -> Self {
        assert_eq!(response.status, 200, "{}", response.text());
        let body = response.json();
        let text = |name: &str| body[name].as_str().expect("a token").to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token") }
    }
}

/// The tokens of an app without a secret, with somebody's consent.
fn let_in(org: &Org, person: &Persona, app: &OauthApp) -> Tokens {
    let (code, id) = (code(person, app), app.id.to_string());
    Tokens::of(&form(org, "/oauth/token", &with_code(&code, &id)))
}

/// What an access token with `organisation:read` reads.
fn reads(org: &Org, access: &str) -> Result<Periods, Problem> {
    Client::visitor(org.server).with_bearer(access).call::<ListPeriods>(Nothing {}, Nothing {}, ())
}

/// The status of a refusal, and what it is called.
fn refusal(response: &Response) -> (u16, String) {
    let body: Value = response.json();
    (response.status, body["error"].as_str().unwrap_or_default().to_owned())
}

fn no_grant() -> (u16, String) {
    (400, "invalid_grant".to_owned())
}

/// What somebody allowed apps.
fn own(person: &Persona) -> Vec<OauthGrant> {
    person.call::<ListOwnOauthGrants>(Nothing {}, Nothing {}, ()).unwrap().items
}

fn sql(org: &Org, statement: &str) {
    db::run(&mut org.server.database.admin(), statement);
}
