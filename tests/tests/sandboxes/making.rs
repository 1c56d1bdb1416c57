//! Making and removing.

use chrono::{TimeDelta, Utc};
use diesel::RunQueryDsl;
use perftrack_tests::{
    Org, Refused,
    db::{organisation_of, run, text},
    unique,
};
use shared::{
    access::Role,
    accounts::{OrganisationChoice, SwitchOrganisation},
    operation::Nothing,
    organisations::ReadOrganisation,
    people::{ListPeople, PeopleFilter},
    problem::Code,
    sandboxes::{
        CreateSandbox, ListSandboxes, MOST_SANDBOXES, MoveSandboxClock, NewSandbox, ReadSandbox, RemoveSandbox,
        SandboxContent, SandboxMove, SandboxPath,
    },
};

use super::{Ground, all, make};

#[test]
fn its_maker_goes_on_in_it_as_its_admin() {
    let org = Org::db_new();
    let sandbox = make(&org, SandboxContent::Empty);
    assert_eq!(all(&org), std::slice::from_ref(&sandbox));
    let there = OrganisationChoice { person_id: sandbox.person_id.expect("its maker") };
    let switched = org.admin().request::<SwitchOrganisation>(&Nothing {}, &Nothing {}, &there).send();
    let me = switched.into_answer::<SwitchOrganisation>().expect("switched");
    assert_eq!((me.role, me.organisation.name.as_str()), (Role::Admin, sandbox.name.as_str()));
    assert_eq!(me.organisation.sandbox_days_ahead, Some(0), "it is marked");
}

#[test]
fn it_is_made_by_admins_alone() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        let somebody = org.db_person(role, None);
        let new = NewSandbox { name: unique(), content: SandboxContent::Empty };
        somebody.call::<CreateSandbox>(Nothing {}, Nothing {}, new).refused(Code::Forbidden);
        somebody.call::<ListSandboxes>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
    assert!(all(&org).is_empty());
}

#[test]
fn there_are_only_so_many_and_none_in_another() {
    let org = Org::db_new();
    let first = make(&org, SandboxContent::Empty);
    (1..MOST_SANDBOXES).for_each(|_| drop(make(&org, SandboxContent::Empty)));
    let new = || NewSandbox { name: unique(), content: SandboxContent::Empty };
    org.admin().call::<CreateSandbox>(Nothing {}, Nothing {}, new()).refused(Code::Conflict);
    super::enter(&org, &first).call::<CreateSandbox>(Nothing {}, Nothing {}, new()).refused(Code::Conflict);
    org.admin().call::<RemoveSandbox>(SandboxPath { id: first.id }, Nothing {}, ()).expect("removed");
    make(&org, SandboxContent::Empty);
}

#[test]
fn what_is_removed_is_gone_from_the_list_and_closes_at_once() {
    let ground = Ground::new();
    let other = Org::db_new();
    let path = || SandboxPath { id: ground.sandbox.id };
    other.admin().call::<RemoveSandbox>(path(), Nothing {}, ()).refused(Code::NotFound);
    assert_eq!(all(&ground.org).len(), 1);
    ground.org.admin().call::<RemoveSandbox>(path(), Nothing {}, ()).expect("removed");
    assert!(all(&ground.org).is_empty());
    ground.org.admin().call::<RemoveSandbox>(path(), Nothing {}, ()).refused(Code::NotFound);
    let over = format!(
        "SELECT (NOT EXISTS (SELECT FROM organisations WHERE org_id = '{id}'
            AND (closes_at IS NULL OR closes_at > now())))::text AS text",
        id = ground.id()
    );
    assert_eq!(text(&mut ground.org.server.database.admin(), &over), "true");
}

#[test]
fn a_real_organisation_has_no_clock() {
    let org = Org::db_new();
    org.admin().call::<ReadSandbox>(Nothing {}, Nothing {}, ()).refused(Code::NotFound);
    let days = SandboxMove { days: 1 };
    org.admin().call::<MoveSandboxClock>(Nothing {}, Nothing {}, days).refused(Code::NotFound);
    let settings = org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
    assert_eq!(settings.sandbox_days_ahead, None);
    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, org.admin().id);
    let forced = diesel::sql_query("UPDATE organisations SET days_ahead = 1 WHERE org_id = $1");
    let forced = forced.bind::<diesel::sql_types::Uuid, _>(id.0);
    let refused = forced.execute(&mut conn);
    assert!(refused.is_err_and(|error| error.to_string().contains("organisations_time_is_real")));
}

#[test]
fn a_made_up_company_lives_in_it() {
    let org = Org::db_new();
    let sandbox = make(&org, SandboxContent::Demo);
    let inside = super::enter(&org, &sandbox);
    let everybody = inside.call::<ListPeople>(Nothing {}, PeopleFilter::default(), ()).expect("people");
    assert!(everybody.next_cursor.is_some(), "more than a page of them");
    let real = format!(
        "SELECT count(*)::text AS text FROM people WHERE org_id = '{}' AND email NOT LIKE '%.invalid'",
        sandbox.id
    );
    assert_eq!(text(&mut org.server.database.admin(), &real), "1", "its maker alone has an address");
    assert_eq!(all(&org)[0].closes_at, None, "it stays, being filled");
}

#[test]
fn one_that_was_never_filled_ends_by_itself() {
    let org = Org::db_new();
    let (id, person) = (organisation_of(&mut org.server.database.admin(), org.admin().id), org.admin().id);
    // As the server does before it fills one, and then stops.
    run(
        &mut org.server.database.connect_as("pt_app"),
        &format!(
            "BEGIN; SET LOCAL app.org_id = '{id}'; SET LOCAL app.person_id = '{person}';
             SELECT found_sandbox(gen_random_uuid(), gen_random_uuid(), 'Half', 5, now() + interval '1 hour'); COMMIT"
        ),
    );
    let half = all(&org);
    assert!(half[0].closes_at.is_some_and(|at| at <= Utc::now() + TimeDelta::hours(1)), "{half:?}");
}
