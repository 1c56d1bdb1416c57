//! While the database is away every request is told to come back; once it is back, nobody has to do anything.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

use perftrack_tests::{
    Client, Database, Org, Persona, Server, client::Request, cluster::Cluster, db, org::PASSWORD, unique,
};
use serde_json::json;
use shared::problem::Code;

use super::eventually;

fn requests(admin: &Persona, visitor: &Client) -> Vec<Request> {
    let period = json!({ "name": "Q4", "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
    vec![
        admin.raw("GET", "/api/v1/me"),
        admin.raw("GET", "/api/v1/people"),
        admin.raw("GET", "/api/v1/home"),
        admin.raw("POST", "/api/v1/periods").json(&period),
        visitor.raw("POST", "/api/v1/log-in").json(&json!({ "email": admin.email, "password": PASSWORD })),
        visitor.raw("POST", "/api/v1/password-reset").json(&json!({ "email": format!("{}@example.com", unique()) })),
    ]
}

/// A server whose cluster is nobody else's, with an organisation on it.
fn ground() -> (&'static Cluster, &'static Server, Org) {
    let cluster: &'static Cluster = Box::leak(Box::new(Cluster::throw_away()));
    let database = Database::empty_in(cluster);
    database.migrate();
    let server = Server::start(database, &[]).until_the_test_ends();
    let org = Org::db_on(server);
    // The cluster saves at leisure, and what isn't saved doesn't survive a crash.
    db::run(&mut server.database.admin(), "CHECKPOINT");
    (cluster, server, org)
}

fn read(org: &Org) -> u16 {
    org.admin().raw("GET", "/api/v1/people").send().status
}

/// Many read while something happens, and once more afterwards; gives the statuses that came.
fn crowd(org: &Org, happens: impl FnOnce()) -> BTreeSet<u16> {
    let over = AtomicBool::new(false);
    let reader = || {
        let mut seen = BTreeSet::new();
        while !over.load(Ordering::Relaxed) {
            seen.insert(read(org));
        }
        seen.insert(read(org));
        seen
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..24).map(|_| scope.spawn(reader)).collect();
        happens();
        over.store(true, Ordering::Relaxed);
        readers.into_iter().flat_map(|reader| reader.join().expect("a reader")).collect()
    })
}

#[test]
fn the_server_outlives_its_database() {
    let (cluster, server, org) = ground();
    let visitor = Client::visitor(server);
    let health = |name: &str| visitor.raw("GET", &format!("/health/{name}")).send().status;
    assert_eq!((crowd(&org, || {}), health("ready")), (BTreeSet::from([200]), 200));

    // Some are in the middle of a transaction when it goes.
    let seen = crowd(&org, || cluster.stop());
    assert!(seen.contains(&503) && seen.is_subset(&BTreeSet::from([200, 503])), "{seen:?}");
    for _ in 0..3 {
        for request in requests(org.admin(), &visitor) {
            let asked = format!("{request:?}");
            let response = request.send();
            assert_eq!(response.problem().code, Code::Unavailable, "{asked}");
            let wait = response.header("retry-after").and_then(|seconds| seconds.parse::<u32>().ok());
            assert!(wait.is_some_and(|seconds| seconds > 0), "{asked}");
        }
    }
    assert_eq!((health("live"), health("ready")), (200, 503));
    assert!(!server.has_ended());

    cluster.start();
    eventually("the server finds its database again", || health("ready") == 200);
    for round in 0..8 {
        for request in requests(org.admin(), &visitor) {
            let asked = format!("{request:?}");
            let response = request.send();
            let repeated = round > 0 && response.status == 422;
            assert!(response.is_success() || repeated, "{asked}: {}", response.text());
        }
    }
}

#[test]
fn a_restart_between_two_requests_costs_at_most_one() {
    let (cluster, _, org) = ground();
    assert_eq!(crowd(&org, || {}), BTreeSet::from([200]));
    cluster.stop();
    cluster.start();
    let refused = (0..24).filter(|_| read(&org) != 200).count();
    assert!(refused <= 1, "{refused} requests met a connection that was dead");
}
