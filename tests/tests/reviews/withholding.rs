//! Closing a cycle: everybody has theirs, or it is said why not.

use chrono::{Days, Utc};
use perftrack_tests::{Client, Refused, samples::reviews::waive_gaps};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, Notice, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        MoveReviewCycle, NewReviewPause, PacketState, PauseReviewPacket, ReleaseReviewPacket, ReleaseReviewPackets,
        ReopenReview, ReviewCycle, ReviewCyclePath, ReviewMove, ReviewOfPacketPath, ReviewPacketDetail,
        ReviewPacketPath, ReviewPauseCovers, ReviewRelease, ReviewReopening, ReviewStage, ReviewStep, ReviewWithdrawal,
        ReviewWithholding, WithdrawReviewPacket, WithholdReviewPacket,
    },
};

use super::{Ground, write};

fn withhold(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    let body = ReviewWithholding { reason: "They are ill: it waits until they are back".to_owned() };
    by.call::<WithholdReviewPacket>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, body)
}

fn release(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    let body = ReviewRelease { summary: "A good half-year".to_owned() };
    by.call::<ReleaseReviewPacket>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, body)
}

fn release_all(by: &Client, cycle: &ReviewCycle) -> Result<i64, Problem> {
    let released = by.call::<ReleaseReviewPackets>(ReviewCyclePath { id: cycle.id }, Nothing {}, ());
    released.map(|released| released.count)
}

/// Takes the cycle on with whatever is missing; where it stands then.
fn go_on(ground: &Ground, cycle: &ReviewCycle) -> Result<ReviewStage, Problem> {
    waive_gaps(ground.org.admin(), &format!("/api/v1/review-cycles/{}", cycle.id));
    let step = ReviewMove { step: ReviewStep::Forward, gaps: ground.rehearsal(cycle).gaps, reason: None };
    let moved = ground.org.admin().call::<MoveReviewCycle>(ReviewCyclePath { id: cycle.id }, Nothing {}, step);
    moved.map(|now| now.cycle.stage)
}

fn notice(by: &Client, kind: NoticeKind) -> Option<Notice> {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().find(|notice| notice.kind == kind)
}

fn told(by: &Client, kind: NoticeKind) -> bool {
    notice(by, kind).is_some()
}

/// A cycle about the subject that is shared, in which they and their manager have written.
fn shared(ground: &Ground) -> ReviewCycle {
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write(&ground.subject, "A year at the quay");
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    cycle
}

#[test]
fn a_cycle_does_not_close_by_hand_over_somebody_who_has_not_got_theirs() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    go_on(&ground, &cycle).refused(Code::Conflict);
    release_all(&ground.manager, &cycle).refused(Code::Forbidden);
    assert_eq!(release_all(ground.org.admin(), &cycle).expect("released"), 1);
    assert_eq!(release_all(ground.org.admin(), &cycle).expect("nothing is left"), 0);
    assert!(told(&ground.subject, NoticeKind::ReviewReleased));
    assert_eq!(go_on(&ground, &cycle).expect("it closes"), ReviewStage::Closed);
}

#[test]
fn what_is_withheld_keeps_no_cycle_open_and_the_person_learns_that_it_is_and_not_why() {
    let ground = Ground::new();
    let cycle = shared(&ground);
    let (admin, manager, subject) = (ground.org.admin(), &ground.manager, &ground.subject);
    for other in [manager, subject] {
        withhold(&ground, other, &cycle).refused(Code::Forbidden);
    }
    withhold(&ground, admin, &cycle).expect("withheld");
    assert!(told(manager, NoticeKind::ReviewWithheld));
    assert_eq!(notice(subject, NoticeKind::ReviewWithheld).expect("told").actor, None, "by whom isn't theirs to know");
    let theirs = ground.read(subject, &cycle).withheld.expect("it is withheld");
    assert_eq!((theirs.by, theirs.reason.as_str()), (None, ""));
    let known = ground.read(manager, &cycle).withheld.expect("it is withheld");
    assert_eq!(known.reason, "They are ill: it waits until they are back");
    assert_eq!(release_all(admin, &cycle).expect("nobody else is there"), 0);
    release(&ground, manager, &cycle).refused(Code::Forbidden);
    assert_eq!(go_on(&ground, &cycle).expect("it closes"), ReviewStage::Closed);

    // They are back, and the cycle is over.
    release(&ground, manager, &cycle).refused(Code::Forbidden);
    let given = release(&ground, admin, &cycle).expect("given after all");
    assert_eq!((given.packet.state, given.withheld), (PacketState::Released, None));
    assert_eq!(ground.read(subject, &cycle).summary, "A good half-year");
    release(&ground, admin, &cycle).refused(Code::Conflict);
}

