//! Cycles: from the draft to the close, and what each step wants.

use perftrack_tests::{
    Refused,
    db::run,
    samples::reviews::{form, waive_gaps},
};
use serde_json::json;
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
    reviews::{
        AddReviewPeople, CreateReviewCycle, DeleteReviewCycle, EditReviewCycle, EditReviewTemplate, ListReviewCycles,
        MoveReviewCycle, NewReviewCycle, NominateReviewPeers, ReadReview, ReadReviewCycle, RehearseReviewCycle,
        ReviewCycleChanges, ReviewCycleFilter, ReviewCyclePath, ReviewLack, ReviewLatecomers, ReviewMove,
        ReviewPacketPath, ReviewPath, ReviewPeers, ReviewRelation, ReviewStage, ReviewStep, ReviewTemplateChanges,
        ReviewTemplatePath,
    },
};

use super::{Ground, owed, packets, write};

fn step(step: ReviewStep, gaps: i64, reason: Option<&str>) -> ReviewMove {
    ReviewMove { step, gaps, reason: reason.map(str::to_owned) }
}

#[test]
fn the_rehearsal_is_what_the_launch_makes() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "included": [ground.subject.id, ground.peers[0].id] }));
    let path = || ReviewCyclePath { id: cycle.id };
    let admin = ground.org.admin();
    let planned = admin.call::<RehearseReviewCycle>(path(), Nothing {}, ()).expect("a rehearsal");
    assert_eq!((planned.people, planned.next), (2, Some(ReviewStage::Nominating)));
    assert_eq!((planned.gaps, planned.first_gaps[0].lacks), (1, ReviewLack::Manager));
    assert_eq!(planned.first_gaps[0].person.id, ground.peers[0].id);
    admin.call::<MoveReviewCycle>(path(), Nothing {}, step(ReviewStep::Forward, 0, None)).refused(Code::Conflict);
    admin.call::<MoveReviewCycle>(path(), Nothing {}, step(ReviewStep::Forward, 1, None)).refused(Code::Conflict);
    waive_gaps(admin, &format!("/api/v1/review-cycles/{}", cycle.id));
    admin.call::<MoveReviewCycle>(path(), Nothing {}, step(ReviewStep::Forward, 0, None)).expect("launched");
    let made = admin.call::<RehearseReviewCycle>(path(), Nothing {}, ()).expect("a rehearsal");
    assert_eq!((made.people, made.load), (planned.people, planned.load));
}

#[test]
fn reports_are_not_asked_where_too_few_could_answer_without_names() {
    let ground = Ground::new();
    let asked = |more| {
        let cycle = ground.draft(&more);
        let path = ReviewCyclePath { id: cycle.id };
        let planned = ground.org.admin().call::<RehearseReviewCycle>(path, Nothing {}, ()).expect("a rehearsal");
        planned.load.iter().find(|load| load.relation == ReviewRelation::Upward).map_or(0, |load| load.reviews)
    };
    assert_eq!(asked(json!({ "minimum": 4 })), 4);
    assert_eq!(asked(json!({ "minimum": 5 })), 0);
    assert_eq!(asked(json!({ "minimum": 5, "naming": "named" })), 4);
}

#[test]
fn nobody_but_admins_sees_a_draft_and_others_see_what_concerns_them() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let seen = |by: &perftrack_tests::Client| {
        by.call::<ListReviewCycles>(Nothing {}, ReviewCycleFilter::default(), ()).expect("cycles").items.len()
    };
    let everybody = [&ground.manager, &ground.subject, &ground.reports[0], &ground.peers[0]];
    assert_eq!(everybody.map(|person| seen(person)), [0, 0, 0, 0]);
    ground.until(&cycle, ReviewStage::Writing);
    assert_eq!(everybody.map(|person| seen(person)), [1, 1, 1, 0]);
    assert_eq!(everybody.map(|person| packets(person, cycle.id).len()), [1, 1, 0, 0]);
    let path = ReviewCyclePath { id: cycle.id };
    ground.peers[0].call::<ReadReviewCycle>(path, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn a_running_cycle_keeps_the_form_it_began_with() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    let path = ReviewCyclePath { id: cycle.id };
    let setup = ground.org.admin().call::<ReadReviewCycle>(path, Nothing {}, ()).expect("it").setup.expect("a setup");
    ground.until(&cycle, ReviewStage::Writing);
    let mut other = form();
    other["sections"][0]["title"] = json!("Another heading");
    let changes =
        ReviewTemplateChanges { form: Some(serde_json::from_value(other).expect("a form")), ..Default::default() };
    let template = ReviewTemplatePath { id: setup.template_id };
    ground.org.admin().change::<EditReviewTemplate>(template, 1, changes).expect("changed");
    let review = owed(&ground.subject).remove(0);
    let read = ground.subject.call::<ReadReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("the review");
    assert_eq!(read.sections[0].title, "What was reached");
}

