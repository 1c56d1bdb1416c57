//! Inviting people, and accepting.

use std::thread;

use perftrack_tests::{
    Org, Refused, Server, db,
    org::{PASSWORD, new_person, try_log_in},
};
use shared::{
    access::Role,
    accounts::{
        AcceptInvitation, Acceptance, Invitation, LinkToken, LogIn, OrganisationChoice, ReadInvitation,
        SwitchOrganisation,
    },
    home::ReadHome,
    operation::Nothing,
    people::{
        CreatePerson, DeactivatePerson, InviteEverybody, InvitePerson, ListPeople, NewPerson, PeopleFilter, Person,
        PersonPath, PersonStatus, ReactivatePerson, ReadPerson,
    },
    problem::{Code, Problem},
};

use super::{lives, logs_in, me, secret_of_mail, visitor};

const HERON: &str = "a blue heron at noon";

fn entered(org: &Org, new: NewPerson) -> Person {
    org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).unwrap()
}

fn invited(org: &Org, email: &str) -> Person {
    entered(org, NewPerson { email: email.to_owned(), invite: true, ..new_person(Role::Employee) })
}

fn read(token: &str) -> Result<Invitation, Problem> {
    visitor().call::<ReadInvitation>(Nothing {}, Nothing {}, LinkToken { token: token.to_owned() })
}

fn accept(token: &str, password: &str) -> Result<(), Problem> {
    let body = Acceptance { token: token.to_owned(), password: password.to_owned() };
    visitor().call::<AcceptInvitation>(Nothing {}, Nothing {}, body)
}

/// Lets a person be invited again without waiting for a minute.
fn a_minute_later(person: &Person) {
    let earlier = format!("UPDATE people SET invited_at = now() - interval '2 minutes' WHERE id = '{}'", person.id);
    db::run(&mut Server::shared().database.admin(), &earlier);
}

#[test]
fn an_invitation_tells_what_it_is_about_and_is_accepted_once_with_a_new_password() {
    let (org, email) = (Org::new(), super::address());
    let person = invited(&org, &email);
    let token = secret_of_mail(&email, 1);
    let invitation = read(&token).unwrap();
    assert_eq!((invitation.organisation, invitation.email), (org.name.clone(), email.clone()));
    assert!(!invitation.has_account && invitation.name == person.name);
    accept(&token, "password1").refused_at("password", "common_password");
    accept(&token, HERON).unwrap();
    assert!(logs_in(&email, HERON));
    accept(&token, HERON).refused(Code::LinkSpent);
    read(&token).refused(Code::LinkSpent);
}

#[test]
fn a_known_address_joins_with_its_own_password_and_can_then_switch() {
    let (home, other) = (Org::new(), Org::new());
    let email = home.admin().email.clone();
    invited(&other, &email);
    let token = secret_of_mail(&email, 3);
    assert!(read(&token).unwrap().has_account);
    accept(&token, HERON).refused(Code::WrongCredentials);
    accept(&token, PASSWORD).unwrap();
    let now = me(home.admin()).unwrap();
    assert_eq!(now.organisations.len(), 2);
    let there = now.organisations.iter().find(|place| place.organisation == other.name).unwrap();
    let choice = OrganisationChoice { person_id: there.person_id };
    let answer = home.admin().request::<SwitchOrganisation>(&Nothing {}, &Nothing {}, &choice).send();
    let switched = visitor().with_token(answer.session().unwrap());
    let me = me(&switched).unwrap();
    assert_eq!((me.organisation.name.as_str(), me.role), (other.name.as_str(), Role::Employee));
    assert_eq!(me.expires_at, now.expires_at, "a switch doesn't make a session live longer");
    assert!(!lives(home.admin()), "the session of before is over");
}

#[test]
fn nobody_switches_to_where_they_do_not_belong() {
    let (org, other) = (Org::new(), Org::new());
    let choice = OrganisationChoice { person_id: other.admin().id };
    org.admin().call::<SwitchOrganisation>(Nothing {}, Nothing {}, choice).refused(Code::NotFound);
    assert!(lives(org.admin()));
}

#[test]
fn a_newer_invitation_ends_the_older_and_one_a_minute_is_enough() {
    let (org, email) = (Org::new(), super::address());
    let person = invited(&org, &email);
    let first = secret_of_mail(&email, 1);
    let again = || org.admin().call::<InvitePerson>(PersonPath { id: person.id }, Nothing {}, ());
    again().refused(Code::TooManyRequests);
    a_minute_later(&person);
    again().unwrap();
    let second = secret_of_mail(&email, 2);
    accept(&first, HERON).refused(Code::LinkSpent);
    accept(&second, HERON).unwrap();
    a_minute_later(&person);
    again().refused(Code::Conflict);
}

#[test]
fn an_invitation_ends_after_seven_days() {
    let (org, email) = (Org::new(), super::address());
    invited(&org, &email);
    let token = secret_of_mail(&email, 1);
    let mut conn = org.server.database.admin();
    let lifetime = format!(
        "SELECT round(extract(epoch FROM expires_at - created_at) / 3600)::text AS text FROM link_tokens WHERE email_key = '{email}'"
    );
    assert_eq!(db::text(&mut conn, &lifetime), "168");
    db::run(&mut conn, &format!("UPDATE link_tokens SET expires_at = now() WHERE email_key = '{email}'"));
    accept(&token, HERON).refused(Code::LinkSpent);
}

