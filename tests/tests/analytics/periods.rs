//! Which period is looked at, and which it is compared with.

use chrono::Days;
use perftrack_tests::{
    Org,
    db::{organisation_of, run},
};
use shared::{
    analytics::{
        CheckInDashboard, CheckInHealth, DashboardFilter, HealthCounts, ReadCheckInDashboard, ReadGoalDashboard,
    },
    goals::{Move, MoveObjective, NewObjective, ObjectivePath, Opening, rules::kinds::Transition},
    operation::Nothing,
    problem::Code,
    wire::PeriodId,
};
use uuid::Uuid;

use super::{check_in, days_ago, made, objective, period, said, this_period, today};

#[test]
fn without_a_period_there_is_nothing_to_show_and_nothing_fails() {
    let org = Org::db_new();
    let goals = org.admin().call::<ReadGoalDashboard>(Nothing {}, DashboardFilter::default(), ()).expect("goals");
    assert_eq!((goals.period, goals.before, goals.total.count, goals.teams.len()), (None, None, 0, 0));
    let weeks = org.admin().call::<ReadCheckInDashboard>(Nothing {}, DashboardFilter::default(), ()).expect("weeks");
    assert_eq!((weeks.period, weeks.weeks.len(), weeks.total_before), (None, 0, None));
}

#[test]
fn the_current_period_is_compared_with_the_one_before() {
    let org = Org::db_new();
    let admin = org.admin();
    let earlier = period(admin, days_ago(121), days_ago(31));
    let now = this_period(admin);
    period(admin, today() + Days::new(61), today() + Days::new(150));
    let read = |asked: Option<PeriodId>| {
        let filter = DashboardFilter { period: asked, ..Default::default() };
        admin.call::<ReadGoalDashboard>(Nothing {}, filter, ())
    };
    let found = read(None).expect("the dashboard");
    assert_eq!(found.period.map(|period| period.id), Some(now.id));
    assert_eq!(found.before.map(|period| period.id), Some(earlier.id));
    assert!(found.total_before.is_some());
    let first = read(Some(earlier.id)).expect("the dashboard");
    assert_eq!((first.before, first.total_before), (None, None));
    let unknown = read(Some(Uuid::now_v7().into())).expect_err("no such period");
    assert_eq!((unknown.code, unknown.errors[0].field.as_str()), (Code::Invalid, "period"));
}

#[test]
fn a_key_result_goes_from_on_time_over_late_to_outdated() {
    let org = Org::db_new();
    let now = this_period(org.admin());
    let detail = made(org.admin(), objective(now.id));
    let health = || standing(&dashboard(&org));
    assert_eq!(health(), [CheckInHealth::OnTime], "what is written today has not been silent yet");
    for (days, expected) in [(7, CheckInHealth::OnTime), (10, CheckInHealth::Late), (11, CheckInHealth::Outdated)] {
        written(&org, days);
        assert_eq!(health(), [expected], "written {days} days ago");
    }
    for (days, expected) in [(11, CheckInHealth::Outdated), (10, CheckInHealth::Late), (7, CheckInHealth::OnTime)] {
        check_in(org.admin(), detail.key_results[0].id, said(days_ago(days), 1.0));
        assert_eq!(health(), [expected], "{days} days ago");
    }
}

#[test]
fn a_week_says_nothing_of_what_was_written_or_agreed_after_it() {
    let org = Org::db_new();
    let now = this_period(org.admin());
    let counted = || dashboard(&org).weeks.iter().map(|week| count(&week.counts)).sum::<i64>();
    let draft = made(org.admin(), NewObjective { state: Some(Opening::Draft), ..objective(now.id) });
    written(&org, 20);
    assert_eq!(counted(), 0, "a draft owes nothing");
    for transition in [Transition::Propose, Transition::Activate] {
        let step = Move { transition, score: None, score_comment: None, learning: None };
        let path = ObjectivePath { id: draft.objective.id };
        org.admin().call::<MoveObjective>(path, Nothing {}, step).expect("the step");
    }
    assert_eq!((standing(&dashboard(&org)), counted()), (vec![CheckInHealth::OnTime], 1));
    check_in(org.admin(), draft.key_results[0].id, said(days_ago(20), 1.0));
    assert!(counted() > 1, "a week by whose end somebody had checked in counts");
}

fn dashboard(org: &Org) -> CheckInDashboard {
    org.admin().call::<ReadCheckInDashboard>(Nothing {}, DashboardFilter::default(), ()).expect("the dashboard")
}

/// How the one key result stood at the end of the last week.
fn standing(found: &CheckInDashboard) -> Vec<CheckInHealth> {
    let last = found.weeks.last().expect("a week");
    CheckInHealth::ALL.iter().copied().filter(|health| last.counts.of(*health) == 1).collect()
}

fn count(counts: &HealthCounts) -> i64 {
    CheckInHealth::ALL.iter().map(|health| counts.of(*health)).sum()
}

/// Makes the organisation's key results as old as this.
fn written(org: &Org, days: u32) {
    let id = organisation_of(&mut org.server.database.admin(), org.admin().id);
    let back = format!("UPDATE key_results SET created_at = now() - interval '{days} days' WHERE org_id = '{id}'");
    run(&mut org.server.database.admin(), &back);
}

#[test]
fn what_is_to_be_done_on_one_day_to_come_is_expected_to_stand_at_nothing() {
    let org = Org::db_new();
    let now = this_period(org.admin());
    let day = today() + Days::new(12);
    made(org.admin(), NewObjective { starts_on: Some(day), ends_on: Some(day), ..objective(now.id) });
    let filter = DashboardFilter::default();
    let found = org.admin().call::<ReadGoalDashboard>(Nothing {}, filter, ()).expect("the dashboard");
    assert_eq!((found.total.count, found.total.expected), (1, Some(0.0)));
}
