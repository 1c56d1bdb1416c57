//! What moves with another manager is told before it is saved, and to Admins alone.

use perftrack_tests::{Org, Refused};
use serde_json::json;
use shared::{
    access::Role,
    goals::CreateObjective,
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    people::{MovingKind, NextManager, PersonPath, PreviewManagerMove},
    problem::Code,
};

#[test]
fn what_is_in_a_managers_hands_is_counted_before_it_moves() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let person = org.db_person(Role::Employee, Some(&manager));
    let path = || PersonPath { id: person.id };
    let admin = org.admin();
    let before = admin.call::<PreviewManagerMove>(path(), NextManager::default(), ()).expect("a preview");
    assert_eq!((before.manager.map(|it| it.id), before.moves), (Some(manager.id), vec![]));

    let [starts_on, ends_on] = ["2026-01-01", "2026-12-31"].map(|day| day.parse().expect("a day"));
    let new = NewPeriod { name: "The year".to_owned(), starts_on, ends_on };
    let period = admin.call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
    let objective = json!({ "level": "person", "title": "Ships wait less", "period_id": period, "state": "active",
        "visibility": "organisation",
        "key_results": [{ "title": "Hours", "kind": "number", "direction": "decrease", "start": 9, "target": 2 }] });
    let objective = serde_json::from_value(objective).expect("an objective to be");
    person.call::<CreateObjective>(Nothing {}, Nothing {}, objective).expect("an objective");
    let now = admin.call::<PreviewManagerMove>(path(), NextManager::default(), ()).expect("a preview");
    assert_eq!(now.moves.iter().map(|it| (it.kind, it.count)).collect::<Vec<_>>(), [(MovingKind::Objective, 1)]);

    manager.call::<PreviewManagerMove>(path(), NextManager::default(), ()).refused(Code::Forbidden);
    let nobodys = PersonPath { id: manager.id };
    let nobodys = admin.call::<PreviewManagerMove>(nobodys, NextManager::default(), ()).expect("a preview");
    assert_eq!((nobodys.manager, nobodys.moves), (None, vec![]));
}
