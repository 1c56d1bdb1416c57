//! The support itself.

use perftrack_tests::{Database, Org, Refused};
use shared::{
    access::{Relation, Role},
    accounts::ReadMe,
    operation::Nothing,
    people::{PersonPath, ReadPerson},
    problem::Code,
};
use uuid::Uuid;

#[test]
fn a_database_is_migrated() {
    let mut conn = Database::shared().admin();
    assert_eq!(perftrack_tests::db::count(&mut conn, "organisations WHERE name = 'nobody'"), 0);
}

#[test]
fn personas_log_in_through_the_public_api() {
    let org = Org::new();
    let (manager, report) = org.manager_and_report();
    let me = report.call::<ReadMe>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!((me.person_id, me.role, &me.organisation.name), (report.id, Role::Employee, &org.name));
    let seen = manager.call::<ReadPerson>(PersonPath { id: report.id }, Nothing {}, ()).unwrap();
    assert_eq!(seen.relation, Relation::Report);
    org.admin().call::<ReadPerson>(PersonPath { id: Uuid::now_v7().into() }, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn the_quick_way_gives_the_same_people() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let report = org.db_person(Role::Employee, Some(&manager));
    let seen = manager.call::<ReadPerson>(PersonPath { id: report.id }, Nothing {}, ()).unwrap();
    assert_eq!((seen.name, seen.relation), (report.name.clone(), Relation::Report));
}
