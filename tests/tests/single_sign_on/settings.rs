//! What Admins set: a provider has to be in order before anybody is sent to it, and there is always a way back.

use perftrack_tests::{
    Client, Org, Persona, Refused,
    db::{count, text, texts},
    org::{PASSWORD, try_log_in},
    provider::{CLIENT_SECRET, Provider, Reply},
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    accounts::{EmailChange, RequestEmailChange},
    operation::Nothing,
    problem::Code,
};
use url::Url;

use super::{Place, SETTINGS, methods_of, prove, set, switch, switch_on, try_it, who};

fn refused(response: &perftrack_tests::Response) -> String {
    let problem = response.problem();
    assert_eq!(problem.code, Code::Invalid, "{problem:?}");
    problem.errors[0].code.clone()
}

fn demand_a_second_step_of_admins(place: &Place) {
    place.sql(&format!(
        "UPDATE organisations SET second_factor = 'admins'
         WHERE org_id = (SELECT org_id FROM people WHERE id = '{}')",
        place.org.admin().id
    ));
    // The Admin has one, or could do nothing else from now on.
    place.sql(&format!(
        "INSERT INTO totp_factors (account_id, secret, confirmed_at)
         SELECT account_id, '\\x00', now() FROM people WHERE id = '{}'",
        place.org.admin().id
    ));
}

#[test]
fn only_public_addresses_of_providers_are_taken() {
    let org = Org::db_new();
    for (issuer, code) in [
        ("http://id.example.com", "not_https"),
        ("https://10.0.0.1", "not_public"),
        ("https://169.254.169.254/latest", "not_public"),
        ("https://intranet", "not_public"),
        ("https://id.example.com?tenant=1", "bad_address"),
        ("id.example.com", "bad_address"),
    ] {
        let body = json!({ "issuer": issuer, "client_id": "c", "client_secret": "s" });
        let response = org.admin().raw("PUT", &format!("{SETTINGS}/connection")).json(&body).send();
        assert_eq!(refused(&response), code, "{issuer}");
    }
}

#[test]
fn a_secret_is_sealed_never_shown_and_given_to_no_other_provider() {
    let place = Place::new();
    let path = format!("{SETTINGS}/connection");
    assert!(!place.org.admin().raw("GET", SETTINGS).send().text().contains(CLIENT_SECRET));
    let mut conn = place.org.server.database.admin();
    let kept = texts(&mut conn, "SELECT encode(client_secret, 'escape') AS text FROM sso_connections");
    let logged = texts(
        &mut conn,
        "SELECT coalesce(after::text, '') AS text FROM audit_events WHERE kind LIKE 'single_sign_on%'",
    );
    assert!(kept.iter().chain(&logged).all(|text| !text.contains(CLIENT_SECRET)));

    let same = json!({ "issuer": place.provider.issuer(), "client_id": "another" });
    assert_eq!(place.org.admin().raw("PUT", &path).json(&same).send().status, 200, "the secret stays");
    let elsewhere = json!({ "issuer": Provider::new().issuer(), "client_id": "another" });
    assert_eq!(refused(&place.org.admin().raw("PUT", &path).json(&elsewhere).send()), "required");
}

#[test]
fn a_provider_is_tried_before_it_is_switched_on() {
    let org = Org::db_new();
    let provider = Provider::new();
    set(org.admin(), &provider.issuer());
    assert_eq!(refused(&switch(org.admin(), &json!({ "is_on": true }))), "try_first");
    let well = provider.description();
    let with = |name: &str, value: Value| {
        let mut description = well.clone();
        description[name] = value;
        Reply::Json(description)
    };
    let discovery = "/.well-known/openid-configuration";
    for (reply, outcome) in [
        (Reply::Raw(404, String::new(), String::new()), "no_provider"),
        (Reply::Raw(200, String::new(), "<html>".into()), "no_provider"),
        (Reply::Raw(302, "location: /elsewhere\r\n".into(), String::new()), "no_provider"),
        (Reply::Endless, "unreachable"),
        (with("issuer", json!("https://id.example.com")), "other_issuer"),
        (with("issuer", json!(format!("{}/", provider.issuer()))), "other_issuer"),
        (with("jwks_uri", json!("http://10.0.0.1/keys")), "forbidden"),
        (with("token_endpoint", json!("http://id.example.com/token")), "forbidden"),
        (with("response_types_supported", json!(["id_token"])), "unsuitable"),
    ] {
        let shown = format!("{reply:?}");
        provider.does(discovery, reply);
        assert_eq!(try_it(org.admin()), outcome, "{shown}");
    }
    provider.does(discovery, Reply::Json(well));
    provider.does("/keys", Reply::Json(json!({ "keys": [{ "kty": "oct", "k": "c2VjcmV0", "alg": "HS256" }] })));
    assert_eq!(try_it(org.admin()), "unsuitable");
    assert_eq!(refused(&switch(org.admin(), &json!({ "is_on": true }))), "try_first");

    provider.does("/keys", Reply::Json(json!({ "keys": [provider.public_key("one")] })));
    assert_eq!(try_it(org.admin()), "fine");
    assert_eq!(refused(&switch(org.admin(), &json!({ "is_on": true }))), "no_domain");
    prove(org.admin(), &format!("{}.example", perftrack_tests::unique()));
    switch_on(org.admin());
    // Another provider has to be tried anew.
    let after = set(org.admin(), &Provider::new().issuer());
    assert_eq!((&after["is_on"], &after["tested_at"]), (&json!(false), &Value::Null));
}

