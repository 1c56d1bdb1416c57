//! Groups are teams: somebody is in one.

use perftrack_tests::Response;
use serde_json::{Value, json};
use shared::scim::{ScimChanges, ScimTeams};

use super::{ENTERPRISE, Place, address, refused};

fn group(place: &Place, name: &str, members: &[&Value]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    let response =
        place.send("POST", "/Groups", &json!({ "displayName": name, "externalId": name, "members": members }));
    assert_eq!(response.status, 201, "{}", response.text());
    response.json()
}

fn path(group: &Value) -> String {
    format!("/Groups/{}", group["id"].as_str().expect("an id"))
}

fn members(place: &Place, of: &Value) -> Vec<Value> {
    let all = place.get(&path(of));
    all["members"].as_array().into_iter().flatten().map(|member| member["value"].clone()).collect()
}

fn done(response: &Response) {
    assert!(response.is_success(), "{}", response.text());
}

#[test]
fn members_come_go_and_are_replaced_as_either_directory_asks() {
    let place = Place::new();
    let (ada, bob) = (place.bring(&address())["id"].clone(), place.bring(&address())["id"].clone());
    let engines = group(&place, "Engines", &[]);
    let add = json!([{ "op": "Add", "path": "members", "value": [{ "$ref": null, "value": ada }] }]);
    done(&place.patch(&path(&engines), add));
    assert_eq!(members(&place, &engines), std::slice::from_ref(&ada));
    assert_eq!(place.person(&ada).team.map(|team| team.name).as_deref(), Some("Engines"));
    done(&place.patch(&path(&engines), json!([{ "op": "replace", "path": "members", "value": [{ "value": bob }] }])));
    assert_eq!(members(&place, &engines), std::slice::from_ref(&bob));
    let which = format!("members[value eq \"{}\"]", bob.as_str().expect("an id"));
    done(&place.patch(&path(&engines), json!([{ "op": "remove", "path": which }])));
    assert_eq!(members(&place, &engines), [] as [Value; 0]);
    done(&place.patch(&path(&engines), json!([{ "op": "Add", "path": "members", "value": [{ "value": ada }] }])));
    done(&place.patch(&path(&engines), json!([{ "op": "Remove", "path": "members", "value": [{ "value": ada }] }])));
    assert_eq!(place.person(&ada).team, None);
}

#[test]
fn whoever_comes_into_another_team_leaves_theirs() {
    let place = Place::new();
    let ada = place.bring(&address())["id"].clone();
    let (engines, looms) = (group(&place, "Engines", &[&ada]), group(&place, "Looms", &[&ada]));
    assert_eq!((members(&place, &engines), members(&place, &looms)), (vec![], vec![ada.clone()]));
    // What the directory says late of the team they left changes nothing.
    done(&place.patch(&path(&engines), json!([{ "op": "remove", "path": "members", "value": [{ "value": ada }] }])));
    assert_eq!(members(&place, &looms), [ada]);
}

#[test]
fn a_group_is_found_renamed_and_removed() {
    let place = Place::new();
    let (ada, bob) = (place.bring(&address())["id"].clone(), place.bring(&address())["id"].clone());
    let engines = group(&place, "Engines", &[&ada, &bob]);
    // Who is gone for the directory keeps no team from going.
    let gone = format!("/scim/v2/Users/{}", bob.as_str().expect("an id"));
    assert_eq!(place.directory.raw("DELETE", &gone).send().status, 204);
    assert_eq!(members(&place, &engines), std::slice::from_ref(&ada));
    let found = place.get("/Groups?excludedAttributes=members&filter=displayName%20eq%20%22engines%22");
    assert_eq!((&found["totalResults"], &found["Resources"][0]["id"]), (&json!(1), &engines["id"]));
    assert!(found["Resources"][0].get("members").is_none());
    let (group, person) = (engines["id"].as_str().expect("an id"), ada.as_str().expect("an id"));
    let with = format!("/Groups?filter=id%20eq%20%22{group}%22%20and%20members%20eq%20%22{person}%22");
    assert_eq!(place.get(&with)["totalResults"], 1);

    let renamed = json!([{ "op": "replace", "value": { "id": engines["id"], "displayName": "Analytical Engines" } }]);
    done(&place.patch(&path(&engines), renamed));
    assert_eq!(place.person(&ada).team.map(|team| team.name).as_deref(), Some("Analytical Engines"));
    let taken = place.send("POST", "/Groups", &json!({ "displayName": "Analytical Engines" }));
    assert_eq!(refused(&taken), (409, "uniqueness".to_owned()));

    assert_eq!(place.directory.raw("DELETE", &format!("/scim/v2{}", path(&engines))).send().status, 204);
    assert_eq!(place.person(&ada).team, None);
    assert_eq!(place.directory.raw("GET", &format!("/scim/v2{}", path(&engines))).send().status, 404);
}

#[test]
fn departments_make_teams_where_the_settings_say_so() {
    let place = Place::with(ScimChanges { teams: Some(ScimTeams::Departments), ..ScimChanges::default() });
    let made = place.bring(&address());
    let user = format!("/Users/{}", made["id"].as_str().expect("an id"));
    let at = format!("{ENTERPRISE}:department");
    done(&place.patch(&user, json!([{ "op": "Add", "path": at, "value": "Engines" }])));
    assert_eq!(place.person(&made["id"]).team.map(|team| team.name).as_deref(), Some("Engines"));
    let all = place.get("/Groups?filter=displayName%20eq%20%22Engines%22");
    let response = place.patch(&path(&all["Resources"][0]), json!([{ "op": "remove", "path": "members" }]));
    assert_eq!(refused(&response), (400, "mutability".to_owned()));
    done(&place.patch(&user, json!([{ "op": "Remove", "path": at }])));
    assert_eq!(place.person(&made["id"]).team, None);
}
