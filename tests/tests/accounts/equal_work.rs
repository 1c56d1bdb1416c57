//! Whether an address is known can't be told by the time an answer takes, since the same hashing is done for both.
//! The log and the database say what was done; no test looks at a clock.

use std::time::Duration;

use diesel::PgConnection;
use perftrack_tests::{
    Client, Org, Response, Server,
    db::{run, text},
    eventually,
    org::PASSWORD,
};
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

/// How many statements the server has made of the database, and how many rows it has written, but for what goes on beside
/// requests. Mails count when they are put into the outbox, not when they are sent; attempts don't, since they are counted by
/// address, whether it is known or not.
fn asked_and_written(conn: &mut PgConnection) -> (i64, i64) {
    const COUNTED: &str = "SELECT coalesce(sum(calls), 0) || ' '
            || coalesce(sum(rows) FILTER (WHERE s.query ~* '^(insert|update|delete)'), 0) AS text
        FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
        WHERE s.userid IN ('pt_app'::regrole, 'pt_auth'::regrole)
          AND s.query !~* '^(begin|commit|rollback|savepoint|release|set)\\M'
          AND (s.query ~* '^insert into \"mails\"'
               OR s.query !~* '\\m(mails|throttles|spent_requests|key_uses|backups|backup_alerts|heads|certificates)\\M')";
    let counted = text(conn, COUNTED);
    let (asked, written) = counted.split_once(' ').expect("two numbers");
    (asked.parse().expect("a number"), written.parse().expect("a number"))
}

#[test]
fn the_same_is_asked_of_the_database_and_written_for_known_and_unknown_addresses() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "off")]);
    let mut conn = server.database.admin();
    run(&mut conn, "CREATE EXTENSION pg_stat_statements");
    let org = Org::on(server);
    let sign_up: Body =
        |email: &str| json!({ "organisation": "Herons", "name": "Ada", "email": email, "password": PASSWORD });
    let reset: Body = |email: &str| json!({ "email": email });
    let addresses = [org.admin().email.clone(), address()];
    // What a server does when it starts, beside requests, is over.
    eventually("it is quiet", || {
        let mut conn = server.database.admin();
        let before = asked_and_written(&mut conn);
        std::thread::sleep(Duration::from_millis(500));
        asked_and_written(&mut conn) == before
    });
    for (path, body) in [("/api/v1/password-reset", reset), ("/api/v1/sign-up", sign_up)] {
        // What is made once, such as the counter of whoever asks, is there.
        assert!(ask(server, path, &body(&address())).is_success(), "{path}");
        let [known, unknown] = addresses.each_ref().map(|email| {
            let (asked, written) = asked_and_written(&mut conn);
            assert!(ask(server, path, &body(email)).is_success(), "{path}");
            let (asked_since, written_since) = asked_and_written(&mut conn);
            (asked_since - asked, written_since - written)
        });
        assert_eq!(known, unknown, "{path}: statements, and rows written");
        assert!(known.1 >= 2, "{path}: a link and a letter at least: {known:?}");
    }
}
