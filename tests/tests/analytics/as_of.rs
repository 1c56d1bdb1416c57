//! Dashboards open as of any day that has passed: their numbers are those of the tree of that day, counted again by whoever
//! asks, and nothing that came in later is among them.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use perftrack_tests::{Client, Database, Org, Persona, Refused, db::run, pdf};
use shared::{
    access::Role,
    analytics::{
        CheckInHealth, CheckInHealthFilter, DashboardFilter, ExportCheckInsCsv, ExportGoalsCsv, ExportGoalsPdf,
        GoalFigures, ListCheckInHealth, ListReviewStandings, ReadCheckInDashboard, ReadFeedbackDashboard,
        ReadGoalDashboard, ReadKpiDashboard, ReadReviewDashboard, ReviewStandingFilter, Stretch,
    },
    feedback::{GivePraise, NewPraise},
    goals::{
        ListObjectives, ListPastObjectives, Move, MoveObjective, NewObjective, Objective, ObjectiveDetail,
        ObjectiveFilter, ObjectivePath, PastObjective, PastObjectiveFilter, ReadObjective, Scope, Visibility,
        rules::{kinds::Transition, pace::Span},
    },
    operation::Nothing,
    wire::{Limit, ObjectiveId},
};

use super::{check_in, days_ago, made, objective, period, said, this_period, today};
use crate::agreement::world::Dice;

fn as_of(day: NaiveDate) -> DashboardFilter {
    DashboardFilter { as_of: Some(day), ..Default::default() }
}

/// All that these have come to since the last call was known that many days ago: tests can't wait.
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
fn its_numbers_are_those_of_the_tree_of_that_day() {
    let mut dice = Dice(20_261_129);
    let org = Org::db_new();
    let periods = [period(org.admin(), days_ago(121), days_ago(31)), this_period(org.admin())];
    let manager = org.db_person(Role::Manager, None);
    let people = [org.db_person(Role::Employee, Some(&manager)), org.db_person(Role::Employee, None), manager];
    let mut all: Vec<(usize, ObjectiveDetail)> = Vec::new();
    // Three times something begins, goes on and is closed; each is further in the past than the next.
    for days in [20, 10, 0] {
        for _ in 0..5 {
            let owner = dice.roll(people.len());
            let visibility = dice.of(Visibility::ALL);
            let visibility = if visibility == Visibility::Team { Visibility::Chain } else { visibility };
            let new = NewObjective { visibility, ..objective(periods[dice.roll(2)].id) };
            all.push((owner, made(&people[owner], new)));
        }
        for (owner, detail) in &all {
            go_on(&people[*owner], detail, &mut dice);
        }
        let ids: Vec<_> = all.iter().map(|(_, detail)| detail.objective.id).collect();
        db_was_known(days, &ids);
    }
    let mut counted = 0;
    for reader in std::iter::once(org.admin()).chain(&people) {
        for day in [21, 20, 15, 10, 9, 1, 0].map(days_ago) {
            for period in &periods {
                for scope in Scope::ALL {
                    let filter = DashboardFilter { period: Some(period.id), scope: Some(*scope), ..as_of(day) };
                    counted += compare(reader, &filter, day);
                }
            }
        }
    }
    assert!(counted > 50, "a world in which nothing is counted proves nothing: {counted}");
}

/// Checks in, or closes it, or leaves it alone.
fn go_on(by: &Client, detail: &ObjectiveDetail, dice: &mut Dice) {
    let path = ObjectivePath { id: detail.objective.id };
    let now = by.call::<ReadObjective>(path.clone(), Nothing {}, ()).expect("seen").objective;
    if now.state.is_closed() {
        return;
    }
    match dice.roll(5) {
        0 => {}
        1 => {
            let closing = Move {
                transition: [Transition::Achieve, Transition::Miss][dice.roll(2)],
                score: Some(0.5),
                score_comment: Some("As judged.".to_owned()),
                learning: Some("Begin earlier.".to_owned()),
            };
            check_in(by, detail.key_results[0].id, said(today(), 9.0));
            let version = by.call::<ReadObjective>(path.clone(), Nothing {}, ()).expect("seen").objective.version;
            by.change::<MoveObjective>(path, version, closing).expect("it is closed");
        }
        _ => drop(check_in(by, detail.key_results[0].id, said(today(), dice.roll(11) as f64))),
    }
}

