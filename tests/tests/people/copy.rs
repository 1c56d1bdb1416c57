//! A copy that another system keeps: whole lists once, and the events ever after.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Org, unique};
use serde_json::json;
use shared::{
    access::Role,
    events::{EventFilter, ListEvents},
    operation::Nothing,
    people::{
        DeactivatePerson, EditPerson, ExportPeopleNdjson, PeopleBatch, PeopleFilter, Person, PersonChanges, PersonPath,
        PersonStatus, ReadPerson, SyncPeople,
    },
    wire::{EventId, Patch, PersonId, Whole},
};

type Kept = BTreeMap<PersonId, Person>;

fn whole(by: &Client) -> Kept {
    let lines = by.call::<ExportPeopleNdjson>(Nothing {}, Whole(PeopleFilter::default()), ()).expect("lines");
    lines.into_iter().map(|person| (person.id, person)).collect()
}

/// Whom the events after a cursor name, and the next cursor.
fn named(by: &Client, mut after: Option<EventId>) -> (Vec<PersonId>, Option<EventId>) {
    let mut people = Vec::new();
    loop {
        let asked = EventFilter { after, ..EventFilter::default() };
        let batch = by.call::<ListEvents>(Nothing {}, asked, ()).expect("events");
        let theirs = batch.items.iter().filter(|event| event.kind.as_str().starts_with("person."));
        people.extend(theirs.filter_map(|event| event.data.id).map(PersonId));
        after = batch.cursor.or(after);
        if !batch.more {
            return (people, after);
        }
    }
}

fn is_here(person: &Person) -> bool {
    person.details.as_ref().is_some_and(|details| details.status != PersonStatus::Deactivated)
}

#[test]
fn the_events_keep_a_copy_whole() {
    let org = Org::db_new();
    let admin = org.admin();
    let (changed, left) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let (_, cursor) = named(admin, None);
    let mut copy = whole(admin);

    let batch =
        json!({ "people": [{ "external_id": unique(), "name": "New", "email": format!("{}@example.com", unique()) }] });
    let batch: PeopleBatch = serde_json::from_value(batch).expect("a batch");
    admin.call::<SyncPeople>(Nothing {}, Nothing {}, batch).expect("somebody new");
    let title = PersonChanges { job_title: Patch::Set("Pilot".into()), ..PersonChanges::default() };
    admin.change::<EditPerson>(PersonPath { id: changed.id }, 1, title).expect("a change");
    admin.call::<DeactivatePerson>(PersonPath { id: left.id }, Nothing {}, None).expect("somebody left");

    let (people, next) = named(admin, cursor);
    for id in people {
        let now = admin.call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).expect("the person");
        copy.remove(&id);
        if is_here(&now) {
            copy.insert(id, now);
        }
    }
    assert_eq!(copy, whole(admin));
    assert!(named(admin, next).0.is_empty(), "nothing comes twice");
}
