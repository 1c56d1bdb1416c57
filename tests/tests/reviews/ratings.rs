//! Final ratings, taken out to other systems: of released reviews alone, by Admins, with what became of disagreement.

use perftrack_tests::{Client, Persona, Refused, client::Called};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    ratings::{FinalRatingFilter, ListFinalRatings},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AnswerReviewDispute, NewAcknowledgement, NewCalibrationChange,
        NewSecondReading, RateReviewPacket, ReadReviewPacket, ReleaseReviewPacket, ReviewCycle, ReviewCyclePath,
        ReviewOutcome, ReviewPacketPath, ReviewRelease, ReviewStage,
    },
};

use super::{
    Ground,
    calibration::{REASON, calibrating},
    packets,
};

fn ratings(by: &Client, cycle: &ReviewCycle) -> Called<ListFinalRatings> {
    by.call::<ListFinalRatings>(ReviewCyclePath { id: cycle.id }, FinalRatingFilter::default(), ())
}

#[test]
fn they_are_those_that_people_got_and_say_whether_somebody_disagreed() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = calibrating(&ground, &json!({}));
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(ratings(admin, &cycle).expect("ratings").items, [], "nobody has theirs");

    let theirs = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == ground.subject.id).expect("theirs");
    let path = || ReviewPacketPath { id: theirs.id };
    let summary = ReviewRelease { summary: "A good half-year".to_owned() };
    ground.manager.call::<ReleaseReviewPacket>(path(), Nothing {}, summary).expect("released");
    let read = admin.call::<ReadReviewPacket>(path(), Nothing {}, ()).expect("the packet");
    let decided = read.rating.as_ref().and_then(|rating| rating.decided).expect("a rating");
    let found = ratings(admin, &cycle).expect("ratings");
    let [one] = &found.items[..] else { panic!("{found:?}") };
    assert_eq!((one.person_id, one.rating, one.disputed), (ground.subject.id, Some(decided), false));
    assert_eq!(one.word.as_ref(), Some(&read.scale[usize::from(decided) - 1].word));
    assert_eq!(found.scale, read.scale.iter().map(|step| step.word.clone()).collect::<Vec<_>>());
    assert!((0..=found.days).contains(&one.days_counted));
    assert!(found.template_version.is_some());

    let said = NewAcknowledgement { answer: Acknowledgement::Disagree, comment: "It was two half-years".to_owned() };
    ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, said).expect("said");
    let found = ratings(admin, &cycle).expect("ratings");
    assert_eq!((found.items[0].disputed, found.items[0].outcome), (true, None));
    for by in [&ground.manager, &ground.subject] {
        ratings(by, &cycle).refused(Code::Forbidden);
    }
}

#[test]
fn what_a_second_reader_comes_to_holds_where_nothing_was_rated_too() {
    let ground = Ground::new();
    let (admin, rated, unrated) = (ground.org.admin(), &ground.subject, &ground.reports[0]);
    let cycle = calibrating(&ground, &json!({}));
    let path = |who: &Persona| {
        let theirs = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == who.id).expect("theirs");
        ReviewPacketPath { id: theirs.id }
    };
    let none = NewCalibrationChange { rating: None, potential: None, not_rated: true, reason: REASON.to_owned() };
    admin.call::<RateReviewPacket>(path(unrated), Nothing {}, none).expect("not rated");
    ground.until(&cycle, ReviewStage::Sharing);
    for (who, manager) in [(rated, &ground.manager), (unrated, rated)] {
        let summary = ReviewRelease { summary: "A good half-year".to_owned() };
        manager.call::<ReleaseReviewPacket>(path(who), Nothing {}, summary).expect("released");
        let said = NewAcknowledgement { answer: Acknowledgement::Disagree, comment: "It was more".to_owned() };
        who.call::<AcknowledgeReviewPacket>(path(who), Nothing {}, said).expect("said");
    }
    let of = |who: &Persona| {
        let found = ratings(admin, &cycle).expect("ratings").items;
        let one = found.into_iter().find(|it| it.person_id == who.id).expect("a rating");
        (one.rating, one.word.is_some(), one.outcome)
    };
    assert_eq!((of(rated), of(unrated)), ((Some(2), true, None), (None, false, None)));

    for who in [rated, unrated] {
        let (outcome, answer) = (ReviewOutcome::Changed, "The month counts in full".to_owned());
        let body = NewSecondReading { outcome, answer, rating: Some(3) };
        admin.call::<AnswerReviewDispute>(path(who), Nothing {}, body).expect("answered");
        assert_eq!(of(who), (Some(3), true, Some(ReviewOutcome::Changed)));
    }
}
