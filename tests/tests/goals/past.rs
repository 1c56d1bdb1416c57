//! The tree opens as of any day: what was aligned under what, how far it was and how it stood, whatever came later.

use chrono::{Days, NaiveDate};
use perftrack_tests::{Client, Database, Refused, db::run};
use shared::{
    access::Role,
    goals::{
        EditObjective, ExportPastObjectivesNdjson, ListPastObjectives, NewObjective, ObjectiveChanges, Opening,
        PastObjective, PastObjectiveFilter, Visibility,
        rules::kinds::{GoalStatus, ObjectiveState},
    },
    operation::Nothing,
    wire::{Limit, ObjectiveId, Patch, Whole},
};

use super::{at, check_in, days_ago, ground, made, objective, on_track, seen, today, under, with};

fn past(by: &Client, filter: PastObjectiveFilter) -> Vec<PastObjective> {
    by.call::<ListPastObjectives>(Nothing {}, filter, ()).expect("the past").items
}

fn on(by: &Client, day: NaiveDate) -> Vec<PastObjective> {
    past(by, PastObjectiveFilter { as_of: Some(day), ..Default::default() })
}

fn one(all: &[PastObjective], id: ObjectiveId) -> &PastObjective {
    all.iter().find(|one| one.id == id).expect("it is there")
}

/// How these have stood since the last call was known that many days ago: tests can't wait.
fn db_was_known(days: u64, ids: &[ObjectiveId]) {
    for id in ids {
        run(
            &mut Database::shared().admin(),
            &format!(
                "UPDATE objective_versions SET known_at = known_at - interval '{days} days'
                 WHERE objective_id = '{id}' AND known_at > now() - interval '1 hour'"
            ),
        );
    }
}

#[test]
fn a_day_shows_the_tree_as_it_was_known_then() {
    let (org, period) = ground();
    let owner = org.admin();
    let [first, second] = [(); 2].map(|()| made(owner, objective(period)).objective.id);
    let child = made(owner, under(first, with(objective(period), 0.0, 100.0)));
    let id = child.objective.id;
    let ids = [first, second, id];
    db_was_known(20, &ids);
    check_in(owner, &child.key_results[0], on_track(40.0)).expect("a check-in");
    db_was_known(10, &ids);
    let moved = ObjectiveChanges { parent_id: Patch::Set(second), ..Default::default() };
    owner.change::<EditObjective>(at(id), seen(owner, id).version, moved).expect("it is moved");
    check_in(owner, &child.key_results[0], on_track(90.0)).expect("a check-in");

    assert_eq!(on(owner, days_ago(21)), [], "nothing was there");
    let told = |day: NaiveDate| {
        let all = on(owner, day);
        let child = one(&all, id);
        (child.parent.as_ref().map(|parent| parent.id), child.progress)
    };
    assert_eq!(told(days_ago(20)), (Some(first), Some(0.0)));
    assert_eq!(told(days_ago(11)), (Some(first), Some(0.0)));
    assert_eq!(told(days_ago(10)), (Some(first), Some(0.4)));
    assert_eq!(told(days_ago(1)), (Some(first), Some(0.4)));
    assert_eq!(told(today()), (Some(second), Some(0.9)));
    assert_eq!(one(&on(owner, days_ago(10)), id).state, ObjectiveState::Active);
}

#[test]
fn what_was_not_agreed_yet_or_is_not_seen_now_is_not_there() {
    let (org, period) = ground();
    let [owner, other] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    made(&owner, NewObjective { state: Some(Opening::Draft), ..objective(period) });
    let all = NewObjective { visibility: Visibility::Organisation, ..objective(period) };
    let (hidden, seen) = (made(&owner, objective(period)).objective.id, made(&owner, all).objective.id);
    let ids = |by: &Client| on(by, today()).into_iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(&owner), [seen, hidden], "newest first");
    assert_eq!(ids(&other), [seen]);
    let under_hidden = NewObjective { visibility: Visibility::Organisation, ..under(hidden, objective(period)) };
    let below = made(&owner, under_hidden).objective.id;
    assert_eq!(one(&on(&other, today()), below).parent, None, "a parent that isn't seen isn't named");
}

#[test]
fn it_is_filtered_and_read_page_by_page_and_nothing_is_foretold() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    for _ in 0..3 {
        made(&owner, with(objective(period), 0.0, 10.0));
    }
    let first = PastObjectiveFilter { limit: Limit::new(2), owner: Some(owner.id), ..Default::default() };
    let page = owner.call::<ListPastObjectives>(Nothing {}, first.clone(), ()).expect("a page");
    let next = PastObjectiveFilter { cursor: page.next_cursor, ..first };
    assert_eq!((page.items.len(), past(&owner, next).len()), (2, 1));
    let whole = Whole(PastObjectiveFilter { owner: Some(owner.id), ..Default::default() });
    let lines = owner.call::<ExportPastObjectivesNdjson>(Nothing {}, whole.clone(), ()).expect("lines");
    assert_eq!(lines, past(&owner, whole.0), "the file is the list");
    let with = |filter: PastObjectiveFilter| past(&owner, filter).len();
    let status = seen(&owner, page.items[0].id).status;
    assert_eq!(with(PastObjectiveFilter { status: Some(status), ..Default::default() }), 3);
    assert_eq!(with(PastObjectiveFilter { status: Some(GoalStatus::Achieved), ..Default::default() }), 0);
    assert_eq!(with(PastObjectiveFilter { state: Some(ObjectiveState::Paused), ..Default::default() }), 0);
    assert_eq!(with(PastObjectiveFilter { q: Some("Objective".to_owned()), ..Default::default() }), 3);
    assert_eq!(with(PastObjectiveFilter { q: Some("100%".to_owned()), ..Default::default() }), 0);
    let tomorrow = PastObjectiveFilter { as_of: Some(today() + Days::new(1)), ..Default::default() };
    owner.call::<ListPastObjectives>(Nothing {}, tomorrow, ()).refused_at("as_of", "in_the_future");
    let before_any_calendar = PastObjectiveFilter { as_of: NaiveDate::from_ymd_opt(-9000, 1, 1), ..Default::default() };
    owner.call::<ListPastObjectives>(Nothing {}, before_any_calendar, ()).refused_at("as_of", "date_out_of_range");
}
