//! Writing: kept as it grows, handed in whole, taken back as long as reviews are written.

use std::time::Duration;

use perftrack_tests::Refused;
use serde_json::{Value, json};
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        DeclineReview, ReadReview, RecallReview, ReviewPath, ReviewRefusal, ReviewRelation, ReviewSheet, ReviewStage,
        ReviewState, SaveReview, SubmitReview,
    },
};

use super::{Ground, owed, sheet, write};

fn read_as(answers: Value) -> ReviewSheet {
    serde_json::from_value(json!({ "answers": answers })).expect("a sheet")
}

#[test]
fn each_side_is_asked_what_is_for_it() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let asked = |by: &perftrack_tests::Client| {
        let review = owed(by).remove(0);
        let read = by.call::<ReadReview>(ReviewPath { id: review.id }, Nothing {}, ()).expect("the review");
        let questions = read.sections.into_iter().flat_map(|section| section.questions);
        (review.relation, questions.map(|question| question.key).collect::<Vec<_>>())
    };
    let (side, keys) = asked(&ground.manager);
    assert_eq!((side, keys.len()), (ReviewRelation::Manager, 7));
    let (side, keys) = asked(&ground.subject);
    assert_eq!((side, keys.contains(&"potential".to_owned())), (ReviewRelation::Own, false));
    assert_eq!(asked(&ground.peers[0]), (ReviewRelation::Peer, vec!["words".to_owned()]));
    assert_eq!(asked(&ground.reports[0]), (ReviewRelation::Upward, vec!["words".to_owned()]));
    assert!(owed(&ground.peers[4]).is_empty());
}

#[test]
fn what_is_missing_is_named_when_handing_in() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.subject).remove(0);
    let path = || ReviewPath { id: review.id };
    ground.subject.call::<SubmitReview>(path(), Nothing {}, ()).refused_at("answers.overall", "required");
    ground
        .subject
        .call::<SaveReview>(path(), Nothing {}, read_as(json!({ "overall": { "rating": 2 } })))
        .expect("kept");
    let handed_in = ground.subject.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
    assert_eq!(handed_in.state, ReviewState::Submitted);
}

#[test]
fn answers_fit_what_is_asked() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.subject).remove(0);
    let cases = [
        (json!({ "nothing": { "rating": 1 } }), "answers.nothing", "unknown"),
        (json!({ "potential": { "rating": 1 } }), "answers.potential", "not_used_here"),
        (json!({ "overall": { "rating": 4 } }), "answers.overall.rating", "out_of_range"),
        (json!({ "words": { "rating": 1 } }), "answers.words.rating", "not_used_here"),
        (json!({ "one": { "chosen": [0, 1] } }), "answers.one.chosen", "too_many"),
        (json!({ "some": { "chosen": [2] } }), "answers.some.chosen", "out_of_range"),
        (json!({ "some": { "chosen": [1, 1] } }), "answers.some.chosen", "twice"),
        (json!({ "goals": { "items": [{ "id": ground.subject.id, "rating": 1 }] } }), "answers.goals.items", "unknown"),
    ];
    for (answers, field, code) in cases {
        let call = ground.subject.call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, read_as(answers));
        call.refused_at(field, code);
    }
}

#[test]
fn what_two_tabs_write_is_told_apart_by_its_version() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.subject).remove(0);
    let written = || serde_json::from_value(sheet(ReviewRelation::Own, "First")).expect("a sheet");
    let path = || ReviewPath { id: review.id };
    ground.subject.change::<SaveReview>(path(), review.version, written()).expect("kept");
    ground.subject.change::<SaveReview>(path(), review.version, written()).refused(Code::VersionMismatch);
}

#[test]
fn it_is_taken_back_as_long_as_reviews_are_written() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let review = write(&ground.subject, "A year at the quay");
    let path = || ReviewPath { id: review.id };
    let written = serde_json::from_value(sheet(ReviewRelation::Own, "Another")).expect("a sheet");
    ground.subject.call::<SaveReview>(path(), Nothing {}, written).refused(Code::Conflict);
    let back = ground.subject.call::<RecallReview>(path(), Nothing {}, ()).expect("taken back");
    assert_eq!(back.state, ReviewState::InProgress);
    ground.subject.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in again");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.subject.call::<RecallReview>(path(), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn peers_and_reports_may_decline_and_others_may_not() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..4], &json!({}));
    let refusal = || ReviewRefusal { reason: "We have hardly worked together".to_owned() };
    let decline = |by: &perftrack_tests::Client| {
        by.call::<DeclineReview>(ReviewPath { id: owed(by).remove(0).id }, Nothing {}, refusal())
    };
    decline(&ground.manager).refused(Code::Conflict);
    assert_eq!(decline(&ground.peers[0]).expect("declined").state, ReviewState::Declined);
    assert!(owed(&ground.peers[0]).is_empty());
}

#[test]
fn whoever_looks_at_their_packet_hears_of_nobody_who_writes_without_a_name() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let watch = format!("subject=review_packet&thing={}", ground.packet(&cycle).id);
    let events = ground.subject.raw("GET", "/api/v1/notifications/stream").query(&watch).listen();
    let heard = |wait: u64| {
        std::iter::from_fn(|| events.recv_timeout(Duration::from_millis(wait)).ok()).any(|(name, _)| name == "changed")
    };
    assert!(!heard(700));
    write(&ground.peers[0], "Calm in the rush");
    write(&ground.reports[0], "Says what is wrong");
    assert!(!heard(700));
    write(&ground.manager, "A dependable year");
    assert!(heard(30_000));
}
