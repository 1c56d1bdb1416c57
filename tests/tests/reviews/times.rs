//! What a template costs: how long reviews took, kept as counts, and what its questions told when a cycle is over.

use perftrack_tests::{Client, Refused, db};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        CorrectReviewWording, ReadReviewTemplateReport, RehearseReviewCycle, ReviewCycle, ReviewCyclePath, ReviewPath,
        ReviewRelation, ReviewSideTime, ReviewStage, ReviewTemplatePath, ReviewTemplateReport, SaveReview,
        SubmitReview,
    },
    wire::ReviewTemplateId,
};

use super::{Ground, owed, sheet, write};

fn template(ground: &Ground, cycle: &ReviewCycle) -> ReviewTemplateId {
    let query = format!("SELECT template_id::text AS text FROM review_cycles WHERE id = '{}'", cycle.id);
    db::text(&mut ground.org.server.database.admin(), &query).parse().expect("an id")
}

fn report(ground: &Ground, cycle: &ReviewCycle) -> ReviewTemplateReport {
    let path = ReviewTemplatePath { id: template(ground, cycle) };
    ground.org.admin().call::<ReadReviewTemplateReport>(path, Nothing {}, ()).expect("a report")
}

/// Writes the one review that somebody has to write, for so many minutes.
fn writes_for(ground: &Ground, by: &Client, minutes: u32) {
    let review = owed(by).remove(0);
    let path = || ReviewPath { id: review.id };
    let keep = || {
        let sheet = serde_json::from_value(sheet(review.relation, "A dependable year")).expect("a sheet");
        by.call::<SaveReview>(path(), Nothing {}, sheet).expect("saved");
    };
    keep();
    let earlier =
        format!("UPDATE reviews SET saved_at = now() - interval '{minutes} minutes' WHERE id = '{}'", review.id);
    db::run(&mut ground.org.server.database.admin(), &earlier);
    keep();
    by.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
}

fn of(report: &ReviewTemplateReport, side: ReviewRelation) -> ReviewSideTime {
    *report.sides.iter().find(|it| it.relation == side).expect("the side")
}

#[test]
fn what_it_takes_is_estimated_until_enough_have_written() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers, &json!({ "naming": "named" }));
    let before = of(&report(&ground, &cycle), ReviewRelation::Peer);
    assert_eq!(before.timed, 0);
    for peer in &ground.peers[..4] {
        writes_for(&ground, peer, 2);
    }
    assert_eq!(of(&report(&ground, &cycle), ReviewRelation::Peer), before);
    writes_for(&ground, &ground.peers[4], 4);
    let after = report(&ground, &cycle);
    let timed = ReviewSideTime { relation: ReviewRelation::Peer, minutes: 2, timed: 5 };
    assert_eq!(of(&after, ReviewRelation::Peer), timed);
    assert_eq!(of(&after, ReviewRelation::Manager).timed, 0);
    assert!(after.hours > 0 && after.people > 10, "{after:?}");

    // The rehearsal says the same, in all and for whoever writes most.
    let path = ReviewCyclePath { id: cycle.id };
    let found = ground.org.admin().call::<RehearseReviewCycle>(path, Nothing {}, ()).expect("a rehearsal");
    let load = found.load.iter().find(|it| it.relation == ReviewRelation::Peer).expect("peers");
    assert_eq!((load.reviews, load.minutes), (5, 2));
    assert!(found.busiest.iter().all(|it| it.minutes > 0), "{:?}", found.busiest);
}

#[test]
fn what_was_said_in_other_words_took_as_long() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers, &json!({ "naming": "named" }));
    let wording = json!({ "key": "words", "text": "In other words?", "reason": "A typo" });
    let wording = serde_json::from_value(wording).expect("a wording");
    let path = ReviewCyclePath { id: cycle.id };
    ground.org.admin().call::<CorrectReviewWording>(path, Nothing {}, wording).expect("corrected");
    ground.peers.iter().for_each(|peer| writes_for(&ground, peer, 2));
    let timed = ReviewSideTime { relation: ReviewRelation::Peer, minutes: 2, timed: 5 };
    assert_eq!(of(&report(&ground, &cycle), ReviewRelation::Peer), timed);
}

#[test]
fn a_pause_is_no_writing_and_nobodys_time_is_kept() {
    let ground = Ground::new();
    ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    writes_for(&ground, &ground.peers[0], 3);
    writes_for(&ground, &ground.peers[1], 30);
    let mut conn = ground.org.server.database.admin();
    let packet = format!("packet_id IN (SELECT id FROM review_packets WHERE subject_id = '{}')", ground.subject.id);
    let times =
        "SELECT t.minutes || ' ' || t.reviews AS text FROM review_times t JOIN review_packets k ON k.org_id = t.org_id";
    let ours = format!("{times} WHERE k.subject_id = '{}'", ground.subject.id);
    assert_eq!(db::texts(&mut conn, &ours), ["3 1"]);
    let left = format!("reviews WHERE {packet} AND (seconds > 0 OR saved_at IS NOT NULL) AND state = 'submitted'");
    assert_eq!(db::count(&mut conn, &left), 0);
}

#[test]
fn when_a_cycle_is_closed_what_told_nothing_is_named() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers, &json!({ "naming": "named" }));
    assert_eq!(report(&ground, &cycle).judged, None);
    let writers = [&ground.subject, &ground.manager].into_iter().chain(&ground.reports).chain(&ground.peers);
    for writer in writers {
        write(writer, "Fine.");
    }
    ground.until(&cycle, ReviewStage::Closed);
    let judged = report(&ground, &cycle).judged.expect("it is judged");
    assert_eq!((judged.cycle.id, judged.reviews), (cycle.id, 11));
    // Only ten or more say anything: the others were asked of two.
    let found: Vec<_> = judged.questions.iter().map(|it| (it.key.as_str(), it.spread, it.proposed)).collect();
    assert_eq!(found, [("words", 0, true)]);
}

#[test]
fn it_is_for_admins() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({}));
    for other in [&ground.manager, &ground.peers[0]] {
        let path = ReviewTemplatePath { id: template(&ground, &cycle) };
        other.call::<ReadReviewTemplateReport>(path, Nothing {}, ()).refused(Code::Forbidden);
    }
}
