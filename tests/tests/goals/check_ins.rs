//! Check-ins: append-only, two times, silence is never green.

use chrono::Days;
use perftrack_tests::{Client, Database, Refused, db::run};
use shared::{
    goals::{
        Blocker, BlockerKind, CheckInFilter, EditObjective, KeyResult, KeyResultPath, ListCheckIns, ListObjectives,
        NewCheckIn, NewObjective, ObjectiveChanges, ObjectiveFilter,
        rules::kinds::{CheckInStatus, GoalStatus, Transition},
    },
    operation::Nothing,
    problem::Code,
    wire::{Limit, ObjectiveId},
};

use super::{at, check_in, days_ago, go, ground, made, objective, on_track, read, said, seen, step, today, with};

fn on(days: u64, value: f64) -> NewCheckIn {
    NewCheckIn { as_of: Some(days_ago(days)), ..on_track(value) }
}

fn now(by: &Client, id: ObjectiveId) -> KeyResult {
    read(by, id).unwrap().key_results.remove(0)
}

#[test]
fn the_latest_day_counts_not_the_latest_word() {
    let (org, period) = ground();
    let by = org.admin();
    let detail = made(by, with(objective(period), 0.0, 10.0));
    check_in(by, &detail.key_results[0], on(1, 6.0)).unwrap();
    check_in(by, &detail.key_results[0], on(5, 2.0)).unwrap();
    let key_result = now(by, detail.objective.id);
    assert_eq!((key_result.value, key_result.last_on), (Some(6.0), Some(days_ago(1))));
}

#[test]
fn a_wrong_one_stays_and_is_superseded_once() {
    let (org, period) = ground();
    let by = org.admin();
    let (detail, other) = (made(by, with(objective(period), 0.0, 10.0)), made(by, with(objective(period), 0.0, 10.0)));
    let key_result = &detail.key_results[0];
    let wrong = check_in(by, key_result, on(0, 9.0)).unwrap();
    let correction = NewCheckIn { supersedes_id: Some(wrong.id), ..on(3, 4.0) };
    check_in(by, &other.key_results[0], correction.clone()).refused_at("supersedes_id", "unknown");
    let right = check_in(by, key_result, correction.clone()).unwrap();
    check_in(by, key_result, correction).refused_at("supersedes_id", "taken");
    assert_eq!(now(by, detail.objective.id).value, Some(4.0));
    let path = KeyResultPath { id: key_result.id };
    let history = by.call::<ListCheckIns>(path, CheckInFilter::default(), ()).unwrap().items;
    assert_eq!(history.len(), 2);
    assert_eq!((history[0].id, history[0].superseded_by), (wrong.id, Some(right.id)));
}

#[test]
fn the_history_is_read_page_by_page() {
    let (org, period) = ground();
    let by = org.admin();
    let key_result = &made(by, with(objective(period), 0.0, 10.0)).key_results[0];
    for day in 1..=5 {
        check_in(by, key_result, on(day, 1.0)).unwrap();
    }
    let mut days = Vec::new();
    let mut filter = CheckInFilter { limit: Limit::new(2), cursor: None };
    loop {
        let page = by.call::<ListCheckIns>(KeyResultPath { id: key_result.id }, filter.clone(), ()).unwrap();
        days.extend(page.items.iter().map(|check_in| check_in.as_of));
        match page.next_cursor {
            Some(cursor) => filter.cursor = Some(cursor),
            None => break,
        }
    }
    assert_eq!(days, (1..=5).map(days_ago).collect::<Vec<_>>());
}

