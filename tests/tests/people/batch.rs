//! People from a program, many at a time: each row for itself, and the same again changes nothing.

use perftrack_tests::{
    Org, Persona, Refused,
    db::{count, organisation_of},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    operation::Nothing,
    people::{PeopleBatch, Person, PersonPath, PersonStatus, ReadPerson, SyncPeople, Synced, SyncedPeople, SyncedRow},
    problem::Code,
    wire::PersonId,
};

fn row(id: &str) -> Value {
    json!({ "external_id": id, "name": format!("Person {id}"), "email": format!("{id}@example.com") })
}

fn with(id: &str, fields: Value) -> Value {
    let mut row = row(id);
    for (name, value) in fields.as_object().expect("fields") {
        row[name] = value.clone();
    }
    row
}

fn sends(by: &Persona, rows: &[Value]) -> SyncedPeople {
    let batch: PeopleBatch = serde_json::from_value(json!({ "people": rows })).expect("a batch");
    by.call::<SyncPeople>(Nothing {}, Nothing {}, batch).expect("an answer")
}

fn became(synced: &SyncedPeople) -> Vec<Option<Synced>> {
    synced.rows.iter().map(|row| row.synced).collect()
}

fn id_of(row: &SyncedRow) -> PersonId {
    row.person_id.expect("they are there")
}

fn person(org: &Org, id: PersonId) -> Person {
    org.admin().call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).expect("the person")
}

#[test]
fn whoever_is_sent_again_is_changed_and_not_made_twice() {
    let org = Org::db_new();
    let ids = [unique(), unique()];
    // Whoever leads comes after whom they lead, and is there in time.
    let led = with(&ids[0], json!({ "manager_external_id": ids[1], "job_title": "Engineer" }));
    let first = sends(org.admin(), &[led.clone(), row(&ids[1])]);
    assert_eq!(became(&first), [Some(Synced::Created); 2], "{first:?}");
    let made = person(&org, id_of(&first.rows[0]));
    assert_eq!(made.manager.map(|manager| manager.id), first.rows[1].person_id);

    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, org.admin().id);
    let changes = format!("audit_events WHERE org_id = '{id}' AND kind IN ('people.created', 'people.edited')");
    let before = count(&mut conn, &changes);
    let again = sends(org.admin(), &[led, row(&ids[1])]);
    assert_eq!(became(&again), [Some(Synced::Unchanged); 2]);
    assert_eq!(again.rows[0].person_id, first.rows[0].person_id);
    assert_eq!(count(&mut conn, &changes), before);

    // What isn't said stays, and what is null goes.
    let changed =
        sends(org.admin(), &[with(&ids[0], json!({ "manager_external_id": null, "start_date": "2026-11-02" }))]);
    assert_eq!(became(&changed), [Some(Synced::Updated)]);
    let now = person(&org, id_of(&first.rows[0]));
    assert_eq!((now.manager, now.job_title.as_deref()), (None, Some("Engineer")));
}

#[test]
fn a_row_that_can_not_be_taken_keeps_no_other_from_it() {
    let org = Org::db_new();
    let taken = org.admin().email.clone();
    let ids = [unique(), unique(), unique(), unique()];
    let rows = [
        with(&ids[0], json!({ "email": taken })),
        row(&ids[1]),
        with(&ids[2], json!({ "team": "No such team" })),
        with(&ids[3], json!({ "manager_external_id": "nobody" })),
        row(&ids[1]),
    ];
    let synced = sends(org.admin(), &rows);
    let refused = |row: &SyncedRow| {
        row.problem.as_ref().map(|problem| {
            let error = &problem.errors[0];
            (error.field.clone(), error.code.clone())
        })
    };
    let at = |field: &str, code: &str| Some((field.to_owned(), code.to_owned()));
    let found: Vec<_> = synced.rows.iter().map(refused).collect();
    let expected = [
        at("email", "taken"),
        None,
        at("team", "unknown"),
        at("manager_external_id", "unknown"),
        at("external_id", "taken"),
    ];
    assert_eq!(found, expected);
    assert_eq!((synced.counts.created, synced.counts.refused), (1, 4));
}

#[test]
fn whoever_leaves_and_comes_back_does_so_by_a_word() {
    let org = Org::db_new();
    let id = unique();
    let made = sends(org.admin(), &[row(&id)]);
    let standing = || person(&org, id_of(&made.rows[0])).details.expect("an Admin sees them").status;
    assert_eq!(became(&sends(org.admin(), &[with(&id, json!({ "active": false }))])), [Some(Synced::Updated)]);
    assert_eq!(standing(), PersonStatus::Deactivated);
    assert_eq!(became(&sends(org.admin(), &[row(&id)])), [Some(Synced::Unchanged)], "unsaid, they stay as they are");
    assert_eq!(became(&sends(org.admin(), &[with(&id, json!({ "active": true }))])), [Some(Synced::Updated)]);
    assert_eq!(standing(), PersonStatus::NotInvited);
}

#[test]
fn it_takes_an_admin() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        let batch: PeopleBatch = serde_json::from_value(json!({ "people": [row(&unique())] })).expect("a batch");
        org.db_person(role, None).call::<SyncPeople>(Nothing {}, Nothing {}, batch).refused(Code::Forbidden);
    }
}
