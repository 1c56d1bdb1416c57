//! Whether an address is known can't be told by the time an answer takes, since the same hashing is done for both.
//! The log says what was done; no test looks at a clock.

use perftrack_tests::{Client, Org, Response, Server, org::PASSWORD};
use serde_json::{Value, json};

use super::address;

fn ask(server: &Server, path: &str, body: &Value) -> Response {
    Client::visitor(server).raw("POST", path).json(body).send()
}

/// What was hashed to answer: kind and cost of each.
fn work(server: &Server, response: &Response) -> Vec<String> {
    let id = response.header("x-request-id").expect("a request id");
    let log = server.log();
    let lines = log.lines().filter(|line| line.contains(id) && line.contains("hashing a password"));
    lines.map(|line| line.split("work=").nth(1).expect("it says which").to_owned()).collect()
}

type Body = fn(&str) -> Value;

#[test]
fn the_same_is_hashed_for_known_and_unknown_addresses() {
    for kind in ["bcrypt", "argon2id"] {
        let settings = [("PERFTRACK_PASSWORD_HASH", kind), ("PERFTRACK_LOG", "info,api=debug")];
        let server = Server::alone(&settings);
        let org = Org::on(server);
        let log_in: Body = |email: &str| json!({ "email": email, "password": "not the password" });
        let sign_up =
            |email: &str| json!({ "organisation": "Herons", "name": "Ada", "email": email, "password": PASSWORD });
        let reset: Body = |email: &str| json!({ "email": email });
        let asked: [(&str, Body, usize); 3] =
            [("/api/v1/log-in", log_in, 1), ("/api/v1/sign-up", sign_up, 1), ("/api/v1/password-reset", reset, 0)];
        for (path, body, times) in asked {
            let known = ask(server, path, &body(&org.admin().email));
            let unknown = ask(server, path, &body(&address()));
            assert_eq!(known.status, unknown.status, "{path}");
            let (known, unknown) = (work(server, &known), work(server, &unknown));
            assert_eq!(known, unknown, "{path}");
            assert_eq!(known.len(), times, "{path}");
            assert!(known.iter().all(|work| work.contains(kind)), "{path}: {known:?}");
        }
        assert_eq!(
            work(server, &ask(server, "/api/v1/log-in", &json!({ "email": org.admin().email, "password": PASSWORD })))
                .len(),
            1
        );
    }
}
