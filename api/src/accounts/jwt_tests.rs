//! Every forgery that the library alone would let through, and those it would not.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

const SECRET: [u8; 32] = *b"\x01\x9f\x33\xc7\x08\x5e\xd2\x41\xaa\x17\x6b\xf0\x24\x8d\xe5\x3c\x72\xb9\x0f\x56\xcd\x12\x94\x68\xfe\x3a\x81\xd7\x4b\x06\xae\x29";

fn ring(keys: &[(&str, [u8; 32])]) -> KeyRing {
    let encode = |bytes: &[u8; 32]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let entries: Vec<_> = keys.iter().map(|(id, bytes)| format!("{id}:{}", encode(bytes))).collect();
    KeyRing::parse(&entries.join(",").into()).unwrap()
}

fn tokens() -> Tokens {
    Tokens::new(&ring(&[("k1", SECRET)]))
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signed(head: &str, body: &str, secret: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(format!("{head}.{body}").as_bytes());
    format!("{head}.{body}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn good_header() -> Value {
    json!({ "typ": TYPE, "alg": "HS256", "kid": "k1" })
}

fn good_claims(now: i64) -> Value {
    let id = Uuid::nil().to_string();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": id, "sid": id, "jti": id,
        "iat": now, "nbf": now, "exp": now + 604_800,
    })
}

fn accepts(token: &str) -> bool {
    tokens().verify(token, Utc::now()).is_ok()
}

#[test]
fn what_is_issued_is_accepted_for_seven_days_to_the_second() {
    let tokens = tokens();
    let opened = Utc::now() - TimeDelta::days(3);
    let (account, session) = (Uuid::new_v4().into(), Uuid::new_v4().into());
    let (token, expires_at) = tokens.issue(account, session, opened).unwrap();
    assert_eq!(expires_at.timestamp() - opened.timestamp(), 604_800);
    let claims = tokens.verify(token.expose_secret(), Utc::now()).unwrap();
    assert_eq!(claims, SessionClaims { account, session, expires_at });
    let verify = |at| tokens.verify(token.expose_secret(), at);
    assert!(verify(expires_at - TimeDelta::seconds(1)).is_ok());
    assert_eq!(verify(expires_at), Err(Rejected));
    assert_eq!(verify(opened - TimeDelta::seconds(1)), Err(Rejected));
}

#[test]
fn the_hand_made_token_of_these_tests_is_accepted_when_nothing_is_wrong_with_it() {
    let claims = good_claims(Utc::now().timestamp());
    assert!(accepts(&signed(&part(&good_header()), &part(&claims), &SECRET)));
}

#[test]
fn no_header_but_our_own_is_accepted() {
    let body = part(&good_claims(Utc::now().timestamp()));
    let changed = |field: &str, value: Value| {
        let mut header = good_header();
        header[field] = value;
        header
    };
    let mut forged = vec![
        json!({}),
        json!({ "typ": TYPE, "alg": "HS256" }),
        json!({ "alg": "HS256", "kid": "k1" }),
        changed("kid", json!("k2")),
        changed("kid", json!("")),
        changed("kid", json!(1)),
        changed("typ", json!("JWT")),
        changed("typ", json!("refresh+jwt")),
        changed("typ", json!("SESSION+JWT")),
        changed("crit", json!(["exp"])),
        changed("crit", json!([])),
        changed("b64", json!(false)),
        changed("jku", json!("https://evil.example/keys")),
        changed("x5u", json!("https://evil.example/keys")),
        changed("x5c", json!(["MIIB"])),
        changed("jwk", json!({ "kty": "oct", "k": "AAAA" })),
        changed("cty", json!("JWT")),
        changed("zip", json!("DEF")),
        changed("enc", json!("A128GCM")),
        changed("x5t", json!("AAAA")),
        changed("anything", json!(1)),
    ];
    for algorithm in ["none", "None", "hs256", "HS384", "HS512", "RS256", "ES256", "EdDSA", ""] {
        forged.push(changed("alg", json!(algorithm)));
    }
    for header in forged {
        assert!(!accepts(&signed(&part(&header), &body, &SECRET)), "{header}");
    }
    let twice = r#"{"typ":"session+jwt","alg":"HS256","alg":"HS256","kid":"k1"}"#;
    assert!(!accepts(&signed(&URL_SAFE_NO_PAD.encode(twice), &body, &SECRET)));
}

