//! Killed half-way through an import, the server leaves nothing half-written, and the next one carries it out.

use std::fmt::Write;

use perftrack_tests::{Client, Org, Persona, Server, client::Request, db};
use serde_json::{Value, json};

use super::{eventually, waits_for_a_lock};

const PEOPLE: usize = 1200;

/// A chain of people in two teams that aren't there yet.
fn file() -> String {
    let mut file = String::from("name,email,team,manager email\n");
    for number in 0..PEOPLE {
        let manager = number.checked_sub(1).map(|above| format!("p{}@example.com", above / 7)).unwrap_or_default();
        let _ = writeln!(file, "Person {number},p{number}@example.com,Team {},{manager}", number % 2);
    }
    file
}

fn apply(client: &Client, import: &Value) -> Request {
    let path = format!("/api/v1/people/imports/{}/apply", import["id"].as_str().expect("an id"));
    client.raw("POST", &path).json(&json!({ "fingerprint": import["fingerprint"] }))
}

/// Everything the import would write.
fn written(server: &Server) -> [i64; 3] {
    let mut conn = server.database.admin();
    ["people", "teams", "reporting_lines"].map(|table| db::count(&mut conn, table))
}

fn on(server: &Server, admin: &Persona) -> Client {
    Client::visitor(server).with_token(admin.token.clone().expect("a session"))
}

#[test]
fn an_import_is_all_or_nothing_even_then() {
    let first = Server::alone(&[]);
    let org = Org::db_on(first);
    let import = org.admin().raw("POST", "/api/v1/people/imports").body("text/csv", file()).send();
    assert_eq!(import.status, 201, "{}", import.text());
    let import = import.json();
    let before = written(first);

    // People are written, their lines are not: half-way.
    let (mut holder, mut observer) = (first.database.admin(), first.database.admin());
    db::run(&mut holder, "BEGIN; LOCK TABLE reporting_lines IN SHARE MODE");
    let request = apply(org.admin(), &import);
    let cut_off = std::thread::spawn(move || request.send());
    eventually("the import is half-way", || waits_for_a_lock(&mut observer));
    first.signal("KILL");
    db::run(&mut holder, "COMMIT");
    assert!(cut_off.join().is_err(), "there was no answer");
    eventually("the server's work is given up", || {
        db::count(&mut observer, "pg_stat_activity WHERE datname = current_database() AND usename = 'pt_app'") == 0
    });
    assert_eq!(written(first), before);

    let second = Server::start(first.database.clone(), &[]);
    let admin = on(&second, org.admin());
    let again = apply(&admin, &import).send();
    assert_eq!(again.status, 409, "somebody seems to be at it: {}", again.text());
    db::run(&mut observer, "UPDATE people_imports SET beat_at = now() - interval '1 minute'");
    let again = apply(&admin, &import).send();
    assert_eq!(again.status, 200, "{}", again.text());
    let people = i64::try_from(PEOPLE).expect("a small number");
    assert_eq!(written(&second), [before[0] + people, before[1] + 2, before[2] + people - 1]);
}
