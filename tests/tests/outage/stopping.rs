//! Told to stop, the server finishes what it is at and takes nothing new.

use perftrack_tests::{Org, Server, db};
use serde_json::json;

use super::{eventually, waits_for_a_lock};

#[test]
fn a_request_in_flight_is_finished() {
    let server = Server::alone(&[]);
    let org = Org::db_on(server);
    let (mut holder, mut observer) = (server.database.admin(), server.database.admin());
    db::run(&mut holder, "BEGIN; LOCK TABLE periods IN SHARE MODE");
    let response = std::thread::scope(|scope| {
        let period = json!({ "name": "Q4", "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
        let request = org.admin().raw("POST", "/api/v1/periods").json(&period);
        let waiting = scope.spawn(move || request.send());
        eventually("the request is in flight", || waits_for_a_lock(&mut observer));
        server.signal("TERM");
        eventually("the server has heard", || server.log().contains("stopping"));
        assert!(!server.has_ended());
        db::run(&mut holder, "COMMIT");
        waiting.join().expect("it is answered")
    });
    assert_eq!(response.status, 201, "{}", response.text());
    assert_eq!(db::count(&mut observer, "periods WHERE name = 'Q4'"), 1);
    eventually("the server ends", || server.has_ended());
}
