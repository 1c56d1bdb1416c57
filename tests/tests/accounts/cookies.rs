//! What is accepted as a session, and what is not.

use api::{accounts::jwt::Tokens, config::KeyRing};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{TimeDelta, Utc};
use perftrack_tests::{Client, Org, Persona, client::COOKIE, db, server::JWT_KEYS};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use shared::{
    accounts::LogOut,
    operation::Nothing,
    problem::Code,
    wire::{SessionId, id::AccountId},
};

use super::{lives, visitor};

const ME: &str = "/api/v1/me";

fn token(client: &Client) -> &str {
    client.token.as_deref().unwrap()
}

fn parts(token: &str) -> (Value, Value, String) {
    let decode = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    let mut parts = token.split('.');
    let mut next = || parts.next().unwrap();
    (decode(next()), decode(next()), next().to_owned())
}

fn joined(header: &Value, claims: &Value, signature: &str) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", encode(header), encode(claims))
}

/// A token for the persona's session, signed by keys of our choice as if issued at another time.
fn signed(persona: &Persona, keys: &str, ago: TimeDelta) -> String {
    let (_, claims, _) = parts(token(persona));
    let id = |claim: &str| claims[claim].as_str().unwrap().parse::<uuid::Uuid>().unwrap();
    let tokens = Tokens::new(&KeyRing::parse(&keys.into()).unwrap());
    let (token, _) = tokens.issue(AccountId(id("sub")), SessionId(id("sid")), Utc::now() - ago).unwrap();
    token.expose_secret().to_owned()
}

#[test]
fn no_forged_token_opens_anything() {
    let org = Org::new();
    let (header, claims, signature) = parts(token(org.admin()));
    let with = |value: &Value, name: &str, new: Value| {
        let mut value = value.clone();
        value[name] = new;
        value
    };
    let mut forged = vec![
        joined(&with(&header, "alg", json!("none")), &claims, ""),
        joined(&with(&header, "alg", json!("HS512")), &claims, &signature),
        joined(&with(&header, "kid", json!("other")), &claims, &signature),
        joined(&with(&header, "typ", json!("JWT")), &claims, &signature),
        joined(&header, &with(&claims, "sid", json!(uuid::Uuid::now_v7())), &signature),
        joined(&header, &with(&claims, "exp", json!(4_000_000_000_u64)), &signature),
        signed(org.admin(), "test:bm90LXRoZS1zZXJ2ZXJzLWtleS1idXQtbG9uZy1lbm91Z2gh", TimeDelta::zero()),
        signed(org.admin(), JWT_KEYS, TimeDelta::days(7)),
        signed(org.admin(), JWT_KEYS, TimeDelta::minutes(-1)),
        "garbage".to_owned(),
        "..".to_owned(),
        "a".repeat(3000),
    ];
    forged.push(format!("{}x", token(org.admin())));
    for token in forged {
        assert!(!lives(&visitor().with_token(token.as_str())), "{token}");
    }
    assert!(lives(org.admin()));
}

#[test]
fn an_older_key_still_verifies_so_that_keys_can_rotate() {
    let org = Org::new();
    let older = JWT_KEYS.split_once(',').unwrap().1;
    assert!(lives(&visitor().with_token(signed(org.admin(), older, TimeDelta::zero()))));
}

#[test]
fn two_sessions_in_one_request_are_refused() {
    let org = Org::new();
    let both = format!("{COOKIE}={0}; {COOKIE}={0}", token(org.admin()));
    let answer = visitor().raw("GET", ME).header("cookie", &both).send();
    assert_eq!(answer.problem().code, Code::AmbiguousCredentials);
    let apart = org.admin().raw("GET", ME).header("cookie", &format!("{COOKIE}={}", token(org.admin()))).send();
    assert_eq!(apart.problem().code, Code::AmbiguousCredentials);
}

#[test]
fn a_cookie_and_an_authorization_header_together_are_refused() {
    let org = Org::new();
    let answer = org.admin().raw("GET", ME).header("authorization", "Bearer pt_live_x").send();
    assert_eq!(answer.problem().code, Code::AmbiguousCredentials);
}

#[test]
fn a_session_is_not_taken_from_anywhere_but_its_cookie() {
    let org = Org::new();
    let token = token(org.admin());
    let bearer = visitor().raw("GET", ME).header("authorization", &format!("Bearer {token}")).send();
    let query = visitor().raw("GET", &format!("{ME}?{COOKIE}={token}")).send();
    let other_name = visitor().raw("GET", ME).header("cookie", &format!("__Host-pt_session={token}")).send();
    for answer in [bearer, query, other_name] {
        assert_eq!(answer.problem().code, Code::Unauthenticated);
    }
}

#[test]
fn logging_out_takes_the_cookie_and_ends_the_session_for_good() {
    let org = Org::new();
    let answer = org.admin().request::<LogOut>(&Nothing {}, &Nothing {}, &()).send();
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("clear-site-data"), Some("\"cache\", \"storage\""));
    let cookie = answer.header("set-cookie").unwrap();
    assert_eq!(cookie, format!("{COOKIE}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"));
    assert!(!lives(org.admin()), "the token works no more");
}

#[test]
fn a_session_ends_after_seven_days_or_three_without_use() {
    for (column, ends) in [("expires_at", "now()"), ("last_seen_at", "now() - interval '3 days'")] {
        let org = Org::new();
        let condition = format!("person_id = '{}'", org.admin().id);
        let mut conn = org.server.database.admin();
        db::run(&mut conn, &format!("UPDATE sessions SET {column} = {ends} + interval '1 minute' WHERE {condition}"));
        assert!(lives(org.admin()), "{column}, a minute before");
        db::run(&mut conn, &format!("UPDATE sessions SET {column} = {ends} WHERE {condition}"));
        assert!(!lives(org.admin()), "{column}");
    }
}
