//! Another address to log in with: its mailbox proves it, its owner's session takes it, and nobody learns who has one.

use std::thread;

use perftrack_tests::{
    Client, Org, Persona, Refused, Server, db,
    org::{PASSWORD, db_organisation_of, new_person, try_log_in},
};
use shared::{
    access::Role,
    accounts::{
        AcceptInvitation, Acceptance, ChangePassword, ConfirmEmailChange, EmailChange, LinkToken, ListSignIns,
        PasswordChange, RequestEmailChange,
    },
    operation::Nothing,
    people::{CreatePerson, EditPerson, NewPerson, PersonChanges, PersonPath, ReadPerson},
    problem::{Code, Problem},
};

use super::{address, comparable, lives, logs_in, me, read_reset, request_reset, reset, visitor};

const CONFIRM: &str = "Confirm your new address for PerfTrack";
const ASKED: &str = "Your PerfTrack address is to be changed";
const CHANGED: &str = "Your PerfTrack address was changed";

fn ask(client: &Client, email: &str) -> Result<(), Problem> {
    client.call::<RequestEmailChange>(Nothing {}, Nothing {}, EmailChange { email: email.to_owned() })
}

fn confirm(client: &Client, token: &str) -> Result<(), Problem> {
    client.call::<ConfirmEmailChange>(Nothing {}, Nothing {}, LinkToken { token: token.to_owned() })
}

/// The secret in the `count`th link to a new address.
fn link(email: &str, count: usize) -> String {
    Server::shared().mailbox.wait_for_subject(email, CONFIRM, count).secret()
}

fn again(email: &str) -> Client {
    visitor().with_token(try_log_in(&visitor(), email, PASSWORD).session().expect("a session"))
}

fn person_email(by: &Persona, person: &Persona) -> String {
    let path = PersonPath { id: person.id };
    by.call::<ReadPerson>(path, Nothing {}, ()).expect("the person").details.expect("an Admin sees it").email
}

fn noted(org: &Org, kind: &str) -> i64 {
    let id = db_organisation_of(org.server, org.admin());
    db::count(&mut org.server.database.admin(), &format!("audit_events WHERE org_id = '{id}' AND kind = '{kind}'"))
}

#[test]
fn the_new_mailbox_proves_it_and_both_hear_of_it() {
    let org = Org::new();
    let member = org.person(Role::Employee);
    let (old, new) = (member.email.clone(), address());
    let other = again(&old);
    ask(&member, &new).unwrap();
    let told = Server::shared().mailbox.wait_for_subject(&old, ASKED, 1);
    assert!(told.link().ends_with("/password-reset") && !told.raw.contains(&new));
    let letter = Server::shared().mailbox.wait_for_subject(&new, CONFIRM, 1);
    assert!(letter.link().contains("/account/email#") && !letter.raw.contains(&old), "it may reach a stranger");
    assert!(logs_in(&old, PASSWORD) && lives(&other), "asking changes nothing");

    confirm(&member, &letter.secret()).unwrap();
    assert!(lives(&member) && !lives(&other), "other sessions end");
    assert!(logs_in(&new, PASSWORD) && !logs_in(&old, PASSWORD));
    assert_eq!((me(&member).unwrap().email, person_email(org.admin(), &member)), (new.clone(), new.clone()));
    for mailbox in [&old, &new] {
        Server::shared().mailbox.wait_for_subject(mailbox, CHANGED, 1);
    }
    confirm(&member, &letter.secret()).refused(Code::LinkSpent);
    assert_eq!((noted(&org, "accounts.email_change_asked"), noted(&org, "accounts.email_changed")), (1, 1));
    assert_eq!(noted(&org, "people.edited"), 1, "programs that keep a copy learn of it");
    let sign_ins = member.call::<ListSignIns>(Nothing {}, Nothing {}, ()).unwrap().items;
    let kinds: Vec<_> = sign_ins.iter().map(|item| item.kind.as_str()).collect();
    assert!(kinds.contains(&"accounts.email_changed") && kinds.contains(&"accounts.email_change_asked"), "{kinds:?}");
}

