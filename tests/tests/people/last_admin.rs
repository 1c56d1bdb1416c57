//! Of two Admins who take the role from each other at the same moment, one keeps it, whichever way they do it.

use std::thread::scope;

use perftrack_tests::{
    Org, Persona,
    db::{count, organisation_of, run},
};
use shared::{
    access::Role,
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
};

use super::imports::{applied, started};

const ROUNDS: usize = 8;

/// What `by` does to take the role from `from`, ready to go; whether it was done.
fn by_hand<'a>(by: &'a Persona, from: &Persona) -> Box<dyn FnOnce() -> bool + Send + 'a> {
    let path = PersonPath { id: from.id };
    let version = by.call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("seen").version;
    let changes = PersonChanges { role: Some(Role::Employee), ..Default::default() };
    Box::new(move || by.change::<EditPerson>(path, version, changes).is_ok())
}

fn by_file<'a>(by: &'a Persona, from: &Persona) -> Box<dyn FnOnce() -> bool + Send + 'a> {
    let import = started(by, &format!("email,access role\n{},employee\n", from.email));
    Box::new(move || applied(by, &import, 0).is_ok())
}

type Way = for<'a> fn(&'a Persona, &Persona) -> Box<dyn FnOnce() -> bool + Send + 'a>;

fn race(way: Way, other_way: Way) {
    let org = Org::db_new();
    let (one, other) = (org.admin(), org.db_person(Role::Admin, None));
    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, one.id);
    for _ in 0..ROUNDS {
        let (first, second) = (way(one, &other), other_way(&other, one));
        let done = scope(|scope| {
            let both = [scope.spawn(first), scope.spawn(second)];
            both.map(|one| one.join().expect("answered"))
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "one of the two was quicker");
        let admins = format!("people WHERE org_id = '{org_id}' AND role = 'admin' AND status = 'active'");
        assert_eq!(count(&mut conn, &admins), 1);
        run(&mut conn, &format!("UPDATE people SET role = 'admin' WHERE org_id = '{org_id}'"));
    }
}

#[test]
fn both_by_hand() {
    race(by_hand, by_hand);
}

#[test]
fn one_by_hand_and_one_by_file() {
    race(by_hand, by_file);
}

#[test]
fn both_by_file() {
    race(by_file, by_file);
}