#[test]
fn the_database_itself_refuses_to_rewrite_history() {
    let mut conn = Database::shared().connect_as("pt_app");
    for statement in ["UPDATE check_ins SET value = 0", "DELETE FROM check_ins"] {
        let refusal = diesel::RunQueryDsl::execute(diesel::sql_query(statement), &mut conn).unwrap_err();
        assert!(refusal.to_string().contains("permission denied"), "{refusal}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let (org, period) = ground();
    let by = org.admin();
    let key_result = &made(by, with(objective(period), 0.0, 10.0)).key_results[0];
    let with_link = |link: &str| NewCheckIn { links: vec![link.to_owned()], ..on_track(1.0) };
    let blocker = Blocker { kind: BlockerKind::Budget, owner_id: None, next_step: "Ask for more.".to_owned() };
    let blocked = |status| NewCheckIn { blocker: Some(blocker.clone()), ..said(1.0, status) };
    let tomorrow = NewCheckIn { as_of: today().succ_opt(), ..on_track(1.0) };
    check_in(by, key_result, tomorrow).refused_at("as_of", "in_the_future");
    check_in(by, key_result, NewCheckIn { value: None, ..on_track(1.0) }).refused_at("value", "required");
    check_in(by, key_result, with_link("javascript:alert(1)")).refused_at("links", "bad_link");
    check_in(by, key_result, NewCheckIn { confidence: Some(11), ..on_track(1.0) })
        .refused_at("confidence", "number_out_of_range");
    check_in(by, key_result, blocked(CheckInStatus::OnTrack)).refused_at("blocker", "not_used_here");
    check_in(by, key_result, blocked(CheckInStatus::AtRisk)).unwrap();
    check_in(by, key_result, with_link("https://example.com/report")).unwrap();
}

#[test]
fn what_is_written_late_was_not_silent_before() {
    let (org, period) = ground();
    let detail = made(org.admin(), with(objective(period), 0.0, 10.0));
    assert_eq!(detail.key_results[0].status, GoalStatus::NotStarted);
    assert!(detail.key_results[0].due_on > Some(today()));
}

#[test]
fn what_is_agreed_late_or_resumed_was_not_silent_before() {
    let (org, period) = ground();
    let by = org.admin();
    let draft = made(by, NewObjective { state: None, ..with(objective(period), 0.0, 10.0) }).objective.id;
    let back = "UPDATE key_results SET created_at = created_at - interval '20 days'";
    run(&mut org.server.database.admin(), &format!("{back} WHERE objective_id = '{draft}'"));
    go(by, draft, step(Transition::Propose)).unwrap();
    go(by, draft, step(Transition::Activate)).unwrap();
    let agreed = now(by, draft);
    assert_eq!((agreed.status, agreed.due_on), (GoalStatus::NotStarted, Some(today() + Days::new(7))));

    let resting = made(by, with(objective(period), 0.0, 10.0));
    let id = resting.objective.id;
    check_in(by, &resting.key_results[0], on(20, 5.0)).unwrap();
    assert_eq!(seen(by, id).status, GoalStatus::Outdated);
    go(by, id, step(Transition::Pause)).unwrap();
    go(by, id, step(Transition::Resume)).unwrap();
    assert_eq!((seen(by, id).status, now(by, id).due_on), (GoalStatus::OnTrack, Some(today() + Days::new(7))));
    check_in(by, &resting.key_results[0], on(0, 6.0)).unwrap();
    assert_eq!(now(by, id).due_on, Some(today() + Days::new(7)), "the same after another check-in");
}

#[test]
fn silence_is_never_green() {
    let (org, period) = ground();
    let by = org.admin();
    let after = |days| {
        let detail = made(by, with(objective(period), 0.0, 10.0));
        check_in(by, &detail.key_results[0], on(days, 5.0)).unwrap();
        seen(by, detail.objective.id)
    };
    // A week of cadence and three days of grace.
    let (fresh, silent) = (after(10), after(11));
    assert_eq!((fresh.status, silent.status), (GoalStatus::OnTrack, GoalStatus::Outdated));
    for (status, expected) in [(GoalStatus::OnTrack, fresh.id), (GoalStatus::Outdated, silent.id)] {
        let filter = ObjectiveFilter { status: Some(status), ..ObjectiveFilter::default() };
        let found = by.call::<ListObjectives>(Nothing {}, filter, ()).unwrap().items;
        assert_eq!(
            found.iter().map(|objective| (objective.id, objective.status)).collect::<Vec<_>>(),
            [(expected, status)]
        );
    }
    go(by, silent.id, step(Transition::Pause)).unwrap();
    assert_eq!(seen(by, silent.id).status, GoalStatus::OnTrack, "what rests owes no check-in");
}

#[test]
fn a_check_in_makes_nobody_s_open_form_stale() {
    let (org, period) = ground();
    let by = org.admin();
    let detail = made(by, with(objective(period), 0.0, 10.0));
    let (id, version) = (detail.objective.id, detail.objective.version);
    check_in(by, &detail.key_results[0], on_track(1.0)).unwrap();
    let rename = || ObjectiveChanges { title: Some("Shorter".to_owned()), ..ObjectiveChanges::default() };
    by.change::<EditObjective>(at(id), version, rename()).unwrap();
    by.change::<EditObjective>(at(id), version, rename()).refused(Code::VersionMismatch);
}
