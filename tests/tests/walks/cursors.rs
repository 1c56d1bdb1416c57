//! A cursor is good for the list that gave it, with the filters it was given for, and for nothing else.

use perftrack_tests::{Org, Stage, contract::document, samples};
use serde_json::json;
use shared::{
    access::{Relation, Role},
    operation::Declaration,
    problem::Code,
};

/// Every operation that gives pages.
fn lists() -> impl Iterator<Item = Declaration> {
    shared::every_operation().into_iter().filter(|declared| {
        let method = declared.method.as_str().to_ascii_lowercase();
        let parameters = document()["paths"][declared.path][&method]["parameters"].as_array();
        parameters.into_iter().flatten().any(|parameter| parameter["name"] == "cursor")
    })
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Own);
    stage.objective("active");
    stage.objective("active");
    let cursor_of = |path: &str| {
        let page = stage.actor.raw("GET", path).send().json();
        page["next_cursor"].as_str().expect("there is more").to_owned()
    };
    let given = [("ListPeople", "/api/v1/people?limit=1"), ("ListObjectives", "/api/v1/objectives?limit=1")];
    let given = given.map(|(name, path)| (name, cursor_of(path)));
    let names: Vec<_> = lists().map(|declared| declared.name).collect();
    assert!(given.iter().all(|(name, _)| names.contains(name)) && names.len() > 3, "{names:?}");
    for declared in lists() {
        for (from, cursor) in &given {
            let plain = samples::of(declared.name, &stage).query(json!({ "limit": "1" })).request(&declared, &stage);
            let response = plain.query(&format!("cursor={cursor}")).send();
            if *from == declared.name {
                assert_eq!(response.status, 200, "{from}: {}", response.text());
            } else {
                assert_eq!(response.problem().code, Code::BadCursor, "{} with one of {from}", declared.name);
            }
        }
    }
    let (_, people) = &given[0];
    for filter in ["role=admin", "q=a", "sort=-name", "status=active"] {
        let response = stage.actor.raw("GET", &format!("/api/v1/people?limit=1&cursor={people}&{filter}")).send();
        assert_eq!(response.problem().code, Code::BadCursor, "{filter}");
    }
}
