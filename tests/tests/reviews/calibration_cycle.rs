//! What calibration means for the cycle around it: its stages, its gaps, and what people read in the end.

use perftrack_tests::{Refused, samples::reviews::form, unique};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        CalibrationState, CreateReviewCycle, CreateReviewTemplate, MoveReviewCycle, NewCalibrationChange,
        NewReviewCycle, RateReviewPacket, RecallReview, RehearseReviewCycle, ReleaseReviewPacket, ReviewCycle,
        ReviewCyclePath, ReviewLack, ReviewMove, ReviewPacket, ReviewPacketPath, ReviewPath, ReviewRating,
        ReviewRelation, ReviewRelease, ReviewStage, ReviewStep,
    },
    wire::PersonId,
};

use super::{
    Ground,
    calibration::{REASON, calibrating, card, change, rate, session, until},
    packets, words, write,
};

fn step(
    ground: &Ground,
    cycle: &ReviewCycle,
    step: ReviewStep,
    gaps: i64,
) -> Result<ReviewCycle, shared::problem::Problem> {
    let reason = (step == ReviewStep::Back).then(|| "Two were ill".to_owned());
    let path = ReviewCyclePath { id: cycle.id };
    let moved = ground.org.admin().call::<MoveReviewCycle>(path, Nothing {}, ReviewMove { step, gaps, reason });
    moved.map(|detail| detail.cycle)
}

fn packet_of(ground: &Ground, cycle: &ReviewCycle, person: PersonId) -> ReviewPacket {
    packets(ground.org.admin(), cycle.id).into_iter().find(|it| it.subject.id == person).expect("the packet")
}

fn rating(ground: &Ground, by: &perftrack_tests::Client, cycle: &ReviewCycle, of: PersonId) -> Option<ReviewRating> {
    let path = ReviewPacketPath { id: packet_of(ground, cycle, of).id };
    by.call::<shared::reviews::ReadReviewPacket>(path, Nothing {}, ()).expect("the packet").rating
}

#[test]
fn a_cycle_calibrates_only_what_managers_rate() {
    let ground = Ground::new();
    let mut silent = form();
    for section in silent["sections"].as_array_mut().into_iter().flatten() {
        for question in section["questions"].as_array_mut().into_iter().flatten() {
            question["weight"] = json!(0);
        }
    }
    let template = serde_json::from_value(json!({ "name": unique(), "form": silent })).expect("a template");
    let made = ground.org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made");
    let new = |calibrates: bool| -> NewReviewCycle {
        serde_json::from_value(json!({
            "name": unique(), "template_id": made.template.id, "period_from": "2026-01-01", "period_to": "2026-06-30",
            "write_by": "2026-07-20", "share_by": "2026-07-31", "naming": "named", "calibrates": calibrates,
        }))
        .expect("a cycle")
    };
    let admin = ground.org.admin();
    admin.call::<CreateReviewCycle>(Nothing {}, Nothing {}, new(true)).refused_at("calibrates", "nothing_rated");
    admin.call::<CreateReviewCycle>(Nothing {}, Nothing {}, new(false)).expect("it rates nothing");
}

#[test]
fn a_session_that_is_not_applied_keeps_the_cycle_where_it_is() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    for state in [CalibrationState::Preparing, CalibrationState::Open, CalibrationState::Decided] {
        until(&ground, session.id, state);
        step(&ground, &cycle, ReviewStep::Forward, 0).refused(Code::CalibrationOpen);
    }
    until(&ground, session.id, CalibrationState::Applied);
    let release = ReviewRelease { summary: "Early".to_owned() };
    let path = ReviewPacketPath { id: packet_of(&ground, &cycle, ground.subject.id).id };
    ground.manager.call::<ReleaseReviewPacket>(path, Nothing {}, release).refused(Code::Conflict);
    assert_eq!(step(&ground, &cycle, ReviewStep::Forward, 0).expect("on").stage, ReviewStage::Sharing);
}