#[test]
fn the_address_changes_in_every_organisation_that_knows_the_old_one_and_in_no_other() {
    let (home, second, third) = (Org::new(), Org::new(), Org::new());
    let (old, new) = (home.admin().email.clone(), address());
    for org in [&second, &third] {
        let invited = NewPerson { email: old.clone(), invite: true, ..new_person(Role::Employee) };
        org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, invited).unwrap();
        let subject = format!("Ada Admin invites you to {} on PerfTrack", org.name);
        let token = Server::shared().mailbox.wait_for_subject(&old, &subject, 1).secret();
        let acceptance = Acceptance { token, password: PASSWORD.to_owned() };
        visitor().call::<AcceptInvitation>(Nothing {}, Nothing {}, acceptance).unwrap();
    }
    // In the third they go by another address, which is that organisation's own.
    let (org, other) = (db_organisation_of(third.server, third.admin()), address());
    let by_another = format!("SET email = '{other}', email_key = '{other}' WHERE org_id = '{org}' AND email = '{old}'");
    db::run(&mut Server::shared().database.admin(), &format!("UPDATE people {by_another}"));
    ask(home.admin(), &new).unwrap();
    confirm(home.admin(), &link(&new, 1)).unwrap();
    let of = |org: &Org, email: &str| {
        let id = db_organisation_of(org.server, org.admin());
        db::count(
            &mut Server::shared().database.admin(),
            &format!("people WHERE org_id = '{id}' AND email = '{email}' AND email_key = '{email}'"),
        )
    };
    assert_eq!((of(&home, &new), of(&second, &new), of(&third, &other)), (1, 1, 1));
    let everywhere = [&home, &second, &third];
    assert_eq!(everywhere.map(|org| noted(org, "accounts.email_changed")), [1, 1, 1]);
    assert_eq!(everywhere.map(|org| noted(org, "people.edited")), [1, 1, 0]);
}

#[test]
fn an_address_that_has_an_account_answers_like_a_free_one_and_only_its_owner_learns() {
    let (org, stranger) = (Org::new(), Org::new());
    let (taken, free) = (stranger.admin().email.clone(), address());
    let request = |email: &str| {
        let body = EmailChange { email: email.to_owned() };
        org.admin().request::<RequestEmailChange>(&Nothing {}, &Nothing {}, &body).send()
    };
    assert_eq!(comparable(&request(&taken)), comparable(&request(&free)));
    let mailbox = &Server::shared().mailbox;
    mailbox.wait_for_subject(&taken, "Somebody asked to use your address on PerfTrack", 1);
    mailbox.wait_for_subject(&free, CONFIRM, 1);
    mailbox.wait_for_subject(&org.admin().email, ASKED, 2);
    assert!(mailbox.all_to(&taken).iter().all(|mail| mail.subject != CONFIRM), "no link goes there");
    let id = db_organisation_of(stranger.server, stranger.admin());
    let links =
        format!("link_tokens WHERE purpose = 'email_change' AND email_key = '{taken}' AND account_id IS NOT NULL");
    let mut conn = Server::shared().database.admin();
    assert_eq!(db::count(&mut conn, &links), 1, "as much is written");
    assert_eq!(db::count(&mut conn, &format!("audit_events WHERE org_id = '{id}' AND kind LIKE 'accounts.email%'")), 0);
}

#[test]
fn a_link_ends_after_an_hour_and_when_another_is_sent() {
    let org = Org::new();
    let (first, second) = (address(), address());
    ask(org.admin(), &first).unwrap();
    let earlier = link(&first, 1);
    ask(org.admin(), &second).unwrap();
    confirm(org.admin(), &earlier).refused(Code::LinkSpent);
    let late = format!("UPDATE link_tokens SET expires_at = now() WHERE email_key = '{second}' AND used_at IS NULL");
    db::run(&mut Server::shared().database.admin(), &late);
    confirm(org.admin(), &link(&second, 1)).refused(Code::LinkSpent);
    for impossible in ["x", "!!!!", &"A".repeat(43), &"A".repeat(100)] {
        confirm(org.admin(), impossible).refused(Code::LinkSpent);
    }
    assert!(logs_in(&org.admin().email, PASSWORD));
}

