//! Bodies that are far too large, never end or aren't what they say: refused soon, and nothing is written.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use perftrack_tests::{
    Org, Persona,
    client::COOKIE,
    db::{count, organisation_of},
};
use shared::problem::{Code, Problem};

const HUGE: usize = 100 << 20;

/// Sends a head by hand, to be followed by a body.
fn begin(admin: &Persona, path: &str, headers: &str) -> TcpStream {
    let host = admin.origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    let (origin, token) = (&admin.origin, admin.token.as_deref().expect("a session"));
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\ncookie: {COOKIE}={token}\r\n\
         connection: close\r\n{headers}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("the head is taken");
    stream
}

/// The problem that comes, though the body has no end yet.
fn answer(mut stream: TcpStream) -> Problem {
    let mut answer = String::new();
    while !answer.ends_with('}') {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).expect("an answer");
        assert_ne!(read, 0, "no answer: {answer}");
        answer.push_str(&String::from_utf8_lossy(&chunk[..read]));
    }
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer}"));
    assert!(head.to_ascii_lowercase().contains("content-type: application/problem+json"), "{head}");
    serde_json::from_str(body).unwrap_or_else(|_| panic!("no problem: {body}"))
}

const TAKERS: [(&str, &str, usize); 3] = [
    ("/api/v1/objectives", "application/json", 256 << 10),
    ("/api/v1/log-in", "application/json", 256 << 10),
    ("/api/v1/people/imports", "text/csv", 10 << 20),
];

#[test]
fn a_hundred_megabytes_are_refused_before_they_come() {
    let org = Org::db_new();
    for (path, content_type, _) in TAKERS {
        let headers = format!("content-type: {content_type}\r\ncontent-length: {HUGE}");
        assert_eq!(answer(begin(org.admin(), path, &headers)).code, Code::TooLarge, "{path}");
    }
}

#[test]
fn a_body_that_does_not_say_how_long_it_is_is_refused_before_its_end() {
    let org = Org::db_new();
    let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
    for (path, content_type, most) in TAKERS {
        let headers = format!("content-type: {content_type}\r\ntransfer-encoding: chunked");
        let mut stream = begin(org.admin(), path, &headers);
        for _ in 0..=most / 0x10000 {
            stream.write_all(&chunk).expect("so much is taken");
        }
        assert_eq!(answer(stream).code, Code::TooLarge, "{path}");
    }
}

#[test]
fn nobody_goes_on_pouring_after_a_refusal() {
    let org = Org::db_new();
    let chunk = [b"400\r\n".as_slice(), &[b'x'; 0x400], b"\r\n"].concat();
    for (path, ..) in TAKERS {
        let mut stream = begin(org.admin(), path, "content-type: text/plain\r\ntransfer-encoding: chunked");
        // As slow as one likes: what counts is that it ends.
        let ended = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            stream.write_all(&chunk).is_err()
        });
        assert!(ended, "{path} still listens");
    }
}

#[test]
fn what_is_no_csv_is_no_import_whatever_it_is_called() {
    let org = Org::db_new();
    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let zip = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), b"people.csv", &[0x5a; 300]].concat();
    let files: [(&str, &[u8], &str); 6] = [
        ("a zip", &zip, "not_csv"),
        ("a PDF", b"%PDF-1.7\nname,email\n", "not_csv"),
        ("NULs", b"name,email\nA\0B,a@b.co\n", "not_csv"),
        ("nothing", b"", "file_empty"),
        ("headings alone", b"name,email\n", "no_rows"),
        ("an open quotation", b"name,email\n\"A,a@b.co\n", "unclosed_quote"),
    ];
    for (what, bytes, code) in files {
        let problem = org.admin().raw("POST", "/api/v1/people/imports").body("text/csv", bytes).send().problem();
        assert_eq!(problem.code, Code::Invalid, "{what}");
        assert!(problem.errors.iter().any(|error| error.field == "file" && error.code == code), "{what}: {problem:?}");
    }
    assert_eq!(count(&mut conn, &format!("people_imports WHERE org_id = '{org_id}'")), 0);
}