#[test]
fn every_claim_is_demanded_in_its_exact_form() {
    let now = Utc::now().timestamp();
    let head = part(&good_header());
    for missing in ["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"] {
        let mut claims = good_claims(now);
        claims.as_object_mut().unwrap().remove(missing);
        assert!(!accepts(&signed(&head, &part(&claims), &SECRET)), "without {missing}");
        claims[missing] = Value::Null;
        assert!(!accepts(&signed(&head, &part(&claims), &SECRET)), "with null {missing}");
    }
    let wrong = [
        ("iss", json!("evil")),
        ("iss", json!([ISSUER])),
        ("aud", json!("perftrack:device")),
        ("aud", json!([AUDIENCE])),
        ("aud", json!([])),
        ("sub", json!("not-an-id")),
        ("sid", json!(7)),
        ("jti", json!("")),
        ("nbf", json!(now + 60)),
        ("iat", json!(now + 60)),
        ("iat", json!(now - 1)),
        ("exp", json!(now + 604_801)),
        ("exp", json!(now + 30 * 86_400)),
        ("exp", json!(now - 1)),
        ("exp", json!((now + 604_800).to_string())),
        ("exp", json!(-1)),
        ("exp", json!(1e300)),
        ("exp", json!(now as f64 + 604_800.5)),
        ("exp", json!(i64::MAX)),
        ("iat", json!(i64::MIN)),
        ("nbf", json!("0")),
    ];
    for (claim, value) in wrong {
        let mut claims = good_claims(now);
        claims[claim] = value.clone();
        assert!(!accepts(&signed(&head, &part(&claims), &SECRET)), "{claim} = {value}");
    }
    let twice = good_claims(now).to_string().replacen('{', r#"{"iss":"perftrack","#, 1);
    assert!(!accepts(&signed(&head, &URL_SAFE_NO_PAD.encode(twice), &SECRET)));
}

#[test]
fn a_token_shifted_in_time_as_a_whole_is_refused() {
    let head = part(&good_header());
    for shift in [-604_801, -604_800, 30, 59, 86_400] {
        let claims = good_claims(Utc::now().timestamp() + shift);
        assert!(!accepts(&signed(&head, &part(&claims), &SECRET)), "{shift} s");
    }
}

#[test]
fn nothing_but_the_exact_bytes_is_accepted() {
    let token = signed(&part(&good_header()), &part(&good_claims(Utc::now().timestamp())), &SECRET);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (head, body) = message.split_once('.').unwrap();
    let mut other = good_claims(Utc::now().timestamp());
    other["sub"] = json!(Uuid::max().to_string());
    let last = signature.chars().last().unwrap();
    // The last symbol of 32 bytes carries four bits; its two spare bits must be zero.
    let spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let next = spare.chars().nth(spare.find(last).unwrap() + 1).unwrap();
    let forged = [
        format!("{head}.{}.{signature}", part(&other)),
        format!("{message}."),
        message.to_owned(),
        format!("{message}.{}{next}", &signature[..signature.len() - 1]),
        format!("{token}="),
        format!("{token} "),
        format!(" {token}"),
        format!("{token}.x"),
        format!("{token}.{signature}"),
        format!("{token}\n"),
        signed(head, body, &[0; 32]),
        signed(head, body, b""),
        String::new(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        "\0".to_owned(),
        "é.é.é".to_owned(),
        "a".repeat(100_000),
    ];
    for token in forged {
        assert!(!accepts(&token), "{token:?}");
    }
    assert!(accepts(&token));
}

#[test]
fn keys_rotate_without_ending_sessions_and_removing_one_ends_its_sessions() {
    let mut new_secret = SECRET;
    new_secret.reverse();
    let before = Tokens::new(&ring(&[("k1", SECRET)]));
    let during = Tokens::new(&ring(&[("k2", new_secret), ("k1", SECRET)]));
    let after = Tokens::new(&ring(&[("k2", new_secret)]));
    let now = Utc::now();
    let issue = |tokens: &Tokens| tokens.issue(Uuid::nil().into(), Uuid::nil().into(), now).unwrap().0;
    let (old, new) = (issue(&before), issue(&during));
    let accepts = |tokens: &Tokens, token: &SecretString| tokens.verify(token.expose_secret(), now).is_ok();
    assert!(accepts(&during, &old) && accepts(&during, &new) && accepts(&after, &new));
    assert!(!accepts(&after, &old) && !accepts(&before, &new));
}

proptest! {
    #[test]
    fn nothing_that_anybody_makes_up_is_accepted(token in "\\PC{0,200}", parts in "[A-Za-z0-9_-]{0,80}(\\.[A-Za-z0-9_-]{0,80}){2}") {
        prop_assert!(!accepts(&token) && !accepts(&parts));
    }

    #[test]
    fn nothing_of_a_token_can_be_changed(at in any::<prop::sample::Index>(), other in proptest::char::range('!', '~')) {
        let good = signed(&part(&good_header()), &part(&good_claims(Utc::now().timestamp())), &SECRET);
        let mut changed: Vec<char> = good.chars().collect();
        let place = at.index(changed.len());
        prop_assume!(changed[place] != other);
        changed[place] = other;
        prop_assert!(!accepts(&changed.into_iter().collect::<String>()));
    }
}