#[test]
fn a_link_is_good_for_the_account_that_asked_and_for_nothing_else() {
    let org = Org::new();
    let (member, new) = (org.person(Role::Employee), address());
    ask(&member, &new).unwrap();
    let token = link(&new, 1);
    confirm(&visitor(), &token).refused(Code::Unauthenticated);
    confirm(org.admin(), &token).refused(Code::LinkSpent);
    reset(&token, "a blue heron at noon").refused(Code::LinkSpent);
    request_reset(&member.email).unwrap();
    let mailbox = &Server::shared().mailbox;
    let of_a_reset = mailbox.wait_for_subject(&member.email, "Set a new password for PerfTrack", 1).secret();
    confirm(&member, &of_a_reset).refused(Code::LinkSpent);
    confirm(&member, &token).unwrap();
    reset(&of_a_reset, "a blue heron at noon").refused(Code::LinkSpent);
}

#[test]
fn a_link_for_a_new_password_that_went_to_the_old_mailbox_is_dead_even_if_it_came_in_late() {
    let org = Org::new();
    let (member, new) = (org.person(Role::Employee), address());
    let old = member.email.clone();
    request_reset(&old).unwrap();
    let token = Server::shared().mailbox.wait_for_subject(&old, "Set a new password for PerfTrack", 1).secret();
    ask(&member, &new).unwrap();
    confirm(&member, &link(&new, 1)).unwrap();
    // As one that was asked for at the same moment, and written down when earlier links had been ended.
    let late = format!(
        "UPDATE link_tokens SET used_at = NULL WHERE purpose = 'password_reset' AND email_key = '{old}'
         AND account_id IS NOT NULL"
    );
    db::run(&mut Server::shared().database.admin(), &late);
    read_reset(&token).refused(Code::LinkSpent);
    reset(&token, "a blue heron at noon").refused(Code::LinkSpent);
    assert!(logs_in(&new, PASSWORD));
}

#[test]
fn a_new_password_ends_the_link() {
    let org = Org::new();
    let new = address();
    ask(org.admin(), &new).unwrap();
    let token = link(&new, 1);
    let change =
        PasswordChange { current_password: PASSWORD.to_owned(), new_password: "a blue heron at noon".to_owned() };
    org.admin().call::<ChangePassword>(Nothing {}, Nothing {}, change).unwrap();
    confirm(org.admin(), &token).refused(Code::LinkSpent);
}

#[test]
fn where_somebody_else_goes_by_the_address_nothing_changes_until_that_is_settled() {
    let org = Org::new();
    let (member, new) = (org.person(Role::Employee), address());
    let entered = NewPerson { email: new.clone(), ..new_person(Role::Employee) };
    let double = org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, entered).unwrap();
    ask(&member, &new).unwrap();
    let token = link(&new, 1);
    let other = again(&member.email);
    confirm(&member, &token).refused_at("email", "taken");
    assert!(logs_in(&member.email, PASSWORD) && lives(&other) && !logs_in(&new, PASSWORD));
    assert_eq!((person_email(org.admin(), &member), noted(&org, "accounts.email_changed")), (member.email.clone(), 0));

    let elsewhere = PersonChanges { email: Some(address()), ..PersonChanges::default() };
    org.admin().change::<EditPerson>(PersonPath { id: double.id }, double.version, elsewhere).unwrap();
    confirm(&member, &token).unwrap();
    assert!(logs_in(&new, PASSWORD));
}

