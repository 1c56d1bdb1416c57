//! Plain HTTP beside TLS: pages lead on, the API refuses, and nothing that a request says about itself changes that.

use perftrack_tests::{
    Client, Response, Server,
    client::Request,
    encrypted::{Authority, Files, free_port},
};
use serde_json::json;
use shared::problem::Code;

use super::speaking;

const ORIGIN: &str = "https://perftrack.example.com";

struct Plain {
    server: &'static Server,
    port: u16,
    _files: Files,
}

impl Plain {
    fn start() -> Self {
        let port = free_port();
        let at = format!("127.0.0.1:{port}");
        let settings = [("PERFTRACK_ORIGIN", ORIGIN), ("PERFTRACK_PLAIN_LISTEN", at.as_str())];
        let (server, files) = speaking(&Authority::default(), &settings);
        Self { server, port, _files: files }
    }

    fn request(&self, method: &str, path: &str) -> Request {
        let mut visitor = Client::visitor(self.server);
        visitor.origin = format!("http://127.0.0.1:{}", self.port);
        visitor.raw(method, path)
    }

    fn get(&self, path: &str) -> Response {
        self.request("GET", path).send()
    }
}

#[test]
fn pages_lead_on_to_our_own_address_with_path_and_query() {
    let plain = Plain::start();
    for path in ["/", "/goals?period=2026", "/text/", "//evil.example.com/", "/%2e%2e/api", "/.well-known/other"] {
        for method in ["GET", "HEAD"] {
            let request = plain.request(method, path).header("x-forwarded-host", "evil.example.com");
            let answer = request.send();
            assert_eq!(answer.status, 308, "{method} {path}");
            assert_eq!(answer.header("location"), Some(format!("{ORIGIN}{path}").as_str()));
            // Said over plain HTTP, it could have been anybody.
            assert_eq!(answer.header("strict-transport-security"), None);
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
    }
}

#[test]
fn the_api_refuses_and_leads_nobody_on() {
    let plain = Plain::start();
    let body = json!({ "email": "anna@example.com", "password": "does it matter" });
    let refused = [
        plain.get("/api/v1/me"),
        plain.get("/api/v1/nothing"),
        plain.get("/api"),
        plain.request("POST", "/api/v1/log-in").json(&body).send(),
        plain.request("DELETE", "/api/v1/session").send(),
        plain.request("OPTIONS", "/api/v1/me").send(),
        plain.request("POST", "/goals").json(&body).send(),
        plain.get("/%61pi/v1/me"),
        // Whoever isn't named as a proxy can't say that it was encrypted.
        plain.request("GET", "/api/v1/me").header("x-forwarded-proto", "https").send(),
        plain.request("GET", "/api/v1/me").header("forwarded", "proto=https").send(),
    ];
    for answer in refused {
        assert_eq!(answer.problem().code, Code::EncryptionRequired);
        assert_eq!(answer.status, 403);
        assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
    }
}

#[test]
fn this_machine_may_ask_whether_the_server_is_well() {
    let plain = Plain::start();
    assert_eq!(plain.get("/health/live").status, 200);
    assert_eq!(plain.get("/health/ready").status, 200);
    assert_eq!(plain.get("/health/").status, 308);
}

#[test]
fn without_an_order_there_are_no_proofs() {
    let plain = Plain::start();
    let proof = |token: &str| plain.get(&format!("/.well-known/acme-challenge/{token}")).problem().code;
    assert_eq!(proof("kcSaLqNqvLZb9d5c7nVu4kBcTMmw_YX1PvVmZ0u0i5U"), Code::NotFound);
    assert_eq!(proof("%00"), Code::NotFound);
    assert_eq!(plain.get("/.well-known/acme-challenge/").status, 308);
    assert_eq!(plain.get("/.well-known/acme-challenge/a/b").status, 308);
}
