//! Nobody asks for so much that nothing is left for others, and whoever does is told when to come back.

use std::{
    io::{Read, Write},
    net::TcpStream,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::mpsc::channel,
    thread,
    time::Duration,
};

use perftrack_tests::{
    Client, Database, Org, Response, Server,
    db::{db_session_of, db_token, run, text},
    eventually,
};
use serde_json::json;
use shared::{access::Role, problem::Code};

/// A minute's end starts every count anew: what happens within one is looked at, and tried again if it didn't.
fn within_one_minute(happens: impl Fn()) {
    let minute = || chrono::Utc::now().timestamp().div_euclid(60);
    for _ in 0..3 {
        let began = minute();
        let outcome = catch_unwind(AssertUnwindSafe(&happens));
        if minute() == began {
            match outcome {
                Ok(()) => return,
                Err(failed) => resume_unwind(failed),
            }
        }
    }
    panic!("it takes longer than a minute");
}

/// The same caller at another replica.
fn at(other: &Server, client: &Client) -> Client {
    let mut there = client.clone();
    there.origin.clone_from(&other.url);
    there
}

fn read(client: &Client) -> Response {
    client.raw("GET", "/api/v1/me").send()
}

fn visit(client: &Client) -> Response {
    client.raw("GET", "/.well-known/security.txt").send()
}

/// How many are answered before one is refused.
fn answered(ask: impl Fn() -> Response) -> usize {
    let answers = std::iter::repeat_with(ask);
    answers.take(500).position(|answer| answer.status == 429).expect("it ends")
}

#[track_caller]
fn told_to_wait(answer: &Response) {
    assert_eq!(answer.problem().code, Code::TooManyRequests);
    let wait: u32 = answer.header("retry-after").and_then(|seconds| seconds.parse().ok()).expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
}

#[test]
fn a_session_may_ask_so_often_and_others_don_t_notice() {
    let server = Server::alone(&[("PERFTRACK_SESSION_REQUESTS", "40")]);
    let org = Org::db_on(server);
    within_one_minute(|| {
        let (busy, calm) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
        let first = read(&busy);
        assert_eq!(first.header("ratelimit-policy"), Some("\"session\";q=40;w=60"));
        assert!(first.header("ratelimit").is_some_and(|left| left.starts_with("\"session\";r=39;t=")));
        assert_eq!(answered(|| read(&busy)), 39);
        let refused = read(&busy);
        told_to_wait(&refused);
        assert!(refused.header("ratelimit").is_some_and(|left| left.starts_with("\"session\";r=0;t=")));
        assert_eq!(read(&calm).status, 200);
    });
}

#[test]
fn a_person_may_ask_no_more_in_many_sessions_and_others_don_t_notice() {
    let server = Server::alone(&[("PERFTRACK_SESSION_REQUESTS", "20"), ("PERFTRACK_ORGANISATION_REQUESTS", "60")]);
    let org = Org::db_on(server);
    within_one_minute(|| {
        let (busy, calm) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
        let mut conn = server.database.admin();
        let account = text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{}'", busy.id));
        let sessions = [(); 10].map(|()| {
            let token = db_token(account.parse().expect("an id"), db_session_of(&mut conn, busy.id));
            Client::visitor(server).with_token(token)
        });
        let answers = sessions.iter().flat_map(|session| [(); 10].map(|()| read(session).status));
        let answers: Vec<u16> = answers.collect();
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 20);
        assert!(answers.iter().all(|status| [200, 429].contains(status)), "{answers:?}");
        told_to_wait(&read(&sessions[9]));
        assert_eq!(read(&calm).status, 200);
    });
}

#[test]
fn an_organisation_may_ask_so_often_and_others_don_t_notice() {
    let server = Server::alone(&[("PERFTRACK_ORGANISATION_REQUESTS", "30")]);
    within_one_minute(|| {
        let (noisy, calm) = (Org::db_on(server), Org::db_on(server));
        let people = [(); 3].map(|()| noisy.db_person(Role::Employee, None));
        let turn = std::cell::Cell::new(0);
        let in_turn = || {
            turn.set(turn.get() + 1);
            read(&people[turn.get() % people.len()])
        };
        assert_eq!(answered(in_turn), 30);
        people.iter().for_each(|person| told_to_wait(&read(person)));
        // Whoever comes anew is of the same organisation.
        told_to_wait(&read(&noisy.db_person(Role::Employee, None)));
        assert_eq!(read(calm.admin()).status, 200);
    });
}

#[test]
fn an_address_may_ask_so_often_without_a_session() {
    let server = Server::alone(&[("PERFTRACK_VISITOR_REQUESTS", "20")]);
    within_one_minute(|| {
        let (busy, calm) = (Client::visitor(server), Client::visitor(server));
        assert_eq!(answered(|| visit(&busy)), 20);
        told_to_wait(&visit(&busy));
        assert_eq!(visit(&calm).status, 200);
    });
}

