//! Pages of other origins: those that are listed may call, and their browsers are told so. The rest change nothing, and
//! what they read their browsers keep from them. Our own pages need no listing.

use perftrack_tests::{Client, Org, Persona, Response, Server, client::Request, org::PASSWORD};
use shared::{accounts::ReadMe, operation::Nothing, problem::Code};

const LISTED: &str = "https://partner.example.com";
const OTHERS: [&str; 5] = [
    "https://evil.example.com",
    "https://partner.example.com.evil.example",
    "http://partner.example.com",
    "https://partner.example.com:8443",
    "null",
];
/// Ends the other sessions of whoever calls.
const CHANGE: &str = "/api/v1/me/sessions/revoke-others";

/// An organisation on a server that lists an origin.
fn listing() -> Org {
    Org::on(Server::alone(&[("PERFTRACK_CORS_ORIGINS", LISTED)]))
}

/// Another session of the Admin, which a change would end.
fn second_session(org: &Org) -> Persona {
    Persona::logs_in(org.server, &org.admin().email, PASSWORD)
}

fn lives(client: &Client) -> bool {
    client.call::<ReadMe>(Nothing {}, Nothing {}, ()).is_ok()
}

/// What a browser with the Admin's session sends from a page of `origin`.
fn from(org: &Org, origin: &str, method: &str, path: &str) -> Request {
    org.admin().raw(method, path).without("origin").header("origin", origin)
}

/// What it asks before it sends a change; without cookies.
fn preflight(org: &Org, origin: &str) -> Response {
    let asked = from(org, origin, "OPTIONS", CHANGE).without("cookie");
    let asked = asked.header("access-control-request-method", "POST");
    asked.header("access-control-request-headers", "content-type,idempotency-key,if-match").send()
}

/// The headers by which a browser learns what a page of another origin may do.
fn permits(answer: &Response) -> Vec<&str> {
    answer.headers.keys().map(|name| name.as_str()).filter(|name| name.starts_with("access-control-")).collect()
}

#[test]
fn our_own_pages_change_things_whoever_else_is_listed() {
    let org = listing();
    let ours = org.admin().origin.clone();
    for site in [Some("same-origin"), None] {
        let second = second_session(&org);
        let change = from(&org, &ours, "POST", CHANGE);
        let change = match site {
            Some(site) => change.header("sec-fetch-site", site),
            None => change,
        };
        assert_eq!(change.send().status, 204, "{site:?}");
        assert!(!lives(&second), "it was done");
    }
    let second = second_session(&org);
    for site in ["cross-site", "same-site", "none"] {
        let change = from(&org, &ours, "POST", CHANGE).header("sec-fetch-site", site).send();
        assert_eq!(change.problem().code, Code::CrossSite, "ours is no other site: {site}");
    }
    assert!(lives(&second), "nothing was changed");
}

#[test]
fn a_listed_origin_may_call_and_its_browser_is_told_so() {
    let org = listing();
    let asked = preflight(&org, LISTED);
    assert_eq!((asked.status, asked.header("access-control-allow-origin")), (200, Some(LISTED)));
    assert_eq!(asked.header("access-control-allow-credentials"), Some("true"));
    let methods = asked.header("access-control-allow-methods").expect("methods");
    assert!(["GET", "POST", "PUT", "PATCH", "DELETE"].iter().all(|method| methods.contains(method)), "{methods}");
    let headers = asked.header("access-control-allow-headers").expect("headers").to_ascii_lowercase();
    assert!(["content-type", "if-match", "idempotency-key"].iter().all(|name| headers.contains(name)), "{headers}");

    for site in ["cross-site", "same-site"] {
        let second = second_session(&org);
        let change = from(&org, LISTED, "POST", CHANGE).header("sec-fetch-site", site).send();
        assert_eq!((change.status, change.header("access-control-allow-origin")), (204, Some(LISTED)), "{site}");
        assert!(!lives(&second), "it was done");
    }
    let read = from(&org, LISTED, "GET", "/api/v1/me").send();
    assert_eq!((read.status, read.header("access-control-allow-origin")), (200, Some(LISTED)));
    assert!(read.header("access-control-expose-headers").is_some());
}

#[test]
fn another_origin_changes_nothing_and_is_permitted_nothing() {
    let org = listing();
    let second = second_session(&org);
    for origin in OTHERS {
        let asked = preflight(&org, origin);
        assert_eq!((asked.problem().code, permits(&asked)), (Code::CrossSite, vec![]), "{origin}");
        for site in ["cross-site", "same-site", "same-origin"] {
            let change = from(&org, origin, "POST", CHANGE).header("sec-fetch-site", site).send();
            assert_eq!((change.problem().code, permits(&change)), (Code::CrossSite, vec![]), "{origin}, {site}");
        }
        let change = from(&org, origin, "POST", CHANGE).send();
        assert_eq!((change.problem().code, permits(&change)), (Code::CrossSite, vec![]), "{origin}");
        let read = from(&org, origin, "GET", "/api/v1/me").send();
        assert_eq!((read.status, permits(&read)), (200, vec![]), "{origin}: its browser keeps the answer from it");
    }
    assert!(lives(&second), "nothing was changed");
}

#[test]
fn where_none_is_listed_nobody_is_permitted_anything() {
    let org = Org::new();
    for origin in [LISTED, OTHERS[0]] {
        assert_eq!(permits(&preflight(&org, origin)), Vec::<&str>::new(), "{origin}");
        let change = from(&org, origin, "POST", CHANGE).header("sec-fetch-site", "cross-site").send();
        assert_eq!((change.problem().code, permits(&change)), (Code::CrossSite, vec![]), "{origin}");
    }
}
