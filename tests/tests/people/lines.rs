//! A whole list, a line each: what the pages give, however many there are.

use perftrack_tests::{Client, Org, Persona, db::run};
use serde_json::Value;
use shared::{
    access::Role,
    operation::Nothing,
    people::{ExportPeopleNdjson, ListPeople, PeopleFilter, Person},
    wire::{Limit, Whole},
};

/// What the pages of the list give.
fn pages(by: &Client, filter: &PeopleFilter) -> Vec<Person> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let asked = PeopleFilter { limit: Limit::new(7), cursor, ..filter.clone() };
        let page = by.call::<ListPeople>(Nothing {}, asked, ()).expect("a page");
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

/// An organisation of more people than a page holds, and one of them.
fn crowd() -> (Org, Persona) {
    let org = Org::db_new();
    let member = org.db_person(Role::Employee, None);
    let mut conn = org.server.database.admin();
    run(
        &mut conn,
        &format!(
            "INSERT INTO people (org_id, id, name, email, email_key, role)
             SELECT p.org_id, gen_random_uuid(), 'Number ' || n, n || '@' || p.id, n || '@' || p.id, 'employee'
             FROM people p, generate_series(1, 230) n WHERE p.id = '{}'",
            org.admin().id
        ),
    );
    (org, member)
}

#[test]
fn the_lines_are_the_pages() {
    let (org, member) = crowd();
    for by in [org.admin(), &member] {
        for filter in [PeopleFilter::default(), PeopleFilter { q: Some("Number 1".into()), ..PeopleFilter::default() }]
        {
            let lines = by.call::<ExportPeopleNdjson>(Nothing {}, Whole(filter.clone()), ()).expect("lines");
            assert!(lines.len() > 100, "{}", lines.len());
            assert_eq!(lines, pages(by, &filter));
        }
    }
}

#[test]
fn each_line_is_json_and_there_are_no_pages_to_ask_for() {
    let (org, _) = crowd();
    let response = org.admin().raw("GET", "/api/v1/people.ndjson").send();
    assert_eq!((response.status, response.header("content-type")), (200, Some("application/x-ndjson")));
    let text = response.text();
    assert_eq!(text.lines().count(), 232);
    assert!(text.ends_with('\n') && text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    for (query, field) in [("limit=5", "limit"), ("cursor=x", "cursor")] {
        let problem = org.admin().raw("GET", "/api/v1/people.ndjson").query(query).send().problem();
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code.as_str()), (field, "unknown_field"));
    }
}
