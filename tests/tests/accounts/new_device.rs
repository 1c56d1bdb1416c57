//! Whoever logs in from a browser that an account doesn't know is told of to its owner.

use perftrack_tests::{Org, Response, Server, org::PASSWORD};
use serde_json::json;
use shared::access::Role;

use super::visitor;

const SUBJECT: &str = "A new log-in to your PerfTrack account";
const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0";

/// Logs in from an address, with what the browser has of before.
fn log_in(email: &str, from: &str, cookie: Option<&str>) -> Response {
    let body = json!({ "email": email, "password": PASSWORD });
    let request = visitor().raw("POST", "/api/v1/log-in").without("x-forwarded-for").json(&body);
    let request = request.header("x-forwarded-for", from).header("user-agent", FIREFOX);
    let answer = match cookie {
        Some(cookie) => request.header("cookie", cookie).send(),
        None => request.send(),
    };
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// The cookie by which the account knows the browser from now on.
fn device_of(answer: &Response) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut cookies = cookies.filter_map(|cookie| cookie.split(';').next());
    cookies.find(|cookie| cookie.contains("device")).unwrap().to_owned()
}

#[test]
fn a_log_in_from_an_unknown_browser_is_told_once_with_the_ways_out() {
    let org = Org::new();
    let email = &org.admin().email;
    let answer = log_in(email, "203.0.120.9", None);
    let server = Server::shared();
    let mail = server.mailbox.wait_for_subject(email, SUBJECT, 1);
    assert!(mail.text.contains("with Firefox on Windows, from the address 203.0.120.9"), "{}", mail.text);
    assert_eq!(mail.link(), format!("{}/account", server.url));
    assert!(mail.text.contains(&format!("{}/password-reset", server.url)) && !mail.text.contains('#'));

    let device = device_of(&answer);
    log_in(email, "203.0.121.9", Some(&device));
    // The next unknown one is told; mails leave in their order, so the known one would have been by now.
    log_in(email, "203.0.122.9", None);
    let mail = server.mailbox.wait_for_subject(email, SUBJECT, 2);
    assert!(mail.text.contains("203.0.122.9"), "{}", mail.text);
}

#[test]
fn the_first_log_in_of_all_is_no_news() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    for (email, from) in [(&org.admin().email, "203.0.123.9"), (&person.email, "203.0.124.9")] {
        log_in(email, from, None);
        let mail = Server::shared().mailbox.wait_for_subject(email, SUBJECT, 1);
        assert!(mail.text.contains(from), "the one before was the first: {}", mail.text);
    }
}

#[test]
fn a_browser_that_another_account_knows_is_unknown_to_this_one() {
    let (org, other) = (Org::new(), Org::new());
    let device = device_of(&log_in(&other.admin().email, "203.0.125.9", None));
    log_in(&org.admin().email, "203.0.125.9", Some(&device));
    Server::shared().mailbox.wait_for_subject(&org.admin().email, SUBJECT, 1);
}
