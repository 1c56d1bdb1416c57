//! The second step of a log-in, tried as its owner, as whoever stole the password, and as an Admin.

use std::thread;

use perftrack_tests::{
    Authenticator, Client, Org, Persona, Refused, Response, SecurityKey, Server, db,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    accounts::{
        BeginSecondFactor, ConfirmSecondFactor, FinishLogIn, LogInMethod, ReadMe, ReadSecondFactor, RemoveSecondFactor,
        RenewRecoveryCodes, SecondFactorPolicy, SecondFactorState, SecondStep,
    },
    home::ReadHome,
    operation::Nothing,
    organisations::{EditOrganisation, OrganisationChanges, ReadOrganisation},
    people::{ListSecondFactors, PersonPath, RemovePersonSecondFactor},
    problem::{Code, Problem},
};

use super::{lives, me, request_reset, reset, secret_of_mail, visitor};

const PENDING: &str = "pt_log_in_dev";

/// An organisation with its Admin's phone.
fn with_phone() -> (Org, Authenticator) {
    let org = Org::new();
    let phone = Authenticator::of_somebody(&org.server.database, org.admin());
    (org, phone)
}

/// The cookie of a log-in whose password was right.
fn pending(email: &str) -> String {
    let answer = try_log_in(&visitor(), email, PASSWORD);
    let problem = answer.problem();
    assert_eq!((problem.status, problem.code), (401, Code::SecondStepNeeded));
    assert_eq!(problem.methods, [LogInMethod::Totp, LogInMethod::RecoveryCode]);
    assert_eq!(answer.session(), None, "a password alone opens no session");
    cookie(&answer).expect("the log-in waits")
}

fn cookie(answer: &Response) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let ours = cookies.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(PENDING)?.strip_prefix('='));
    ours.map(str::to_owned).next_back()
}

/// The second step by a browser that holds this cookie.
fn finish(pending: &str, code: &str) -> Response {
    let step = SecondStep { code: code.to_owned() };
    let request = visitor().request::<FinishLogIn>(&Nothing {}, &Nothing {}, &step);
    request.header("cookie", &format!("{PENDING}={pending}")).send()
}

fn is_wrong(answer: &Response) {
    let problem = answer.problem();
    assert_eq!(problem.code, Code::Invalid, "{problem:?}");
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code.as_str()), ("code", "wrong_code"));
    assert_eq!(answer.session(), None);
}

fn lapsed(answer: &Response) {
    assert_eq!(answer.problem().code, Code::LogInLapsed);
    assert_eq!(answer.session(), None);
}

fn state(client: &Client) -> SecondFactorState {
    let seen = client.call::<ReadSecondFactor>(Nothing {}, Nothing {}, ()).unwrap().state;
    assert_eq!(seen, me(client).unwrap().second_factor, "two answers, one truth");
    seen
}

fn demand(org: &Org, of: SecondFactorPolicy) {
    let settings = org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).unwrap();
    let changes = OrganisationChanges { second_factor: Some(of), ..Default::default() };
    org.admin().change::<EditOrganisation>(Nothing {}, settings.version, changes).unwrap();
}

fn home(client: &Client) -> Result<shared::home::Home, Problem> {
    client.call::<ReadHome>(Nothing {}, Nothing {}, ())
}

fn methods(org: &Org, persona: &Persona) -> String {
    let query = format!(
        "SELECT array_to_string(methods, ' ') AS text FROM sessions WHERE person_id = '{}' ORDER BY created_at DESC LIMIT 1",
        persona.id
    );
    db::texts(&mut org.server.database.admin(), &query).remove(0)
}

#[test]
fn a_log_in_takes_the_password_and_a_code() {
    let (org, phone) = with_phone();
    let waiting = pending(&org.admin().email);
    let answer = finish(&waiting, &phone.code(0));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(cookie(&answer).as_deref(), Some(""), "the log-in no longer waits");
    assert!(lives(&visitor().with_token(answer.session().unwrap())));
    assert_eq!(methods(&org, org.admin()), "password totp");
    assert_eq!(state(org.admin()), SecondFactorState::InUse);
}

