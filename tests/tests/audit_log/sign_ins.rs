//! What happened to one's account: everybody sees their own, and nobody else's.

use perftrack_tests::{
    Client, Org, Persona, eventually,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    accounts::{ChangePassword, ListSignIns, PasswordChange, RevokeOtherSessions, SignIn},
    operation::Nothing,
    people::{ListPersonSessions, PersonPath, PersonSessionPath, RevokePersonSession},
};

fn of(person: &Client) -> Vec<SignIn> {
    person.call::<ListSignIns>(Nothing {}, Nothing {}, ()).expect("a list").items
}

fn kinds(items: &[SignIn]) -> Vec<&str> {
    items.iter().map(|item| item.kind.as_str()).collect()
}

fn again(person: &Persona) -> Client {
    let visitor = Client::visitor(perftrack_tests::Server::shared());
    let answer = try_log_in(&visitor, &person.email, PASSWORD);
    visitor.with_token(answer.session().expect("a session"))
}

#[test]
fn everything_that_happens_to_an_account_stands_there_with_where_from() {
    let org = Org::new();
    let visitor = Client::visitor(org.server);
    assert_eq!(try_log_in(&visitor, &org.admin().email, "not the password").status, 401);
    eventually("it is noted", || kinds(&of(org.admin())).first() == Some(&"accounts.log_in_failed"));
    again(org.admin());
    org.admin().call::<RevokeOtherSessions>(Nothing {}, Nothing {}, ()).expect("ended");
    let change =
        PasswordChange { current_password: PASSWORD.to_owned(), new_password: "another good secret".to_owned() };
    org.admin().call::<ChangePassword>(Nothing {}, Nothing {}, change).expect("changed");
    let items = of(org.admin());
    assert_eq!(
        kinds(&items)[..4],
        ["accounts.password_changed", "accounts.session_ended", "accounts.logged_in", "accounts.log_in_failed"]
    );
    assert!(
        items.iter().all(|item| item.address.starts_with("10.") && !item.by_other && item.organisation == org.name)
    );
}

#[test]
fn nobody_sees_what_happened_to_somebody_else() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    let theirs = of(&person).len();
    again(org.admin());
    assert_eq!(of(&person).len(), theirs);
    assert!(kinds(&of(&person)).iter().all(|kind| kind.starts_with("accounts.")));
    let before = of(org.admin()).len();
    again(&person);
    assert_eq!((of(org.admin()).len(), of(&person).len()), (before, theirs + 1));
}

#[test]
fn what_an_admin_did_is_told_without_where_the_admin_was() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    let other = again(&person);
    let path = PersonPath { id: person.id };
    let seen = org.admin().call::<ListPersonSessions>(path, Nothing {}, ()).expect("sessions").items;
    let ended = PersonSessionPath { id: person.id, session_id: seen[0].id };
    let before = of(org.admin()).len();
    org.admin().call::<RevokePersonSession>(ended, Nothing {}, ()).expect("ended");
    let alive =
        [&*person, &other].into_iter().find(|client| client.call::<ListSignIns>(Nothing {}, Nothing {}, ()).is_ok());
    let latest = of(alive.expect("one goes on")).remove(0);
    assert_eq!((latest.kind.as_str(), latest.by_other, latest.address.as_str()), ("accounts.session_ended", true, ""));
    assert_eq!(of(org.admin()).len(), before, "it is no event of the Admin's account");
}