#[test]
fn who_has_no_rating_is_a_gap_until_somebody_says_why() {
    let ground = Ground::new();
    let people: Vec<_> = [ground.subject.id, ground.peers[0].id].to_vec();
    let cycle = ground.draft(&json!({ "calibrates": true, "naming": "named", "peers_most": 0, "included": people }));
    ground.until(&cycle, ReviewStage::Writing);
    rate(&ground.manager, &ground.subject, 2, None);
    ground.until(&cycle, ReviewStage::Calibrating);
    let rehearse = || {
        let path = ReviewCyclePath { id: cycle.id };
        ground.org.admin().call::<RehearseReviewCycle>(path, Nothing {}, ()).expect("a rehearsal")
    };
    let found = rehearse();
    assert_eq!((found.gaps, found.first_gaps[0].lacks), (1, ReviewLack::Rating));
    assert_eq!(found.first_gaps[0].person.id, ground.peers[0].id);
    let none = NewCalibrationChange { rating: None, potential: None, not_rated: true, reason: REASON.to_owned() };
    let path = || ReviewPacketPath { id: packet_of(&ground, &cycle, ground.peers[0].id).id };
    ground.manager.call::<RateReviewPacket>(path(), Nothing {}, none.clone()).refused(Code::Forbidden);
    let rated = ground.org.admin().call::<RateReviewPacket>(path(), Nothing {}, none).expect("said");
    let rating = rated.rating.expect("a rating");
    assert!(rating.not_rated && rating.decided.is_none() && rating.alone);
    assert_eq!(rehearse().gaps, 0);
}

#[test]
fn the_person_reads_what_was_decided_once_they_have_it() {
    for explains in [true, false] {
        let ground = Ground::new();
        let cycle = calibrating(&ground, &json!({ "explains_changes": explains }));
        let session = session(&ground, &cycle, &[&ground.manager], false);
        until(&ground, session.id, CalibrationState::Open);
        change(&ground.manager, &card(&ground.manager, session.id, ground.subject.id), 3).expect("moved");
        until(&ground, session.id, CalibrationState::Applied);
        let read = |by| rating(&ground, by, &cycle, ground.subject.id);
        let settled = ReviewRating { decided: Some(3), proposed: Some(2), changed: true, ..ReviewRating::default() };
        let with_why = ReviewRating { reasons: vec![REASON.to_owned()], ..settled.clone() };
        assert_eq!(read(&ground.manager), Some(with_why.clone()), "whoever leads them");
        assert_eq!(read(ground.org.admin()), Some(ReviewRating { potential: Some(3), ..with_why.clone() }));
        assert_eq!(read(&ground.subject), None, "while it is calibrated");
        ground.until(&cycle, ReviewStage::Sharing);
        assert_eq!(read(&ground.subject), None, "before it is released");
        let path = ReviewPacketPath { id: packet_of(&ground, &cycle, ground.subject.id).id };
        let summary = ReviewRelease { summary: "A good half-year".to_owned() };
        ground.manager.call::<ReleaseReviewPacket>(path, Nothing {}, summary).expect("released");
        assert_eq!(read(&ground.subject), Some(if explains { with_why } else { settled }));
    }
}

#[test]
fn what_was_decided_stays_when_writing_opens_again_and_the_rest_follows() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let session = session(&ground, &cycle, &[&ground.manager], false);
    until(&ground, session.id, CalibrationState::Open);
    let [moved, left] = [&ground.reports[0], &ground.reports[1]];
    change(&ground.manager, &card(&ground.manager, session.id, moved.id), 2).expect("moved");
    assert_eq!(step(&ground, &cycle, ReviewStep::Back, 0).expect("back").stage, ReviewStage::Writing);
    for report in [moved, left] {
        let all = super::written(&ground.subject);
        let review = all.into_iter().find(|it| it.subject.id == report.id && it.relation == ReviewRelation::Manager);
        let path = ReviewPath { id: review.expect("the review").id };
        ground.subject.call::<RecallReview>(path, Nothing {}, ()).expect("taken back");
        rate(&ground.subject, report, 3, None);
    }
    ground.until(&cycle, ReviewStage::Calibrating);
    let [moved, left] = [moved, left].map(|report| card(&ground.manager, session.id, report.id));
    assert_eq!((moved.author_rating, moved.final_rating), (Some(3), Some(2)));
    assert_eq!((left.author_rating, left.final_rating), (Some(3), Some(3)));
}

#[test]
fn answers_without_names_wait_for_sharing_so_that_writing_can_open_again() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({ "calibrates": true }));
    ground.peers[..4].iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Calibrating);
    let peers =
        |by| words(&ground.read(by, &cycle)).iter().filter(|(side, _, _)| *side == ReviewRelation::Peer).count();
    assert_eq!([peers(&ground.manager), peers(ground.org.admin())], [0, 0]);
    assert_eq!(step(&ground, &cycle, ReviewStep::Back, 0).expect("back").stage, ReviewStage::Writing);
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!([peers(&ground.manager), peers(ground.org.admin())], [4, 4]);
    step(&ground, &cycle, ReviewStep::Back, 0).refused(Code::Conflict);
}
