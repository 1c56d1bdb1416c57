//! What holds for everybody holds for the directory: an Admin stays, nobody is lost, and nobody gets more than Admins gave.

use perftrack_tests::{Persona, Response};
use serde_json::{Value, json};
use shared::{
    access::Role,
    people::PersonStatus,
    scim::{ScimChanges, ScimRoles},
};

use super::{Place, address, refused};

fn off() -> Value {
    json!([{ "op": "replace", "path": "active", "value": false }])
}

fn of(persona: &Persona) -> String {
    format!("/Users/{}", persona.id)
}

fn role(place: &Place, id: &Value) -> Role {
    place.person(id).details.expect("an Admin sees them").role
}

fn gives(place: &Place, id: &Value, role: &str) -> Response {
    let path = format!("/Users/{}", id.as_str().expect("an id"));
    place.patch(&path, json!([{ "op": "replace", "path": "roles", "value": [{ "value": role, "primary": true }] }]))
}

#[test]
fn the_last_admin_and_whoever_made_the_token_stay() {
    let place = Place::new();
    assert_eq!(refused(&place.patch(&of(place.org.admin()), off())).0, 403, "nobody deactivates themselves");
    let other = place.org.db_person(Role::Admin, None);
    assert_eq!(place.patch(&of(&other), off()).status, 200, "another Admin may leave");
    let delete = place.directory.raw("DELETE", &format!("/scim/v2{}", of(place.org.admin()))).send();
    assert_eq!(refused(&delete).0, 403);
}

#[test]
fn whoever_leaves_loses_their_session() {
    let place = Place::new();
    let leaver = place.org.db_person(Role::Employee, None);
    assert_eq!(leaver.raw("GET", "/api/v1/me").send().status, 200);
    assert_eq!(place.patch(&of(&leaver), off()).status, 200);
    assert_eq!(leaver.raw("GET", "/api/v1/me").send().status, 401);
}

#[test]
fn roles_are_given_as_far_as_the_settings_say() {
    let place = Place::new();
    let id = place.bring(&address())["id"].clone();
    assert_eq!(gives(&place, &id, "Admin").status, 200);
    assert_eq!(role(&place, &id), Role::Employee, "passed over");

    let place = Place::with(ScimChanges { roles: Some(ScimRoles::BelowAdmin), ..ScimChanges::default() });
    let id = place.bring(&address())["id"].clone();
    assert_eq!(gives(&place, &id, "Manager").status, 200);
    assert_eq!(role(&place, &id), Role::Manager);
    assert_eq!(refused(&gives(&place, &id, "Admin")), (400, "invalidValue".to_owned()));
    let admin = json!(place.org.db_person(Role::Admin, None).id);
    assert_eq!(gives(&place, &admin, "Employee").status, 200);
    assert_eq!(role(&place, &admin), Role::Admin, "an Admin is unmade by Admins alone");

    let place = Place::with(ScimChanges { roles: Some(ScimRoles::Any), ..ScimChanges::default() });
    let id = place.bring(&address())["id"].clone();
    assert_eq!(gives(&place, &id, "Admin").status, 200);
    assert_eq!(role(&place, &id), Role::Admin);
}

#[test]
fn an_admin_who_left_is_let_back_in_by_an_admin() {
    let place = Place::new();
    let admin = place.org.db_person(Role::Admin, None);
    assert_eq!(place.patch(&of(&admin), off()).status, 200);
    let on = json!([{ "op": "replace", "path": "active", "value": true }]);
    assert_eq!(refused(&place.patch(&of(&admin), on)).0, 403);
}

#[test]
fn an_address_that_somebody_logs_in_by_stays() {
    let place = Place::new();
    let member = place.org.db_person(Role::Employee, None);
    let moved = json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": address() }]);
    let response = place.patch(&of(&member), moved);
    assert_eq!((response.status, &response.json()["emails"][0]["value"]), (200, &json!(member.email)));
}

