//! Who shows no valid session gets 401, whatever else is wrong with the request; who can't prove that
//! it comes from our own pages gets 403. What needs no session is limited by address.

use api::{accounts::jwt::Tokens, config::KeyRing};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{TimeDelta, Utc};
use perftrack_tests::{Client, Org, Persona, Server, client::COOKIE, db::run};
use secrecy::ExposeSecret;
use shared::{
    access::Role,
    operation::Access,
    problem::Code,
    wire::{SessionId, id::AccountId},
};
use uuid::Uuid;

use super::{about_nothing, guarded};

/// A session's token in parts, to be forged.
struct Token {
    text: String,
    account: AccountId,
    session: SessionId,
}

impl Token {
    fn of(persona: &Persona) -> Self {
        let text = persona.token.clone().expect("logged in");
        let claims = text.split('.').nth(1).expect("a token has claims");
        let claims: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        let id = |name: &str| claims[name].as_str().unwrap().parse::<Uuid>().unwrap();
        Self { account: id("sub").into(), session: id("sid").into(), text }
    }

    fn signed_by(&self, keys: &str, age: TimeDelta) -> String {
        let tokens = Tokens::new(&KeyRing::parse(&keys.into()).unwrap());
        let (token, _) = tokens.issue(self.account, self.session, Utc::now() - age).unwrap();
        token.expose_secret().to_owned()
    }

    fn unsigned(&self) -> String {
        let header = URL_SAFE_NO_PAD.encode(r#"{"typ":"session+jwt","alg":"none","kid":"test"}"#);
        format!("{header}.{}.", self.text.split('.').nth(1).unwrap())
    }
}

#[track_caller]
fn all_refuse(client: &Client, why: &str) {
    for declared in guarded() {
        // A body of the wrong type that isn't JSON: nobody looks at it.
        let request = about_nothing(client, &declared);
        let request = if declared.method.changes() { request.body("text/plain", "{not json") } else { request };
        let response = request.send();
        assert_eq!(response.status, 401, "{} with {why}: {}", declared.name, response.text());
        assert_eq!(response.problem().code, Code::Unauthenticated);
    }
}

#[test]
fn without_a_session() {
    all_refuse(&Client::visitor(Server::shared()), "no session");
}

#[test]
fn what_needs_none_is_counted_by_address() {
    let visitor = Client::visitor(Server::shared());
    for declared in shared::every_operation().into_iter().filter(|declared| declared.access == Access::Public) {
        let response = about_nothing(&visitor, &declared).send();
        let policy = response.header("ratelimit-policy").unwrap_or_default();
        assert!(policy.starts_with("\"visitor\";q="), "{}: {policy} {}", declared.name, response.text());
    }
}

#[test]
fn with_a_token_that_is_not_ours() {
    let org = Org::db_new();
    let token = Token::of(org.admin());
    let strange = "test:7Uq8JmG2lYkV0sXw4bRz1cNfT9hPpOaEiDyLQvS5Kx8=";
    let flipped =
        format!("{}{}", &token.text[..token.text.len() - 2], if token.text.ends_with("AA") { "BB" } else { "AA" });
    for (why, forged) in [
        ("rubbish", "rubbish".to_owned()),
        ("an empty token", String::new()),
        ("a changed signature", flipped),
        ("no signature", token.unsigned()),
        ("another key", token.signed_by(strange, TimeDelta::zero())),
        ("an expired token", token.signed_by(perftrack_tests::server::JWT_KEYS, TimeDelta::days(7))),
        ("a token of the future", token.signed_by(perftrack_tests::server::JWT_KEYS, TimeDelta::hours(-1))),
    ] {
        all_refuse(&org.admin().with_token(forged), why);
    }
}

#[test]
fn with_a_session_that_is_over() {
    let ends = [
        ("a revoked session", "UPDATE sessions SET revoked_at = now() WHERE id = "),
        ("a session past its end", "UPDATE sessions SET expires_at = now() WHERE id = "),
        ("a session unused for days", "UPDATE sessions SET last_seen_at = now() - interval '4 days' WHERE id = "),
        (
            "a deactivated person",
            "UPDATE people SET status = 'deactivated' FROM sessions s WHERE person_id = people.id AND s.id = ",
        ),
    ];
    for (why, end) in ends {
        let org = Org::db_new();
        let person = org.db_person(Role::Admin, None);
        run(&mut Server::shared().database.admin(), &format!("{end}'{}'", Token::of(&person).session));
        for declared in guarded() {
            // The token is good, so the body is read before the session is opened: send a good one.
            let request = about_nothing(&person, &declared);
            let request = match declared.body_type {
                Some(content_type) => request.body(content_type, "{}"),
                None => request,
            };
            let response = request.header("if-match", "\"1\"").send();
            assert_eq!(response.status, 401, "{} with {why}: {}", declared.name, response.text());
        }
    }
}

#[test]
fn an_older_key_still_verifies() {
    let org = Org::db_new();
    let (_, older) = perftrack_tests::server::JWT_KEYS.split_once(',').unwrap();
    let token = Token::of(org.admin()).signed_by(older, TimeDelta::days(6));
    assert_eq!(org.admin().with_token(token).raw("GET", "/api/v1/me").send().status, 200);
}

#[test]
fn two_credentials_are_one_too_many() {
    let org = Org::db_new();
    let token = org.admin().token.clone().unwrap();
    for declared in guarded() {
        for (name, value) in [("cookie", format!("{COOKIE}={token}")), ("authorization", "Bearer x".to_owned())] {
            let response = about_nothing(org.admin(), &declared).header(name, &value).send();
            assert_eq!(response.problem().code, Code::AmbiguousCredentials, "{} with {name}", declared.name);
        }
    }
}

/// Mail programs call the one by a link of ours, whose secret is all it goes by; the mail server calls the other, and shows
/// a key. At no cookie is looked.
const FROM_ANYWHERE: [&str; 3] = ["UnsubscribeByOneClick", "ReceiveReply", "TakePaymentNotification"];

#[test]
fn a_change_proves_that_it_comes_from_our_own_pages() {
    let org = Org::db_new();
    let ours = org.admin().origin.clone();
    for declared in shared::every_operation().into_iter().filter(|declared| declared.method.changes()) {
        if FROM_ANYWHERE.contains(&declared.name) {
            continue;
        }
        let request = about_nothing(org.admin(), &declared);
        let bare = request.clone().without("origin");
        let tries = [
            ("nothing", bare.clone()),
            ("another origin", bare.clone().header("origin", "https://evil.example")),
            ("no origin", bare.clone().header("origin", "null")),
            ("a longer origin", bare.clone().header("origin", &format!("{ours}.evil.example"))),
            ("two origins", request.clone().header("origin", "https://evil.example")),
            ("a sibling site", request.clone().header("sec-fetch-site", "same-site")),
            ("another site", request.header("sec-fetch-site", "cross-site")),
        ];
        for (what, request) in tries {
            let response = request.send();
            assert_eq!(response.problem().code, Code::CrossSite, "{} from {what}", declared.name);
        }
    }
}