#[test]
fn once_launched_only_days_change_and_the_minimum_only_rises() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    ground.until(&cycle, ReviewStage::Nominating);
    let path = || ReviewCyclePath { id: cycle.id };
    let admin = ground.org.admin();
    let version = || admin.call::<ReadReviewCycle>(path(), Nothing {}, ()).expect("it").cycle.version;
    let later = ReviewCycleChanges { write_by: "2026-07-25".parse().ok(), minimum: Some(5), ..Default::default() };
    let changed = admin.change::<EditReviewCycle>(path(), version(), later).expect("changed");
    assert_eq!(changed.cycle.minimum, 5);
    let lower = ReviewCycleChanges { minimum: Some(4), ..Default::default() };
    admin.change::<EditReviewCycle>(path(), version(), lower).refused_at("minimum", "can_only_rise");
    let others = ReviewCycleChanges { peers_most: Some(3), ..Default::default() };
    admin.change::<EditReviewCycle>(path(), version(), others).refused(Code::Conflict);
    admin.call::<DeleteReviewCycle>(path(), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn other_days_until_it_is_released_by_itself_count_from_when_they_are_said() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "release_after": 14 }));
    ground.until(&cycle, ReviewStage::Sharing);
    let earlier = |days: u32| {
        let sql = format!("UPDATE review_cycles SET sharing_since = sharing_since - {days} WHERE id = '{}'", cycle.id);
        run(&mut ground.org.server.database.admin(), &sql);
    };
    let admin = ground.org.admin();
    let path = || ReviewCyclePath { id: cycle.id };
    let released_after = |days: u8| {
        let version = admin.call::<ReadReviewCycle>(path(), Nothing {}, ()).expect("it").cycle.version;
        let changes = ReviewCycleChanges { release_after: Some(days), ..Default::default() };
        admin.change::<EditReviewCycle>(path(), version, changes).expect("changed");
        ground.read(admin, &cycle).releases_on.expect("a day")
    };
    earlier(9);
    let before = ground.read(admin, &cycle).releases_on.expect("a day");
    assert_eq!(released_after(14), before, "nothing changes");
    let after = released_after(8);
    assert_eq!(after, before + chrono::Days::new(3), "in eight days, and not yesterday");
    earlier(1);
    assert_eq!(released_after(8), after - chrono::Days::new(1));
}

#[test]
fn a_step_back_loses_nothing_and_wants_a_reason() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": "named" }));
    write(&ground.peers[0], "Calm in the rush");
    ground.until(&cycle, ReviewStage::Sharing);
    let path = || ReviewCyclePath { id: cycle.id };
    let admin = ground.org.admin();
    admin.call::<MoveReviewCycle>(path(), Nothing {}, step(ReviewStep::Back, 0, None)).refused_at("reason", "required");
    let back = step(ReviewStep::Back, 0, Some("Two were ill"));
    let now = admin.call::<MoveReviewCycle>(path(), Nothing {}, back).expect("back");
    assert_eq!((now.cycle.stage, now.cycle.reason.as_deref()), (ReviewStage::Writing, Some("Two were ill")));
    assert_eq!(now.progress.submitted, 1);
    write(&ground.peers[1], "Knows every berth");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let again = step(ReviewStep::Back, 0, Some("One more"));
    admin.call::<MoveReviewCycle>(path(), Nothing {}, again).refused(Code::Conflict);
}

#[test]
fn what_was_shown_without_names_is_not_written_on() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    ground.until(&cycle, ReviewStage::Sharing);
    let back = step(ReviewStep::Back, 0, Some("Two were ill"));
    let path = ReviewCyclePath { id: cycle.id };
    ground.org.admin().call::<MoveReviewCycle>(path, Nothing {}, back).refused(Code::Conflict);
}

