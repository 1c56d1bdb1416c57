//! As Microsoft documents that Entra ID asks.

use serde_json::{Value, json};
use shared::people::PersonStatus;

use super::{ENTERPRISE, Place, USER, address};

/// The documented body of a new user, with an address of our own.
fn documented(address: &str) -> Value {
    json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": address,
        "active": true,
        "emails": [{ "primary": true, "type": "work", "value": address }],
        "meta": { "resourceType": "User" },
        "name": { "formatted": "givenName familyName", "familyName": "familyName", "givenName": "givenName" },
        "roles": [],
    })
}

#[test]
fn somebody_is_looked_for_created_and_found_again() {
    let place = Place::new();
    let address = address();
    let by_name = format!("/Users?filter=userName%20eq%20%22{address}%22");
    let nobody = place.get(&by_name);
    assert_eq!((&nobody["totalResults"], &nobody["Resources"]), (&json!(0), &json!([])));

    let response = place.send("POST", "/Users", &documented(&address));
    assert_eq!(response.status, 201, "{}", response.text());
    let made = response.json();
    assert_eq!(made["userName"], address);
    assert_eq!(made["active"], true);
    assert_eq!(made["name"]["familyName"], "familyName");
    let location = format!("/scim/v2/Users/{}", made["id"].as_str().expect("an id"));
    assert!(made["meta"]["location"].as_str().is_some_and(|at| at.ends_with(&location)));

    let found = place.get(&by_name.to_uppercase().replace("/USERS?FILTER=", "/Users?filter="));
    assert_eq!(found["totalResults"], 1, "names count without case: {found}");
    assert_eq!(found["Resources"][0]["id"], made["id"]);
    let person = place.person(&made["id"]);
    assert_eq!(person.name, "givenName familyName");
    assert_eq!(person.details.expect("an Admin sees them").email, address);
}

#[test]
fn several_attributes_are_replaced_at_once() {
    let place = Place::new();
    let made = place.send("POST", "/Users", &documented(&address())).json();
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let moved = address();
    let response = place.patch(
        &path,
        json!([
            { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": moved },
            { "op": "Replace", "path": "name.familyName", "value": "updatedFamilyName" },
            { "op": "Add", "path": "title", "value": "Engineer" },
            { "op": "Add", "path": format!("{ENTERPRISE}:employeeNumber"), "value": "4711" },
        ]),
    );
    assert_eq!(response.status, 200, "{}", response.text());
    let person = place.person(&made["id"]);
    assert_eq!(person.name, "givenName updatedFamilyName");
    assert_eq!(person.job_title.as_deref(), Some("Engineer"));
    let details = person.details.expect("an Admin sees them");
    assert_eq!((details.email.as_str(), details.external_id.as_deref()), (moved.as_str(), Some("4711")));

    let renamed =
        json!([{ "op": "Replace", "path": "userName", "value": "5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com" }]);
    let response = place.patch(&path, renamed);
    assert_eq!(response.json()["userName"], "5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com");
    assert_eq!(place.person(&made["id"]).name, "givenName updatedFamilyName", "nothing else changes");
}

#[test]
fn somebody_is_disabled_by_a_word_and_let_in_again() {
    let place = Place::new();
    let made = place.send("POST", "/Users", &documented(&address())).json();
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let standing = || place.person(&made["id"]).details.expect("an Admin sees them").status;

    let response = place.patch(&path, json!([{ "op": "Replace", "path": "active", "value": "False" }]));
    assert_eq!((response.status, &response.json()["active"]), (200, &json!(false)));
    assert_eq!(standing(), PersonStatus::Deactivated);
    let response = place.patch(&path, json!([{ "op": "Replace", "path": "active", "value": "True" }]));
    assert_eq!((response.status, &response.json()["active"]), (200, &json!(true)));
    assert_eq!(standing(), PersonStatus::Invited);
}

#[test]
fn a_manager_is_added_and_taken_away_by_reference() {
    let place = Place::new();
    let (boss, made) = (place.bring(&address()), place.bring(&address()));
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let manager = || place.person(&made["id"]).manager.map(|manager| json!(manager.id));
    let at = format!("{ENTERPRISE}:manager");

    assert_eq!(place.patch(&path, json!([{ "op": "Add", "path": at, "value": boss["id"] }])).status, 200);
    assert_eq!(manager(), Some(boss["id"].clone()));
    assert_eq!(place.get(&path)[ENTERPRISE]["manager"]["value"], boss["id"]);
    let circle = json!([{ "op": "Add", "path": at, "value": made["id"] }]);
    assert_eq!(place.patch(&format!("/Users/{}", boss["id"].as_str().expect("an id")), circle).status, 400);
    assert_eq!(place.patch(&path, json!([{ "op": "Remove", "path": at }])).status, 200);
    assert_eq!(manager(), None);
}
