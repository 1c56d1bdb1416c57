//! Requests that are framed so that two readers could disagree: each gets one answer, and nothing that hides in one is
//! ever taken for another.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use perftrack_tests::{Server, unique};

/// A GET that must never be seen, hidden in what the first request calls its body or its end.
pub(super) fn hidden() -> (String, String) {
    let path = format!("/smuggled-{}", unique());
    (format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"), path)
}

/// Requests that readers may cut in different places, around the one that is hidden. All ask for what changes nothing.
pub(super) fn ambiguous(hidden: &str) -> Vec<(&'static str, String)> {
    let length = hidden.len();
    let post = "POST /api/v1/log-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    let chunked = format!("{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len());
    vec![
        (
            "a length and chunks",
            format!("{post}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"),
        ),
        (
            "chunks and a length",
            format!("{post}transfer-encoding: chunked\r\ncontent-length: {length}\r\n\r\n0\r\n\r\n{hidden}"),
        ),
        ("two lengths", format!("{post}content-length: 0\r\ncontent-length: {length}\r\n\r\n{hidden}")),
        ("two lengths in one", format!("{post}content-length: 0, {length}\r\n\r\n{hidden}")),
        ("a length with a sign", format!("{post}content-length: +{length}\r\n\r\n{hidden}")),
        ("a length in hexadecimal", format!("{post}content-length: 0x{length:x}\r\n\r\n{hidden}")),
        ("an encoding that is none", format!("{post}transfer-encoding: xchunked\r\n\r\n{chunked}")),
        (
            "an encoding after a tab",
            format!("{post}transfer-encoding:\tchunked\r\ncontent-length: {length}\r\n\r\n0\r\n\r\n{hidden}"),
        ),
        (
            "two encodings",
            format!(
                "{post}transfer-encoding: identity\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n{hidden}"
            ),
        ),
        ("a space before the colon", format!("{post}content-length : {length}\r\n\r\n{hidden}")),
        ("a folded header", format!("{post}x: y\r\n content-length: {length}\r\n\r\n{hidden}")),
        ("a line feed alone before a length", format!("{post}x: y\ncontent-length: {length}\r\n\r\n{hidden}")),
        ("a carriage return alone", format!("{post}x: y\rcontent-length: {length}\r\n\r\n{hidden}")),
        ("a NUL in a header", format!("{post}x: a\0b\r\ncontent-length: {length}\r\n\r\n{hidden}")),
        ("no host", format!("GET /health/live HTTP/1.1\r\ncontent-length: {length}\r\n\r\n{hidden}")),
        (
            "two hosts",
            format!(
                "GET /health/live HTTP/1.1\r\nhost: localhost\r\nhost: other\r\ncontent-length: {length}\r\n\r\n{hidden}"
            ),
        ),
        (
            "a body with a GET",
            format!("GET /health/live HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n{hidden}"),
        ),
        (
            "chunks with extensions",
            format!("{post}transfer-encoding: chunked\r\n\r\n{length:x};a=\"b\"\r\n{hidden}\r\n0\r\n\r\n"),
        ),
        ("a chunk longer than it says", format!("{post}transfer-encoding: chunked\r\n\r\n1\r\n{hidden}\r\n0\r\n\r\n")),
        (
            "a chunk whose size overflows",
            format!("{post}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{hidden}"),
        ),
        (
            "the whole address",
            format!(
                "GET http://localhost/health/live HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n{hidden}"
            ),
        ),
        (
            "another's address",
            format!(
                "GET http://evil.example/health/live HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n{hidden}"
            ),
        ),
        (
            "another version",
            format!("GET /health/live HTTP/3.7\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n{hidden}"),
        ),
    ]
}

/// Everything that comes until the server ends the connection.
fn exchange(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    // It may refuse before it has everything.
    let _ = stream.write_all(request);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answers: &str) -> Vec<&str> {
    answers.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.get(..3)).collect()
}

#[test]
fn nothing_hidden_in_a_request_becomes_another() {
    let server = Server::alone(&[]);
    let (seen, path) = hidden();
    exchange(server, seen.as_bytes());
    assert!(server.log().contains(&path), "what is answered is in the log");
    for index in 0..ambiguous("").len() {
        let (hidden, path) = hidden();
        let (what, request) = ambiguous(&hidden).swap_remove(index);
        let answers = exchange(server, request.as_bytes());
        assert!(!server.log().contains(&path), "{what}: it was answered\n{answers}");
        assert!(statuses(&answers).len() <= 1, "{what}: {answers}");
        assert!(!answers.contains("HTTP/1.1 500"), "{what}: {answers}");
    }
}

#[test]
fn a_head_without_end_is_refused() {
    let server = Server::shared();
    let line = format!("x-{}: {}\r\n", "a".repeat(20), "b".repeat(200));
    for (what, head) in [
        ("one long header", format!("x: {}", "b".repeat(1 << 20))),
        ("a long address", format!("GET /{} HTTP/1.1\r\n", "b".repeat(1 << 20))),
        ("many headers", line.repeat(5_000)),
        ("more headers than anybody sends", format!("{}\r\n", "a: b\r\n".repeat(200))),
    ] {
        let begun =
            if head.starts_with("GET") { String::new() } else { "GET / HTTP/1.1\r\nhost: localhost\r\n".to_owned() };
        let answers = exchange(server, format!("{begun}{head}").as_bytes());
        // Refused while it still comes, an answer may be lost with the connection.
        assert!(statuses(&answers).iter().all(|status| ["400", "431"].contains(status)), "{what}: {answers}");
    }
}

#[test]
fn who_begins_a_request_and_never_ends_it_is_not_waited_for() {
    let server = Server::shared();
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nx: ").expect("it is taken");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server ends it");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[test]
fn nobody_writes_lines_of_their_own_into_the_log() {
    let server = Server::alone(&[]);
    let mark = unique();
    for path in
        [format!("/%0d%0a{mark}"), format!("/%0a%1b[2J{mark}"), format!("/%E2%80%A8{mark}"), format!("/\u{85}{mark}")]
    {
        exchange(server, format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: {mark}\r\n\r\n").as_bytes());
    }
    let log = server.log();
    assert!(log.contains(&mark), "it was logged");
    let forged: Vec<_> = log.lines().filter(|line| line.trim_start().starts_with(&mark)).collect();
    assert!(forged.is_empty() && !log.contains("\u{1b}[2J"), "{forged:?}");
}