#[test]
fn what_does_not_fit_together_is_refused_field_by_field() {
    let ground = Ground::new();
    let cases = [
        (json!({ "period_to": "2025-12-31" }), "period_to", "ends_before_start"),
        (json!({ "nominate_by": "2026-07-30" }), "write_by", "before_stage"),
        (json!({ "nominate_by": null }), "nominate_by", "required"),
        (json!({ "share_by": "2026-07-01" }), "share_by", "before_stage"),
        (json!({ "peers_least": 4, "peers_most": 3, "naming": "named" }), "peers_most", "below_least"),
        (json!({ "peers_most": 3 }), "peers_most", "below_minimum"),
    ];
    let good = ground.draft(&json!({}));
    let path = ReviewCyclePath { id: good.id };
    let setup = ground.org.admin().call::<ReadReviewCycle>(path, Nothing {}, ()).expect("it").setup.expect("a setup");
    for (more, field, code) in cases {
        let mut new = json!({
            "name": "Half-year", "template_id": setup.template_id, "period_from": "2026-01-01",
            "period_to": "2026-06-30", "nominate_by": "2026-07-10", "write_by": "2026-07-20",
            "share_by": "2026-07-31", "peers_most": 5, "naming": "unnamed",
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            new[name] = value.clone();
        }
        let new: NewReviewCycle = serde_json::from_value(new).expect("a cycle");
        ground.org.admin().call::<CreateReviewCycle>(Nothing {}, Nothing {}, new).refused_at(field, code);
    }
}

#[test]
fn who_comes_late_is_taken_in_with_time_to_write_and_nobody_twice() {
    let ground = Ground::new();
    let (admin, late) = (ground.org.admin(), &ground.reports[0]);
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let before = owed(late).len();
    let add = || {
        let people = ReviewLatecomers { people: vec![late.id, ground.subject.id], by_rule: false };
        admin.call::<AddReviewPeople>(ReviewCyclePath { id: cycle.id }, Nothing {}, people)
    };
    let now = add().expect("they are in it");
    assert_eq!(now.progress.people, 2);
    assert_eq!(add().expect("they are in it").progress, now.progress, "nobody twice");
    let own: Vec<_> = owed(late).into_iter().filter(|it| it.relation == ReviewRelation::Own).collect();
    assert_eq!((owed(late).len(), own.len()), (before + 1, 1));
    let today = chrono::Utc::now().date_naive();
    assert!(own[0].due_on >= today + chrono::Days::new(5), "due on {}", own[0].due_on);
    assert!(owed(&ground.subject).iter().any(|it| it.subject.id == late.id && it.relation == ReviewRelation::Manager));
    // Their peers are named then, once, by whoever leads them or an Admin.
    let packet = super::packets(admin, cycle.id).into_iter().find(|it| it.subject.id == late.id).expect("their packet");
    let name = |by: &perftrack_tests::Client, peer: &perftrack_tests::Persona| {
        let path = ReviewPacketPath { id: packet.id };
        by.call::<NominateReviewPeers>(path, Nothing {}, ReviewPeers { peers: vec![peer.id] })
    };
    name(late, &ground.peers[0]).refused(Code::Conflict);
    assert!(name(&ground.subject, &ground.peers[0]).expect("settled").packet.peers_settled);
    let asked: Vec<_> = owed(&ground.peers[0]).into_iter().filter(|it| it.subject.id == late.id).collect();
    assert!(asked.len() == 1 && asked[0].due_on >= today + chrono::Days::new(5));
    name(admin, &ground.peers[1]).refused(Code::Conflict);
    // Whoever was there before keeps their day.
    let mine = owed(&ground.subject).into_iter().find(|it| it.relation == ReviewRelation::Own).expect("their own");
    assert_eq!(mine.due_on, cycle.write_by);

    ground.until(&cycle, ReviewStage::Sharing);
    add().refused(Code::Conflict);
}

#[test]
fn late_peers_are_asked_for_and_as_many_as_the_cycle_wants_unless_an_admin_says_so() {
    let ground = Ground::new();
    let (admin, late) = (ground.org.admin(), &ground.reports[0]);
    let cycle = ground.writing(&[], &json!({ "naming": "named", "peers_least": 2 }));
    let people = ReviewLatecomers { people: vec![late.id], by_rule: false };
    admin.call::<AddReviewPeople>(ReviewCyclePath { id: cycle.id }, Nothing {}, people).expect("taken in");
    let told = ground.subject.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    assert_eq!(told.iter().filter(|notice| notice.kind == NoticeKind::ReviewPeersMissing).count(), 1);
    let packet = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == late.id).expect("their packet").id;
    let peers = || ReviewPeers { peers: vec![ground.peers[0].id] };
    let path = || ReviewPacketPath { id: packet };
    ground.subject.call::<NominateReviewPeers>(path(), Nothing {}, peers()).refused_at("peers", "too_few");
    let named = admin.call::<NominateReviewPeers>(path(), Nothing {}, peers()).expect("settled");
    assert!(named.packet.peers_settled);
}
