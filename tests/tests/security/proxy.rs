//! The server behind nginx as docs/proxy.md says: callers are told apart by their own address, requests stay what they
//! were, and answers come as they do without it.

use perftrack_tests::{
    Client, Org, Server, eventually,
    nginx::{NAME, Nginx},
};
use shared::problem::{Code, Problem};

use super::framing::{ambiguous, hidden};

const ORIGIN: &str = "https://perftrack.example.com";
const LAST: &str = "GET /health/live HTTP/1.1\r\nhost: perftrack.example.com\r\nconnection: close\r\n\r\n";

fn behind(settings: &[(&str, &str)]) -> (&'static Server, Nginx) {
    let server = Server::alone(&[&[("PERFTRACK_ORIGIN", ORIGIN)], settings].concat());
    let nginx = Nginx::before(server);
    (server, nginx)
}

#[test]
fn a_caller_is_who_nginx_says_and_not_who_they_say() {
    let (_, nginx) = behind(&[("PERFTRACK_VISITOR_REQUESTS", "20")]);
    let mut line = nginx.line();
    let statuses: Vec<u16> = (1..=60)
        .map(|number| {
            let claimed = format!("10.9.8.{number}");
            let (forwarded, real) = (format!("for={claimed};proto=http;host=evil.example"), claimed.clone());
            let headers = [
                ("x-forwarded-for", claimed.as_str()),
                ("x-forwarded-for", "127.0.0.1"),
                ("forwarded", forwarded.as_str()),
                ("x-real-ip", real.as_str()),
            ];
            line.ask("GET", "/.well-known/security.txt", &headers, "").expect("it is answered").status()
        })
        .collect();
    assert_eq!(statuses[0], 200);
    assert!(statuses.contains(&429), "each seemed to be somebody else: {statuses:?}");
}

