//! Whoever may give the server an address to talk to reaches nothing inside by it: not this machine, not the network it is in,
//! in whatever notation; and not at an address that was fine when it was set. What names lead to, and names that turn, stand
//! beside the code: `api/src/worker/outgoing/attack_tests.rs`.

use std::{io::ErrorKind, net::TcpListener};

use perftrack_tests::{Client, Org, Response, Server, db, unique};
use serde_json::json;
use shared::{
    operation::Nothing,
    teams::{CreateTeam, NewTeam},
};

/// As production has it, which refuses to start otherwise.
const STRICT: (&str, &str) = ("PERFTRACK_OUTGOING_LOOPBACK", "off");

/// Hosts that are this machine, its network, or whatever tells a cloud's machines their secrets.
const INSIDE: [&str; 34] = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.9.9.9",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "①②⑦.⓪.⓪.①",
    "0",
    "0.0.0.0",
    "localhost",
    "LOCALHOST.",
    "intranet",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
];

/// Nobody may come to it.
struct Trap(Vec<TcpListener>);

impl Trap {
    fn new() -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        // Where there is IPv6.
        let also = TcpListener::bind(("::1", port)).ok();
        let all: Vec<_> = [listener].into_iter().chain(also).collect();
        for listener in &all {
            listener.set_nonblocking(true).expect("it waits for nobody");
        }
        (Self(all), port)
    }

    #[track_caller]
    fn is_untouched(&self) {
        for listener in &self.0 {
            let nobody = listener.accept().map(|(_, from)| from).map_err(|error| error.kind());
            assert_eq!(nobody, Err(ErrorKind::WouldBlock), "somebody came");
        }
    }
}

/// The two operations that take an address, for an Admin.
struct Doors {
    channel: String,
}

impl Doors {
    fn of(org: &Org) -> Self {
        let lead_id = Some(org.admin().id);
        let new = NewTeam { name: unique(), parent_id: None, lead_id };
        let team = org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
        Self { channel: format!("/api/v1/teams/{team}/channel") }
    }

    fn channel(&self, by: &Client, address: &str) -> Response {
        let body = json!({ "kind": "slack", "address": address, "news": ["praise"] });
        by.raw("PUT", &self.channel).json(&body).send()
    }

    fn provider(by: &Client, issuer: &str) -> Response {
        let body = json!({ "issuer": issuer, "client_id": "c", "client_secret": "s" });
        by.raw("PUT", "/api/v1/single-sign-on/connection").json(&body).send()
    }
}

#[track_caller]
fn is_refused_at(field: &str, address: &str, response: &Response) {
    assert_eq!(response.status, 422, "{address}: {}", response.text());
    let problem = response.problem();
    let codes = ["bad_address", "not_https", "not_public"];
    let found = problem.errors.iter().any(|error| error.field == field && codes.contains(&error.code.as_str()));
    assert!(found, "{address}: {problem:?}");
}

#[test]
fn no_notation_of_an_inside_address_is_taken() {
    let org = Org::db_on(Server::alone(&[STRICT]));
    let doors = Doors::of(&org);
    let (trap, port) = Trap::new();
    for host in INSIDE {
        for address in [
            format!("https://{host}/x"),
            format!("https://{host}:{port}/x"),
            format!("http://{host}:{port}/x"),
            format!("https://hooks.slack.com@{host}/x"),
            format!("https://hooks.slack.com:443@{host}:{port}/x"),
            format!("https://{host}\\.hooks.slack.com/x"),
            format!("https:{host}/x"),
            format!("HTTPS:\\\\{host}\\x"),
        ] {
            is_refused_at("address", &address, &doors.channel(org.admin(), &address));
            is_refused_at("issuer", &address, &Doors::provider(org.admin(), &address));
        }
    }
    // Nor another door of somebody's, another language, or a name with a secret in front.
    for address in [
        "https://hooks.slack.com:22/x",
        "https://me:secret@hooks.slack.com/x",
        "http://hooks.slack.com/x",
        "gopher://hooks.slack.com/x",
        "file:///etc/passwd",
        "data:text/plain,x",
        "//hooks.slack.com/x",
    ] {
        is_refused_at("address", address, &doors.channel(org.admin(), address));
        is_refused_at("issuer", address, &Doors::provider(org.admin(), address));
    }
    trap.is_untouched();
}

#[test]
fn what_was_set_when_it_was_allowed_is_not_asked_when_it_no_longer_is() {
    let strict = Server::alone(&[STRICT]);
    let (trap, port) = Trap::new();
    // Another server on the same database, as developers have it, lets it be set.
    let lenient = Server::start(strict.database.clone(), &[]).until_the_test_ends();
    for host in ["127.0.0.1", "127.1", "2130706433", "localhost", "[::1]"] {
        // How often one tries is limited.
        let org = Org::db_on(strict);
        let doors = Doors::of(&org);
        let session = db::db_session_of(&mut strict.database.admin(), org.admin().id);
        let account = db::text(
            &mut strict.database.admin(),
            &format!("SELECT account_id::text AS text FROM people WHERE id = '{}'", org.admin().id),
        );
        let token = db::db_token(account.parse().expect("an id"), session);
        let developer = Client::visitor(lenient).with_token(token);
        let address = format!("http://{host}:{port}");
        let set = doors.channel(&developer, &address);
        assert!(set.is_success(), "{address}: {}", set.text());
        let tried = org.admin().raw("POST", &format!("{}/trials", doors.channel)).send();
        assert_eq!(tried.json()["outcome"], "forbidden", "{address}: {}", tried.text());
        let set = Doors::provider(&developer, &address);
        assert!(set.is_success(), "{address}: {}", set.text());
        let tried = org.admin().raw("POST", "/api/v1/single-sign-on/connection/try").send();
        assert_eq!(tried.json()["outcome"], "forbidden", "{address}: {}", tried.text());
    }
    trap.is_untouched();
}