#[test]
fn an_invitation_is_bound_to_the_address_it_was_sent_to() {
    let (org, email) = (Org::new(), super::address());
    let person = invited(&org, &email);
    let token = secret_of_mail(&email, 1);
    let moved = super::address();
    let change = format!("UPDATE people SET email = '{moved}', email_key = '{moved}' WHERE id = '{}'", person.id);
    db::run(&mut org.server.database.admin(), &change);
    read(&token).refused(Code::LinkSpent);
    accept(&token, HERON).refused(Code::LinkSpent);
}

#[test]
fn an_invitation_of_somebody_deactivated_is_worth_nothing() {
    let (org, email) = (Org::new(), super::address());
    let person = invited(&org, &email);
    let token = secret_of_mail(&email, 1);
    let change = format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", person.id);
    db::run(&mut org.server.database.admin(), &change);
    accept(&token, HERON).refused(Code::LinkSpent);
}

#[test]
fn of_many_who_accept_at_once_one_succeeds() {
    let (org, email) = (Org::new(), super::address());
    invited(&org, &email);
    let token = secret_of_mail(&email, 1);
    let accepted = thread::scope(|scope| {
        let tries: Vec<_> = (0..6).map(|_| scope.spawn(|| accept(&token, HERON))).collect();
        tries.into_iter().filter_map(|tried| tried.join().unwrap().ok()).count()
    });
    assert_eq!(accepted, 1);
    assert!(logs_in(&email, HERON));
}

#[test]
fn only_an_admin_invites() {
    let org = Org::new();
    let person = entered(&org, new_person(Role::Employee));
    for role in [Role::Employee, Role::Manager] {
        let member = org.person(role);
        member.call::<InvitePerson>(PersonPath { id: person.id }, Nothing {}, ()).refused(Code::Forbidden);
        member.call::<InviteEverybody>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
    let stranger = Org::new();
    stranger.admin().call::<InvitePerson>(PersonPath { id: person.id }, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn everybody_who_was_never_invited_is_invited_at_once() {
    let org = Org::new();
    let addresses: Vec<String> = (0..3).map(|_| super::address()).collect();
    for email in &addresses {
        entered(&org, NewPerson { email: email.clone(), ..new_person(Role::Employee) });
    }
    let invite = || org.admin().call::<InviteEverybody>(Nothing {}, Nothing {}, ()).unwrap().invited;
    assert_eq!((invite(), invite()), (3, 0));
    for email in &addresses {
        accept(&secret_of_mail(email, 1), HERON).unwrap();
    }
}

#[test]
fn accepting_logs_nobody_in_and_the_role_is_what_the_admin_set() {
    let (org, email) = (Org::new(), super::address());
    invited(&org, &email);
    let body = serde_json::json!({ "token": secret_of_mail(&email, 1), "password": HERON, "role": "admin" });
    let refused = visitor().raw("POST", "/api/v1/invitations/accept").json(&body).send();
    assert_eq!(refused.problem().errors[0].code, "unknown_field");
    let body = serde_json::json!({ "token": secret_of_mail(&email, 1), "password": HERON });
    let answer = visitor().raw("POST", "/api/v1/invitations/accept").json(&body).send();
    assert_eq!((answer.status, answer.header("set-cookie")), (204, None));
    let me = try_log_in(&visitor(), &email, HERON).into_answer::<LogIn>().unwrap();
    assert_eq!(me.role, Role::Employee);
}

#[test]
fn who_was_never_invited_is_told_from_who_was() {
    let org = Org::new();
    let first = super::address();
    let person = invited(&org, &first);
    let silent = entered(&org, NewPerson { email: super::address(), ..new_person(Role::Employee) });
    let standing = |id| {
        let person = org.admin().call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).unwrap();
        person.details.unwrap().status
    };
    let listed = |status| {
        let filter = PeopleFilter { status: Some(status), ..PeopleFilter::default() };
        let page = org.admin().call::<ListPeople>(Nothing {}, filter, ()).unwrap();
        page.items.into_iter().map(|person| person.id).collect::<Vec<_>>()
    };
    let home = || {
        let home = org.admin().call::<ReadHome>(Nothing {}, Nothing {}, ()).unwrap();
        (home.pending_invitations.unwrap(), home.first_steps.unwrap().has_invited)
    };
    assert_eq!((standing(person.id), standing(silent.id)), (PersonStatus::Invited, PersonStatus::NotInvited));
    assert_eq!(listed(PersonStatus::Invited), [person.id]);
    assert_eq!(listed(PersonStatus::NotInvited), [silent.id]);
    assert_eq!(home(), (1, false)); // one is left uninvited
    org.admin().call::<InviteEverybody>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!(listed(PersonStatus::NotInvited), []);
    assert_eq!(home(), (2, true));

    // Whoever comes back without an account has no link that works.
    let there = |id| PersonPath { id };
    let read = org.admin().call::<ReadPerson>(there(silent.id), Nothing {}, ()).unwrap();
    let gone = org.admin().change::<DeactivatePerson>(there(silent.id), read.version, None).unwrap();
    assert_eq!(home(), (1, true));
    let back = org.admin().change::<ReactivatePerson>(there(silent.id), gone.version, ()).unwrap();
    assert_eq!(back.details.unwrap().status, PersonStatus::NotInvited);
}
