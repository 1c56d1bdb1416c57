//! The list of events: everything once, in order, and nothing of what is kept from Admins.

use std::{collections::HashSet, thread};

use perftrack_tests::{Client, Org, db, unique};
use serde_json::{Value, json};
use shared::{
    access::Role,
    events::{Event, EventBatch, EventFilter, EventType, ListEvents},
    operation::Nothing,
    problem::Code,
    wire::{EventId, Limit},
};
use uuid::Uuid;

fn read(by: &Client, after: Option<EventId>, types: Option<&str>) -> EventBatch {
    let asked = EventFilter { after, types: types.map(str::to_owned), limit: Limit::new(3) };
    by.call::<ListEvents>(Nothing {}, asked, ()).expect("events")
}

/// Everything after a cursor, and the cursor of the end.
fn read_on(by: &Client, mut after: Option<EventId>, types: Option<&str>) -> (Vec<Event>, Option<EventId>) {
    let mut all = Vec::new();
    loop {
        let batch = read(by, after, types);
        all.extend(batch.items);
        after = batch.cursor;
        if !batch.more {
            return (all, after);
        }
    }
}

fn team(by: &Client) -> Value {
    let response = by.raw("POST", "/api/v1/teams").json(&json!({ "name": format!("Team {}", unique()) })).send();
    assert!(response.is_success(), "{}", response.text());
    response.json()
}

#[test]
fn reading_on_gives_everything_once_and_the_cursor_moves_on() {
    let org = Org::db_new();
    assert_eq!(read(org.admin(), None, None).cursor, None, "nothing has happened yet");
    let teams: Vec<Value> = (0..7).map(|_| team(org.admin())).collect();
    let (all, end) = read_on(org.admin(), None, None);
    assert_eq!(
        all.iter().map(|event| event.data.id.map(|id| json!(id))).collect::<Vec<_>>(),
        teams.iter().map(|team| Some(team["id"].clone())).collect::<Vec<_>>()
    );
    assert!(all.iter().all(|event| event.kind == EventType::TeamCreated));
    assert_eq!(read(org.admin(), end, None).items, Vec::new());
    // Where nothing that was asked for came, one reads on from the end all the same.
    let (none, same) = read_on(org.admin(), None, Some("kpi.created"));
    assert_eq!((none, same), (Vec::new(), end));
    team(org.admin());
    assert_eq!(read_on(org.admin(), end, Some("kpi.created,team.created")).0.len(), 1);
    let unknown = org.admin().raw("GET", "/api/v1/events?types=kpi.sold").send().problem();
    assert_eq!((unknown.errors[0].field.as_str(), unknown.errors[0].code.as_str()), ("types", "unknown_value"));
}

#[test]
fn what_is_kept_from_admins_leaves_no_trace_in_it() {
    let org = Org::db_new();
    let org_id = db::organisation_of(&mut org.server.database.admin(), org.admin().id);
    team(org.admin());
    let before = read_on(org.admin(), None, None);
    let hidden = EventId(Uuid::now_v7());
    db::run(
        &mut org.server.database.admin(),
        &format!(
            "SELECT append_event('{org_id}', '{hidden}', NULL, NULL, 'reviews.saved', 'reviews', NULL, NULL, NULL, '', '')"
        ),
    );
    assert_eq!(read_on(org.admin(), None, None), before, "neither an event nor another cursor");
    let refused =
        |after: EventId| org.admin().raw("GET", &format!("/api/v1/events?after={after}")).send().problem().code;
    assert_eq!((refused(hidden), refused(EventId(Uuid::now_v7()))), (Code::BadCursor, Code::BadCursor));
    let manager = org.db_person(Role::Manager, None);
    assert_eq!(manager.raw("GET", "/api/v1/events").send().problem().code, Code::Forbidden);
}

/// Many write at once, and whoever reads on meanwhile misses none: no event is ever added before one that was read.
#[test]
fn nothing_is_added_before_what_was_read() {
    let org = Org::db_new();
    team(org.admin());
    let (_, mut after) = read_on(org.admin(), None, None);
    let (mut read, mut writers) = (Vec::new(), Vec::new());
    for _ in 0..4 {
        let by = org.db_person(Role::Admin, None);
        writers.push(thread::spawn(move || (0..8).map(|_| team(&by)["id"].clone()).collect::<Vec<_>>()));
    }
    while !writers.iter().all(thread::JoinHandle::is_finished) {
        let (more, end) = read_on(org.admin(), after, Some("team.created"));
        read.extend(more);
        after = end;
    }
    read.extend(read_on(org.admin(), after, Some("team.created")).0);
    let written: HashSet<String> = writers
        .into_iter()
        .flat_map(|writer| writer.join().expect("it writes"))
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    let found: Vec<String> = read.iter().filter_map(|event| event.data.id).map(|id| id.to_string()).collect();
    assert_eq!(found.len(), written.len(), "each once");
    assert_eq!(found.into_iter().collect::<HashSet<_>>(), written);
}
