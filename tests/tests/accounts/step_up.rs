//! What is dangerous asks once more who is there, if their log-in is more than ten minutes ago.

use perftrack_tests::{
    Authenticator, Client, Org, Persona, Refused, Response, Stage, db,
    org::{PASSWORD, db_organisation_of},
    samples, unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    accounts::{
        ChangePassword, ConfirmIdentity, IdentityProof, OrganisationChoice, PasswordChange, SwitchOrganisation,
    },
    operation::{Nothing, url},
    people::{
        CreatePerson, DeactivatePerson, EditPerson, ExportPeople, ListPersonSessions, PeopleExport, PersonChanges,
        PersonPath, PersonSessionPath, ReactivatePerson, ReadPerson, RevokePersonSession,
    },
    problem::{Code, Problem},
    wire::id::AccountId,
};
use uuid::Uuid;

use super::{lives, me, visitor};

/// As if they had last proved who they are so many minutes ago.
fn proved_minutes_ago(person: &Persona, org: &Org, minutes: u32) {
    let ago = format!("now() - interval '{minutes} minutes'");
    let of = format!("person_id = '{}'", person.id);
    db::run(&mut org.server.database.admin(), &format!("UPDATE sessions SET authenticated_at = {ago} WHERE {of}"));
}

fn confirm(client: &Client, password: &str) -> Response {
    let proof = IdentityProof { password: Some(password.to_owned()), ..IdentityProof::default() };
    client.request::<ConfirmIdentity>(&Nothing {}, &Nothing {}, &proof).send()
}

fn export(client: &Client) -> Result<String, Problem> {
    client.call::<ExportPeople>(Nothing {}, PeopleExport::default(), ())
}

#[test]
fn a_proof_is_good_for_ten_minutes_and_given_anew_in_a_new_session() {
    let org = Org::new();
    let admin = org.admin();
    export(admin).unwrap();
    proved_minutes_ago(admin, &org, 9);
    export(admin).unwrap();
    proved_minutes_ago(admin, &org, 11);
    export(admin).refused(Code::ReauthRequired);
    assert!(lives(admin), "all else goes on");
    let ends = me(admin).unwrap().expires_at;

    let answer = confirm(admin, PASSWORD);
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    let renewed = visitor().with_token(answer.session().unwrap());
    export(&renewed).unwrap();
    assert_eq!(me(&renewed).unwrap().expires_at, ends, "a proof doesn't make a session live longer");
    assert!(!lives(admin), "whoever has the token of before is out");
}

#[test]
fn a_wrong_password_proves_nothing_and_guessing_is_slow_however_often_the_session_is_renewed() {
    let org = Org::new();
    let admin = org.admin();
    proved_minutes_ago(admin, &org, 11);
    confirm(admin, "not it").into_answer::<ConfirmIdentity>().refused_at("password", "wrong_password");
    export(admin).refused(Code::ReauthRequired);
    let here = OrganisationChoice { person_id: admin.id };
    let switched = admin.request::<SwitchOrganisation>(&Nothing {}, &Nothing {}, &here).send();
    let mut client = visitor().with_token(switched.session().unwrap());
    let told_to_wait = (0..20).any(|_| {
        let switched = client.request::<SwitchOrganisation>(&Nothing {}, &Nothing {}, &here).send();
        client = visitor().with_token(switched.session().unwrap());
        confirm(&client, "not it").status == 429
    });
    assert!(told_to_wait);
    assert_eq!(confirm(&client, PASSWORD).problem().code, Code::TooManyRequests, "even the right one waits");
    let change =
        PasswordChange { current_password: PASSWORD.to_owned(), new_password: "a blue heron at noon".to_owned() };
    client.call::<ChangePassword>(Nothing {}, Nothing {}, change).refused(Code::TooManyRequests);
    assert!(lives(&client), "and the session goes on");
}

#[test]
fn a_code_of_the_second_step_is_a_proof_too_and_works_once() {
    let org = Org::new();
    let admin = org.admin();
    let phone = Authenticator::of_somebody(&org.server.database, admin);
    proved_minutes_ago(admin, &org, 11);
    let proof = IdentityProof { code: Some(phone.code(0)), ..IdentityProof::default() };
    let answer = admin.request::<ConfirmIdentity>(&Nothing {}, &Nothing {}, &proof).send();
    let renewed = visitor().with_token(answer.session().unwrap());
    export(&renewed).unwrap();
    renewed.call::<ConfirmIdentity>(Nothing {}, Nothing {}, proof).refused_at("code", "wrong_code");
    let spare = IdentityProof { code: Some(phone.recovery_codes[0].clone()), ..IdentityProof::default() };
    renewed.call::<ConfirmIdentity>(Nothing {}, Nothing {}, spare).unwrap();
    assert!(!lives(&renewed));
}