/// Compares a dashboard with the tree of that day; gives back how many objectives it counts.
fn compare(by: &Persona, filter: &DashboardFilter, day: NaiveDate) -> i64 {
    let found = by.call::<ReadGoalDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard");
    let what = format!("{} {}, {filter:?}", by.role, by.id);
    let now = listed(by, filter, found.period.as_ref(), day);
    same(&found.total, &now, day, &what);
    if let Some(total_before) = &found.total_before {
        same(total_before, &listed(by, filter, found.before.as_ref(), day), day, &what);
    }
    let file = by.call::<ExportGoalsCsv>(Nothing {}, filter.clone(), ()).expect("the file");
    assert_eq!(file.lines().count(), now.len() + 1, "{what}");
    assert!(now.iter().all(|(then, _)| file.contains(&then.id.to_string())), "{what}");
    found.total.count
}

/// The tree of the day, each objective with what it is today.
fn listed(
    by: &Client,
    filter: &DashboardFilter,
    period: Option<&Stretch>,
    day: NaiveDate,
) -> Vec<(PastObjective, Objective)> {
    let Some(period) = period else { return Vec::new() };
    let now = ObjectiveFilter { period: Some(period.id), limit: Limit::new(100), ..Default::default() };
    let now = by.call::<ListObjectives>(Nothing {}, now, ()).expect("the list").items;
    let mut now: HashMap<_, _> = now.into_iter().map(|objective| (objective.id, objective)).collect();
    let then = PastObjectiveFilter {
        as_of: Some(day),
        period: Some(period.id),
        scope: filter.scope,
        limit: Limit::new(100),
        ..Default::default()
    };
    let then = by.call::<ListPastObjectives>(Nothing {}, then, ()).expect("the tree").items;
    then.into_iter().filter_map(|then| now.remove(&then.id).map(|now| (then, now))).collect()
}

#[track_caller]
fn same(found: &GoalFigures, listed: &[(PastObjective, Objective)], day: NaiveDate, what: &str) {
    let mut by_status = BTreeMap::new();
    listed.iter().for_each(|(then, _)| *by_status.entry(then.status.as_str()).or_insert(0) += 1);
    let counted: BTreeMap<_, _> = found.by_status.iter().map(|part| (part.status.as_str(), part.count)).collect();
    assert_eq!((found.count, &counted), (listed.len() as i64, &by_status), "{what}");
    let measured: Vec<_> = listed.iter().filter_map(|(then, now)| Some((then.progress?, now))).collect();
    let mean = |sum: f64| (!measured.is_empty()).then(|| sum / measured.len() as f64);
    let expected = |now: &Objective| Span { from: now.starts_on, to: now.ends_on }.expected_progress(day);
    for (found, counted) in [
        (found.mean_progress, mean(measured.iter().map(|(progress, _)| progress).sum())),
        (found.expected, mean(measured.iter().map(|(_, now)| expected(now)).sum())),
    ] {
        let near = found.zip(counted).map_or(found == counted, |(found, counted)| (found - counted).abs() < 1e-9);
        assert!(near, "{what}: {found:?}, not {counted:?}");
    }
}

