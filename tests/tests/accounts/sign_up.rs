//! Signing an organisation up.

use std::thread;

use perftrack_tests::{Org, Refused, Server, db};
use serde_json::json;
use shared::{
    accounts::{LinkToken, NewSignUp, ResetPassword, SignUp, VerifiedSignUp, VerifySignUp},
    operation::Nothing,
    problem::{Code, Problem},
};

use super::{address, comparable, logs_in, new_sign_up, secret_of_mail, visitor};

const HERON: &str = "a blue heron at noon";

fn sign_up(sign_up: NewSignUp) -> Result<(), Problem> {
    visitor().call::<SignUp>(Nothing {}, Nothing {}, sign_up)
}

fn verify(token: &str) -> Result<VerifiedSignUp, Problem> {
    visitor().call::<VerifySignUp>(Nothing {}, Nothing {}, LinkToken { token: token.to_owned() })
}

#[test]
fn nothing_exists_until_the_link_is_followed_and_then_it_works_once() {
    let email = address();
    sign_up(new_sign_up(&email, HERON)).unwrap();
    assert!(!logs_in(&email, HERON));
    let token = secret_of_mail(&email, 1);
    assert_eq!(verify(&token).unwrap().email, email);
    assert!(logs_in(&email, HERON));
    verify(&token).refused(Code::LinkSpent);
}

#[test]
fn following_the_link_logs_nobody_in() {
    let email = address();
    sign_up(new_sign_up(&email, HERON)).unwrap();
    let token = json!({ "token": secret_of_mail(&email, 1) });
    let answer = visitor().raw("POST", "/api/v1/sign-up/verify").json(&token).send();
    assert_eq!((answer.status, answer.header("set-cookie")), (201, None));
}

#[test]
fn of_many_who_follow_the_link_at_once_one_succeeds() {
    let email = address();
    sign_up(new_sign_up(&email, HERON)).unwrap();
    let token = secret_of_mail(&email, 1);
    let tries = thread::scope(|scope| {
        let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| verify(&token))).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1);
}

#[test]
fn a_link_ends_after_a_day_and_when_another_is_sent() {
    let email = address();
    sign_up(new_sign_up(&email, HERON)).unwrap();
    let first = secret_of_mail(&email, 1);
    sign_up(new_sign_up(&email, HERON)).unwrap();
    let second = secret_of_mail(&email, 2);
    verify(&first).refused(Code::LinkSpent);
    let mut conn = Server::shared().database.admin();
    let late = format!("UPDATE link_tokens SET expires_at = now() WHERE email_key = '{email}'");
    db::run(&mut conn, &late);
    verify(&second).refused(Code::LinkSpent);
}

#[test]
fn a_secret_of_one_purpose_is_worth_nothing_for_another() {
    let email = address();
    sign_up(new_sign_up(&email, HERON)).unwrap();
    let token = secret_of_mail(&email, 1);
    super::reset(&token, HERON).refused(Code::LinkSpent);
    let accept = json!({ "token": token, "password": HERON });
    let answer = visitor().raw("POST", "/api/v1/invitations/accept").json(&accept).send();
    assert_eq!(answer.problem().code, Code::LinkSpent);
    verify(&token).unwrap();
    let org = Org::new();
    super::request_reset(&org.admin().email).unwrap();
    verify(&secret_of_mail(&org.admin().email, 3)).refused(Code::LinkSpent);
}

#[test]
fn a_known_address_answers_like_a_new_one_and_only_its_owner_learns() {
    let org = Org::new();
    let known = org.admin().email.clone();
    let send = |email: &str| {
        let body = new_sign_up(email, HERON);
        visitor().request::<SignUp>(&Nothing {}, &Nothing {}, &body).send()
    };
    assert_eq!(comparable(&send(&known)), comparable(&send(&address())));
    let mail = Server::shared().mailbox.wait_for(&known, 3);
    assert_eq!(mail.subject, "You already have a PerfTrack account");
    assert!(!mail.text.contains('#'), "there is no secret in it");
    assert!(!logs_in(&known, HERON), "and its password stays as it was");
}

#[test]
fn weak_passwords_are_refused_before_any_mail() {
    let email = address();
    let mut about = new_sign_up(&email, HERON);
    about.organisation = "Herons United".to_owned();
    let table = [
        ("short77", "too_short"),
        ("password", "common_password"),
        ("Password123", "common_password"),
        ("herons-united", "guessable_password"),
        ("PerfTrack!1", "guessable_password"),
        ("qwer1234asdf", "weak_password"),
        ("iloveyou2026", "weak_password"),
    ];
    for (password, code) in table {
        sign_up(NewSignUp { password: password.to_owned(), ..about.clone() }).refused_at("password", code);
    }
    sign_up(NewSignUp { password: "x".repeat(1025), ..about.clone() }).refused_at("password", "too_long");
    sign_up(NewSignUp { password: "😀".repeat(64), ..about.clone() }).refused_at("password", "weak_password");
    // Any script will do, at any length, if it isn't the same over and over.
    let emoji = (0..64).filter_map(|i| char::from_u32(0x1F600 + i * 37 % 64)).collect();
    sign_up(NewSignUp { password: emoji, ..about }).unwrap();
    Server::shared().mailbox.first_to(&email);
    assert_eq!(Server::shared().mailbox.all_to(&email).len(), 1);
}

#[test]
fn what_cannot_be_is_refused_field_by_field() {
    let good = serde_json::to_value(new_sign_up(&address(), HERON)).unwrap();
    let table = [
        ("organisation", json!(""), "required"),
        ("organisation", json!("x".repeat(121)), "too_long"),
        ("organisation", json!("nul\0"), "forbidden_character"),
        ("name", json!("two\nlines"), "forbidden_character"),
        ("name", json!("\u{202e}nimda"), "forbidden_character"),
        ("email", json!("nobody"), "bad_email"),
        ("email", json!("a@b.co\r\nBcc: c@d.co"), "bad_email"),
        ("time_zone", json!("Mars/Olympus"), "unknown_time_zone"),
        ("password", json!(7), "wrong_type"),
        ("role", json!("admin"), "unknown_field"),
        ("org_id", json!(uuid::Uuid::nil()), "unknown_field"),
    ];
    for (field, value, code) in table {
        let mut body = good.clone();
        body[field] = value;
        let problem = visitor().raw("POST", "/api/v1/sign-up").json(&body).send().problem();
        let found: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
        assert_eq!((problem.code, found), (Code::Invalid, vec![(field, code)]));
    }
}

#[test]
fn what_people_call_themselves_stays_text_in_the_mail() {
    let email = address();
    let mut named = new_sign_up(&email, HERON);
    named.organisation = "<b>Click https://evil.example/now".to_owned();
    sign_up(named).unwrap();
    let mail = Server::shared().mailbox.first_to(&email);
    let html = mail.raw.split("text/html").nth(1).unwrap();
    assert!(!html.contains("<b>") && !mail.raw.contains("evil.example"), "{}", mail.raw);
    assert!(mail.link().starts_with(&format!("{}/sign-up/verify#", Server::shared().url)));
}

#[test]
fn impossible_secrets_are_spent_links() {
    for token in ["x", "!!!!", &"A".repeat(43), &"A".repeat(100)] {
        verify(token).refused(Code::LinkSpent);
        let answer = visitor().call::<ResetPassword>(
            Nothing {},
            Nothing {},
            shared::accounts::PasswordReset { token: token.to_owned(), new_password: HERON.to_owned() },
        );
        answer.refused(Code::LinkSpent);
    }
}
