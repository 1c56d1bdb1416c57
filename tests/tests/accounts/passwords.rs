//! Changing and resetting passwords.

use std::thread;

use perftrack_tests::{
    Client, Org, Refused, Server, db, eventually,
    org::{PASSWORD, try_log_in},
};
use shared::{
    accounts::{ChangePassword, PasswordChange, RequestPasswordReset, ResetRequest},
    operation::Nothing,
    problem::{Code, Problem},
};

use super::{address, comparable, lives, logs_in, read_reset, request_reset, reset, secret_of_mail, visitor};

const HERON: &str = "a blue heron at noon";

fn change(client: &Client, current: &str, new: &str) -> Result<(), Problem> {
    let body = PasswordChange { current_password: current.to_owned(), new_password: new.to_owned() };
    client.call::<ChangePassword>(Nothing {}, Nothing {}, body)
}

fn another_session(email: &str) -> Client {
    visitor().with_token(try_log_in(&visitor(), email, PASSWORD).session().unwrap())
}

#[test]
fn changing_needs_the_current_password_and_ends_the_other_sessions() {
    let org = Org::new();
    let email = org.admin().email.clone();
    let other = another_session(&email);
    change(org.admin(), "not it", HERON).refused_at("current_password", "wrong_password");
    change(org.admin(), PASSWORD, "summer2026!").refused_at("new_password", "weak_password");
    change(org.admin(), PASSWORD, "perftrack").refused_at("new_password", "guessable_password");
    assert!(lives(&other) && logs_in(&email, PASSWORD));
    change(org.admin(), PASSWORD, HERON).unwrap();
    assert!(lives(org.admin()) && !lives(&other));
    assert!(logs_in(&email, HERON) && !logs_in(&email, PASSWORD));
    let mail = Server::shared().mailbox.wait_for_subject(&email, "Your PerfTrack password was changed", 1);
    assert!(!mail.raw.contains(HERON));
}

#[test]
fn a_reset_sets_a_new_password_once_ends_all_sessions_and_logs_nobody_in() {
    let org = Org::new();
    let email = org.admin().email.clone();
    request_reset(&email).unwrap();
    let token = secret_of_mail(&email, 3);
    reset(&token, "password").refused_at("new_password", "common_password");
    assert_eq!(read_reset(&token).unwrap().email, email);
    assert!(lives(org.admin()), "asking, reading and failing change nothing");
    let body = serde_json::json!({ "token": token, "new_password": HERON });
    let answer = visitor().raw("POST", "/api/v1/password-reset/confirm").json(&body).send();
    assert_eq!((answer.status, answer.header("set-cookie")), (204, None));
    assert!(!lives(org.admin()) && logs_in(&email, HERON) && !logs_in(&email, PASSWORD));
    read_reset(&token).refused(Code::LinkSpent);
    reset(&token, "another blue heron").refused(Code::LinkSpent);
}

#[test]
fn asking_for_a_reset_answers_alike_whether_the_address_is_known_or_not() {
    let org = Org::new();
    let ask = |email: &str| {
        let body = ResetRequest { email: email.to_owned() };
        visitor().request::<RequestPasswordReset>(&Nothing {}, &Nothing {}, &body).send()
    };
    let unknown = address();
    assert_eq!(comparable(&ask(&org.admin().email)), comparable(&ask(&unknown)));
    secret_of_mail(&org.admin().email, 3);
    assert!(Server::shared().mailbox.all_to(&unknown).is_empty());
    // The letter that was written for it all the same goes to nobody, and nothing of it stays.
    let over = "mails WHERE recipient = '' AND sent_at IS NOT NULL AND text_body = '' AND last_error IS NULL";
    eventually("it is over", || db::count(&mut Server::shared().database.admin(), over) > 0);
}

#[test]
fn a_reset_link_ends_after_an_hour_and_when_another_is_sent() {
    let org = Org::new();
    let email = org.admin().email.clone();
    request_reset(&email).unwrap();
    let first = secret_of_mail(&email, 3);
    request_reset(&email).unwrap();
    let second = secret_of_mail(&email, 4);
    reset(&first, HERON).refused(Code::LinkSpent);
    let mut conn = Server::shared().database.admin();
    let latest = format!("purpose = 'password_reset' AND email_key = '{email}' AND used_at IS NULL");
    let left = format!("SELECT (expires_at - created_at)::text AS text FROM link_tokens WHERE {latest}");
    assert!(db::text(&mut conn, &left).starts_with("01:00:00") || db::text(&mut conn, &left).starts_with("00:59:59"));
    db::run(&mut conn, &format!("UPDATE link_tokens SET expires_at = now() WHERE {latest}"));
    reset(&second, HERON).refused(Code::LinkSpent);
    assert!(logs_in(&email, PASSWORD));
}

#[test]
fn the_browser_that_resets_stays_known_and_no_other() {
    let org = Org::new();
    let email = org.admin().email.clone();
    let device_of_a_log_in = || {
        let answer = try_log_in(&visitor(), &email, PASSWORD);
        let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned());
        let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next().map(str::to_owned));
        pairs.find(|pair| pair.contains("device")).unwrap()
    };
    let (ours, _strangers) = (device_of_a_log_in(), device_of_a_log_in());
    let devices = || {
        let theirs = "account_id = (SELECT account_id FROM people WHERE id = ";
        let query = format!("known_devices WHERE {theirs}'{}')", org.admin().id);
        db::count(&mut org.server.database.admin(), &query)
    };
    assert!(devices() >= 2);
    request_reset(&email).unwrap();
    let token = Server::shared().mailbox.wait_for_subject(&email, "Set a new password for PerfTrack", 1).secret();
    let body = serde_json::json!({ "token": token, "new_password": HERON });
    let request = visitor().raw("POST", "/api/v1/password-reset/confirm").json(&body);
    assert_eq!(request.header("cookie", &ours).send().status, 204);
    assert_eq!(devices(), 1);
}

#[test]
fn of_many_resets_by_one_link_one_succeeds() {
    let org = Org::new();
    request_reset(&org.admin().email).unwrap();
    let token = secret_of_mail(&org.admin().email, 3);
    let tries = thread::scope(|scope| {
        let token = token.as_str();
        let spawn = |i| scope.spawn(move || reset(token, &format!("{HERON} {i}")));
        let tries: Vec<_> = (0..6).map(spawn).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1, "{tries:?}");
}

#[test]
fn a_changed_password_ends_open_reset_links() {
    let org = Org::new();
    request_reset(&org.admin().email).unwrap();
    let token = secret_of_mail(&org.admin().email, 3);
    change(org.admin(), PASSWORD, HERON).unwrap();
    reset(&token, "another blue heron").refused(Code::LinkSpent);
}

#[test]
fn links_are_stored_as_hashes_only() {
    let org = Org::new();
    request_reset(&org.admin().email).unwrap();
    let token = secret_of_mail(&org.admin().email, 3);
    let mut conn = Server::shared().database.admin();
    let row = "SELECT t::text || encode(t.token_hash, 'base64') || encode(t.token_hash, 'escape') AS text";
    let email = &org.admin().email;
    let rows = db::texts(&mut conn, &format!("{row} FROM link_tokens t WHERE email_key = '{email}'"));
    assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains(&token)));
}