#[test]
fn every_answer_promises_tls_and_our_own_pages_are_ours() {
    let (_, nginx) = behind(&[]);
    let mut line = nginx.line();
    for (path, status) in [("/health/live", 200), ("/api/v1/me", 401), ("/nowhere", 404)] {
        let answer = line.get(path);
        assert_eq!(answer.status(), status, "{path}");
        assert!(
            answer.header("strict-transport-security").is_some_and(|promise| promise.contains("max-age=")),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    // Over plain HTTP pages are led on to where they belong, whatever the request calls us; programs aren't.
    let mut plain = Client::visitor(Server::shared());
    plain.origin = format!("http://127.0.0.1:{}", nginx.plain);
    let led = plain.raw("GET", "/goals?period=1").header("host", "evil.example").send();
    assert_eq!((led.status, led.header("location")), (308, Some(format!("{ORIGIN}/goals?period=1").as_str())));
    let refused = plain.raw("GET", "/api/v1/me").send();
    assert_eq!((refused.status, refused.header("location")), (403, None));
}

#[test]
fn nothing_hidden_in_a_request_becomes_another() {
    let (server, nginx) = behind(&[]);
    for index in 0..ambiguous("").len() {
        let (hidden, path) = hidden();
        let (what, request) = ambiguous(&hidden).swap_remove(index);
        let answers = nginx.line().exchange(format!("{request}{LAST}").as_bytes(), |_| false);
        assert!(!server.log().contains(&path), "{what}: it was answered\n{answers}");
        assert!(answers.matches("HTTP/1.1 ").count() <= 2, "{what}: {answers}");
        assert!(!answers.contains("HTTP/1.1 500"), "{what}: {answers}");
        // The next caller, to whom nginx gives the same connection behind it, gets their own answer.
        let next = nginx.line().get("/health/live");
        assert_eq!((next.status(), next.body.as_slice()), (200, b"live".as_slice()), "{what}");
    }
}

#[test]
fn what_goes_on_comes_as_it_happens() {
    let (server, nginx) = behind(&[]);
    let org = Org::db_on(server);
    let token = org.admin().token.clone().expect("a session");
    let listen = format!(
        "GET /api/v1/notifications/stream HTTP/1.1\r\nhost: {NAME}\r\norigin: {ORIGIN}\r\n\
         cookie: __Host-pt_session={token}\r\naccept: text/event-stream\r\n\r\n"
    );
    // It never ends by itself, so what comes wasn't kept until then.
    let begun = nginx.line().exchange(listen.as_bytes(), |came| came.contains("retry: 5000"));
    assert!(begun.starts_with("HTTP/1.1 200"), "{begun}");
    assert!(begun.to_ascii_lowercase().contains("content-type: text/event-stream"), "{begun}");
}

/// Whether it is a problem of this code, as the server itself would say it.
fn is_problem(answer: &str, code: Code) -> bool {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return false };
    let head = head.to_ascii_lowercase();
    let problem: Option<Problem> = serde_json::from_str(body).ok();
    let said = |problem: Problem| {
        let own = Problem::new(code);
        (problem.kind, problem.title, problem.code) == (own.kind, own.title, own.code)
            && head.starts_with(&format!("http/1.1 {} ", problem.status))
    };
    head.contains("content-type: application/problem+json")
        && head.contains("strict-transport-security: max-age=")
        && head.contains("x-content-type-options: nosniff")
        && problem.is_some_and(said)
}

#[test]
fn what_nginx_refuses_or_cannot_hand_on_is_a_problem_too() {
    let (server, nginx) = behind(&[]);
    let asked = |request: &str| nginx.line().exchange(request.as_bytes(), |came| came.ends_with('}'));
    let nameless = asked("GET /api/v1/me HTTP/1.1\r\n\r\n");
    assert!(nameless.starts_with("HTTP/1.1 400") && is_problem(&nameless, Code::Malformed), "{nameless}");
    let long = "x".repeat(9 << 10);
    let headed = asked(&format!("GET /api/v1/me HTTP/1.1\r\nhost: {NAME}\r\nx-long: {long}\r\n\r\n"));
    assert!(headed.starts_with("HTTP/1.1 431") && is_problem(&headed, Code::HeadersTooLarge), "{headed}");

    let mut plain = Client::visitor(Server::shared());
    plain.origin = format!("http://127.0.0.1:{}", nginx.plain);
    let refused: Problem = serde_json::from_value(plain.raw("GET", "/api/v1/me").send().json()).expect("a problem");
    assert_eq!(refused, Problem::new(Code::EncryptionRequired));

    server.signal("TERM");
    eventually("the server stops", || server.has_ended());
    let gone = asked(&format!("GET /api/v1/me HTTP/1.1\r\nhost: {NAME}\r\n\r\n"));
    assert!(gone.starts_with("HTTP/1.1 502") && is_problem(&gone, Code::Unavailable), "{gone}");
    assert!(gone.to_ascii_lowercase().contains("\r\nretry-after: 10"), "{gone}");
    // Whoever opens a page is told by a page.
    let page = nginx.line().get("/goals");
    assert_eq!((page.status(), page.header("content-type")), (502, Some("text/html")));
}

#[test]
fn bodies_are_bounded_and_asked_for() {
    let (_, nginx) = behind(&[]);
    let head = |length: usize, more: &str| {
        format!(
            "POST /api/v1/log-in HTTP/1.1\r\nhost: {NAME}\r\norigin: {ORIGIN}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n{more}\r\n"
        )
    };
    let huge = nginx.line().exchange(head(100 << 20, "").as_bytes(), |came| came.ends_with('}'));
    assert!(huge.starts_with("HTTP/1.1 413") && is_problem(&huge, Code::TooLarge), "{huge}");

    let large = 300 << 10;
    let request = format!("{}{}", head(large, "connection: close\r\n"), "x".repeat(large));
    let refused = nginx.line().exchange(request.as_bytes(), |_| false);
    assert!(refused.starts_with("HTTP/1.1 413") && refused.contains("application/problem+json"), "{refused}");

    let body = r#"{"email":"nobody@example.com","password":"none of anybody's"}"#;
    let mut line = nginx.line();
    let asked =
        line.exchange(head(body.len(), "expect: 100-continue\r\n").as_bytes(), |came| came.contains("\r\n\r\n"));
    assert!(asked.starts_with("HTTP/1.1 100"), "{asked}");
    let answered = line.exchange(body.as_bytes(), |came| came.ends_with('}'));
    assert!(answered.starts_with("HTTP/1.1 401") && answered.contains("wrong_credentials"), "{answered}");
}
