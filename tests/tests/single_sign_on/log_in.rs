//! The way to the provider and back: once, in one browser, for who is known there.

use perftrack_tests::{
    Client,
    db::{count, run, text},
    unique,
};
use serde_json::json;
use shared::{access::Role, problem::Code};
use url::Url;

use super::{Browser, COOKIE, Place, SETTINGS, begin, methods_of, set, switch, who, why};

#[test]
fn a_log_in_asks_the_provider_with_pkce_state_and_nonce() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let browser = Browser::begins(place.org.server, &member.email);
    assert!(browser.page.as_str().starts_with(&format!("{}/authorize?tenant=1&", place.provider.issuer())));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "perftrack"),
        ("scope", "openid email profile"),
        ("code_challenge_method", "S256"),
        ("login_hint", member.email.as_str()),
        ("redirect_uri", format!("{}/log-in/sso", place.org.server.url).as_str()),
    ] {
        assert_eq!(browser.asked(name), value);
    }
    let made = ["state", "nonce", "code_challenge"].map(|name| browser.asked(name));
    assert!(made.iter().all(|text| text.len() == 43) && !made.contains(&browser.cookie));

    place.provider.gives(&place.provider.token(&place.claims(&browser, "ada", &member.email)));
    let response = browser.comes_back();
    let me = who(&response);
    assert_eq!((me["person_id"].as_str(), me["email"].as_str()), (Some(&*member.id.to_string()), Some(&*member.email)));
    assert_eq!(methods_of(&place, &member.id.to_string()), "sso");
    assert_eq!(place.events("accounts.logged_in"), 1);
    let cookies: Vec<_> = response.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with(&format!("{COOKIE}=;"))), "{cookies:?}");
    // Who exchanged the code shows our secret and the verifier.
    let asked = &place.provider.asked("/token")[0];
    assert!(
        asked.authorization.as_deref().is_some_and(|it| it.starts_with("Basic ")) && !asked.body.contains("secret")
    );
    let form: Vec<(String, String)> =
        Url::parse(&format!("http://form?{}", asked.body)).expect("a form").query_pairs().into_owned().collect();
    let sent =
        |name: &str| form.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    assert_eq!((sent("code"), sent("grant_type")), ("c0de", "authorization_code"));
    assert_eq!(sent("code_verifier").len(), 43);
    assert!(!browser.page.as_str().contains(sent("code_verifier")));
}

#[test]
fn what_came_back_works_once_and_in_the_browser_that_began() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let (browser, other) =
        (Browser::begins(place.org.server, &member.email), Browser::begins(place.org.server, &member.email));
    place.provider.gives(&place.provider.token(&place.claims(&browser, "ada", &member.email)));
    let body = json!({ "code": "c0de", "state": browser.asked("state") });
    let lapsed = |cookie: &str, body: &serde_json::Value| {
        let problem = browser.returns(cookie, body).problem();
        assert_eq!((problem.status, problem.code), (401, Code::LogInLapsed));
    };
    lapsed(&other.cookie, &body);
    lapsed("", &body);
    lapsed(&"A".repeat(43), &body);
    lapsed(&browser.cookie, &json!({ "code": "c0de", "state": other.asked("state") }));
    lapsed(&browser.cookie, &json!({ "code": "c0de", "state": browser.asked("nonce") }));
    assert!(place.provider.asked("/token").is_empty(), "no code went anywhere");
    who(&browser.comes_back());
    lapsed(&browser.cookie, &body);
    assert_eq!(place.provider.asked("/token").len(), 1);
}

#[test]
fn two_that_come_back_with_the_same_are_one() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let browser = Browser::begins(place.org.server, &member.email);
    place.provider.gives(&place.provider.token(&place.claims(&browser, "ada", &member.email)));
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| browser.comes_back().status)).collect();
        tries.into_iter().map(|one| one.join().expect("it ends")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
}

#[test]
fn what_took_too_long_or_was_set_anew_is_over() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let browser = Browser::begins(place.org.server, &member.email);
    place.sql(&format!("UPDATE sso_attempts SET expires_at = now() WHERE {}", place.here()));
    assert_eq!(browser.comes_back().problem().code, Code::LogInLapsed);
    let browser = Browser::begins(place.org.server, &member.email);
    set(place.org.admin(), &place.provider.issuer());
    assert_eq!(browser.comes_back().problem().code, Code::LogInLapsed);
    let browser = Browser::begins(place.org.server, &member.email);
    assert_eq!(switch(place.org.admin(), &json!({ "is_on": false })).status, 200);
    assert_eq!(browser.comes_back().problem().code, Code::LogInLapsed);
    assert!(begin(&Client::visitor(place.org.server), &member.email).json()["address"].is_null());
}

#[test]
fn nothing_is_said_of_accounts() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let shape = |email: &str| {
        let response = begin(&Client::visitor(place.org.server), email);
        let names: Vec<_> = response.json().as_object().expect("an answer").keys().cloned().collect();
        (response.status, names, response.headers.contains_key("set-cookie"))
    };
    assert_eq!(shape(&member.email), shape(&place.address("nobody")));
    // Of a domain without a provider nothing is said either, whoever has an address there.
    assert_eq!(shape(&place.org.admin().email), shape(&format!("nobody@{}.example", unique())));
}

#[test]
fn an_invited_person_joins_by_their_first_log_in() {
    let place = Place::new();
    let id = place.entered("newcomer");
    let me = who(&place.comes_back("new", &place.address("Newcomer")));
    assert_eq!(me["person_id"], json!(id));
    assert_eq!(place.events("people.joined"), 1);
    let mut conn = place.org.server.database.admin();
    assert_eq!(text(&mut conn, &format!("SELECT status AS text FROM people WHERE id = '{id}'")), "active");
    who(&place.comes_back("new", &place.address("newcomer")));
    let accounts = format!("accounts WHERE email_key = '{}'", place.address("newcomer"));
    assert_eq!(count(&mut conn, &accounts), 1);
}