#[test]
fn an_app_counts_only_when_a_code_of_it_has_come_back() {
    let org = Org::new();
    let phone = Authenticator::begun_by(org.admin());
    assert!(try_log_in(&visitor(), &org.admin().email, PASSWORD).is_success(), "nothing is asked for yet");
    let wrong = SecondStep { code: "000000".to_owned() };
    // One in a million that it is the right one: then another is wrong.
    let wrong = if phone.code(0) == wrong.code { SecondStep { code: "000001".to_owned() } } else { wrong };
    org.admin().call::<ConfirmSecondFactor>(Nothing {}, Nothing {}, wrong).refused_at("code", "wrong_code");
    let right = SecondStep { code: phone.code(0) };
    let made = org.admin().call::<ConfirmSecondFactor>(Nothing {}, Nothing {}, right.clone()).unwrap();
    assert_eq!(made.codes.len(), 10);
    org.admin().call::<ConfirmSecondFactor>(Nothing {}, Nothing {}, right).refused(Code::Conflict);
    org.admin().call::<BeginSecondFactor>(Nothing {}, Nothing {}, ()).refused(Code::Conflict);
    pending(&org.admin().email);
}

#[test]
fn a_code_works_once() {
    let (org, phone) = with_phone();
    let (first, second) = (pending(&org.admin().email), pending(&org.admin().email));
    let code = phone.code(0);
    assert!(finish(&first, &code).is_success());
    is_wrong(&finish(&second, &code));
}

#[test]
fn of_two_that_give_the_same_code_at_once_one_is_let_in() {
    let (org, phone) = with_phone();
    for code in [phone.code(0), phone.recovery_codes[0].clone()] {
        let waiting: Vec<_> = (0..4).map(|_| pending(&org.admin().email)).collect();
        let answers: Vec<_> = thread::scope(|scope| {
            let tries: Vec<_> = waiting.iter().map(|waiting| scope.spawn(|| finish(waiting, &code))).collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.is_success()).count(), 1, "{code}");
    }
}

#[test]
fn the_code_of_the_half_minute_before_is_taken_and_no_older_one() {
    let (org, phone) = with_phone();
    is_wrong(&finish(&pending(&org.admin().email), &phone.code(2)));
    // The clock may strike in between: then it was an older code, and the next try is not.
    let taken = (0..3).any(|_| {
        let (step, waiting) = (Authenticator::step(), pending(&org.admin().email));
        let answer = finish(&waiting, &phone.code(1));
        assert!(answer.is_success() || Authenticator::step() > step, "{}", answer.text());
        answer.is_success()
    });
    assert!(taken);
}

#[test]
fn five_tries_and_the_log_in_begins_anew() {
    let (org, phone) = with_phone();
    let waiting = pending(&org.admin().email);
    for _ in 0..5 {
        is_wrong(&finish(&waiting, "not-a-code"));
    }
    lapsed(&finish(&waiting, &phone.code(0)));
}

#[test]
fn whoever_goes_on_guessing_is_slowed_down() {
    let (org, _) = with_phone();
    let refused = (0..3).any(|_| {
        let waiting = pending(&org.admin().email);
        (0..5).any(|_| finish(&waiting, "not-a-code").status == 429)
    });
    assert!(refused);
}

#[test]
fn who_knows_the_password_keeps_its_owner_from_no_recovery_code() {
    let (org, phone) = with_phone();
    let email = &org.admin().email;
    let held_up = (0..3).any(|_| {
        let waiting = pending(email);
        (0..5).any(|_| finish(&waiting, "not-a-code").status == 429)
    });
    assert!(held_up);
    assert!(finish(&pending(email), &phone.recovery_codes[0]).is_success());
    assert!(finish(&pending(email), &phone.code(0)).is_success(), "and what was tried before is forgotten");
}

#[test]
fn the_first_factor_ends_what_a_password_alone_has_opened_and_a_further_one_ends_nothing() {
    let org = Org::new();
    let email = &org.admin().email;
    let thief = visitor().with_token(try_log_in(&visitor(), email, PASSWORD).session().unwrap());
    let phone = Authenticator::of_somebody(&org.server.database, org.admin());
    assert!(!lives(&thief) && lives(org.admin()));
    let at_home = visitor().with_token(finish(&pending(email), &phone.code(0)).session().unwrap());
    SecurityKey::of_somebody(org.admin());
    assert!(lives(&at_home) && lives(org.admin()));
}

