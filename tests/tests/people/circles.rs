//! Nobody ends up above or below themselves: not people, not teams.

use perftrack_tests::{Org, Persona, Refused, Stage, client::Called};
use shared::{
    access::{Relation, Role},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    teams::{EditTeam, TeamChanges, TeamPath},
    wire::{Patch, PersonId, TeamId},
};

fn moved(org: &Org, person: &Persona, under: PersonId) -> Called<EditPerson> {
    let path = PersonPath { id: person.id };
    let version = org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("seen").version;
    let changes = PersonChanges { manager_id: Patch::Set(under), ..Default::default() };
    org.admin().change::<EditPerson>(path, version, changes)
}

#[test]
fn a_manager_is_never_somebody_below() {
    let org = Org::db_new();
    let top = org.db_person(Role::Manager, None);
    let middle = org.db_person(Role::Manager, Some(&top));
    let bottom = org.db_person(Role::Employee, Some(&middle));
    for below in [&top, &middle, &bottom] {
        moved(&org, &top, below.id).refused_at("manager_id", "circle");
    }
    moved(&org, &middle, bottom.id).refused_at("manager_id", "circle");
    moved(&org, &bottom, top.id).expect("straight up is no circle");
    moved(&org, &middle, bottom.id).expect("nor is what was one before");
    moved(&org, &top, middle.id).refused_at("manager_id", "circle");
}

#[test]
fn a_team_is_never_part_of_itself() {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Own);
    let (outer, inner) = (stage.team(), stage.team());
    let put = |id: TeamId, version: i64, under: TeamId| {
        let changes = TeamChanges { parent_id: Patch::Set(under), ..Default::default() };
        org.admin().change::<EditTeam>(TeamPath { id }, version, changes)
    };
    put(outer.id, outer.version, outer.id).refused_at("parent_id", "circle");
    put(inner.id, inner.version, outer.id).expect("one in the other");
    put(outer.id, outer.version, inner.id).refused_at("parent_id", "circle");
}
