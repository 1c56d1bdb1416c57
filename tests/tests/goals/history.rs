//! Any progress opens, as of any day: with the inputs that were known then, whatever came later.

use chrono::{Days, NaiveDate};
use perftrack_tests::{Client, Database, Refused, client::Called, db::run};
use shared::{
    goals::{
        ComputationQuery, EditObjective, ObjectiveChanges, ProgressPoint, ReadComputation, ReadProgress,
        rules::{kinds::RollUp, roll_up::PartKind},
    },
    operation::Nothing,
    problem::Code,
    wire::ObjectiveId,
};

use super::{at, check_in, days_ago, ground, made, objective, on_track, seen, today, under, with};

fn opened(by: &Client, id: ObjectiveId, as_of: Option<NaiveDate>) -> Called<ReadComputation> {
    by.call::<ReadComputation>(at(id), ComputationQuery { as_of }, ())
}

fn history(by: &Client, id: ObjectiveId) -> Vec<ProgressPoint> {
    by.call::<ReadProgress>(at(id), Nothing {}, ()).expect("the history").points
}

/// What was computed since the last call became known that many days ago: tests can't wait.
fn db_was_known(days: u64, ids: &[ObjectiveId]) {
    for id in ids {
        run(
            &mut Database::shared().admin(),
            &format!(
                "UPDATE objective_computations SET known_at = known_at - interval '{days} days'
                 WHERE objective_id = '{id}' AND known_at > now() - interval '1 hour'"
            ),
        );
    }
}

#[test]
fn every_day_of_a_history_opens_to_what_was_known_then() {
    let (org, period) = ground();
    let owner = org.admin();
    let parent = made(owner, objective(period)).objective.id;
    let changes = ObjectiveChanges { roll_up: Some(RollUp::Children), ..Default::default() };
    owner.change::<EditObjective>(at(parent), seen(owner, parent).version, changes).expect("it rolls up");
    let child = made(owner, under(parent, with(objective(period), 0.0, 100.0)));
    let ids = [parent, child.objective.id];
    db_was_known(29, &ids);
    // A fixed walk up and down; each value becomes known on its day.
    let walk = [(25, 10.0), (21, 40.0), (20, 35.0), (13, 35.5), (7, 80.0), (2, 60.0)];
    for (days, value) in walk {
        check_in(owner, &child.key_results[0], on_track(value)).expect("a check-in");
        db_was_known(days, &ids);
    }
    for day in 0..=28 {
        let known = walk.iter().rev().find(|(days, _)| *days >= day).map_or(0.0, |(_, value)| value / 100.0);
        for id in ids {
            let computation = opened(owner, id, Some(days_ago(day))).expect("a computation");
            assert_eq!(computation.value, Some(known), "{id} {day} days ago");
            assert_eq!(computation.inputs[0].progress, Some(known));
            let kind = if id == parent { PartKind::Child } else { PartKind::KeyResult };
            assert_eq!(computation.inputs[0].kind, kind);
        }
    }
    let expected: Vec<_> = [(29, 0.0)]
        .into_iter()
        .chain(walk)
        .map(|(days, value)| ProgressPoint { known_on: days_ago(days), progress: Some(value / 100.0) })
        .collect();
    for id in ids {
        assert_eq!(history(owner, id), expected);
    }
}

#[test]
fn today_is_what_is_known_now_and_other_days_are_refused_plainly() {
    let (org, period) = ground();
    let detail = made(org.admin(), with(objective(period), 0.0, 10.0));
    let id = detail.objective.id;
    check_in(org.admin(), &detail.key_results[0], on_track(4.0)).expect("a check-in");
    assert_eq!(opened(org.admin(), id, Some(today())), opened(org.admin(), id, None));
    let on = |day| opened(org.admin(), id, Some(day));
    on(today() + Days::new(1)).refused_at("as_of", "in_the_future");
    on(days_ago(1)).refused_at("as_of", "too_early");
}

#[test]
fn whoever_may_not_see_the_objective_has_no_history_of_it() {
    let (org, period) = ground();
    let id = made(org.admin(), with(objective(period), 0.0, 10.0)).objective.id;
    let stranger = org.db_person(shared::access::Role::Employee, None);
    opened(&stranger, id, Some(days_ago(3))).refused(Code::NotFound);
    stranger.call::<ReadProgress>(at(id), Nothing {}, ()).refused(Code::NotFound);
}