#[test]
fn a_recovery_code_works_once_and_its_owner_is_told() {
    let (org, phone) = with_phone();
    let code = &phone.recovery_codes[3];
    assert!(finish(&pending(&org.admin().email), &code.to_uppercase().replace('-', " ")).is_success());
    assert_eq!(methods(&org, org.admin()), "password recovery_code");
    is_wrong(&finish(&pending(&org.admin().email), code));
    let seen = org.admin().call::<ReadSecondFactor>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!(seen.recovery_codes_left, 9);
    // After the mails of the sign-up come that of the factor and that of the code.
    db::text(
        &mut org.server.database.admin(),
        &format!(
            "SELECT subject AS text FROM mails WHERE recipient = '{}' AND subject LIKE 'A recovery code %'",
            org.admin().email
        ),
    );
}

#[test]
fn new_recovery_codes_void_the_old_ones() {
    let (org, phone) = with_phone();
    let new = org.admin().call::<RenewRecoveryCodes>(Nothing {}, Nothing {}, ()).unwrap().codes;
    assert!(new.iter().all(|code| !phone.recovery_codes.contains(code)));
    is_wrong(&finish(&pending(&org.admin().email), &phone.recovery_codes[0]));
    assert!(finish(&pending(&org.admin().email), &new[0]).is_success());
}

#[test]
fn a_code_opens_no_account_but_its_own() {
    let ((org, _), (_, phone)) = (with_phone(), with_phone());
    is_wrong(&finish(&pending(&org.admin().email), &phone.recovery_codes[0]));
    is_wrong(&finish(&pending(&org.admin().email), &phone.code(0)));
}

#[test]
fn a_log_in_is_finished_by_its_own_browser_in_five_minutes_and_once() {
    let (org, phone) = with_phone();
    let step = SecondStep { code: phone.recovery_codes[0].clone() };
    visitor().call::<FinishLogIn>(Nothing {}, Nothing {}, step).refused(Code::LogInLapsed);
    lapsed(&finish(&"A".repeat(43), &phone.recovery_codes[0]));
    let waiting = pending(&org.admin().email);
    assert!(finish(&waiting, &phone.recovery_codes[1]).is_success());
    lapsed(&finish(&waiting, &phone.recovery_codes[2]));
    let waiting = pending(&org.admin().email);
    let theirs = format!("account_id = (SELECT account_id FROM people WHERE id = '{}')", org.admin().id);
    let ends = format!("UPDATE pending_log_ins SET expires_at = now() WHERE {theirs}");
    db::run(&mut org.server.database.admin(), &ends);
    lapsed(&finish(&waiting, &phone.recovery_codes[2]));
}

#[test]
fn a_reset_password_asks_for_the_code_all_the_same() {
    let (org, phone) = with_phone();
    let email = &org.admin().email;
    let waiting = pending(email);
    let before = Server::shared().mailbox.all_to(email).len();
    request_reset(email).unwrap();
    // Mails of the factor may still be on their way: the reset's is the one with a secret.
    let count = (before + 1..before + 4).find(|count| {
        let mail = Server::shared().mailbox.wait_for(email, *count);
        mail.link().contains("/password-reset/confirm#")
    });
    reset(&secret_of_mail(email, count.expect("the reset's mail")), "a blue heron at noon").unwrap();
    lapsed(&finish(&waiting, &phone.recovery_codes[0]));
    let answer = try_log_in(&visitor(), email, "a blue heron at noon");
    assert_eq!(answer.problem().code, Code::SecondStepNeeded);
}

#[test]
fn a_wrong_password_tells_nothing_of_a_second_step() {
    let (org, _) = with_phone();
    let plain = Org::new();
    let tell = |email: &str| super::comparable(&try_log_in(&visitor(), email, "wrong wrong wrong"));
    assert_eq!(tell(&org.admin().email), tell(&plain.admin().email));
    assert_eq!(tell(&org.admin().email), tell(&super::address()));
}