#[test]
fn whoever_is_removed_is_gone_for_the_directory_and_comes_back_as_who_they_were() {
    let place = Place::new();
    let name = address();
    let made = place.bring(&name);
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    assert_eq!(place.directory.raw("DELETE", &format!("/scim/v2{path}")).send().status, 204);
    assert_eq!(place.directory.raw("GET", &format!("/scim/v2{path}")).send().status, 404);
    assert_eq!(place.directory.raw("DELETE", &format!("/scim/v2{path}")).send().status, 404);
    let left = place.person(&made["id"]).details.expect("an Admin sees them");
    assert_eq!(left.status, PersonStatus::Deactivated, "what is theirs stays");
    assert_eq!(place.bring(&name)["id"], made["id"]);
    let back = place.person(&made["id"]).details.expect("an Admin sees them");
    assert_ne!(back.status, PersonStatus::Deactivated);
}

#[test]
fn whoever_comes_back_with_another_address_is_invited_there() {
    let place = Place::new();
    let (name, other) = (address(), address());
    let path = format!("/Users/{}", place.bring(&name)["id"].as_str().expect("an id"));
    assert_eq!(place.patch(&path, off()).status, 200);
    let back = json!([
        { "op": "replace", "path": "active", "value": true },
        { "op": "replace", "path": "emails[type eq \"work\"].value", "value": other },
    ]);
    let response = place.patch(&path, back);
    assert_eq!(response.status, 200, "{}", response.text());
    place.org.server.mailbox.wait_for(&other, 1);
}

#[test]
fn what_no_text_can_have_is_refused() {
    let place = Place::new();
    let found = place.directory.raw("GET", "/scim/v2/Users?filter=externalId%20eq%20%22%5Cu0000%22").send();
    assert_eq!(refused(&found), (400, "invalidSyntax".to_owned()));
    let path = format!("/Users/{}", place.bring(&address())["id"].as_str().expect("an id"));
    let linked = place.patch(&path, json!([{ "op": "add", "path": "externalId", "value": "a\u{0}b" }]));
    assert_eq!(refused(&linked).0, 400);
}

#[test]
fn somebody_who_was_here_before_is_found_and_not_made_twice() {
    let place = Place::new();
    let member = place.org.db_person(Role::Employee, None);
    let found = place.get(&format!("/Users?filter=userName%20eq%20%22{}%22", member.email));
    assert_eq!(found["Resources"][0]["id"], json!(member.id));
    let link = json!([{ "op": "add", "path": "externalId", "value": "00u1" }]);
    assert_eq!(place.patch(&of(&member), link).status, 200);
    let found = place.get("/Users?filter=externalId%20eq%20%2200u1%22");
    assert_eq!((&found["totalResults"], &found["Resources"][0]["userName"]), (&json!(1), &json!(member.email)));
}

#[test]
fn a_version_is_held_to() {
    let place = Place::new();
    let made = place.bring(&address());
    let path = format!("/scim/v2/Users/{}", made["id"].as_str().expect("an id"));
    let read = place.directory.raw("GET", &path).send();
    let version = read.header("etag").expect("a version").to_owned();
    assert_eq!(made["meta"]["version"], version);
    let known = place.directory.raw("GET", &path).header("if-none-match", &version).send();
    assert_eq!((known.status, known.text().len()), (304, 0));
    let change = |title: &str| {
        let body = json!({ "Operations": [{ "op": "replace", "path": "title", "value": title }] });
        let request = place.directory.raw("PATCH", &path).body("application/scim+json", body.to_string());
        request.header("if-match", &version).send()
    };
    assert_eq!(change("Engineer").status, 200);
    assert_eq!(refused(&change("Analyst")).0, 412);
}

#[test]
fn nothing_is_half_done() {
    let place = Place::new();
    let made = place.bring(&address());
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let response = place.patch(
        &path,
        json!([
            { "op": "replace", "path": "title", "value": "Engineer" },
            { "op": "replace", "path": "userName", "value": place.org.admin().email },
        ]),
    );
    assert_eq!(refused(&response), (409, "uniqueness".to_owned()));
    assert_eq!(place.person(&made["id"]).job_title, None);
}
