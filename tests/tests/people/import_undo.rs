//! An import can be undone for a day: people get back what they were, newcomers leave, and whoever was changed since stays
//! and is named.

use perftrack_tests::{
    Client, Org, Persona, Refused,
    client::Called,
    db::{self, count, organisation_of},
    org::new_person,
    unique,
};
use shared::{
    access::Role,
    operation::Nothing,
    people::{
        CreatePerson, EditPerson, InviteEverybody, Person, PersonChanges, PersonPath, PersonStatus, ReadPerson,
        import::{
            ImportPath, ImportUndo, ImportUndoConfirmation, ImportUndoReasonCode, ListImports, PeopleImport,
            PreviewImportUndo, ReadImport, RecentImport, UndoImport, UndoOutcome,
        },
    },
    problem::Code,
    wire::{Patch, PersonId},
};

use super::imports::{applied, started};

fn preview(by: &Client, import: &PeopleImport) -> Called<PreviewImportUndo> {
    by.call::<PreviewImportUndo>(ImportPath { id: import.id }, Nothing {}, ())
}

fn undone(by: &Client, import: &PeopleImport, seen: &ImportUndo, skip_refused: bool) -> Called<UndoImport> {
    let confirmation = ImportUndoConfirmation { fingerprint: seen.fingerprint.clone(), skip_refused };
    by.call::<UndoImport>(ImportPath { id: import.id }, Nothing {}, confirmation)
}

fn person(org: &Org, id: PersonId) -> Person {
    org.admin().call::<ReadPerson>(PersonPath { id }, Nothing {}, ()).expect("they are seen")
}

fn status(person: &Person) -> Option<PersonStatus> {
    person.details.as_ref().map(|details| details.status)
}

/// A report who got a manager, a role and a team, and somebody new.
fn imported(org: &Org, report: &Persona, manager: &Persona) -> PeopleImport {
    let newcomer = format!("{}@example.com", unique());
    let file = format!(
        "name,email,access role,team,manager email\n{},{},manager,Waders,{}\nNora Newcomer,{newcomer},,,\n",
        report.name, report.email, manager.email
    );
    let import = started(org.admin(), &file);
    applied(org.admin(), &import, 0).expect("it is applied");
    import
}

