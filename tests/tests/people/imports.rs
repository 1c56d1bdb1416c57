//! What a file changes is in the audit log person by person, and nobody is taken away who isn't in it unless somebody
//! says so.

use perftrack_tests::{
    Client, Org, Refused,
    client::Called,
    db::{count, organisation_of, text},
    org::new_person,
    unique,
};
use shared::{
    access::Role,
    accounts::ReadMe,
    operation::Nothing,
    people::{
        CreatePerson, InviteEverybody, Person, PersonPath, PersonStatus, ReadPerson,
        import::{ApplyImport, ImportConfirmation, ImportPath, PeopleImport, StartImport},
    },
    problem::Code,
    wire::PersonId,
};

pub(super) fn started(by: &Client, file: &str) -> PeopleImport {
    by.call::<StartImport>(Nothing {}, Nothing {}, file.as_bytes().to_vec()).expect("the file is read")
}

pub(super) fn applied(by: &Client, import: &PeopleImport, deactivate_missing: usize) -> Called<ApplyImport> {
    let fingerprint = import.fingerprint.clone();
    let confirmation = ImportConfirmation { fingerprint, skip_refused: false, deactivate_missing };
    by.call::<ApplyImport>(ImportPath { id: import.id }, Nothing {}, confirmation)
}

/// The person before and after, as the audit log has them.
fn noted(org: &Org, kind: &str, person: PersonId) -> [Person; 2] {
    ["before", "after"].map(|side| {
        let event = format!("FROM audit_events WHERE kind = '{kind}' AND resource_id = '{person}'");
        let found = text(&mut org.server.database.admin(), &format!("SELECT {side}::text AS text {event}"));
        serde_json::from_str(&found).expect("a person")
    })
}

fn role(person: &Person) -> Option<Role> {
    person.details.as_ref().map(|details| details.role)
}

fn status(person: &Person) -> Option<PersonStatus> {
    person.details.as_ref().map(|details| details.status)
}

fn standing(org: &Org, person: PersonId) -> Option<PersonStatus> {
    let person = org.admin().call::<ReadPerson>(PersonPath { id: person }, Nothing {}, ()).expect("they are seen");
    status(&person)
}

#[test]
fn what_a_file_changes_is_in_the_audit_log_of_each_person() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let (report, leaver) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let newcomer = format!("{}@example.com", unique());
    let file = format!(
        "name,email,access role,team,manager email,status\n\
         {},{},manager,Waders,{},\n\
         {},{},,,,terminated\n\
         Nora Newcomer,{newcomer},,,,\n",
        report.name, report.email, manager.email, leaver.name, leaver.email
    );
    applied(org.admin(), &started(org.admin(), &file), 0).expect("it is applied");

    let [before, after] = noted(&org, "people.edited", report.id);
    assert_eq!((role(&before), role(&after)), (Some(Role::Employee), Some(Role::Manager)));
    assert_eq!((before.team, after.team.map(|team| team.name)), (None, Some("Waders".to_owned())));
    assert_eq!((before.manager, after.manager.map(|manager| manager.id)), (None, Some(manager.id)));
    let [before, after] = noted(&org, "people.deactivated", leaver.id);
    assert_eq!((status(&before), status(&after)), (Some(PersonStatus::Active), Some(PersonStatus::Deactivated)));

    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let events = format!("audit_events WHERE org_id = '{org_id}'");
    let created = format!(
        "{events} AND kind = 'people.created' AND resource_id IN (SELECT id FROM people WHERE name = 'Nora Newcomer')"
    );
    assert_eq!(count(&mut conn, &created), 1);
    let of_manager = format!("{events} AND resource_id = '{}'", manager.id);
    assert_eq!(count(&mut conn, &of_manager), 0, "nothing of theirs changed");
    assert_eq!(count(&mut conn, &format!("{events} AND kind = 'people_imports.applied'")), 1);
    let whole = format!(
        "SELECT (max(e.seq) = count(*) AND max(e.seq) = max(h.seq))::text AS text
         FROM audit_events e JOIN audit_heads h ON h.org_id = e.org_id WHERE e.org_id = '{org_id}'"
    );
    assert_eq!(text(&mut conn, &whole), "true", "no gaps and no doubles");
}

#[test]
fn who_invites_everybody_is_logged_with_whom() {
    let org = Org::db_new();
    let new = new_person(Role::Employee);
    let invited = org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("they are there").id;
    org.admin().call::<InviteEverybody>(Nothing {}, Nothing {}, ()).expect("they are invited");
    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let event = format!("FROM audit_events WHERE org_id = '{org_id}' AND kind = 'people.invited'");
    assert_eq!(text(&mut conn, &format!("SELECT after->>0 AS text {event}")), invited.to_string());
}

#[test]
fn who_is_missing_is_listed_and_stays() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let (report, gone) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let file = format!("email,manager email\n{},{}\n", report.email, manager.email);
    let import = started(org.admin(), &file);
    assert_eq!((import.counts.missing, import.leavers), (3, 1));
    let mut listed: Vec<_> = import.first_missing.iter().map(|missing| (missing.person.id, missing.stays)).collect();
    listed.sort_unstable();
    let mut expected = [(org.admin().id, true), (manager.id, true), (gone.id, false)];
    expected.sort_unstable();
    assert_eq!(listed, expected, "the actor stays, and whoever the file names as a manager");

    assert_eq!(applied(org.admin(), &import, 0).expect("it is applied").leavers, 0);
    assert_eq!(standing(&org, gone.id), Some(PersonStatus::Active));
}

#[test]
fn who_is_missing_is_deactivated_by_a_second_tick() {
    let org = Org::db_new();
    let (kept, gone) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let file = format!("name,email\nKim Kept,{}\n", kept.email);
    let import = started(org.admin(), &file);
    applied(org.admin(), &import, 2).refused(Code::Conflict);
    gone.call::<ReadMe>(Nothing {}, Nothing {}, ()).expect("they are still in");

    let another = org.db_person(Role::Employee, None);
    applied(org.admin(), &import, 1).refused(Code::Conflict);
    let import = started(org.admin(), &file);
    assert_eq!(import.leavers, 2);
    assert_eq!(applied(org.admin(), &import, 2).expect("it is applied").leavers, 2);
    for person in [&gone, &another] {
        person.call::<ReadMe>(Nothing {}, Nothing {}, ()).refused(Code::Unauthenticated);
        assert_eq!(standing(&org, person.id), Some(PersonStatus::Deactivated));
        let [before, after] = noted(&org, "people.deactivated", person.id);
        assert_eq!((status(&before), status(&after)), (Some(PersonStatus::Active), Some(PersonStatus::Deactivated)));
    }
    assert_eq!(standing(&org, org.admin().id), Some(PersonStatus::Active));
}