#[test]
fn only_what_is_shared_and_not_given_yet_is_withheld() {
    let ground = Ground::new();
    let early = ground.writing(&[], &json!({ "naming": "named" }));
    withhold(&ground, ground.org.admin(), &early).refused(Code::Conflict);
    let ground = Ground::new();
    let cycle = shared(&ground);
    ground.release(&cycle);
    withhold(&ground, ground.org.admin(), &cycle).refused(Code::Conflict);
}

#[test]
fn nobody_gives_themselves_theirs_while_somebody_else_is_there_to_do_it() {
    let ground = Ground::new();
    let (admin, led, alone) = (
        ground.org.admin(),
        ground.org.db_person(Role::Admin, Some(&ground.manager)),
        ground.org.db_person(Role::Admin, None),
    );
    for other in [&led, &alone] {
        let cycle = ground.draft(&json!({ "naming": "named", "included": [other.id] }));
        ground.until(&cycle, ReviewStage::Sharing);
        assert_eq!(release_all(other, &cycle).expect("theirs waits"), 0);
        // As it does while nobody is asked to give it to them, since they are away.
        let today = Utc::now().date_naive();
        let away = NewReviewPause { from_on: today, until_on: today + Days::new(6), covers: ReviewPauseCovers::All };
        let path = ReviewPacketPath { id: ground.packet(&cycle).id };
        admin.call::<PauseReviewPacket>(path, Nothing {}, away).expect("paused");
        assert_eq!(release_all(other, &cycle).expect("theirs still waits"), 0);
        go_on(&ground, &cycle).refused(Code::Conflict);
        assert_eq!(release_all(admin, &cycle).expect("released"), 1);
    }
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = ground.draft(&json!({ "naming": "named", "included": [admin.id] }));
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(release_all(admin, &cycle).expect("nobody else could"), 1);
}

#[test]
fn giving_it_to_everybody_leaves_what_was_taken_back_and_what_is_open_again() {
    let ground = Ground::new();
    let (cycle, admin) = (shared(&ground), ground.org.admin());
    ground.release(&cycle);
    let why = ReviewWithdrawal { reason: "It was another's".to_owned() };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    admin.call::<WithdrawReviewPacket>(path, Nothing {}, why).expect("taken back");
    assert_eq!(release_all(admin, &cycle).expect("nobody else is there"), 0);
    go_on(&ground, &cycle).refused(Code::Conflict);
    release(&ground, &ground.manager, &cycle).expect("by hand");
    assert_eq!(go_on(&ground, &cycle).expect("it closes"), ReviewStage::Closed);

    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let review = write(&ground.manager, "A dependable year").id;
    ground.until(&cycle, ReviewStage::Sharing);
    let path = ReviewOfPacketPath { id: ground.packet(&cycle).id, review_id: review };
    let why = ReviewReopening { reason: "The last month is missing".to_owned() };
    admin.call::<ReopenReview>(path, Nothing {}, why).expect("open again");
    assert_eq!(release_all(admin, &cycle).expect("it is waited for"), 0);
    write(&ground.manager, "A dependable year, to its end");
    assert_eq!(release_all(admin, &cycle).expect("released"), 1);
}
