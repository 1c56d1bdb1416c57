//! A launch is confirmed, answered at once, and done in the background: as a whole or not at all.

use perftrack_tests::{Org, Refused, Server, db, eventually, samples::reviews::form};
use serde_json::json;
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::Code,
    reviews::{
        EditReviewCycle, EditReviewTemplate, LaunchReviewCycle, ReadReviewCycle, ReviewCycle, ReviewCycleChanges,
        ReviewCycleDetail, ReviewCyclePath, ReviewLaunchState, ReviewStage, ReviewTemplateChanges, ReviewTemplatePath,
    },
};

use super::Ground;

/// An organisation whose server works in the background, too.
fn working() -> Ground {
    Ground::of(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])))
}

fn path(cycle: &ReviewCycle) -> ReviewCyclePath {
    ReviewCyclePath { id: cycle.id }
}

fn read(ground: &Ground, cycle: &ReviewCycle) -> ReviewCycleDetail {
    ground.org.admin().call::<ReadReviewCycle>(path(cycle), Nothing {}, ()).expect("the cycle")
}

#[test]
fn what_is_confirmed_is_launched_in_the_background() {
    let ground = working();
    let cycle = ground.draft(&json!({}));
    let asked = ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).expect("it is asked for");
    assert_eq!(asked.cycle.stage, ReviewStage::Draft);
    let launch = asked.launch.expect("a launch");
    assert_eq!((launch.state, launch.by.id), (ReviewLaunchState::Asked, ground.org.admin().id));
    eventually("it is launched", || read(&ground, &cycle).cycle.stage == ReviewStage::Nominating);
    let now = read(&ground, &cycle);
    assert_eq!((now.progress.people, now.launch), (1, None));
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn what_cannot_be_launched_stays_a_draft_and_says_why() {
    let ground = working();
    let cycle = ground.draft(&json!({ "included": [] }));
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).expect("it is asked for");
    let failed = || read(&ground, &cycle).launch.filter(|launch| launch.state == ReviewLaunchState::Failed);
    eventually("it is said why not", || failed().is_some());
    assert_eq!(failed().expect("it failed").failure.as_deref(), Some("nobody is in it"));
    assert_eq!(read(&ground, &cycle).cycle.stage, ReviewStage::Draft);
    let told = ground.org.admin().call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    assert_eq!(told.iter().filter(|notice| notice.kind == NoticeKind::ReviewLaunchFailed).count(), 1);

    let changes = ReviewCycleChanges { included: Some(vec![ground.subject.id]), ..Default::default() };
    let version = read(&ground, &cycle).cycle.version;
    ground.org.admin().change::<EditReviewCycle>(path(&cycle), version, changes).expect("changed");
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).expect("asked for again");
    eventually("it is launched", || read(&ground, &cycle).cycle.stage == ReviewStage::Nominating);
}

#[test]
fn what_a_closed_organisation_asked_for_is_left_alone() {
    let server = Server::alone(&[]);
    let (ground, other) = (Ground::of(Org::db_on(server)), Ground::of(Org::db_on(server)));
    let (closed, open) = (ground.draft(&json!({})), other.draft(&json!({})));
    for (of, cycle) in [(&ground, &closed), (&other, &open)] {
        of.org.admin().call::<LaunchReviewCycle>(path(cycle), Nothing {}, ()).expect("it is asked for");
    }
    let over = "UPDATE organisations SET closes_at = now() - interval '1 minute' WHERE org_id =";
    let its = format!("{over} (SELECT org_id FROM review_cycles WHERE id = '{}')", closed.id);
    db::run(&mut server.database.admin(), &its);
    let _worker = Server::start(server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    // The later one is done after the earlier one would have been.
    eventually("the other's is launched", || read(&other, &open).cycle.stage == ReviewStage::Nominating);
    let begun = |rows: &str| db::count(&mut server.database.admin(), &format!("{rows} = '{}'", closed.id));
    assert_eq!(begun("review_launches WHERE state <> 'asked' AND cycle_id"), 0);
    assert_eq!(begun("review_cycles WHERE stage <> 'draft' AND id"), 0);
}

#[test]
fn a_launch_waits_for_no_gap_and_is_asked_for_once_by_admins() {
    // Nothing works in the background here: what is asked for stays so.
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "included": [ground.peers[0].id] }));
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).refused(Code::Conflict);
    let cycle = ground.draft(&json!({}));
    ground.manager.call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).refused(Code::Forbidden);
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).expect("it is asked for");
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).refused(Code::Conflict);
    // Whoever can't wait launches it by the step itself.
    ground.until(&cycle, ReviewStage::Nominating);
    assert_eq!(read(&ground, &cycle).launch, None);
}

/// What is said of a launch that was confirmed before `meanwhile` and begins after it.
fn why_not(meanwhile: impl FnOnce(&Ground, &ReviewCycle)) -> String {
    let ground = Ground::of(Org::db_on(Server::alone(&[])));
    let cycle = ground.draft(&json!({}));
    ground.org.admin().call::<LaunchReviewCycle>(path(&cycle), Nothing {}, ()).expect("it is asked for");
    meanwhile(&ground, &cycle);
    let _worker = Server::start(ground.org.server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    let failed = || read(&ground, &cycle).launch.filter(|launch| launch.state == ReviewLaunchState::Failed);
    eventually("it is said why not", || failed().is_some());
    assert_eq!(read(&ground, &cycle).cycle.stage, ReviewStage::Draft);
    failed().and_then(|launch| launch.failure).expect("why")
}

#[test]
fn what_was_changed_after_it_was_confirmed_is_not_launched() {
    let why = why_not(|ground, cycle| {
        let changes = ReviewCycleChanges { name: Some("Another one".to_owned()), ..Default::default() };
        ground.org.admin().change::<EditReviewCycle>(path(cycle), cycle.version, changes).expect("changed");
    });
    assert!(why.starts_with("it was changed"), "{why}");
}

#[test]
fn what_asks_something_else_than_was_confirmed_is_not_launched() {
    let why = why_not(|ground, cycle| {
        let setup = read(ground, cycle).setup.expect("a setup");
        let mut other = form();
        other["sections"][0]["title"] = json!("Another heading");
        let form = Some(serde_json::from_value(other).expect("a form"));
        let changes = ReviewTemplateChanges { form, ..Default::default() };
        let template = ReviewTemplatePath { id: setup.template_id };
        ground.org.admin().change::<EditReviewTemplate>(template, 1, changes).expect("changed");
    });
    assert!(why.starts_with("its template was changed"), "{why}");
}

#[test]
fn who_is_led_by_nobody_any_more_is_a_gap_that_nobody_confirmed() {
    let why = why_not(|ground, _| {
        let manager = PersonPath { id: ground.manager.id };
        ground.org.admin().call::<DeactivatePerson>(manager, Nothing {}, None).expect("they leave");
    });
    assert!(why.contains("1 gap"), "{why}");
}
