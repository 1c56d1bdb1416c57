//! What changes anything must come from our own pages: log-in, sign-up and reset too.

use perftrack_tests::{Org, client::Request};
use serde_json::json;
use shared::problem::Code;

use super::{lives, visitor};

const CHANGES: [(&str, &str); 6] = [
    ("POST", "/api/v1/sign-up"),
    ("POST", "/api/v1/log-in"),
    ("POST", "/api/v1/password-reset"),
    ("POST", "/api/v1/invitations/accept"),
    ("POST", "/api/v1/log-out"),
    ("POST", "/api/v1/me/sessions/revoke-others"),
];

/// Each changing request as a browser with a session would send it, without any proof.
fn unproved(org: &Org) -> Vec<Request> {
    CHANGES.iter().map(|(method, path)| org.admin().raw(method, path).without("origin")).collect()
}

#[track_caller]
fn is_refused(request: Request) {
    assert_eq!(request.send().problem().code, Code::CrossSite);
}

#[test]
fn only_same_origin_passes_where_the_browser_says_whence() {
    let org = Org::new();
    for request in unproved(&org) {
        for site in ["same-site", "cross-site", "none", "", "same-origin, cross-site", "SAME-ORIGIN"] {
            is_refused(request.clone().header("sec-fetch-site", site));
        }
        is_refused(request.header("sec-fetch-site", "same-origin").header("sec-fetch-site", "cross-site"));
    }
    assert!(lives(org.admin()), "nothing was changed");
    let revoke = org.admin().raw("POST", CHANGES[5].1).without("origin").header("sec-fetch-site", "same-origin");
    assert_eq!(revoke.send().status, 204);
}

#[test]
fn where_the_browser_does_not_say_the_origin_must_be_ours_exactly() {
    let org = Org::new();
    let ours = &org.admin().origin;
    let port = ours.rsplit_once(':').unwrap().1;
    let foreign = [
        "null".to_owned(),
        "https://evil.example".to_owned(),
        format!("https://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
        "http://127.0.0.1".to_owned(),
        format!("{ours}/"),
        format!("{ours}.evil.example"),
        String::new(),
    ];
    for request in unproved(&org) {
        for origin in &foreign {
            is_refused(request.clone().header("origin", origin));
        }
        is_refused(request.clone().header("origin", ours).header("origin", "https://evil.example"));
        is_refused(request.clone().header("sec-fetch-site", "same-origin").header("origin", "https://evil.example"));
        is_refused(request);
    }
    assert!(lives(org.admin()), "nothing was changed");
}

#[test]
fn a_body_of_a_type_that_forms_can_send_is_refused() {
    let email = super::address();
    let body = json!({ "email": email, "password": "whatever it is" }).to_string();
    let log_in = |content_type: &str| visitor().raw("POST", "/api/v1/log-in").body(content_type, body.clone()).send();
    let refused = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json",
        "application/vnd.api+json",
        "application/json; charset=utf-7",
        "application/json, text/plain",
        "",
    ];
    for content_type in refused {
        assert_eq!(log_in(content_type).problem().code, Code::UnsupportedMediaType, "{content_type}");
    }
    for content_type in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
        assert_eq!(log_in(content_type).problem().code, Code::WrongCredentials, "{content_type}");
    }
}

#[test]
fn a_stranger_learns_nothing_about_bodies() {
    let answer = visitor().raw("POST", "/api/v1/me/password").body("application/json", "{not json").send();
    assert_eq!(answer.problem().code, Code::Unauthenticated);
}
