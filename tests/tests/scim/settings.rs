//! What Admins set, and what they see of the directory.

use perftrack_tests::{Refused, db::texts};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    problem::Code,
    scim::{EditScim, ReadScim, ScimChanges, ScimRoles, ScimTeams},
};

use super::{Place, address};

#[test]
fn admins_see_who_came_and_when_it_called() {
    let place = Place::new();
    let read = || place.org.admin().call::<ReadScim>(Nothing {}, Nothing {}, ()).expect("the settings");
    let before = read();
    assert_eq!((before.people, before.latest.len(), before.last_called_at), (0, 0, None));
    assert_eq!((before.roles, before.teams, before.invites), (ScimRoles::Employees, ScimTeams::Groups, true));
    assert!(before.base_url.ends_with("/scim/v2"));
    let made = place.bring(&address());
    let after = read();
    assert_eq!((after.people, after.latest.len()), (1, 1));
    assert_eq!(json!(after.latest[0].person.id), made["id"]);
    assert!(after.last_called_at.is_some());
    assert_eq!(after.version, before.version, "that it called changes no setting");
}

#[test]
fn nobody_else_lets_it_in() {
    let place = Place::new();
    for role in [Role::Employee, Role::Manager] {
        let persona = place.org.db_person(role, None);
        persona.call::<ReadScim>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
        persona.change::<EditScim>(Nothing {}, 1, ScimChanges::default()).refused(Code::Forbidden);
    }
}

#[test]
fn what_it_does_stands_in_the_audit_log() {
    let place = Place::new();
    place.bring(&address());
    let mut conn = place.org.server.database.admin();
    let kinds = texts(
        &mut conn,
        &format!("SELECT kind AS text FROM audit_events WHERE actor_id = '{}' ORDER BY seq", place.org.admin().id),
    );
    let of_it: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| !kind.starts_with("api_tokens")).collect();
    assert_eq!(of_it, ["scim.edited", "people.created", "people.invited", "scim.linked"]);
}
