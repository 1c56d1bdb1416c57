//! Mails as programs send them.

use proptest::prelude::*;

use super::*;

fn ours() -> Address {
    "check-in@reply.example.com".parse().unwrap()
}

fn mail(headers: &str, body: &str) -> String {
    format!("From: Anna <anna@example.org>\r\nMessage-ID: <1@example.org>\r\n{headers}\r\n\r\n{body}")
}

const TO: &str = "To: PerfTrack <check-in+00ff00ff@reply.example.com>";

fn read(headers: &str, body: &str) -> Option<Incoming> {
    Incoming::read(mail(headers, body).as_bytes(), &ours())
}

#[test]
fn it_is_known_by_the_address_it_came_to() {
    let incoming = read(TO, "1: 42").unwrap();
    assert_eq!((incoming.secret.as_str(), incoming.from.as_str()), ("00ff00ff", "anna@example.org"));
    assert_eq!(incoming.text, "1: 42");
    for headers in [
        "To: CHECK-IN+00FF00FF@Reply.Example.com",
        "To: Bo <bo@example.org>\r\nCc: <check-in+00ff00ff@reply.example.com>",
        "To: undisclosed-recipients:;\r\nDelivered-To: check-in+00ff00ff@reply.example.com",
    ] {
        assert_eq!(read(headers, "1: 42").map(|incoming| incoming.secret).as_deref(), Some("00ff00ff"), "{headers}");
    }
    for headers in
        ["To: check-in@reply.example.com", "To: other+00ff@reply.example.com", "To: check-in+00ff@elsewhere.example"]
    {
        assert_eq!(read(headers, "1: 42"), None, "{headers}");
    }
}

#[test]
fn what_a_program_wrote_is_no_answer() {
    for header in
        ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Auto-Response-Suppress: All", "Return-Path: <>"]
    {
        assert_eq!(read(&format!("{TO}\r\n{header}"), "I am away."), None, "{header}");
    }
    assert!(read(&format!("{TO}\r\nAuto-Submitted: no"), "1: 42").is_some());
}

#[test]
fn what_is_quoted_and_signed_is_left_out() {
    let above = format!("> {ANSWER_ABOVE}");
    for quoted in [
        format!(
            "On Fri, 28 Nov 2026 at 09:00, PerfTrack <no-reply@example.com> wrote:\r\n\r\n{above}\r\n> Hello Anna,"
        ),
        format!(
            "Am Fr., 28. Nov. 2026 um 09:00 Uhr schrieb PerfTrack <\r\nno-reply@example.com>:\r\n\r\n{above}\r\n> Hello"
        ),
        format!(
            "________________________________\r\nFrom: PerfTrack <no-reply@example.com>\r\nSent: Friday\r\n\r\n{ANSWER_ABOVE}"
        ),
        format!("-----Original Message-----\r\nFrom: PerfTrack\r\n\r\n{ANSWER_ABOVE}\r\nHello"),
        "-- \r\nAnna, Example Ltd.\r\n1: 7".to_owned(),
    ] {
        let incoming = read(TO, &format!("1: 42, at risk\r\ntwo are missing\r\n\r\n{quoted}")).unwrap();
        assert_eq!(incoming.text, "1: 42, at risk\ntwo are missing", "{quoted}");
    }
    let close = format!("stuck: the room:\r\n{ANSWER_ABOVE}");
    assert_eq!(read(TO, &close).unwrap().text, "stuck: the room:", "an answer is never taken for such a line");
}

#[test]
fn it_is_read_from_html_and_from_other_letters_too() {
    let headers = format!("{TO}\r\nContent-Type: text/html; charset=utf-8");
    assert_eq!(read(&headers, "<p>1: 42</p>").unwrap().text, "1: 42");
    let headers =
        format!("{TO}\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable");
    assert_eq!(read(&headers, "1: 42, caf=E9").unwrap().text, "1: 42, café");
}

#[test]
fn the_same_mail_has_the_same_hash() {
    let [first, again] = [TO, &format!("Received: from a by b; Fri, 28 Nov 2026 09:00:00 +0000\r\n{TO}")]
        .map(|headers| read(headers, "1: 42").unwrap().hash);
    assert_eq!(first, again);
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400), text in ".{0,200}") {
        let _ = Incoming::read(&bytes, &ours());
        let _ = read(TO, &text);
    }

    #[test]
    fn whatever_a_mail_server_brings_is_an_answer_to_us_or_none(
        said in crate::http::nasty::bytes(&[
            "From: Anna <anna@example.org>\r\nTo: check-in+00ff00ff@reply.example.com\r\nMessage-ID: <1@e.org>\r\n\r\n1: 42",
            "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>1: 42</p>\r\n--x--",
            "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n1: 4=32=\r\n",
        ]),
    ) {
        let answers = [Incoming::read(&said, &ours()), read(TO, &String::from_utf8_lossy(&said))];
        for answer in answers.into_iter().flatten() {
            prop_assert!(!answer.secret.is_empty() && answer.secret == answer.secret.to_ascii_lowercase());
            prop_assert!(answer.text.lines().all(|line| !line.trim_start().starts_with('>')), "{}", answer.text);
        }
    }
}
