//! Limits: guessing is slow, and nobody is locked out by somebody else.

use std::thread;

use perftrack_tests::{Client, Database, Org, Response, Server, client::Request, org::PASSWORD};
use serde_json::json;
use shared::problem::Code;

use super::{address, comparable, visitor};

fn log_in_from(network: &str, email: &str, password: &str) -> Request {
    let body = json!({ "email": email, "password": password });
    visitor().raw("POST", "/api/v1/log-in").without("x-forwarded-for").header("x-forwarded-for", network).json(&body)
}

/// Tries until told to wait.
fn exhaust(try_once: impl Fn() -> Response) -> Response {
    for _ in 0..50 {
        let answer = try_once();
        if answer.status == 429 {
            return answer;
        }
    }
    panic!("never told to wait");
}

#[track_caller]
fn told_to_wait(answer: &Response) {
    assert_eq!(answer.problem().code, Code::TooManyRequests);
    assert!(answer.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
}

/// The cookie by which an account knows a device that has logged in.
fn device_of(answer: &Response) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut cookies = cookies.filter_map(|cookie| cookie.split(';').next());
    cookies.find(|cookie| cookie.contains("device")).unwrap().to_owned()
}

#[test]
fn guessing_is_slowed_down_alike_for_known_and_unknown_addresses() {
    let org = Org::new();
    let known = exhaust(|| log_in_from("203.0.113.1", &org.admin().email, "wrong").send());
    let unknown_address = address();
    let unknown = exhaust(|| log_in_from("203.0.113.129", &unknown_address, "wrong").send());
    told_to_wait(&known);
    assert_eq!(comparable(&known), comparable(&unknown));
}

#[test]
fn even_the_right_password_has_to_wait_where_it_was_guessed_at() {
    let org = Org::new();
    let from = "203.0.114.1";
    exhaust(|| log_in_from(from, &org.admin().email, "wrong").send());
    told_to_wait(&log_in_from("203.0.114.2", &org.admin().email, PASSWORD).send());
}

#[test]
fn guesses_from_elsewhere_do_not_slow_the_owner_down() {
    let org = Org::new();
    for network in ["203.0.115.1", "203.0.116.1", "2001:db8:7::1"] {
        exhaust(|| log_in_from(network, &org.admin().email, "wrong").send());
    }
    assert_eq!(log_in_from("203.0.117.1", &org.admin().email, PASSWORD).send().status, 200);
}

#[test]
fn guesses_from_the_owners_own_network_do_not_slow_their_known_device_down() {
    let org = Org::new();
    let (from, email) = ("203.0.118.1", org.admin().email.clone());
    let device = device_of(&log_in_from(from, &email, PASSWORD).send());
    exhaust(|| log_in_from(from, &email, "wrong").send());
    told_to_wait(&log_in_from(from, &email, PASSWORD).send());
    assert_eq!(log_in_from(from, &email, PASSWORD).header("cookie", &device).send().status, 200);
    // A known device is no way round: its own wrong guesses count.
    told_to_wait(&exhaust(|| log_in_from(from, &email, "wrong").header("cookie", &device).send()));
    // Nor is the device of another account.
    let other = Org::new();
    exhaust(|| log_in_from(from, &other.admin().email, "wrong").send());
    told_to_wait(&log_in_from(from, &other.admin().email, PASSWORD).header("cookie", &device).send());
}

#[test]
fn many_networks_together_guess_no_faster_and_a_known_device_gets_in() {
    let org = Org::new();
    let email = org.admin().email.clone();
    let device = device_of(&log_in_from("203.0.122.1", &email, PASSWORD).send());
    let mut tries = (0..30).flat_map(|network| (0..5).map(move |_| format!("198.51.{network}.1")));
    let refused = tries.find_map(|from| {
        let answer = log_in_from(&from, &email, "wrong").send();
        (answer.status == 429).then_some(answer)
    });
    told_to_wait(&refused.expect("each network alone has tries left"));
    told_to_wait(&log_in_from("198.51.99.1", &email, PASSWORD).send());
    assert_eq!(log_in_from("198.51.99.1", &email, PASSWORD).header("cookie", &device).send().status, 200);
}

