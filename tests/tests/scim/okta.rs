//! As Okta documents that it asks.

use serde_json::json;
use shared::people::PersonStatus;

use super::{Place, USER, address, get};

#[test]
fn somebody_is_looked_for_and_created() {
    let place = Place::new();
    let address = address();
    let empty = place.get(&format!("/Users?filter=userName%20eq%20%22{address}%22&startIndex=1&count=100"));
    assert_eq!(
        empty,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
        })
    );
    let body = json!({
        "schemas": [USER], "userName": address, "name": { "givenName": "Test", "familyName": "User" },
        "emails": [{ "primary": true, "value": address, "type": "work" }], "displayName": "Test User",
        "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq", "active": true,
    });
    let response = place.send("POST", "/Users", &body);
    assert_eq!(response.status, 201, "{}", response.text());
    let made = response.json();
    assert_eq!(made["externalId"], "00ujl29u0le5T6Aj10h7");
    assert!(made.get("password").is_none(), "nothing is kept of it");
    let again = place.send("POST", "/Users", &body);
    assert_eq!((again.status, &again.json()["scimType"]), (409, &json!("uniqueness")));
}

#[test]
fn a_profile_is_pushed_as_a_whole_and_pages_are_read() {
    let place = Place::new();
    let made = place.bring(&address());
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let mut whole = place.get(&path);
    whole["name"] = json!({ "givenName": "Another", "familyName": "User" });
    whole["displayName"] = json!("Another User");
    whole["title"] = json!("Engineer");
    let response = place.send("PUT", &path, &whole);
    assert_eq!(response.status, 200, "{}", response.text());
    let person = place.person(&made["id"]);
    assert_eq!((person.name.as_str(), person.job_title.as_deref()), ("Another User", Some("Engineer")));

    let all = place.get("/Users?startIndex=1&count=1");
    assert_eq!((&all["totalResults"], &all["itemsPerPage"]), (&json!(2), &json!(1)));
    let rest = place.get("/Users?startIndex=2&count=1");
    assert_ne!(all["Resources"][0]["id"], rest["Resources"][0]["id"]);
    assert_eq!(place.get("/Users?count=0")["totalResults"], 2);
}

#[test]
fn somebody_is_deactivated_without_a_path() {
    let place = Place::new();
    let made = place.bring(&address());
    let path = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let response = place.patch(&path, json!([{ "op": "replace", "value": { "active": false } }]));
    assert_eq!(response.status, 200, "{}", response.text());
    let details = place.person(&made["id"]).details.expect("an Admin sees them");
    assert_eq!(details.status, PersonStatus::Deactivated);
    assert_eq!(place.get(&path)["active"], false, "they stay to be found");
}

#[test]
fn it_is_told_what_is_spoken_here() {
    let place = Place::new();
    let config = place.get("/ServiceProviderConfig");
    assert_eq!((&config["patch"]["supported"], &config["bulk"]["supported"]), (&json!(true), &json!(false)));
    for (list, count) in [("/ResourceTypes", 2), ("/Schemas", 3)] {
        let all = place.get(list);
        assert_eq!(all["totalResults"], count);
        for one in all["Resources"].as_array().expect("a list") {
            let id = one["id"].as_str().expect("an id");
            assert_eq!(&place.get(&format!("{list}/{id}")), one);
        }
    }
    assert_eq!(get(&place.directory, "/Schemas/urn:none").status, 404);
}