#[test]
fn a_check_in_that_came_in_later_was_not_known() {
    let org = Org::db_new();
    let by = org.admin();
    let detail = made(by, objective(this_period(by).id));
    let (id, result) = (detail.objective.id, detail.key_results[0].id);
    let mut conn = org.server.database.admin();
    run(
        &mut conn,
        &format!("UPDATE key_results SET created_at = created_at - interval '25 days' WHERE id = '{result}'"),
    );
    let filter = as_of(days_ago(9));
    let latest = || {
        let found = by.call::<ReadCheckInDashboard>(Nothing {}, filter.clone(), ()).expect("the dashboard");
        let week = *found.weeks.last().expect("a week");
        assert_eq!(week.ends_on, days_ago(9), "its last week ends with the day");
        let rows = CheckInHealthFilter { as_of: filter.as_of, ..Default::default() };
        let rows = by.call::<ListCheckInHealth>(Nothing {}, rows, ()).expect("the rows").items;
        assert_eq!(rows.len() as i64, week.counts.all());
        let file = by.call::<ExportCheckInsCsv>(Nothing {}, filter.clone(), ()).expect("the file");
        assert_eq!(file.lines().count(), rows.len() + 1);
        rows.into_iter().map(|row| row.health).collect::<Vec<_>>()
    };
    assert!(latest().is_empty(), "nobody had agreed on it yet");
    db_was_known(25, &[id]);
    assert_eq!(latest(), [CheckInHealth::Outdated]);
    let late = check_in(by, result, said(days_ago(10), 3.0));
    assert_eq!(latest(), [CheckInHealth::Outdated], "it speaks of the day before, but nobody had said it");
    run(
        &mut conn,
        &format!("UPDATE check_ins SET created_at = created_at - interval '10 days' WHERE id = '{}'", late.id),
    );
    assert_eq!(latest(), [CheckInHealth::OnTime]);
}

#[test]
fn what_was_said_later_is_not_counted() {
    let org = Org::db_new();
    this_period(org.admin());
    let praised = org.db_person(Role::Employee, None);
    let new = NewPraise { person_ids: vec![praised.id], body: "Well done.".to_owned(), value_ids: Vec::new() };
    org.admin().call::<GivePraise>(Nothing {}, Nothing {}, new).expect("praise");
    let count = |filter: DashboardFilter| {
        let found = org.admin().call::<ReadFeedbackDashboard>(Nothing {}, filter, ()).expect("the dashboard");
        (found.total.all(), found.weeks.last().map(|week| week.ends_on))
    };
    assert_eq!(count(as_of(days_ago(1))), (0, Some(days_ago(1))));
    assert_eq!(count(as_of(today())), (1, Some(today())));
}

#[test]
fn a_document_says_of_which_day_it_is() {
    let org = Org::db_new();
    made(org.admin(), objective(this_period(org.admin()).id));
    let text = |filter: DashboardFilter| {
        let file = org.admin().request::<ExportGoalsPdf>(&Nothing {}, &filter, &()).send();
        pdf::text(&file.body)
    };
    assert!(text(as_of(days_ago(1))).contains("As known on"));
    assert!(!text(DashboardFilter::default()).contains("As known on"));
}

#[test]
fn nothing_is_foretold_and_reviews_are_shown_as_they_stand() {
    let org = Org::db_new();
    let by = org.admin();
    let tomorrow = || as_of(today() + Days::new(1));
    by.call::<ReadGoalDashboard>(Nothing {}, tomorrow(), ()).refused_at("as_of", "in_the_future");
    by.call::<ReadCheckInDashboard>(Nothing {}, tomorrow(), ()).refused_at("as_of", "in_the_future");
    by.call::<ReadKpiDashboard>(Nothing {}, tomorrow(), ()).refused_at("as_of", "in_the_future");
    by.call::<ReadFeedbackDashboard>(Nothing {}, tomorrow(), ()).refused_at("as_of", "in_the_future");
    by.call::<ReadReviewDashboard>(Nothing {}, as_of(days_ago(1)), ()).refused_at("as_of", "not_used_here");
    by.call::<ListReviewStandings>(Nothing {}, ReviewStandingFilter::default(), ()).expect("as they stand");
}