#[test]
fn whoever_must_have_one_can_set_it_up_and_nothing_else() {
    let org = Org::new();
    let (employee, admin) = (org.person(Role::Employee), org.person(Role::Admin));
    assert_eq!((state(&employee), state(&admin)), (SecondFactorState::Optional, SecondFactorState::Urged));
    demand(&org, SecondFactorPolicy::Admins);
    assert_eq!(state(&admin), SecondFactorState::Due);
    home(&admin).refused(Code::SecondFactorNeeded);
    home(org.admin()).refused(Code::SecondFactorNeeded);
    home(&employee).unwrap();
    Authenticator::of_somebody(&org.server.database, &admin);
    home(&admin).unwrap();
    Authenticator::of_somebody(&org.server.database, org.admin());
    demand(&org, SecondFactorPolicy::Everybody);
    home(&employee).refused(Code::SecondFactorNeeded);
    let settings = employee.call::<ReadOrganisation>(Nothing {}, Nothing {}, ());
    settings.refused(Code::SecondFactorNeeded);
    employee.call::<ReadMe>(Nothing {}, Nothing {}, ()).unwrap();
    Authenticator::of_somebody(&org.server.database, &employee);
    home(&employee).unwrap();
    // Whoever takes it off is back where they were.
    employee.call::<RemoveSecondFactor>(Nothing {}, Nothing {}, ()).unwrap();
    home(&employee).refused(Code::SecondFactorNeeded);
    demand(&org, SecondFactorPolicy::Optional);
    home(&employee).unwrap();
}

#[test]
fn an_admin_takes_a_lost_one_away_and_nobody_elses() {
    let (org, stranger) = (Org::new(), Org::new());
    let (manager, person) = org.manager_and_report();
    Authenticator::of_somebody(&org.server.database, &person);
    let holders = || org.admin().call::<ListSecondFactors>(Nothing {}, Nothing {}, ()).unwrap().people;
    assert_eq!(holders(), [person.id]);
    let path = || PersonPath { id: person.id };
    for refused in [&manager, &person] {
        refused.call::<RemovePersonSecondFactor>(path(), Nothing {}, ()).refused(Code::Forbidden);
    }
    stranger.admin().call::<RemovePersonSecondFactor>(path(), Nothing {}, ()).refused(Code::NotFound);
    assert!(stranger.admin().call::<ListSecondFactors>(Nothing {}, Nothing {}, ()).unwrap().people.is_empty());
    Authenticator::of_somebody(&org.server.database, org.admin());
    let own = PersonPath { id: org.admin().id };
    org.admin().call::<RemovePersonSecondFactor>(own, Nothing {}, ()).refused(Code::Forbidden);
    org.admin().call::<RemovePersonSecondFactor>(path(), Nothing {}, ()).unwrap();
    org.admin().call::<RemovePersonSecondFactor>(path(), Nothing {}, ()).refused(Code::Conflict);
    assert_eq!(holders(), [org.admin().id]);
    assert!(try_log_in(&visitor(), &person.email, PASSWORD).is_success());
}

#[test]
fn who_belongs_to_another_organisation_as_well_keeps_theirs() {
    let (org, other) = (Org::new(), Org::new());
    let person = org.person(Role::Employee);
    // The same account is somebody there, too.
    let joined = other.db_person(Role::Employee, None);
    let join = format!(
        "UPDATE people SET account_id = (SELECT account_id FROM people WHERE id = '{}') WHERE id = '{}'",
        person.id, joined.id
    );
    db::run(&mut org.server.database.admin(), &join);
    Authenticator::of_somebody(&org.server.database, &person);
    for (org, id) in [(&org, person.id), (&other, joined.id)] {
        let taken = org.admin().call::<RemovePersonSecondFactor>(PersonPath { id }, Nothing {}, ());
        taken.refused(Code::Conflict);
    }
    pending(&person.email);
}

#[test]
fn secrets_stand_nowhere_but_where_they_are_shown() {
    let org = Org::new();
    let phone = Authenticator::of_somebody(&org.server.database, org.admin());
    let mut conn = org.server.database.admin();
    let org_id = db::organisation_of(&mut conn, org.admin().id);
    let events = db::texts(&mut conn, &format!("SELECT e::text AS text FROM audit_events e WHERE org_id = '{org_id}'"));
    assert!(events.iter().any(|event| event.contains("accounts.second_factor_added")), "{events:?}");
    let mails = format!("SELECT m::text AS text FROM mails m WHERE recipient = '{}'", org.admin().email);
    let stored = db::texts(&mut conn, "SELECT r::text AS text FROM recovery_codes r");
    let told = org.admin().raw("GET", "/api/v1/me/second-factor").send().text();
    let everything = [events, db::texts(&mut conn, &mails), stored, vec![told]].concat().join("\n");
    for code in &phone.recovery_codes {
        assert!(!everything.contains(code.as_str()) && !everything.contains(&code.replace('-', "")));
    }
}