#[test]
fn a_program_may_come_for_tokens_more_often_and_is_counted_apart() {
    let server = Server::alone(&[("PERFTRACK_VISITOR_REQUESTS", "4")]);
    within_one_minute(|| {
        let program = Client::visitor(server);
        let comes = || program.raw("POST", "/oauth/token").body("application/x-www-form-urlencoded", "").send();
        assert_eq!(comes().header("ratelimit-policy"), Some("\"program\";q=20;w=60"));
        assert_eq!(answered(comes), 19);
        let refused = comes();
        assert_eq!((refused.status, &refused.json()["error"]), (429, &json!("temporarily_unavailable")));
        assert_eq!(visit(&program).status, 200);
    });
}

#[test]
fn replicas_count_together() {
    let database = Database::fresh();
    let settings = [("PERFTRACK_SESSION_REQUESTS", "200"), ("PERFTRACK_VISITOR_REQUESTS", "200")];
    let one = Server::start(database.clone(), &settings).until_the_test_ends();
    let other = Server::start(database, &settings).until_the_test_ends();
    let org = Org::db_on(one);
    within_one_minute(|| {
        let person = org.db_person(Role::Employee, None);
        let there = at(other, &person);
        assert_eq!(answered(|| read(&person)), 200);
        let asked = std::cell::Cell::new(0);
        eventually("the other replica knows", || {
            asked.set(asked.get() + 1);
            read(&there).status == 429
        });
        assert!(asked.get() < 200, "it counted for itself");

        let visitor = Client::visitor(one);
        let there = at(other, &visitor);
        assert_eq!(answered(|| visit(&visitor)), 200);
        asked.set(0);
        eventually("the other replica knows of visitors", || {
            asked.set(asked.get() + 1);
            visit(&there).status == 429
        });
        assert!(asked.get() < 200, "it counted for itself");
    });
}

#[test]
fn an_organisation_that_fills_the_queue_has_its_own_requests_refused_and_nobody_else_s() {
    // Three connections, for each of which thirty-two may wait: one organisation has half of these places.
    let server = Server::alone(&[("PERFTRACK_DB_CONNECTIONS", "4")]);
    let (noisy, calm) = (Org::db_on(server), Org::db_on(server));
    let mut holder = server.database.admin();
    run(&mut holder, "BEGIN; LOCK TABLE periods IN SHARE MODE");
    thread::scope(|scope| {
        let (sender, answers) = channel();
        let period = |number: u32| {
            let body = json!({ "name": format!("P{number}"), "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
            noisy.admin().raw("POST", "/api/v1/periods").json(&body)
        };
        assert_eq!(read(noisy.admin()).status, 200);
        for number in 0..90 {
            let (sender, request) = (sender.clone(), period(number));
            scope.spawn(move || sender.send(request.send()));
        }
        drop(sender);
        let refused = answers.recv().expect("what is too much is answered at once");
        assert_eq!(refused.problem().code, Code::Unavailable);
        assert_eq!(refused.header("retry-after"), Some("1"));
        // There is room for others, who wait in turn.
        let waiting = scope.spawn(|| read(calm.admin()).status);
        run(&mut holder, "COMMIT");
        assert_eq!(waiting.join().expect("an answer"), 200);
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert!(statuses.contains(&201) && statuses.iter().all(|status| [201, 503].contains(status)), "{statuses:?}");
    });
}

/// A connection that has asked once and stays open; what was answered.
fn held(server: &Server) -> (TcpStream, String) {
    let host = server.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    let request = format!("GET /health/live HTTP/1.1\r\nhost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is taken");
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    while !String::from_utf8_lossy(&answer).contains("\r\n\r\n") {
        match stream.read(&mut chunk) {
            Ok(read @ 1..) => answer.extend_from_slice(&chunk[..read]),
            _ => break,
        }
    }
    (stream, String::from_utf8_lossy(&answer).to_ascii_lowercase())
}

#[test]
fn an_address_holds_a_tenth_of_all_connections_and_no_more() {
    // Facing the network by itself: a proxy may hold them all.
    let server = Server::alone(&[("PERFTRACK_CONNECTIONS", "40"), ("PERFTRACK_TRUSTED_PROXIES", "")]);
    let mut open: Vec<TcpStream> = Vec::new();
    for _ in 0..4 {
        let (stream, answer) = held(server);
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        open.push(stream);
    }
    let (_beyond, answer) = held(server);
    assert!(answer.starts_with("http/1.1 429"), "{answer}");
    for part in ["connection: close", "retry-after: 10", "application/problem+json"] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    open.pop();
    eventually("who closes one may open another", || held(server).1.starts_with("http/1.1 200"));
}
