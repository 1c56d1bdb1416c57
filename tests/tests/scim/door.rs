//! Who gets in: a token with the scope, of an Admin, of this organisation, once it is switched on.

use perftrack_tests::{Client, Org, Response, db::run};
use serde_json::json;
use shared::{api_tokens::Scope, scim::ScimChanges};
use uuid::Uuid;

use super::{Place, USER, address, by_token, get, refused, send, set};

/// Everything that may be asked.
const ROUTES: [(&str, &str); 17] = [
    ("GET", "/ServiceProviderConfig"),
    ("GET", "/ResourceTypes"),
    ("GET", "/ResourceTypes/User"),
    ("GET", "/Schemas"),
    ("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"),
    ("GET", "/Users"),
    ("POST", "/Users"),
    ("GET", "/Users/{id}"),
    ("PUT", "/Users/{id}"),
    ("PATCH", "/Users/{id}"),
    ("DELETE", "/Users/{id}"),
    ("GET", "/Groups"),
    ("POST", "/Groups"),
    ("GET", "/Groups/{id}"),
    ("PUT", "/Groups/{id}"),
    ("PATCH", "/Groups/{id}"),
    ("DELETE", "/Groups/{id}"),
];

/// Every one of them about one thing, as somebody.
fn everything(by: &Client, id: &str) -> Vec<(String, Response)> {
    let ask = |(method, path): (&str, &str)| {
        let path = path.replace("{id}", id);
        let response = match method {
            "GET" | "DELETE" => by.raw(method, &format!("/scim/v2{path}")).send(),
            _ => send(by, method, &path, &json!({ "schemas": [USER], "userName": address(), "displayName": "X" })),
        };
        (format!("{method} {path}"), response)
    };
    ROUTES.into_iter().map(ask).collect()
}

#[test]
fn nothing_is_answered_without_a_token_of_that_scope() {
    let place = Place::new();
    let id = place.bring(&address())["id"].as_str().expect("an id").to_owned();
    let admin = place.org.admin();
    let none = Client::visitor(place.org.server);
    let of_another_scope = by_token(admin, &[Scope::PeopleWrite, Scope::PeopleRead]);
    let session = admin.with_token(admin.token.clone().expect("a session"));
    for (by, status) in [(&none, 401), (&session, 401), (&of_another_scope, 403)] {
        for (asked, response) in everything(by, &id) {
            assert_eq!(refused(&response).0, status, "{asked}");
            assert_eq!(response.header("content-type"), Some("application/scim+json"), "{asked}");
        }
    }
}

#[test]
fn it_is_off_until_an_admin_switches_it_on() {
    let org = Org::db_new();
    let directory = by_token(org.admin(), &[Scope::Scim]);
    for (asked, response) in everything(&directory, &Uuid::now_v7().to_string()) {
        assert_eq!(refused(&response).0, 403, "{asked}");
    }
    set(org.admin(), ScimChanges { is_on: Some(true), ..ScimChanges::default() });
    assert_eq!(get(&directory, "/Users").status, 200);
}

#[test]
fn a_token_is_worth_what_its_owner_is_now() {
    let place = Place::new();
    let mut conn = place.org.server.database.admin();
    let admin = place.org.admin().id;
    run(&mut conn, &format!("UPDATE people SET role = 'manager' WHERE id = '{admin}'"));
    assert_eq!(get(&place.directory, "/Users").status, 403);
    run(&mut conn, &format!("UPDATE people SET role = 'admin' WHERE id = '{admin}'"));
    assert_eq!(get(&place.directory, "/Users").status, 200);
}

#[test]
fn nothing_of_another_organisation_is_found() {
    let (place, other) = (Place::new(), Place::new());
    let name = address();
    let user = place.bring(&name);
    let group = place.send("POST", "/Groups", &json!({ "displayName": "Engines" })).json();
    for id in [&user["id"], &group["id"]] {
        let id = id.as_str().expect("an id");
        for (asked, response) in everything(&other.directory, id) {
            if asked.contains(id) {
                assert_eq!(refused(&response).0, 404, "{asked}");
            }
        }
    }
    let found = other.get(&format!("/Users?filter=userName%20eq%20%22{name}%22"));
    assert_eq!(found["totalResults"], 0);
    let body = json!({ "displayName": "Theirs", "members": [{ "value": user["id"] }] });
    assert_eq!(refused(&other.send("POST", "/Groups", &body)), (400, "invalidValue".to_owned()));
}

#[test]
fn what_is_asked_wrongly_is_refused_in_its_words() {
    let place = Place::new();
    assert_eq!(refused(&get(&place.directory, "/Printers")).0, 404);
    assert_eq!(refused(&send(&place.directory, "POST", "/Schemas", &json!({}))).0, 405);
    let ask = |kind: &str, body: &str| place.directory.raw("POST", "/scim/v2/Users").body(kind, body).send();
    assert_eq!(refused(&ask("text/plain", "{}")).0, 415);
    assert_eq!(refused(&ask("application/scim+json", "{")), (400, "invalidSyntax".to_owned()));
    assert_eq!(refused(&ask("application/json; charset=utf-8", "{}")), (400, "invalidValue".to_owned()));
    let odd = get(&place.directory, "/Users?filter=userName%20co%20%22a%22");
    assert_eq!(refused(&odd), (400, "invalidFilter".to_owned()));
}