#[test]
fn an_address_that_got_an_account_meanwhile_is_taken() {
    let (org, new) = (Org::new(), address());
    let [one, two] = [org.person(Role::Employee), org.person(Role::Employee)];
    for member in [&one, &two] {
        ask(member, &new).unwrap();
    }
    // Letters may overtake each other: each link is good for the one who asked.
    let (first, second) = (link(&new, 1), link(&new, 2));
    let (first, second) = match confirm(&one, &first) {
        Ok(()) => (first, second),
        Err(problem) => {
            assert_eq!(problem.code, Code::LinkSpent);
            confirm(&one, &second).unwrap();
            (second, first)
        }
    };
    confirm(&two, &second).refused_at("email", "taken");
    confirm(&one, &first).refused(Code::LinkSpent);
    assert!(logs_in(&new, PASSWORD) && logs_in(&two.email, PASSWORD));
}

#[test]
fn of_many_that_use_one_link_at_once_one_succeeds() {
    let (org, new) = (Org::new(), address());
    ask(org.admin(), &new).unwrap();
    let token = link(&new, 1);
    let tries = thread::scope(|scope| {
        let tries: Vec<_> = (0..6).map(|_| scope.spawn(|| confirm(org.admin(), &token))).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1, "{tries:?}");
    assert_eq!(noted(&org, "accounts.email_changed"), 1);
}

#[test]
fn of_many_that_ask_at_once_one_link_is_left() {
    let org = Org::new();
    let addresses: Vec<_> = (0..4).map(|_| address()).collect();
    thread::scope(|scope| {
        let asks: Vec<_> = addresses
            .iter()
            .map(|email| (org.admin(), email))
            .map(|(by, email)| scope.spawn(move || ask(by, email)))
            .collect();
        asks.into_iter().for_each(|asked| asked.join().unwrap().unwrap());
    });
    let account = format!("(SELECT account_id FROM people WHERE id = '{}')", org.admin().id);
    let links = format!("link_tokens WHERE purpose = 'email_change' AND used_at IS NULL AND account_id = {account}");
    assert_eq!(db::count(&mut Server::shared().database.admin(), &links), 1);
}

#[test]
fn it_is_asked_for_with_a_fresh_proof_for_another_address_and_not_too_often() {
    let org = Org::new();
    let email = org.admin().email.clone();
    ask(org.admin(), &email.to_uppercase()).refused_at("email", "own_address");
    ask(org.admin(), "no address").refused(Code::Invalid);
    let earlier = format!(
        "UPDATE sessions SET authenticated_at = now() - interval '11 minutes' WHERE person_id = '{}'",
        org.admin().id
    );
    let mut conn = Server::shared().database.admin();
    db::run(&mut conn, &earlier);
    ask(org.admin(), &address()).refused(Code::ReauthRequired);

    let member = org.person(Role::Employee);
    let told_to_wait =
        (0..20).any(|_| matches!(ask(&member, &address()), Err(problem) if problem.code == Code::TooManyRequests));
    assert!(told_to_wait, "letters to many addresses");
    let victim = address();
    let told_to_wait = (0..20).any(|_| {
        let member = org.person(Role::Employee);
        matches!(ask(&member, &victim), Err(problem) if problem.code == Code::TooManyRequests)
    });
    assert!(told_to_wait, "letters to one address");
}

#[test]
fn whom_a_provider_or_a_directory_keeps_is_sent_there() {
    let org = Org::new();
    let member = org.person(Role::Employee);
    let id = db_organisation_of(org.server, org.admin());
    let mut conn = Server::shared().database.admin();
    db::run(&mut conn, &format!("INSERT INTO scim_settings (org_id, is_on) VALUES ('{id}', true)"));
    db::run(
        &mut conn,
        &format!(
            "INSERT INTO scim_people (org_id, person_id, user_name, user_name_key, came_by_it)
             VALUES ('{id}', '{}', 'ada', 'ada', false)",
            member.id
        ),
    );
    ask(&member, &address()).refused_at("email", "kept_elsewhere");
    ask(org.admin(), &address()).unwrap();
    // Once the directory is shut out, nobody else would change it.
    db::run(&mut conn, &format!("UPDATE scim_settings SET is_on = false WHERE org_id = '{id}'"));
    ask(&member, &address()).unwrap();
}