#[test]
fn parallel_guesses_get_no_more_tries_than_patient_ones() {
    let email = address();
    let tried = thread::scope(|scope| {
        let tries: Vec<_> =
            (0..24).map(|_| scope.spawn(|| log_in_from("203.0.119.1", &email, "wrong").send().status)).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).filter(|status| *status == 401).count()
    });
    assert!((1..=8).contains(&tried), "{tried} guesses were compared");
}

#[test]
fn success_clears_the_count() {
    let org = Org::new();
    let (from, email) = ("203.0.120.1", &org.admin().email);
    for _ in 0..4 {
        for _ in 0..4 {
            assert_eq!(log_in_from(from, email, "wrong").send().status, 401);
        }
        assert_eq!(log_in_from(from, email, PASSWORD).send().status, 200);
    }
}

#[test]
fn replicas_count_together() {
    let (database, email) = (Database::fresh(), address());
    let replicas = [Server::start(database.clone(), &[]), Server::start(database, &[])];
    let log_in = |server: &Server| {
        let request = Client::visitor(server).raw("POST", "/api/v1/log-in").without("x-forwarded-for");
        request.header("x-forwarded-for", "203.0.121.1").json(&json!({ "email": email, "password": "wrong" })).send()
    };
    exhaust(|| log_in(&replicas[0]));
    told_to_wait(&log_in(&replicas[1]));
}

#[test]
fn mails_to_one_address_are_limited_whoever_asks() {
    let email = address();
    let reset = json!({ "email": email });
    told_to_wait(&exhaust(|| visitor().raw("POST", "/api/v1/password-reset").json(&reset).send()));
    let sign_up = serde_json::to_value(super::new_sign_up(&email, "a blue heron at noon")).unwrap();
    told_to_wait(&exhaust(|| visitor().raw("POST", "/api/v1/sign-up").json(&sign_up).send()));
}

#[test]
fn mails_asked_for_from_one_address_are_limited_whomever_to() {
    let one = visitor();
    told_to_wait(&exhaust(|| one.raw("POST", "/api/v1/password-reset").json(&json!({ "email": address() })).send()));
}

#[test]
fn link_secrets_cannot_be_tried_without_end() {
    let one = visitor();
    let token = json!({ "token": "A".repeat(43) });
    told_to_wait(&exhaust(|| one.raw("POST", "/api/v1/invitations/read").json(&token).send()));
}

#[test]
fn the_current_password_cannot_be_guessed_within_a_session() {
    let org = Org::new();
    let body = json!({ "current_password": "wrong", "new_password": "a blue heron at noon" });
    told_to_wait(&exhaust(|| org.admin().raw("POST", "/api/v1/me/password").json(&body).send()));
}

#[test]
fn a_storm_of_log_ins_is_turned_away_while_everything_else_goes_on() {
    let server = Server::alone(&[("PERFTRACK_BCRYPT_COST", "11")]);
    let org = Org::on(server);
    let storm = || {
        let body = json!({ "email": address(), "password": "wrong" });
        Client::visitor(server).raw("POST", "/api/v1/log-in").json(&body).send()
    };
    let answers = thread::scope(|scope| {
        let storm: Vec<_> = (0..80).map(|_| scope.spawn(storm)).collect();
        for _ in 0..20 {
            assert!(super::lives(org.admin()));
        }
        storm.into_iter().map(|answer| answer.join().unwrap()).collect::<Vec<_>>()
    });
    let (compared, away): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 401);
    assert!(!compared.is_empty() && !away.is_empty(), "{} compared, {} turned away", compared.len(), away.len());
    for answer in away {
        assert_eq!((answer.problem().code, answer.header("retry-after")), (Code::Unavailable, Some("2")));
    }
}
