//! A token is believed when its signature, its claims and its address are right, and else nobody is let in.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use perftrack_tests::{
    Persona,
    provider::{Provider, Reply, unsigned},
};
use serde_json::{Value, json};
use shared::access::Role;

use super::{Browser, Place, who, why};

fn ground() -> (Place, Persona) {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    (place, member)
}

/// What becomes of a log-in for which the provider gives what `token` makes of the right claims.
fn given(place: &Place, member: &Persona, token: impl FnOnce(Value) -> String) -> perftrack_tests::Response {
    let browser = Browser::begins(place.org.server, &member.email);
    place.provider.gives(&token(place.claims(&browser, "ada", &member.email)));
    browser.comes_back()
}

fn with(mut claims: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().expect("changes") {
        claims[name] = value.clone();
    }
    claims
}

#[test]
fn a_signature_is_the_providers_or_none() {
    let (place, member) = ground();
    let provider = &place.provider;
    let stranger = Provider::new();
    let refused = |what: &str, token: &dyn Fn(Value) -> String| {
        assert_eq!(why(&given(&place, &member, token)), "token", "{what}");
    };
    refused("another's key under the same name", &|claims| stranger.token(&claims));
    refused("no signature", &|claims| format!("{}.", unsigned(&json!({ "alg": "none" }), &claims)));
    refused("none, with its name", &|claims| {
        format!("{}.", unsigned(&json!({ "alg": "none", "kid": "one" }), &claims))
    });
    refused("an HMAC keyed with the public key", &|claims| provider.keyed_with_what_is_public(&claims));
    refused("another algorithm than the key's", &|claims| {
        provider.signed(&json!({ "alg": "RS256", "kid": "one" }), &claims)
    });
    refused("a key that isn't published", &|claims| provider.signed(&json!({ "alg": "ES256", "kid": "two" }), &claims));
    refused("what must be understood and isn't", &|claims| {
        provider.signed(&json!({ "alg": "ES256", "kid": "one", "crit": ["x"], "x": 1 }), &claims)
    });
    refused("other claims under the signature", &|claims| {
        let (signed, signature) =
            provider.token(&claims).rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a token");
        let header = signed.split('.').next().unwrap_or_default();
        let eve = URL_SAFE_NO_PAD.encode(with(claims, &json!({ "sub": "eve" })).to_string());
        format!("{header}.{eve}.{signature}")
    });
    refused("nothing", &|_| String::new());
    who(&given(&place, &member, |claims| provider.token(&claims)));
    who(&given(&place, &member, |claims| provider.signed(&json!({ "alg": "ES256" }), &claims)));
}

#[test]
fn a_key_of_today_is_found() {
    let (place, member) = ground();
    place.provider.does("/keys", Reply::Json(json!({ "keys": [place.provider.public_key("new")] })));
    let token = |claims| place.provider.signed(&json!({ "alg": "ES256", "kid": "new" }), &claims);
    who(&given(&place, &member, token));
}

#[test]
fn claims_are_about_us_this_log_in_and_now() {
    let (place, member) = ground();
    let now = chrono::Utc::now().timestamp();
    for changes in [
        json!({ "iss": "https://id.example.com" }),
        json!({ "aud": "somebody else" }),
        json!({ "aud": ["perftrack", "somebody else"] }),
        json!({ "aud": ["perftrack", "somebody else"], "azp": "somebody else" }),
        json!({ "nonce": "of another log-in" }),
        json!({ "nonce": null }),
        json!({ "exp": now - 120 }),
        json!({ "iat": now + 600 }),
        json!({ "iat": now - 3600 }),
        json!({ "sub": "" }),
    ] {
        let answer = given(&place, &member, |claims| place.provider.token(&with(claims, &changes)));
        assert_eq!(why(&answer), "token", "{changes}");
    }
    let two = json!({ "aud": ["perftrack", "somebody else"], "azp": "perftrack" });
    who(&given(&place, &member, |claims| place.provider.token(&with(claims, &two))));
}

#[test]
fn a_token_of_one_log_in_is_worth_nothing_in_another() {
    let (place, member) = ground();
    let [first, second] = [(); 2].map(|()| Browser::begins(place.org.server, &member.email));
    place.provider.gives(&place.provider.token(&place.claims(&first, "ada", &member.email)));
    assert_eq!(why(&second.comes_back()), "token");
}

#[test]
fn an_address_is_verified_and_of_a_domain_of_the_organisation() {
    let (place, member) = ground();
    for (changes, reason) in [
        (json!({ "email_verified": false }), "address"),
        (json!({ "email_verified": null }), "address"),
        (json!({ "email": null }), "address"),
        (json!({ "email": "no address" }), "address"),
        (json!({ "email": "ada@example.org" }), "domain"),
        (json!({ "email": format!("ada@sub.{}", place.domain) }), "domain"),
        (json!({ "email": format!("{}@example.org", member.email.replace('@', "=")) }), "domain"),
    ] {
        let answer = given(&place, &member, |claims| place.provider.token(&with(claims, &changes)));
        assert_eq!(why(&answer), reason, "{changes}");
    }
    assert_eq!(place.events("single_sign_on.refused"), 7);
}

#[test]
fn a_provider_that_is_out_of_order_lets_nobody_in_and_keeps_nobody_waiting() {
    let (place, member) = ground();
    for reply in [
        Reply::Raw(400, String::new(), r#"{"error":"invalid_grant"}"#.into()),
        Reply::Raw(302, format!("location: {}/keys\r\n", place.provider.issuer()), String::new()),
        Reply::Raw(200, String::new(), "no JSON".into()),
        Reply::Json(json!({ "access_token": "alone" })),
        Reply::Endless,
        Reply::Silent,
    ] {
        let browser = Browser::begins(place.org.server, &member.email);
        let shown = format!("{reply:?}");
        place.provider.does("/token", reply);
        assert_eq!(why(&browser.comes_back()), "provider", "{shown}");
    }
    assert_eq!(place.provider.asked("/keys").len(), 1, "no redirect was followed, and keys are kept for a while");
}

#[test]
fn what_another_provider_sent_back_is_not_taken_for_this_ones() {
    let (place, member) = ground();
    let browser = Browser::begins(place.org.server, &member.email);
    place.provider.gives(&place.provider.token(&place.claims(&browser, "ada", &member.email)));
    let body = json!({ "code": "c0de", "state": browser.asked("state"), "iss": "https://id.example.com" });
    assert_eq!(why(&browser.returns(&browser.cookie, &body)), "token");
    assert!(place.provider.asked("/token").is_empty());
}
