//! What changes is heard at once, by whom it concerns and for as long as they may hear it.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use perftrack_tests::{Client, Org, Server, db::run};
use shared::{accounts::LogOut, operation::Nothing, problem::Code};

use super::Ground;

const PATH: &str = "/api/v1/notifications/stream";

/// What happens at once takes less on the slowest machine.
const A_LONG_WHILE: Duration = Duration::from_secs(60);

type Events = Receiver<(String, String)>;

fn listen(by: &Client) -> Events {
    by.raw("GET", PATH).listen()
}

fn next(events: &Events) -> (String, String) {
    events.recv_timeout(A_LONG_WHILE).expect("something happens")
}

fn unread(count: u32) -> (String, String) {
    ("unread".to_owned(), format!("{{\"count\":{count}}}"))
}

#[track_caller]
fn silent(events: &Events) {
    let heard = events.recv_timeout(Duration::from_millis(700));
    assert!(matches!(heard, Err(RecvTimeoutError::Timeout)), "{heard:?}");
}

#[track_caller]
fn over(events: &Events) {
    let until = Instant::now() + A_LONG_WHILE;
    loop {
        match events.recv_timeout(A_LONG_WHILE) {
            Err(RecvTimeoutError::Disconnected) => return,
            _ => assert!(Instant::now() < until, "the stream goes on"),
        }
    }
}

#[test]
fn the_count_is_told_now_and_whenever_it_changes() {
    let ground = Ground::new();
    let (guest, owner) = (listen(&ground.guest), listen(&ground.owner));
    assert_eq!((next(&guest), next(&owner)), (unread(0), unread(0)));
    ground.share(&ground.hidden(), "view");
    assert_eq!(next(&guest), unread(1));
    silent(&owner);
    let id = super::notices(&ground.guest, Default::default())[0].id;
    ground.post(&ground.guest, "/api/v1/notifications/read-all", serde_json::json!({ "through": id }));
    assert_eq!(next(&guest), unread(0), "another window learns that it was read");
}

#[test]
fn a_thing_calls_out_to_those_who_see_it() {
    let ground = Ground::new();
    let objective = ground.hidden();
    let watch = format!("subject=objective&thing={}", objective.objective.id);
    let refused = ground.guest.raw("GET", PATH).query(&watch).send().problem();
    assert_eq!(refused.code, Code::NotFound);
    let share = ground.share(&objective, "comment");
    let guest = ground.guest.raw("GET", PATH).query(&watch).listen();
    assert_eq!(next(&guest), unread(1));
    ground.comment(&ground.owner, &objective, "Look here.");
    // What was told of the share may still be on its way.
    let heard = std::iter::from_fn(|| Some(next(&guest).0)).find(|name| name != "unread");
    assert_eq!(heard.as_deref(), Some("changed"));
    let path = format!("/api/v1/shares/{}", share["id"].as_str().expect("an id"));
    assert_eq!(ground.owner.raw("DELETE", &path).send().status, 204);
    ground.comment(&ground.owner, &objective, "And now?");
    over(&guest);
}

#[test]
fn a_session_that_ends_hears_no_more() {
    let ground = Ground::new();
    let guest = listen(&ground.guest);
    assert_eq!(next(&guest), unread(0));
    let objective = ground.hidden();
    ground.guest.call::<LogOut>(Nothing {}, Nothing {}, ()).expect("they log out");
    ground.share(&objective, "view");
    over(&guest);
}

#[test]
fn other_sites_open_no_streams() {
    let ground = Ground::new();
    for (name, value) in [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")] {
        let problem = ground.guest.raw("GET", PATH).without(name).header(name, value).send().problem();
        assert_eq!(problem.code, Code::CrossSite, "{name}");
    }
}

#[test]
fn nobody_holds_more_streams_than_they_can_look_at() {
    let ground = Ground::new();
    let held: Vec<_> = (0..12).map(|_| listen(&ground.guest)).collect();
    held.iter().for_each(|events| assert_eq!(next(events), unread(0)));
    let response = ground.guest.raw("GET", PATH).send();
    assert_eq!(response.status, 429);
    assert!(response.header("retry-after").is_some());
    assert_eq!(next(&listen(&ground.owner)), unread(0), "others are not kept out");
}

#[test]
fn another_replica_hears_it_and_a_server_that_stops_does_not_wait_for_streams() {
    let first = Server::alone(&[]);
    let second = Server::start(first.database.clone(), &[]);
    let ground = Ground::of(Org::db_on(first));
    let there = Client::visitor(&second).with_token(ground.guest.token.clone().expect("a session"));
    let events = listen(&there);
    assert_eq!(next(&events), unread(0));
    // What was called out before its listening connection was there, it takes for changed.
    while events.recv_timeout(Duration::from_millis(700)).is_ok() {}
    ground.share(&ground.hidden(), "view");
    assert_eq!(next(&events), unread(1));

    // A listener that was cut off comes back, and takes whatever it missed for changed.
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    run(&mut first.database.admin(), cut);
    assert_eq!(next(&events), unread(1));

    second.signal("TERM");
    over(&events);
    let until = Instant::now() + A_LONG_WHILE;
    while !second.has_ended() {
        assert!(Instant::now() < until, "it stops, though streams are open");
        std::thread::sleep(Duration::from_millis(30));
    }
}