#[test]
fn by_it_alone_means_no_password_but_for_admins() {
    let place = Place::new();
    let (member, admin) = (place.member("ada", Role::Manager), place.member("adam", Role::Admin));
    let outside = place.org.db_person(Role::Employee, None);
    let tokens = [&member, &admin, &outside].map(|persona| {
        let body = json!({ "name": "Payroll", "scopes": ["organisation:read"], "days": 30 });
        let made = persona.raw("POST", "/api/v1/me/api-tokens").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()["secret"].as_str().expect("a secret").to_owned()
    });
    assert_eq!(refused(&switch(place.org.admin(), &json!({ "only_sso": true }))), "second_step_first");
    demand_a_second_step_of_admins(&place);
    assert_eq!(refused(&switch(place.org.admin(), &json!({ "only_sso": true }))), "log_in_first");
    who(&place.comes_back("ada", &member.email));
    let response = switch(place.org.admin(), &json!({ "only_sso": true }));
    assert_eq!(response.status, 200, "{}", response.text());

    let read = |secret: String| {
        let program = Client::visitor(place.org.server).with_bearer(secret);
        program.raw("GET", "/api/v1/periods").send().status
    };
    assert_eq!(tokens.map(read), [401, 403, 200], "so is a token made in one; an Admin's wants a second step");
    assert_eq!(member.raw("GET", "/api/v1/me").send().status, 401, "a session of a password is over");
    assert_eq!(outside.raw("GET", "/api/v1/me").send().status, 200, "others aren't concerned");
    let log_in = |persona: &Persona, password: &str| {
        let response = try_log_in(&Client::visitor(place.org.server), &persona.email, password);
        let problem = (!response.is_success()).then(|| response.problem());
        (response.status, problem.map(|problem| (problem.code, problem.detail, problem.methods)))
    };
    assert_eq!(
        log_in(&member, PASSWORD),
        log_in(&member, "a wrong password"),
        "the right one is as good as a wrong one"
    );
    assert_eq!(log_in(&member, PASSWORD).1.expect("refused").0, Code::WrongCredentials);
    assert_eq!(log_in(&outside, PASSWORD).0, 200);
    assert_eq!(log_in(&admin, PASSWORD).0, 200, "the way back");
    let me = who(&place.comes_back("ada", &member.email));
    assert_eq!(methods_of(&place, me["person_id"].as_str().expect("an id")), "sso");

    let response = switch(place.org.admin(), &json!({ "is_on": false }));
    assert_eq!((&response.json()["is_on"], &response.json()["only_sso"]), (&json!(false), &json!(false)));
    assert_eq!(log_in(&member, PASSWORD).0, 200);
}

#[test]
fn whose_domain_a_provider_speaks_for_takes_no_other_address_before_it_is_the_only_way_in_either() {
    let place = Place::new();
    let (member, outside) = (place.member("ada", Role::Employee), place.org.db_person(Role::Employee, None));
    let ask = |by: &Persona| {
        let email = format!("{}@example.com", perftrack_tests::unique());
        by.call::<RequestEmailChange>(Nothing {}, Nothing {}, EmailChange { email })
    };
    ask(&member).refused_at("email", "kept_elsewhere");
    ask(&outside).expect("an address of no domain of theirs is their own");
    assert_eq!(switch(place.org.admin(), &json!({ "is_on": false })).status, 200);
    ask(&member).expect("nobody else keeps it any more");
}

/// Lets an app in that anybody may be; gives its refresh token.
fn lets_in(place: &Place, person: &Persona, app: &str) -> String {
    let back = "https://planner.example.com/back";
    // RFC 7636, appendix B.
    let asks = json!({
        "client_id": app, "redirect_uri": back, "response_type": "code", "code_challenge_method": "S256",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    });
    let answer = person.raw("POST", "/api/v1/me/oauth-consent").json(&asks).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let there = Url::parse(answer.json()["redirect_to"].as_str().expect("an address")).expect("a good one");
    let code = there.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", back),
        ("client_id", app),
        ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
    ];
    let answer = asks_for_tokens(place, &fields);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["refresh_token"].as_str().expect("a token").to_owned()
}

