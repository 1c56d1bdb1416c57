//! `/.well-known/security.txt`, read as RFC 9116 says.

use chrono::{DateTime, TimeDelta, Utc};
use perftrack_tests::{Client, Server};
use shared::{pages, problem::Code};

const PATH: &str = "/.well-known/security.txt";

#[test]
fn it_parses_and_does_not_expire_within_30_days() {
    let server = Server::shared();
    let response = Client::visitor(server).raw("GET", PATH).send();
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = response.text();
    assert!(text.ends_with('\n') && text.is_ascii(), "{text}");
    let fields: Vec<(&str, &str)> =
        text.lines().map(|line| line.split_once(": ").unwrap_or_else(|| panic!("no field: {line}"))).collect();
    let all =
        |name: &str| fields.iter().filter(|(field, _)| *field == name).map(|(_, value)| *value).collect::<Vec<_>>();

    let contacts = all("Contact");
    assert_eq!(contacts[0], format!("{}{}", server.url, pages::REPORT_VULNERABILITY));
    assert!(contacts[1].starts_with("mailto:support@perftrackapp.com"), "{}", contacts[1]);
    assert_eq!(all("Canonical"), [format!("{}{PATH}", server.url)]);
    assert_eq!(all("Policy"), [format!("{}{}", server.url, pages::SECURITY)]);
    assert_eq!(all("Preferred-Languages"), ["en"]);
    let expires = all("Expires");
    assert_eq!(expires.len(), 1, "exactly one Expires: {text}");
    let left = expires[0].parse::<DateTime<Utc>>().expect("a date and time") - Utc::now();
    assert!(left > TimeDelta::days(30) && left < TimeDelta::days(365), "{text}");
}

#[test]
fn it_is_read_and_nothing_else() {
    let client = Client::visitor(Server::shared());
    assert_eq!(client.raw("HEAD", PATH).send().status, 200);
    let response = client.raw("POST", PATH).send();
    assert_eq!(response.problem().code, Code::MethodNotAllowed);
    assert_eq!(response.header("allow"), Some("GET, HEAD"));
}

#[test]
fn addresses_that_it_names_are_pages() {
    for page in [pages::REPORT_VULNERABILITY, pages::SECURITY] {
        assert!(pages::is_one(page), "{page}");
    }
}