#[test]
fn people_get_back_what_they_were_and_newcomers_leave() {
    let org = Org::db_new();
    let (manager, report) = (org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let before = person(&org, report.id);
    let import = imported(&org, &report, &manager);
    assert!(person(&org, report.id).manager.is_some());

    let seen = preview(org.admin(), &import).expect("it can be undone");
    assert_eq!((seen.put_back, seen.leave, seen.refused), (1, 1, 0));
    let newcomer = seen.rows.iter().find(|row| row.outcome == UndoOutcome::Leaves).expect("somebody new").person.id;
    let done = undone(org.admin(), &import, &seen, false).expect("it is undone");
    assert!(done.undone_at.is_some());

    let after = person(&org, report.id);
    let facts =
        |person: &Person| (person.manager.clone(), person.team.clone(), person.details.as_ref().map(|it| it.role));
    assert_eq!(facts(&after), facts(&before));
    assert_eq!(status(&person(&org, newcomer)), Some(PersonStatus::Deactivated));

    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let events = format!("audit_events WHERE org_id = '{org_id}'");
    assert_eq!(count(&mut conn, &format!("{events} AND kind = 'people_imports.undone'")), 1);
    let of_newcomer = format!("{events} AND kind = 'people.deactivated' AND resource_id = '{newcomer}'");
    assert_eq!(count(&mut conn, &of_newcomer), 1, "as if somebody had deactivated them");
    preview(org.admin(), &import).refused(Code::Conflict);
    undone(org.admin(), &import, &seen, false).refused(Code::Conflict);
}

#[test]
fn who_was_changed_since_is_named_and_stays() {
    let org = Org::db_new();
    let (manager, report) = (org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let import = imported(&org, &report, &manager);
    let looked = preview(org.admin(), &import).expect("it can be undone");
    let changes = PersonChanges { job_title: Patch::Set("Cook".to_owned()), ..PersonChanges::default() };
    org.admin()
        .change::<EditPerson>(PersonPath { id: report.id }, person(&org, report.id).version, changes)
        .expect("they are changed");
    undone(org.admin(), &import, &looked, true).refused(Code::Conflict);

    let seen = preview(org.admin(), &import).expect("it can be undone");
    let first = seen.rows.first().expect("the refused come first");
    assert_eq!((first.person.id, first.outcome), (report.id, UndoOutcome::Refused));
    assert_eq!(first.reasons.first().map(|reason| reason.code), Some(ImportUndoReasonCode::ChangedSince));
    undone(org.admin(), &import, &seen, false).refused(Code::Invalid);
    undone(org.admin(), &import, &seen, true).expect("the others are undone");
    assert_eq!(person(&org, report.id).manager.map(|manager| manager.id), Some(manager.id));
}

#[test]
fn what_was_imported_in_the_last_day_is_found_by_every_admin() {
    let org = Org::db_new();
    let (manager, report) = (org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let other = org.db_person(Role::Admin, None);
    let listed = |by: &Client| -> Vec<RecentImport> {
        by.call::<ListImports>(Nothing {}, Nothing {}, ()).expect("the last day's").items
    };
    started(org.admin(), &format!("name,email\n{},{}\n", report.name, report.email));
    assert_eq!(listed(&other), [], "what waits to be confirmed has done nothing yet");
    let import = imported(&org, &report, &manager);
    let found = listed(&other);
    assert_eq!(
        found.iter().map(|one| (one.id, one.author.id, one.people)).collect::<Vec<_>>(),
        [(import.id, org.admin().id, 2)]
    );
    assert_eq!(found[0].undone_at, None);
    for by in [&manager, &report] {
        by.call::<ListImports>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
    let seen = preview(org.admin(), &import).expect("it can be undone");
    undone(org.admin(), &import, &seen, false).expect("it is undone");
    assert!(listed(&other)[0].undone_at.is_some());
    let aged = format!("UPDATE people_imports SET applied_at = now() - interval '25 hours' WHERE id = '{}'", import.id);
    db::run(&mut org.server.database.admin(), &aged);
    assert_eq!(listed(&other), []);
}

#[test]
fn after_a_day_it_stays() {
    let org = Org::db_new();
    let (manager, report) = (org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let import = imported(&org, &report, &manager);
    let seen = preview(org.admin(), &import).expect("it can be undone");
    let aged = format!("UPDATE people_imports SET applied_at = now() - interval '25 hours' WHERE id = '{}'", import.id);
    db::run(&mut org.server.database.admin(), &aged);
    preview(org.admin(), &import).refused(Code::Conflict);
    undone(org.admin(), &import, &seen, false).refused(Code::Conflict);
    let now = org.admin().call::<ReadImport>(ImportPath { id: import.id }, Nothing {}, ()).expect("it is read");
    assert_eq!(now.undone_at, None);
}

#[test]
fn where_the_plan_has_no_room_nobody_is_taken_back() {
    let org = Org::db_new();
    let (kept, gone) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let import = started(org.admin(), &format!("name,email\n{},{}\n", kept.name, kept.email));
    applied(org.admin(), &import, 1).expect("whoever isn't in the file leaves");
    (0..3).for_each(|_| drop(org.db_person(Role::Employee, None)));
    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let free = format!("INSERT INTO subscriptions (org_id, trial_ends_on) VALUES ('{org_id}', current_date - 1)");
    db::run(&mut conn, &free);

    let seen = preview(org.admin(), &import).expect("it can be undone");
    undone(org.admin(), &import, &seen, false).refused(Code::PlanLimit);
    assert_eq!(status(&person(&org, gone.id)), Some(PersonStatus::Deactivated));
}

#[test]
fn who_was_invited_before_the_import_took_them_away_can_be_invited_again() {
    let org = Org::db_new();
    let kept = org.db_person(Role::Employee, None);
    let new = new_person(Role::Employee);
    let invited = org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("they are there").id;
    let invite = || org.admin().call::<InviteEverybody>(Nothing {}, Nothing {}, ()).expect("whoever wasn't is invited");
    invite();
    assert_eq!(status(&person(&org, invited)), Some(PersonStatus::Invited));
    let import = started(org.admin(), &format!("name,email\n{},{}\n", kept.name, kept.email));
    applied(org.admin(), &import, 1).expect("whoever isn't in the file leaves");

    let seen = preview(org.admin(), &import).expect("it can be undone");
    undone(org.admin(), &import, &seen, false).expect("it is undone");
    assert_eq!(status(&person(&org, invited)), Some(PersonStatus::NotInvited), "the link they had is void");
    invite();
    assert_eq!(status(&person(&org, invited)), Some(PersonStatus::Invited));
}
