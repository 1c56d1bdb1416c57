//! Where nothing is calibrated: what the answers come to is the rating, unless whoever gives it decides otherwise; and the
//! score says what it was worked out from.

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::{Code, Problem},
    ratings::{FinalRatingFilter, ListFinalRatings},
    reviews::{
        DecideReviewRating, ExportReviewResultsCsv, NewReviewRating, ReadReviewScore, ReviewCycle, ReviewCyclePath,
        ReviewPacketDetail, ReviewPacketPath, ReviewRating, ReviewRelation, ReviewScore, ReviewStage,
        ReviewWithholding, WithholdReviewPacket,
    },
};

use super::{
    Ground,
    calibration::{REASON, calibrating, rate},
};

/// A cycle in which the subject's manager gave the middle of three steps.
fn shared(ground: &Ground) -> ReviewCycle {
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 0 }));
    ground.until(&cycle, ReviewStage::Writing);
    rate(&ground.manager, &ground.subject, 2, None);
    ground.until(&cycle, ReviewStage::Sharing);
    cycle
}

fn decide(ground: &Ground, by: &Client, cycle: &ReviewCycle, rating: u8) -> Result<ReviewPacketDetail, Problem> {
    let body = NewReviewRating { rating: Some(rating), not_rated: false, reason: REASON.to_owned() };
    by.call::<DecideReviewRating>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, body)
}

fn score(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> ReviewScore {
    by.call::<ReadReviewScore>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, ()).expect("the sum")
}

fn exported(ground: &Ground, cycle: &ReviewCycle) -> Vec<Option<u8>> {
    let (path, all) = (ReviewCyclePath { id: cycle.id }, FinalRatingFilter::default());
    let found = ground.org.admin().call::<ListFinalRatings>(path, all, ()).expect("ratings").items;
    found.into_iter().map(|one| one.rating).collect()
}

#[test]
fn what_the_answers_come_to_is_the_rating_once_it_is_released() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    let as_proposed = ReviewRating { decided: Some(2), proposed: Some(2), ..ReviewRating::default() };
    let to_decide = ReviewRating { may_decide: true, ..as_proposed.clone() };
    assert_eq!(ground.read(&ground.manager, &cycle).rating, Some(to_decide));
    assert_eq!(ground.read(&ground.subject, &cycle).rating, None, "before it is released");
    assert_eq!(exported(&ground, &cycle), []);
    ground.release(&cycle);
    for by in [&ground.manager, &ground.subject] {
        assert_eq!(ground.read(by, &cycle).rating, Some(as_proposed.clone()));
    }
    assert_eq!(exported(&ground, &cycle), [Some(2)]);
}

#[test]
fn whoever_gives_it_decides_otherwise_with_a_reason_and_both_are_kept() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    decide(&ground, &ground.subject, &cycle, 3).refused(Code::Forbidden);
    decide(&ground, &ground.manager, &cycle, 9).refused_at("rating", "out_of_range");
    decide(&ground, &ground.manager, &cycle, 2).refused_at("rating", "unchanged");
    let decided = decide(&ground, &ground.manager, &cycle, 3).expect("decided").rating.expect("a rating");
    assert_eq!((decided.proposed, decided.decided, decided.changed), (Some(2), Some(3), true));
    assert_eq!(decided.reasons, [REASON]);
    ground.release(&cycle);
    let read = ground.read(&ground.subject, &cycle).rating.expect("a rating");
    assert_eq!((read.proposed, read.decided, read.changed), (Some(2), Some(3), true));
    assert!(read.reasons.is_empty(), "the cycle doesn't say why");
    decide(&ground, &ground.manager, &cycle, 1).refused(Code::Conflict);
    assert_eq!(exported(&ground, &cycle), [Some(3)]);
    let path = ReviewCyclePath { id: cycle.id };
    let file = ground.manager.call::<ExportReviewResultsCsv>(path, Nothing {}, ()).expect("a file");
    assert!(file.contains("Meets") && file.contains("Above"), "{file}");
}

#[test]
fn what_an_admin_withholds_is_for_admins_to_decide() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    let withheld = ReviewWithholding { reason: "They are ill: it waits until they are back".to_owned() };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    ground.org.admin().call::<WithholdReviewPacket>(path, Nothing {}, withheld).expect("withheld");
    assert!(!ground.read(&ground.manager, &cycle).rating.expect("a rating").may_decide);
    decide(&ground, &ground.manager, &cycle, 3).refused(Code::Conflict);
    decide(&ground, ground.org.admin(), &cycle, 3).expect("decided");
}

#[test]
fn where_ratings_are_calibrated_nobody_decides_alone() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    ground.until(&cycle, ReviewStage::Sharing);
    let mut all = super::packets(ground.org.admin(), cycle.id).into_iter();
    let id = all.find(|it| it.subject.id == ground.subject.id).expect("theirs").id;
    let body = NewReviewRating { rating: Some(3), not_rated: false, reason: REASON.to_owned() };
    ground.manager.call::<DecideReviewRating>(ReviewPacketPath { id }, Nothing {}, body).refused(Code::Conflict);
}

#[test]
fn the_score_opens_for_whoever_reads_it() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    let sum = score(&ground, &ground.manager, &cycle);
    assert_eq!(sum.score, ground.read(&ground.manager, &cycle).score);
    let [side] = &sum.sides[..] else { panic!("{sum:?}") };
    assert_eq!((side.relation, side.weight, side.score), (ReviewRelation::Manager, 100, Some(0.5)));
    let parts: Vec<_> = side.questions.iter().map(|it| (it.weight, it.score)).collect();
    assert_eq!(parts, [(50, None), (50, Some(0.5))], "goals weren't rated, and leave the sum");
    assert_eq!(score(&ground, &ground.subject, &cycle), ReviewScore::default(), "before it is released");
    ground.release(&cycle);
    assert_eq!(score(&ground, &ground.subject, &cycle), sum);
}