#[test]
fn codes_are_guessed_no_faster_by_way_of_many_sessions() {
    let org = Org::db_new();
    let admin = org.admin();
    let mut conn = org.server.database.admin();
    let theirs = format!("person_id = '{}'", admin.id);
    let account = db::text(&mut conn, &format!("SELECT account_id::text AS text FROM sessions WHERE {theirs}"));
    let second = Uuid::now_v7();
    // Of another log-in: what counts passwords counts anew there.
    let open = format!(
        "INSERT INTO sessions (org_id, id, account_id, person_id, expires_at, device, address, methods)
         SELECT org_id, '{second}', account_id, person_id, expires_at - interval '1 minute', device, address, methods
         FROM sessions WHERE {theirs}"
    );
    db::run(&mut conn, &open);
    let elsewhere = visitor().with_token(db::db_token(AccountId(account.parse().unwrap()), second.into()));
    let guess = |client: &Client| {
        let proof = IdentityProof { code: Some("000000".to_owned()), ..IdentityProof::default() };
        client.request::<ConfirmIdentity>(&Nothing {}, &Nothing {}, &proof).send().problem().code
    };
    assert!((0..4).all(|_| guess(admin) == Code::Invalid));
    assert!((0..4).any(|_| guess(&elsewhere) == Code::TooManyRequests));
    assert_eq!(confirm(&elsewhere, "not it").problem().code, Code::Invalid, "a password may still be given");
}

#[test]
fn who_gets_an_invitation_or_comes_back_with_more_than_an_employee_may_is_dangerous() {
    let org = Org::db_new();
    let admin = org.admin();
    let invited = [Role::Manager, Role::Employee].map(|role| {
        admin.call::<CreatePerson>(Nothing {}, Nothing {}, perftrack_tests::org::new_person(role)).unwrap()
    });
    let left = [Role::Manager, Role::Employee].map(|role| {
        let path = PersonPath { id: org.db_person(role, None).id };
        let version = admin.call::<ReadPerson>(path.clone(), Nothing {}, ()).unwrap().version;
        admin.change::<DeactivatePerson>(path, version, None).unwrap()
    });
    proved_minutes_ago(admin, &org, 11);
    let moved = invited.map(|person| {
        let email = Some(format!("{}@example.com", unique()));
        let changes = PersonChanges { email, ..PersonChanges::default() };
        admin.change::<EditPerson>(PersonPath { id: person.id }, person.version, changes)
    });
    let back = left.map(|person| admin.change::<ReactivatePerson>(PersonPath { id: person.id }, person.version, ()));
    for [of_a_manager, of_an_employee] in [moved, back] {
        of_a_manager.refused(Code::ReauthRequired);
        of_an_employee.unwrap();
    }
}

#[test]
fn a_proof_has_to_be_given() {
    let org = Org::new();
    let nothing = IdentityProof::default();
    org.admin().call::<ConfirmIdentity>(Nothing {}, Nothing {}, nothing).refused_at("password", "required");
    let code = IdentityProof { code: Some("000000".to_owned()), ..IdentityProof::default() };
    org.admin().call::<ConfirmIdentity>(Nothing {}, Nothing {}, code).refused_at("code", "wrong_code");
}

#[test]
fn going_on_in_another_organisation_proves_nothing() {
    let org = Org::new();
    proved_minutes_ago(org.admin(), &org, 11);
    let here = OrganisationChoice { person_id: org.admin().id };
    let answer = org.admin().request::<SwitchOrganisation>(&Nothing {}, &Nothing {}, &here).send();
    export(&visitor().with_token(answer.session().unwrap())).refused(Code::ReauthRequired);
}

#[test]
fn another_role_is_dangerous_and_another_name_is_not() {
    let org = Org::db_new();
    let (admin, person) = (org.admin(), org.db_person(Role::Employee, None));
    proved_minutes_ago(admin, &org, 11);
    let path = || PersonPath { id: person.id };
    let version = || admin.call::<ReadPerson>(path(), Nothing {}, ()).unwrap().version;
    let edit = |changes: PersonChanges| admin.change::<EditPerson>(path(), version(), changes);
    edit(PersonChanges { role: Some(Role::Admin), ..PersonChanges::default() }).refused(Code::ReauthRequired);
    let name = Some("Nora Newname".to_owned());
    let kept = edit(PersonChanges { name, role: Some(Role::Employee), ..PersonChanges::default() }).unwrap();
    assert_eq!((kept.name.as_str(), kept.details.map(|all| all.role)), ("Nora Newname", Some(Role::Employee)));
    let new = |role| admin.call::<CreatePerson>(Nothing {}, Nothing {}, perftrack_tests::org::new_person(role));
    new(Role::Manager).refused(Code::ReauthRequired);
    new(Role::Employee).unwrap();
}

