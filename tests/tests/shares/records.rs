//! Who reads what is written about people, and why, is what everybody's own request says: before it is written, and
//! after.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Org, Persona, Refused};
use shared::{
    access::{Relation, Role},
    development::{DevelopmentPath, ListDevelopmentReaders, ReadDevelopment},
    operation::Nothing,
    people::PersonPath,
    problem::Code,
    readers::{RecordBecause, RecordReaders, RecordSight},
    weekly_check_ins::{CreateWeeklyCheckIn, ListWeeklyReaders, NewWeeklyCheckIn, ReadWeeklyCheckIn, WeeklyPath},
    wire::PersonId,
};

/// A chain of three, with somebody beside it.
struct Chain {
    org: Org,
    director: Persona,
    manager: Persona,
    person: Persona,
    peer: Persona,
}

impl Chain {
    fn new() -> Self {
        let org = Org::db_new();
        let director = org.db_person(Role::Manager, None);
        let manager = org.db_person(Role::Manager, Some(&director));
        let person = org.db_person(Role::Employee, Some(&manager));
        let peer = org.db_person(Role::Employee, Some(&manager));
        Self { org, director, manager, person, peer }
    }

    fn everybody(&self) -> [&Persona; 5] {
        [self.org.admin(), &self.director, &self.manager, &self.person, &self.peer]
    }
}

fn relations(found: &RecordReaders) -> BTreeMap<PersonId, Relation> {
    assert!(found.items.iter().all(|reader| reader.sees == RecordSight::All && !reader.waits));
    found.items.iter().map(|reader| (reader.person.id, reader.relation)).collect()
}

const UP_THE_LINE: [RecordBecause; 4] =
    [RecordBecause::Own, RecordBecause::Manager, RecordBecause::Chain, RecordBecause::Admin];

fn reasons(found: &RecordReaders) -> Vec<RecordBecause> {
    found.items.iter().map(|reader| reader.because).collect()
}

#[test]
fn of_a_week_it_names_everybody_who_reads_it_and_nobody_else() {
    let chain = Chain::new();
    let asked = |by: &Client| by.call::<ListWeeklyReaders>(PersonPath { id: chain.person.id }, Nothing {}, ());
    let told = asked(&chain.person).expect("who will read it");
    let new = NewWeeklyCheckIn { did: vec!["Wrote the report".to_owned()], ..Default::default() };
    let week = chain.person.call::<CreateWeeklyCheckIn>(Nothing {}, Nothing {}, new).expect("a week");
    let found = chain.everybody().into_iter().filter_map(|by| {
        let seen = by.call::<ReadWeeklyCheckIn>(WeeklyPath { id: week.id }, Nothing {}, ()).ok()?;
        Some((by.id, seen.relation))
    });
    assert_eq!(relations(&told), found.collect());
    assert_eq!(reasons(&told), UP_THE_LINE);
    assert_eq!(asked(&chain.manager).expect("who reads it"), told);
    asked(&chain.peer).refused(Code::Forbidden);
}

#[test]
fn of_somebodys_development_too() {
    let chain = Chain::new();
    let path = || DevelopmentPath { id: chain.person.id };
    let asked = |by: &Client| by.call::<ListDevelopmentReaders>(path(), Nothing {}, ());
    let told = asked(&chain.person).expect("who reads it");
    let found = chain.everybody().into_iter().filter_map(|by| {
        let seen = by.call::<ReadDevelopment>(path(), Nothing {}, ()).ok()?;
        Some((by.id, seen.relation))
    });
    assert_eq!(relations(&told), found.collect());
    assert_eq!(reasons(&told), UP_THE_LINE);
    assert_eq!(asked(chain.org.admin()).expect("who reads it"), told);
    asked(&chain.peer).refused(Code::NotFound);
}

#[test]
fn whoever_leads_them_from_now_on_is_named_and_who_did_is_not() {
    let chain = Chain::new();
    let newcomer = chain.org.db_person(Role::Manager, None);
    let id = chain.person.id;
    let version = chain.org.admin().raw("GET", &format!("/api/v1/people/{id}")).send().json()["version"].clone();
    let moved = chain.org.admin().raw("PATCH", &format!("/api/v1/people/{id}"));
    let moved = moved.json(&serde_json::json!({ "manager_id": newcomer.id }));
    assert_eq!(moved.header("if-match", &format!("\"{version}\"")).send().status, 200);
    let told = chain.person.call::<ListWeeklyReaders>(PersonPath { id }, Nothing {}, ()).expect("who reads it");
    let above: Vec<_> = told.items.iter().filter(|it| it.relation == Relation::Report).map(|it| it.person.id).collect();
    assert_eq!(above, [newcomer.id]);
}