#[test]
fn who_is_not_entered_comes_in_only_where_admins_want_it() {
    let place = Place::new();
    let email = place.address("stranger");
    assert_eq!(why(&place.comes_back("stranger", &email)), "unknown");
    let mut conn = place.org.server.database.admin();
    assert_eq!(count(&mut conn, &format!("accounts WHERE email_key = '{email}'")), 0, "nothing is left of it");
    assert_eq!(place.events("single_sign_on.refused"), 1);
    assert_eq!(switch(place.org.admin(), &json!({ "creates_people": true })).status, 200);
    let me = who(&place.comes_back("stranger", &email));
    assert_eq!((me["role"].as_str(), me["name"].as_str()), (Some("employee"), Some("Ada of the provider")));
    assert_eq!(who(&place.comes_back("stranger", &email))["person_id"], me["person_id"]);
    assert_eq!((place.events("people.created"), place.events("people.joined")), (1, 1));
}

#[test]
fn after_the_first_time_the_subject_says_who_it_is_and_no_address() {
    let place = Place::new();
    let (ada, eve) = (place.member("ada", Role::Employee), place.member("eve", Role::Admin));
    who(&place.comes_back("subject-of-ada", &ada.email));
    who(&place.comes_back("subject-of-eve", &eve.email));
    // At the provider Ada calls herself by Eve's address now.
    let me = who(&place.comes_back("subject-of-ada", &eve.email));
    assert_eq!(me["person_id"], json!(ada.id));
    // Somebody new there got Ada's address.
    assert_eq!(why(&place.comes_back("subject-of-nobody", &ada.email)), "other_identity");
}

#[test]
fn who_has_left_stays_out_however_they_come() {
    let place = Place::new();
    let (ada, eve) = (place.member("ada", Role::Employee), place.member("eve", Role::Employee));
    who(&place.comes_back("ada", &ada.email));
    for person in [&ada, &eve] {
        run(
            &mut place.org.server.database.admin(),
            &format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", person.id),
        );
    }
    assert_eq!(why(&place.comes_back("ada", &ada.email)), "deactivated");
    assert_eq!(why(&place.comes_back("eve", &eve.email)), "deactivated");
    assert_eq!(switch(place.org.admin(), &json!({ "creates_people": true })).status, 200);
    assert_eq!(why(&place.comes_back("eve", &eve.email)), "deactivated");
}

#[test]
fn guessing_is_slowed_down() {
    let place = Place::new();
    let browser = Browser::begins(place.org.server, &place.address("ada"));
    let answers: Vec<u16> =
        (0..40).map(|_| browser.returns(&"A".repeat(43), &json!({ "code": "c", "state": "s" })).status).collect();
    assert!(answers.contains(&429), "{answers:?}");
}

#[test]
fn settings_ask_for_a_fresh_proof() {
    let place = Place::new();
    place.sql(&format!(
        "UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE person_id = '{}'",
        place.org.admin().id
    ));
    let body = json!({ "issuer": place.provider.issuer(), "client_id": "c", "client_secret": "s" });
    let response = place.org.admin().raw("PUT", &format!("{SETTINGS}/connection")).json(&body).send();
    assert_eq!(response.problem().code, Code::ReauthRequired);
}

#[test]
fn a_session_is_as_fresh_as_the_proof_at_the_provider() {
    let place = Place::new();
    let admin = place.member("ada", Role::Admin);
    let now = chrono::Utc::now().timestamp();
    let comes = |auth_time: serde_json::Value, again: bool| {
        let browser = Browser::sent(place.org.server, &json!({ "email": admin.email, "again": again }));
        let mut claims = place.claims(&browser, "ada", &admin.email);
        claims["auth_time"] = auth_time;
        place.provider.gives(&place.provider.token(&claims));
        Client::visitor(place.org.server).with_token(browser.comes_back().session().expect("a session"))
    };
    let ask = |session: &Client| {
        let body = json!({ "domain": format!("{}.example", unique()) });
        session.raw("POST", &format!("{SETTINGS}/domains")).json(&body).send()
    };
    // The provider knew them from an hour ago, and asked nothing.
    for again in [false, true] {
        assert_eq!(ask(&comes(json!(now - 3600), again)).problem().code, Code::ReauthRequired);
        for fresh in [json!(now), json!(now + 3600)] {
            assert_eq!(ask(&comes(fresh.clone(), again)).status, 201, "{fresh}");
        }
    }
    // One that doesn't say is believed to have asked if it was told to.
    assert_eq!(ask(&comes(serde_json::Value::Null, false)).problem().code, Code::ReauthRequired);
    assert_eq!(ask(&comes(serde_json::Value::Null, true)).status, 201);
}

#[test]
fn whoever_has_to_prove_it_again_is_asked_to_by_the_provider() {
    let place = Place::new();
    let asked = |again: bool| {
        let body = json!({ "email": place.address("ada"), "again": again });
        let response = Client::visitor(place.org.server).raw("POST", "/api/v1/log-in/sso").json(&body).send();
        let page: Url = response.json()["address"].as_str().expect("an address").parse().expect("an address");
        page.query_pairs().filter(|(name, _)| name == "prompt" || name == "max_age").count()
    };
    assert_eq!((asked(false), asked(true)), (0, 2));
    let page = Browser::begins(place.org.server, &place.address("ada")).page;
    assert!(page.query_pairs().all(|(name, _)| name != "prompt"), "unless it is asked for");
}
