//! Logging in.

use std::thread;

use perftrack_tests::{
    Client, Database, Org, Server,
    client::COOKIE,
    db, eventually,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::Code,
};

use super::{address, apart, comparable, lives, logs_in, me, visitor};

#[test]
fn the_session_is_one_cookie_that_scripts_cannot_read_and_nothing_else() {
    let org = Org::new();
    let response = try_log_in(&visitor(), &org.admin().email, PASSWORD);
    let cookies: Vec<_> = response.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    let session: Vec<_> = cookies.iter().filter(|cookie| cookie.starts_with(COOKIE)).collect();
    let [cookie] = session[..] else { panic!("{cookies:?}") };
    assert!(cookie.len() < 4096);
    let mut attributes: Vec<_> = cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Lax"]);
    let token = response.session().unwrap();
    assert!(!response.text().contains(&token), "the token is in the body");
    let elsewhere = response.headers.iter().filter(|(name, _)| name.as_str() != "set-cookie");
    assert!(elsewhere.into_iter().all(|(_, value)| !value.to_str().unwrap().contains(&token)));
}

#[test]
fn over_https_the_cookies_are_bound_to_this_very_host() {
    let origin = "https://perftrack.example.com";
    let server = Server::start(Database::fresh(), &[("PERFTRACK_ORIGIN", origin)]);
    let sign_up = super::new_sign_up(&address(), PASSWORD);
    let body = |value: serde_json::Value| value;
    let client = Client::visitor(&server);
    let post = |path: &str, json: serde_json::Value| {
        client.raw("POST", path).without("origin").header("origin", origin).json(&body(json)).send()
    };
    assert_eq!(post("/api/v1/sign-up", serde_json::to_value(&sign_up).unwrap()).status, 204);
    let mail = server.mailbox.first_to(&sign_up.email);
    assert!(mail.link().starts_with("https://perftrack.example.com/sign-up/verify#"));
    post("/api/v1/sign-up/verify", serde_json::json!({ "token": mail.secret() }));
    let answer = post("/api/v1/log-in", serde_json::json!({ "email": sign_up.email, "password": PASSWORD }));
    assert_eq!(answer.status, 200);
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-pt_") && cookie.contains("; Secure") && cookie.contains("; HttpOnly"));
        assert!(cookie.contains("; Path=/") && !cookie.contains("Domain"), "{cookie}");
    }
    assert!(answer.header("strict-transport-security").unwrap().contains("max-age=63072000; includeSubDomains"));
}

#[test]
fn an_unknown_address_answers_exactly_like_a_wrong_password() {
    let org = Org::new();
    let known = try_log_in(&visitor(), &org.admin().email, "not the password");
    let unknown = try_log_in(&visitor(), &address(), "not the password");
    assert_eq!(known.problem().code, Code::WrongCredentials);
    assert_eq!(comparable(&known), comparable(&unknown));
}

#[test]
fn an_address_is_the_same_in_any_case() {
    let org = Org::new();
    assert!(logs_in(&org.admin().email.to_uppercase(), PASSWORD));
    assert!(logs_in(&format!(" {} ", org.admin().email), PASSWORD));
}

#[test]
fn passwords_are_never_cut() {
    let long = "x".repeat(72);
    let email = address();
    let visitor = visitor();
    let (a, b) = (format!("{long}A heron"), format!("{long}B heron"));
    let sign_up = super::new_sign_up(&email, &a);
    visitor.call::<shared::accounts::SignUp>(Nothing {}, Nothing {}, sign_up).unwrap();
    let token = shared::accounts::LinkToken { token: super::secret_of_mail(&email, 1) };
    visitor.call::<shared::accounts::VerifySignUp>(Nothing {}, Nothing {}, token).unwrap();
    assert!(logs_in(&email, &a) && !logs_in(&email, &b) && !logs_in(&email, &long));
}

#[test]
fn a_cookie_from_before_is_never_adopted() {
    let org = Org::new();
    let planted = db::db_token(shared::wire::id::AccountId(uuid::Uuid::now_v7()), uuid::Uuid::now_v7().into());
    let victim = visitor().with_token(&planted);
    let response = try_log_in(&victim, &org.admin().email, PASSWORD);
    let token = response.session().unwrap();
    assert_ne!(token, planted);
    assert!(lives(&visitor().with_token(token)) && !lives(&visitor().with_token(planted)));
}

