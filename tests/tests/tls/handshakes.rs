//! Which versions and suites are spoken, asked by a client that offers what browsers no longer do; and what every answer
//! over TLS says.

use std::process::{Command, Stdio};

use perftrack_tests::{
    Server, db,
    encrypted::{Authority, Line, port},
    org::PASSWORD,
};
use serde_json::json;
use shared::access::Role;

use super::speaking;

/// Whether a client with these options gets through, and what it says about it.
pub(super) fn shakes_hands(server: &Server, options: &[&str]) -> (bool, String) {
    let at = format!("127.0.0.1:{}", port(server));
    let mut client = Command::new("openssl");
    client.args(["s_client", "-connect", &at]).args(options).stdin(Stdio::null());
    // The system's settings would keep the client itself from offering what is old.
    let output = client.env("OPENSSL_CONF", "/dev/null").output().expect("openssl runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn versions_1_2_and_1_3_are_spoken_and_no_older_one() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    for (option, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let (done, said) = shakes_hands(server, &[option]);
        assert!(done && said.contains(name), "{said}");
    }
    for option in ["-tls1", "-tls1_1"] {
        let (done, said) = shakes_hands(server, &[option, "-cipher", "ALL:@SECLEVEL=0"]);
        // The server says only that there is nothing they both speak.
        assert!(!done && said.contains("SSL alert number"), "{option}: {said}");
    }
}

#[test]
fn suites_keep_past_talks_secret_and_notice_changes_or_are_refused() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    let of_1_2 = |suite: &str| shakes_hands(server, &["-tls1_2", "-cipher", &format!("{suite}:@SECLEVEL=0")]);
    for suite in ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"] {
        assert!(of_1_2(suite).0, "{suite}");
    }
    let block_chaining = ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-SHA"];
    let without_forward_secrecy = ["AES128-GCM-SHA256", "AES256-GCM-SHA384"];
    for suite in block_chaining.iter().chain(&without_forward_secrecy) {
        let (done, said) = of_1_2(suite);
        assert!(!done && said.contains("handshake failure"), "{suite}: {said}");
    }
}

#[test]
fn http_1_1_is_what_is_spoken_inside() {
    let (server, _files) = speaking(&Authority::default(), &[]);
    let (done, said) = shakes_hands(server, &["-alpn", "h2,http/1.1"]);
    assert!(done && said.contains("ALPN protocol: http/1.1"), "{said}");
}

#[test]
fn every_answer_keeps_browsers_at_https() {
    let authority = Authority::default();
    let (server, _files) = speaking(&authority, &[]);
    let mut line = Line::open(port(server), "localhost", &[authority.root()]).unwrap();
    let ours = [("origin", server.url.as_str())];
    let huge = [("origin", server.url.as_str()), ("content-type", "application/json"), ("content-length", "99999999")];
    let answers = [
        (200, line.get("/health/live")),
        (401, line.get("/api/v1/me")),
        (404, line.get("/api/v1/nothing")),
        (405, line.ask("DELETE", "/api/v1/log-in", &ours, "").unwrap()),
        (422, line.ask("POST", "/api/v1/log-in", &ours, "{}").unwrap()),
        // The last: the connection ends with it.
        (413, line.ask("POST", "/api/v1/log-in", &huge, "").unwrap()),
    ];
    for (status, answer) in answers {
        let said = answer.header("strict-transport-security");
        assert_eq!(said, Some("max-age=63072000; includeSubDomains"), "{status}");
        assert!(answer.status() == status || (status == 422 && answer.status() == 400), "{status}: {answer:?}");
    }
}

#[test]
fn a_session_is_bound_to_https_and_strangers_do_not_choose_their_address() {
    let authority = Authority::default();
    let (server, _files) = speaking(&authority, &[]);
    let mut conn = server.database.admin();
    let org = db::db_organisation(&mut conn);
    let (_, account) = db::db_person(&mut conn, org, Role::Employee);
    let email = db::text(&mut conn, &format!("SELECT email AS text FROM accounts WHERE id = '{account}'"));
    let body = json!({ "email": email, "password": PASSWORD }).to_string();
    let pretends = [
        ("origin", server.url.as_str()),
        ("x-forwarded-for", "203.0.113.66"),
        ("x-forwarded-proto", "http"),
        ("forwarded", "for=203.0.113.66;proto=http;host=evil.example.com"),
    ];
    let mut line = Line::open(port(server), "localhost", &[authority.root()]).unwrap();
    let answer = line.ask("POST", "/api/v1/log-in", &pretends, &body).unwrap();
    assert_eq!(answer.status(), 200, "{answer:?}");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-pt_") && cookie.contains("; Secure") && cookie.contains("; HttpOnly"));
    let noted = format!("SELECT host(address::inet) AS text FROM sessions WHERE account_id = '{account}'");
    assert_eq!(db::text(&mut conn, &noted), "127.0.0.1");
}
