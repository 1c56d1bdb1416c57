//! An Admin's own record is theirs to keep, as far as the organisation keeps an Admin.

use perftrack_tests::{Org, Persona, Refused, client::Called};
use shared::{
    access::{Relation, Role},
    accounts::ReadMe,
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, ListPersonSessions, Person, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::Patch,
};

fn read(persona: &Persona) -> Person {
    persona.call::<ReadPerson>(PersonPath { id: persona.id }, Nothing {}, ()).expect("oneself is seen")
}

fn edit(persona: &Persona, changes: PersonChanges) -> Called<EditPerson> {
    persona.change::<EditPerson>(PersonPath { id: persona.id }, read(persona).version, changes)
}

fn to(role: Role) -> PersonChanges {
    PersonChanges { role: Some(role), ..Default::default() }
}

#[test]
fn an_admin_keeps_their_own_record() {
    let org = Org::db_new();
    let (admin, manager) = (org.admin(), org.db_person(Role::Manager, None));
    let changes = PersonChanges {
        name: Some("Ada Lovelace".to_owned()),
        job_title: Patch::Set("Founder".to_owned()),
        manager_id: Patch::Set(manager.id),
        ..Default::default()
    };
    let now = edit(admin, changes).expect("it is changed");
    assert_eq!(now.relation, Relation::Own);
    assert_eq!((now.name.as_str(), now.job_title.as_deref()), ("Ada Lovelace", Some("Founder")));
    assert_eq!(now.manager.map(|manager| manager.id), Some(manager.id));
    admin.call::<ListPersonSessions>(PersonPath { id: admin.id }, Nothing {}, ()).expect("their sessions");
}

#[test]
fn nobody_else_keeps_theirs() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        edit(&org.db_person(role, None), to(Role::Admin)).refused(Code::Forbidden);
    }
}

#[test]
fn nobody_deactivates_themselves() {
    let org = Org::db_new();
    for admin in [org.admin(), &org.db_person(Role::Admin, None)] {
        admin.call::<DeactivatePerson>(PersonPath { id: admin.id }, Nothing {}, None).refused(Code::Forbidden);
        admin.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("they are still in");
    }
}

#[test]
fn the_last_admin_stays_one() {
    let org = Org::db_new();
    edit(org.admin(), to(Role::Employee)).refused_at("role", "last_admin");
    let second = org.db_person(Role::Admin, None);
    edit(&second, to(Role::Manager)).expect("another is left");
    assert_eq!(second.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("still in").role, Role::Manager);
    edit(org.admin(), to(Role::Employee)).refused_at("role", "last_admin");
}