fn asks_for_tokens(place: &Place, fields: &[(&str, &str)]) -> perftrack_tests::Response {
    let body = serde_urlencoded::to_string(fields).expect("a form");
    let program = Client::visitor(place.org.server);
    program.raw("POST", "/oauth/token").body("application/x-www-form-urlencoded", body).send()
}

#[test]
fn by_it_alone_shuts_out_what_apps_were_allowed_by_a_password() {
    let place = Place::new();
    let (member, outside) = (place.member("ada", Role::Manager), place.org.db_person(Role::Employee, None));
    let new = json!({
        "name": "Planner", "redirect_uris": ["https://planner.example.com/back"], "scopes": ["organisation:read"],
        "is_confidential": false,
    });
    let app = place.org.admin().raw("POST", "/api/v1/oauth-apps").json(&new).send();
    assert_eq!(app.status, 201, "{}", app.text());
    let app = app.json()["id"].as_str().expect("an id").to_owned();
    let refresh_tokens = [&member, &outside].map(|persona| lets_in(&place, persona, &app));
    demand_a_second_step_of_admins(&place);
    who(&place.comes_back("ada", &member.email));
    let response = switch(place.org.admin(), &json!({ "only_sso": true }));
    assert_eq!(response.status, 200, "{}", response.text());
    let refreshed = refresh_tokens.map(|token| {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("client_id", app.as_str())];
        asks_for_tokens(&place, &fields).status
    });
    assert_eq!(refreshed, [400, 200], "of whom it concerns alone");
}

#[test]
fn an_unlinked_person_is_found_by_address_again() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    who(&place.comes_back("first", &member.email));
    let path = format!("{SETTINGS}/unlink");
    let unlink = || place.org.admin().raw("POST", &path).json(&json!({ "email": member.email })).send();
    assert_eq!(super::why(&place.comes_back("second", &member.email)), "other_identity");
    assert_eq!(unlink().status, 204);
    who(&place.comes_back("second", &member.email));
    let mut conn = place.org.server.database.admin();
    let linked = format!("sso_identities WHERE person_id = '{}'", member.id);
    assert_eq!(count(&mut conn, &linked), 1);
    assert_eq!(text(&mut conn, &format!("SELECT subject AS text FROM {linked}")), "second");
    assert_eq!(unlink().status, 204);
    assert_eq!(refused(&unlink()), "not_linked");
}

#[test]
fn sessions_end_with_the_provider_that_opened_them() {
    let connection = format!("{SETTINGS}/connection");
    let ways: [&dyn Fn(&Place) -> u16; 3] = [
        &|place: &Place| switch(place.org.admin(), &json!({ "is_on": false })).status,
        &|place: &Place| {
            let body = json!({ "issuer": Provider::new().issuer(), "client_id": "c", "client_secret": "s" });
            place.org.admin().raw("PUT", &connection).json(&body).send().status
        },
        &|place: &Place| {
            let version = place.org.admin().raw("GET", SETTINGS).send().json()["connection"]["version"].to_string();
            let request = place.org.admin().raw("DELETE", &connection);
            request.header("if-match", &format!("\"{version}\"")).send().status
        },
    ];
    for end in ways {
        let place = Place::new();
        let (ada, eve) = (place.member("ada", Role::Employee), place.member("eve", Role::Employee));
        let session = place.comes_back("ada", &ada.email).session().expect("a session");
        let session = Client::visitor(place.org.server).with_token(session);
        assert_eq!(session.raw("GET", "/api/v1/me").send().json()["by_provider"], true);
        assert_eq!(eve.raw("GET", "/api/v1/me").send().json()["by_provider"], false);
        // The same provider, set again, is believed as before.
        set(place.org.admin(), &place.provider.issuer());
        assert_eq!(session.raw("GET", "/api/v1/me").send().status, 200);
        assert!((200..300).contains(&end(&place)));
        assert_eq!(session.raw("GET", "/api/v1/me").send().status, 401);
        assert_eq!(eve.raw("GET", "/api/v1/me").send().status, 200, "a password's goes on");
    }
}

#[test]
fn who_is_unlinked_is_logged_out_and_nobody_else() {
    let place = Place::new();
    let [ada, eve] = ["ada", "eve"].map(|name| {
        let member = place.member(name, Role::Employee);
        let token = place.comes_back(name, &member.email).session().expect("a session");
        (member.email.clone(), Client::visitor(place.org.server).with_token(token))
    });
    let body = json!({ "email": ada.0 });
    assert_eq!(place.org.admin().raw("POST", &format!("{SETTINGS}/unlink")).json(&body).send().status, 204);
    assert_eq!(ada.1.raw("GET", "/api/v1/me").send().status, 401);
    assert_eq!(eve.1.raw("GET", "/api/v1/me").send().status, 200);
}