#[test]
fn an_admin_ends_a_members_session_by_a_fresh_proof_only() {
    let org = Org::db_new();
    let (admin, person) = (org.admin(), org.db_person(Role::Employee, None));
    let seen = admin.call::<ListPersonSessions>(PersonPath { id: person.id }, Nothing {}, ()).unwrap().items;
    let one = PersonSessionPath { id: person.id, session_id: seen[0].id };
    proved_minutes_ago(admin, &org, 11);
    admin.call::<RevokePersonSession>(one.clone(), Nothing {}, ()).refused(Code::ReauthRequired);
    assert!(lives(&person));
    let renewed = visitor().with_token(confirm(admin, PASSWORD).session().unwrap());
    renewed.call::<RevokePersonSession>(one, Nothing {}, ()).unwrap();
    assert!(!lives(&person));
}

#[test]
fn a_session_left_open_leads_no_events_elsewhere() {
    let org = Org::db_new();
    let admin = org.admin();
    let hook = json!({ "url": "http://127.0.0.1:9/hook", "types": ["team.created"] });
    let make = || admin.raw("POST", "/api/v1/webhooks").json(&hook).send();
    let made = make();
    assert_eq!(made.status, 201, "{}", made.text());
    let path = format!("/api/v1/webhooks/{}", made.json()["id"].as_str().expect("an id"));
    let edit = |changes: Value| {
        let version = admin.raw("GET", &path).send().json()["version"].to_string();
        admin.raw("PATCH", &path).json(&changes).header("if-match", &format!("\"{version}\"")).send()
    };
    let renew = |by: &Client| by.raw("PUT", &format!("{path}/secret")).send();
    let token = json!({ "name": "Events", "scopes": ["webhooks:manage"], "days": 30 });
    let token = admin.raw("POST", "/api/v1/me/api-tokens").json(&token).send().json();

    proved_minutes_ago(admin, &org, 11);
    let elsewhere = edit(json!({ "url": "http://127.0.0.1:9/other" }));
    for refused in [make(), renew(admin), edit(json!({ "on": true })), elsewhere] {
        assert_eq!(refused.problem().code, Code::ReauthRequired);
    }
    assert_eq!(edit(json!({ "on": false })).status, 200, "less is sent");
    let program = visitor().with_bearer(token["secret"].as_str().expect("a secret"));
    assert_eq!(renew(&program).status, 200, "a token was made by a proof");
}

#[test]
fn everything_that_is_declared_so_asks_before_it_looks_at_anything() {
    let fresh: Vec<_> = shared::every_operation().into_iter().filter(|declared| declared.fresh).collect();
    assert!(fresh.len() >= 4);
    for declared in fresh {
        let org = Org::db_new();
        let stage = Stage::of_admin(&org, &declared);
        let request = samples::of(declared.name, &stage).request(&declared, &stage);
        proved_minutes_ago(&stage.actor, &org, 11);
        assert_eq!(request.send().problem().code, Code::ReauthRequired, "{}", declared.name);
    }
}

#[test]
fn proofs_given_and_refused_stand_in_the_audit_log() {
    let org = Org::new();
    let id = db_organisation_of(org.server, org.admin());
    let mut conn = org.server.database.admin();
    let mut count =
        |kind: &str| db::count(&mut conn, &format!("audit_events WHERE org_id = '{id}' AND kind = 'accounts.{kind}'"));
    confirm(org.admin(), "not it");
    assert_eq!((count("confirmation_failed"), count("identity_confirmed")), (1, 0));
    confirm(org.admin(), PASSWORD);
    assert_eq!((count("confirmation_failed"), count("identity_confirmed")), (1, 1));
}

#[test]
fn another_site_cannot_have_it_confirmed() {
    let org = Org::db_new();
    let path = url::<ConfirmIdentity>(&Nothing {}, &Nothing {}).unwrap();
    let body = serde_json::json!({ "password": PASSWORD });
    let answer = org.admin().raw("POST", &path).without("origin").json(&body).send();
    assert_eq!(answer.problem().code, Code::CrossSite);
}
