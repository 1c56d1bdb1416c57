//! Seeing and ending sessions.

use perftrack_tests::{
    Client, Org, Refused, db,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    accounts::{ListSessions, RevokeOtherSessions, RevokeSession, Session, SessionPath},
    operation::Nothing,
    people::{ListPersonSessions, PersonPath, PersonSessionPath, RevokePersonSession},
    problem::Code,
};

use super::{lives, visitor};

fn sessions(client: &Client) -> Vec<Session> {
    client.call::<ListSessions>(Nothing {}, Nothing {}, ()).unwrap().items
}

fn another_session(email: &str) -> Client {
    visitor().with_token(try_log_in(&visitor(), email, PASSWORD).session().unwrap())
}

#[test]
fn one_sees_ones_sessions_and_ends_any_of_them() {
    let org = Org::new();
    let other = another_session(&org.admin().email);
    let seen = sessions(org.admin());
    assert_eq!(seen.iter().filter(|session| session.current).count(), 1);
    assert!(seen.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at), "newest first");
    let id = sessions(&other).into_iter().find(|session| session.current).unwrap().id;
    assert!(seen.iter().any(|session| session.id == id && !session.current && session.address.starts_with("10.")));
    org.admin().call::<RevokeSession>(SessionPath { id }, Nothing {}, ()).unwrap();
    assert!(!lives(&other) && lives(org.admin()));
    org.admin().call::<RevokeSession>(SessionPath { id }, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn a_session_says_where_it_was_last_used_and_where_it_was_opened() {
    let org = Org::new();
    let token = org.admin().token.clone().unwrap();
    let ago = "UPDATE sessions SET last_seen_at = now() - interval '6 minutes'";
    let unused = format!("{ago} WHERE person_id = '{}'", org.admin().id);
    let here = || sessions(org.admin()).into_iter().find(|session| session.current).unwrap();
    let opened = here();
    assert_eq!(opened.last_address, opened.address, "it was last used at its log-in");
    // Its cookie was taken elsewhere.
    db::run(&mut org.server.database.admin(), &unused);
    assert!(lives(&visitor().with_token(token)));
    let taken = here();
    assert!(taken.last_address.starts_with("10.") && taken.last_address != opened.last_address, "{taken:?}");
    assert_eq!(taken.address, opened.address);
    let path = PersonPath { id: org.admin().id };
    let seen = org.admin().call::<ListPersonSessions>(path, Nothing {}, ()).unwrap().items;
    assert!(seen.iter().any(|session| session.id == taken.id && session.last_address == taken.last_address));
    // As soon as it is used elsewhere again, that is where.
    db::run(&mut org.server.database.admin(), &unused);
    here();
    assert_ne!(here().last_address, taken.last_address);
}

#[test]
fn one_ends_all_sessions_but_this() {
    let org = Org::new();
    let others = [another_session(&org.admin().email), another_session(&org.admin().email)];
    org.admin().call::<RevokeOtherSessions>(Nothing {}, Nothing {}, ()).unwrap();
    assert!(lives(org.admin()) && others.iter().all(|other| !lives(other)));
    assert_eq!(sessions(org.admin()).len(), 1);
}

#[test]
fn nobody_ends_a_session_of_somebody_else() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    let id = sessions(&person)[0].id;
    org.admin().call::<RevokeSession>(SessionPath { id }, Nothing {}, ()).refused(Code::NotFound);
    Org::new().admin().call::<RevokeSession>(SessionPath { id }, Nothing {}, ()).refused(Code::NotFound);
    assert!(lives(&person));
}

#[test]
fn an_admin_sees_and_ends_a_members_sessions_and_nobody_else_does() {
    let (org, stranger) = (Org::new(), Org::new());
    let (manager, person) = org.manager_and_report();
    let path = PersonPath { id: person.id };
    let seen = org.admin().call::<ListPersonSessions>(path.clone(), Nothing {}, ()).unwrap().items;
    assert_eq!(seen.len(), 1);
    let one = PersonSessionPath { id: person.id, session_id: seen[0].id };
    for refused in [&manager, &person] {
        refused.call::<ListPersonSessions>(path.clone(), Nothing {}, ()).refused(Code::Forbidden);
        refused.call::<RevokePersonSession>(one.clone(), Nothing {}, ()).refused(Code::Forbidden);
    }
    stranger.admin().call::<ListPersonSessions>(path, Nothing {}, ()).refused(Code::NotFound);
    stranger.admin().call::<RevokePersonSession>(one.clone(), Nothing {}, ()).refused(Code::NotFound);
    let of_another = PersonSessionPath { id: manager.id, ..one.clone() };
    org.admin().call::<RevokePersonSession>(of_another, Nothing {}, ()).refused(Code::NotFound);
    assert!(lives(&person));
    org.admin().call::<RevokePersonSession>(one, Nothing {}, ()).unwrap();
    assert!(!lives(&person) && lives(&manager));
}

#[test]
fn a_page_acts_for_nobody_but_whom_it_was_opened_by() {
    let org = Org::new();
    let other = org.db_person(Role::Employee, None);
    let ask = |person: &str| {
        let asked = org.admin().raw("GET", "/api/v1/people").header("perftrack-person", person).send();
        asked.status
    };
    assert_eq!(ask(&org.admin().id.to_string()), 200);
    for person in [other.id.to_string(), String::new(), "nobody".to_owned()] {
        assert_eq!(ask(&person), 401, "{person}");
    }
    let team = serde_json::json!({ "name": "Not mine" });
    let made = org.admin().raw("POST", "/api/v1/teams").header("perftrack-person", &other.id.to_string()).json(&team);
    assert_eq!(made.send().problem().code, Code::Unauthenticated);
}