#[test]
fn every_log_in_opens_a_session_of_its_own() {
    let org = Org::new();
    let log_in = || try_log_in(&visitor(), &org.admin().email, PASSWORD).session().unwrap();
    let (first, second) = (log_in(), log_in());
    assert_ne!(first, second);
    assert!(lives(&visitor().with_token(first)) && lives(&visitor().with_token(second)));
}

#[test]
fn a_deactivated_person_is_out_at_once_and_cannot_log_in() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    let version = db::text(
        &mut org.server.database.admin(),
        &format!("SELECT version::text AS text FROM people WHERE id = '{}'", person.id),
    );
    let path = PersonPath { id: person.id };
    org.admin().change::<DeactivatePerson>(path, version.parse().unwrap(), None).unwrap();
    assert!(!lives(&person));
    let answer = try_log_in(&visitor(), &person.email, PASSWORD);
    assert_eq!(answer.problem().code, Code::Forbidden);
    assert!(answer.session().is_none());
}

#[test]
fn a_dated_hash_is_made_anew_at_the_next_log_in_and_only_then() {
    let org = apart();
    let email = &org.admin().email;
    let stored = || db::text(&mut org.server.database.admin(), "SELECT password_hash AS text FROM accounts");
    let replica = |setting| Server::start(org.server.database.clone(), &[setting]);
    let before = stored();
    assert!(before.starts_with("test$2b$04$") && !before.contains(PASSWORD), "{before}");
    let dearer = replica(("PERFTRACK_BCRYPT_COST", "5"));
    assert_eq!(try_log_in(&Client::visitor(&dearer), email, "not the password").status, 401);
    assert_eq!(stored(), before);
    // Two at once: both get in, whoever stores first.
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(try_log_in(&Client::visitor(&dearer), email, PASSWORD).status, 200));
        }
    });
    assert!(stored().starts_with("test$2b$05$"));
    let argon2id = replica(("PERFTRACK_PASSWORD_HASH", "argon2id"));
    assert_eq!(try_log_in(&Client::visitor(&argon2id), email, PASSWORD).status, 200);
    assert!(stored().starts_with("test$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(try_log_in(&Client::visitor(org.server), email, PASSWORD).status, 200, "and back again");
    assert!(stored().starts_with("test$2b$04$"));
}

#[test]
fn an_unreadable_hash_is_a_failed_log_in() {
    let org = Org::new();
    let email = &org.admin().email;
    let corrupt = format!("UPDATE accounts SET password_hash = 'md5:abc' WHERE email_key = '{email}'");
    db::run(&mut org.server.database.admin(), &corrupt);
    assert!(!logs_in(email, PASSWORD));
    assert!(lives(org.admin()), "the session goes on");
}

#[test]
fn success_and_failure_stand_in_the_audit_log() {
    let org = Org::new();
    let id = perftrack_tests::org::db_organisation_of(org.server, org.admin());
    let count = |kind: &str| {
        db::count(&mut org.server.database.admin(), &format!("audit_events WHERE org_id = '{id}' AND kind = '{kind}'"))
    };
    let (successes, failures) = (count("accounts.logged_in"), count("accounts.log_in_failed"));
    assert!(!logs_in(&org.admin().email, "not the password") && logs_in(&org.admin().email, PASSWORD));
    assert_eq!(count("accounts.logged_in"), successes + 1);
    // The answer doesn't wait for it, or its time would tell who has an account.
    eventually("the failure is noted", || count("accounts.log_in_failed") == failures + 1);
}

#[test]
fn who_is_logged_in_is_told_with_their_organisation() {
    let org = Org::new();
    let me = me(org.admin()).unwrap();
    assert_eq!((me.role, me.organisation.name.as_str()), (Role::Admin, org.name.as_str()));
    assert_eq!((me.email.as_str(), me.organisations.len()), (org.admin().email.as_str(), 1));
}
