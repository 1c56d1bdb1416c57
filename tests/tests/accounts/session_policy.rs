//! An organisation has its sessions last shorter than seven days, and end sooner when they aren't used.

use chrono::TimeDelta;
use perftrack_tests::{
    Client, Org, Persona, Refused,
    client::Called,
    db,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    accounts::{ListSessions, RevokeOtherSessions, Session},
    operation::Nothing,
    organisations::{
        EditSessionPolicy, LONGEST_SESSION, ReadSessionPolicy, SHORTEST_IDLE, SHORTEST_SESSION, SessionPolicy,
        SessionPolicyChanges,
    },
    problem::Code,
};

use super::{lives, me, visitor};

fn policy(client: &Client) -> SessionPolicy {
    client.call::<ReadSessionPolicy>(Nothing {}, Nothing {}, ()).unwrap()
}

fn set(org: &Org, session_minutes: Option<u16>, idle_minutes: Option<u16>) -> Called<EditSessionPolicy> {
    let changes = SessionPolicyChanges { session_minutes, idle_minutes };
    org.admin().change::<EditSessionPolicy>(Nothing {}, policy(org.admin()).version, changes)
}

/// As if the person's sessions had been opened, or used last, so many minutes earlier than they were.
fn earlier(org: &Org, person: &Persona, column: &str, minutes: u32) {
    let change = format!("UPDATE sessions SET {column} = {column} - interval '{minutes} minutes'");
    db::run(&mut org.server.database.admin(), &format!("{change} WHERE person_id = '{}'", person.id));
}

fn current(client: &Client) -> Session {
    let all = client.call::<ListSessions>(Nothing {}, Nothing {}, ()).unwrap().items;
    all.into_iter().find(|session| session.current).unwrap()
}

#[test]
fn sessions_last_seven_days_and_three_without_use_unless_the_organisation_says_otherwise() {
    let org = Org::db_new();
    let now = policy(org.admin());
    assert_eq!((now.session_minutes, now.idle_minutes), (LONGEST_SESSION, 3 * 24 * 60));
}

#[test]
fn a_shorter_length_holds_for_live_sessions_from_their_log_in_on() {
    let org = Org::db_new();
    let (young, old) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    earlier(&org, &young, "expires_at", 50);
    earlier(&org, &old, "expires_at", 70);
    let before = current(&young);
    assert!(lives(&old));
    set(&org, Some(60), None).unwrap();
    assert!(lives(&young) && !lives(&old));
    let after = current(&young);
    assert_eq!(before.expires_at - after.expires_at, TimeDelta::days(7) - TimeDelta::hours(1), "as one is told");
    assert_eq!(me(&young).unwrap().expires_at, after.expires_at);
    assert_eq!(after.ends_unused_at, after.expires_at, "unused it ends no later");
    earlier(&org, &young, "expires_at", 15);
    assert!(!lives(&young));
}

#[test]
fn unused_sessions_end_when_the_organisation_says() {
    let org = Org::db_new();
    let (busy, idle) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    set(&org, None, Some(15)).unwrap();
    earlier(&org, &busy, "last_seen_at", 10);
    earlier(&org, &idle, "last_seen_at", 16);
    assert!(lives(&busy) && !lives(&idle));
    // That it was used is noted, so it goes on from there.
    earlier(&org, &busy, "last_seen_at", 10);
    assert!(lives(&busy));
}

#[test]
fn whoever_logs_in_is_told_how_long_it_lasts() {
    let org = Org::new();
    set(&org, Some(480), None).unwrap();
    let answer = try_log_in(&visitor(), &org.admin().email, PASSWORD);
    let cookie = answer.headers.get_all("set-cookie").iter().next().unwrap().to_str().unwrap().to_owned();
    assert!(cookie.contains("Max-Age=604800"), "the token is as ever, the session decides: {cookie}");
    let client = visitor().with_token(answer.session().unwrap());
    assert_eq!(answer.json()["expires_at"], serde_json::to_value(me(&client).unwrap().expires_at).unwrap());
    let session = current(&client);
    let lasts = session.expires_at - session.created_at;
    assert!(lasts > TimeDelta::minutes(478) && lasts <= TimeDelta::minutes(480), "{lasts}");
}

#[test]
fn another_organisations_sessions_are_none_of_its_business() {
    let (org, other) = (Org::db_new(), Org::db_new());
    earlier(&other, other.admin(), "expires_at", 70);
    set(&org, Some(60), None).unwrap();
    assert!(lives(other.admin()));
}

#[test]
fn only_admins_change_it_within_bounds_and_from_what_they_have_read() {
    let org = Org::db_new();
    let person = org.db_person(Role::Manager, None);
    let version = policy(&person).version;
    let hour = SessionPolicyChanges { session_minutes: Some(60), ..SessionPolicyChanges::default() };
    person.change::<EditSessionPolicy>(Nothing {}, version, hour.clone()).refused(Code::Forbidden);
    org.admin().change::<EditSessionPolicy>(Nothing {}, version + 1, hour).refused(Code::VersionMismatch);
    for minutes in [0, SHORTEST_SESSION - 1, LONGEST_SESSION + 1, u16::MAX] {
        set(&org, Some(minutes), None).refused_at("session_minutes", "out_of_range");
    }
    for minutes in [0, SHORTEST_IDLE - 1, LONGEST_SESSION + 1] {
        set(&org, None, Some(minutes)).refused_at("idle_minutes", "out_of_range");
    }
    let after = set(&org, Some(SHORTEST_SESSION), Some(SHORTEST_IDLE)).unwrap();
    assert_eq!(policy(org.admin()), after);
}

#[test]
fn what_was_ended_comes_back_with_no_longer_policy() {
    let org = Org::new();
    let other = visitor().with_token(try_log_in(&visitor(), &org.admin().email, PASSWORD).session().unwrap());
    let id = current(&other).id;
    set(&org, None, Some(15)).unwrap();
    let unused = format!("UPDATE sessions SET last_seen_at = last_seen_at - interval '16 minutes' WHERE id = '{id}'");
    db::run(&mut org.server.database.admin(), &unused);
    assert!(!lives(&other));
    org.admin().call::<RevokeOtherSessions>(Nothing {}, Nothing {}, ()).unwrap();
    set(&org, None, Some(LONGEST_SESSION)).unwrap();
    assert!(!lives(&other) && lives(org.admin()));
}
