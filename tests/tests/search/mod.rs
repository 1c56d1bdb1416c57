//! Search: each test is a rule about what is found, by whom.

use chrono::{Days, Utc};
use perftrack_tests::{Client, Org, Persona, Refused, stage::closed_org, unique};
use serde_json::json;
use shared::{
    access::Role,
    goals::{CreateObjective, ObjectiveDetail},
    notifications::Subject,
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    problem::Code,
    search::{Hit, Search, SearchQuery},
};

fn found(by: &Client, q: &str) -> Vec<Hit> {
    by.call::<Search>(Nothing {}, SearchQuery { q: q.to_owned() }, ()).expect("hits").items
}

fn titles(by: &Client, q: &str) -> Vec<String> {
    found(by, q).into_iter().map(|hit| hit.title).collect()
}

fn objective(org: &Org, owner: &Persona, title: &str, visibility: &str) -> ObjectiveDetail {
    let today = Utc::now().date_naive();
    let new = NewPeriod { name: unique(), starts_on: today, ends_on: today + Days::new(60) };
    let period = org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let body = json!({
        "level": "person", "title": title, "period_id": period, "state": "active", "visibility": visibility,
        "key_results": [{ "title": "Complaints at the gate", "kind": "number", "direction": "decrease", "start": 9, "target": 0 }],
    });
    let new = serde_json::from_value(body).expect("an objective to be");
    owner.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective")
}

#[test]
fn one_finds_by_a_part_of_a_name_in_any_case_and_with_a_typo() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    let made = objective(&org, &owner, "Shorten the warehouse queue", "private");
    for typed in ["shorten", "WAREHOUSE", "house q", "wharehouse", "warehuose queue"] {
        let hits = found(&owner, typed);
        let first = hits.first().unwrap_or_else(|| panic!("{typed} finds nothing"));
        assert_eq!((first.kind, first.id), (Subject::Objective, made.objective.id.0), "{typed}");
        assert_eq!(first.page(), format!("/goals/{}", made.objective.id));
    }
    assert!(titles(&owner, "umbrella").is_empty());
    let hits = found(&owner, "complaints");
    assert_eq!((hits[0].kind, hits[0].place), (Subject::KeyResult, made.objective.id.0));
}

#[test]
fn nobody_finds_what_they_may_not_see() {
    let org = closed_org();
    let [owner, other] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    objective(&org, &owner, "Shorten the warehouse queue", "private");
    assert_eq!(titles(&other, "warehouse"), Vec::<String>::new());
    assert_eq!(titles(&other, "complaints"), Vec::<String>::new());
    assert_eq!(titles(&other, &owner.name), Vec::<String>::new());
    assert_eq!(titles(org.admin(), "warehouse").len(), 1);
    assert_eq!(titles(&owner, &owner.name).first(), Some(&owner.name));
    let elsewhere = Org::db_new();
    assert!(titles(elsewhere.admin(), "warehouse").is_empty());
}

#[test]
fn what_begins_with_it_comes_first() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    for title in ["A calmer harbour", "Harbour lights on", "Charbour"] {
        objective(&org, &owner, title, "organisation");
    }
    assert_eq!(titles(&owner, "harbour"), ["Harbour lights on", "A calmer harbour", "Charbour"]);
}

#[test]
fn nonsense_is_searched_for_as_it_stands() {
    let org = Org::db_new();
    let owner = org.db_person(Role::Employee, None);
    objective(&org, &owner, "Reach 100% of _all_", "private");
    assert_eq!(titles(&owner, "100%"), ["Reach 100% of _all_"]);
    assert_eq!(titles(&owner, "_all_"), ["Reach 100% of _all_"]);
    for typed in ["", " ", "x", "%%", "__", "' OR 1=1 --", "\\"] {
        assert!(titles(&owner, typed).is_empty(), "{typed}");
    }
    let long = SearchQuery { q: "x".repeat(201) };
    owner.call::<Search>(Nothing {}, long, ()).refused(Code::Invalid);
}
