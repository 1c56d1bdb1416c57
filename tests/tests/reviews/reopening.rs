//! A review is opened again when writing is over: whose, by whom, what waits for it, and what of it is kept.

use perftrack_tests::{Client, Persona, Refused};
use serde_json::json;
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        CloseReopenedReview, CompareReviewVersions, DeclineReview, MoveReviewCycle, ReadReviewChanges,
        ReadReviewPacket, RecallReview, ReleaseReviewPacket, ReopenReview, ReviewCycle, ReviewCyclePath,
        ReviewDifferences, ReviewHandedIn, ReviewMove, ReviewOfPacketPath, ReviewPacketDetail, ReviewPacketPath,
        ReviewPath, ReviewRefusal, ReviewRelation, ReviewRelease, ReviewReopening, ReviewStage, ReviewState,
        ReviewStep, ReviewWithholding, SaveReview, WithholdReviewPacket,
    },
    wire::ReviewId,
};

use super::{
    Ground,
    calibration::{calibrating, rate},
    owed, packets, sheet, words, write, written,
};

fn reason() -> ReviewReopening {
    ReviewReopening { reason: "The last month is missing".to_owned() }
}

fn path(ground: &Ground, cycle: &ReviewCycle, review: ReviewId) -> ReviewOfPacketPath {
    ReviewOfPacketPath { id: ground.packet(cycle).id, review_id: review }
}

fn reopen(ground: &Ground, by: &Client, cycle: &ReviewCycle, review: ReviewId) -> Result<ReviewPacketDetail, Problem> {
    by.call::<ReopenReview>(path(ground, cycle, review), Nothing {}, reason())
}

fn close(ground: &Ground, by: &Client, cycle: &ReviewCycle, review: ReviewId) -> Result<ReviewPacketDetail, Problem> {
    by.call::<CloseReopenedReview>(path(ground, cycle, review), Nothing {}, ())
}

/// What Admins see of somebody's review.
fn handed_in(ground: &Ground, cycle: &ReviewCycle, author: &Persona) -> Option<ReviewHandedIn> {
    ground.read(ground.org.admin(), cycle).handed_in.into_iter().find(|it| it.author.id == author.id)
}

fn told(by: &Client, kind: NoticeKind) -> bool {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().any(|notice| notice.kind == kind)
}

/// What the manager is read to have said.
fn of_manager(by: &Client, ground: &Ground, cycle: &ReviewCycle) -> Vec<String> {
    let said = words(&ground.read(by, cycle)).into_iter();
    said.filter(|(side, ..)| *side == ReviewRelation::Manager).map(|(.., text)| text).collect()
}

fn release(ground: &Ground, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    ground.manager.call::<ReleaseReviewPacket>(path, Nothing {}, ReviewRelease { summary: String::new() })
}

/// A cycle that is shared, in which the manager and the subject have written; with the manager's review.
fn shared(ground: &Ground) -> (ReviewCycle, ReviewId) {
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let review = write(&ground.manager, "A dependable year").id;
    write(&ground.subject, "A year at the quay");
    ground.until(&cycle, ReviewStage::Sharing);
    (cycle, review)
}

#[test]
fn its_author_writes_on_and_the_release_waits_for_it() {
    let ground = Ground::new();
    let (cycle, review) = shared(&ground);
    let (admin, manager) = (ground.org.admin(), &ground.manager);
    assert!(owed(manager).is_empty());
    reopen(&ground, admin, &cycle, review).expect("it is open again");

    let again = owed(manager).remove(0);
    let today = chrono::Utc::now().date_naive();
    assert_eq!((again.id, again.reopened.as_deref()), (review, Some("The last month is missing")));
    assert!(again.due_on >= today + chrono::Days::new(5), "due on {}", again.due_on);
    assert!(told(manager, NoticeKind::ReviewReopened));
    assert!(of_manager(admin, &ground, &cycle).is_empty());
    assert!(ground.read(manager, &cycle).is_reopened);
    release(&ground, &cycle).refused(Code::Conflict);
    let refusal = ReviewRefusal { reason: "No more".to_owned() };
    manager.call::<DeclineReview>(ReviewPath { id: review }, Nothing {}, refusal).refused(Code::Conflict);

    write(manager, "A dependable year, and December too");
    assert_eq!(of_manager(admin, &ground, &cycle), ["A dependable year, and December too"]);
    // Handed in, it stays: writing is over.
    manager.call::<RecallReview>(ReviewPath { id: review }, Nothing {}, ()).refused(Code::Conflict);
    release(&ground, &cycle).expect("released");
}

#[test]
fn its_author_and_admins_see_what_changed_and_nobody_else() {
    let ground = Ground::new();
    let (cycle, review) = shared(&ground);
    let (admin, manager) = (ground.org.admin(), &ground.manager);
    let compare = |by: &Client| by.call::<CompareReviewVersions>(path(&ground, &cycle, review), Nothing {}, ());
    let before = compare(admin).expect("nothing to compare");
    assert_eq!((before.versions, before.questions.len()), (1, 0));
    reopen(&ground, admin, &cycle, review).expect("it is open again");
    write(manager, "A better year");

    let changed = |found: &ReviewDifferences| {
        let one = |it: &shared::reviews::ReviewDifference| {
            (it.question.key.clone(), it.before.answer.text.clone(), it.after.answer.text.clone())
        };
        found.questions.iter().map(one).collect::<Vec<_>>()
    };
    let expected = [("words".to_owned(), "A dependable year".to_owned(), "A better year".to_owned())];
    assert_eq!(changed(&compare(admin).expect("what changed")), expected);
    let mine = manager.call::<ReadReviewChanges>(ReviewPath { id: review }, Nothing {}, ()).expect("what changed");
    assert_eq!((changed(&mine), mine.versions), (expected.to_vec(), 2));
    assert_eq!(handed_in(&ground, &cycle, manager).expect("it").versions, 2);
    compare(manager).refused(Code::Forbidden);
    compare(&ground.subject).refused(Code::Forbidden);
    compare(&ground.peers[0]).refused(Code::Forbidden);
    ground.subject.call::<ReadReviewChanges>(ReviewPath { id: review }, Nothing {}, ()).refused(Code::NotFound);
}

#[test]
fn closed_again_it_stands_as_it_was_handed_in_last() {
    let ground = Ground::new();
    let (cycle, review) = shared(&ground);
    let (admin, manager) = (ground.org.admin(), &ground.manager);
    close(&ground, admin, &cycle, review).refused(Code::Conflict);
    reopen(&ground, admin, &cycle, review).expect("it is open again");
    let save = |text: &str| {
        let sheet = serde_json::from_value(sheet(ReviewRelation::Manager, text)).expect("a sheet");
        manager.call::<SaveReview>(ReviewPath { id: review }, Nothing {}, sheet)
    };
    save("Half of a thought").expect("saved");
    close(&ground, manager, &cycle, review).refused(Code::Forbidden);
    close(&ground, admin, &cycle, review).expect("closed");

    assert_eq!(of_manager(admin, &ground, &cycle), ["A dependable year"]);
    assert_eq!(written(manager).iter().map(|it| it.state).collect::<Vec<_>>(), [ReviewState::Submitted]);
    assert_eq!(handed_in(&ground, &cycle, manager).expect("it").versions, 1);
    assert!(told(manager, NoticeKind::ReviewClosedAgain));
    assert!(owed(manager).is_empty());
    save("Another thought").refused(Code::Conflict);
    release(&ground, &cycle).expect("released");
}

#[test]
fn it_is_opened_by_admins_alone_between_writing_and_the_release() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let late = owed(&ground.reports[0]).remove(0).id;
    let review = write(&ground.manager, "A dependable year").id;
    reopen(&ground, admin, &cycle, review).refused(Code::Conflict);
    assert_eq!(handed_in(&ground, &cycle, &ground.manager), None, "its author takes it back themselves");
    ground.until(&cycle, ReviewStage::Sharing);
    reopen(&ground, admin, &cycle, late).refused(Code::Conflict);
    for other in [&ground.manager, &ground.subject, &ground.reports[0]] {
        reopen(&ground, other, &cycle, review).refused(Code::Forbidden);
        assert!(ground.read(admin, &cycle).handed_in.len() == 1);
    }
    assert!(ground.read(&ground.manager, &cycle).handed_in.is_empty());
    reopen(&ground, admin, &cycle, ReviewId(uuid::Uuid::now_v7())).refused(Code::NotFound);
    ground.release(&cycle);
    reopen(&ground, admin, &cycle, review).refused(Code::Conflict);
}

#[test]
fn a_cycle_does_not_end_over_a_review_that_is_open_again() {
    let ground = Ground::new();
    let (cycle, review) = shared(&ground);
    let admin = ground.org.admin();
    reopen(&ground, admin, &cycle, review).expect("it is open again");
    // Nothing else keeps it open.
    let why = ReviewWithholding { reason: "They are ill".to_owned() };
    let withheld = ReviewPacketPath { id: ground.packet(&cycle).id };
    admin.call::<WithholdReviewPacket>(withheld, Nothing {}, why).expect("withheld");
    let end = || {
        let step = ReviewMove { step: ReviewStep::Forward, gaps: ground.rehearsal(&cycle).gaps, reason: None };
        admin.call::<MoveReviewCycle>(ReviewCyclePath { id: cycle.id }, Nothing {}, step)
    };
    end().refused(Code::Conflict);
    close(&ground, admin, &cycle, review).expect("closed");
    assert_eq!(end().expect("it ends").cycle.stage, ReviewStage::Closed);
}

#[test]
fn sides_without_names_are_never_opened_again_nor_told_of() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let said = ["Calm in the rush", "Knows every berth", "Says what is wrong", "Asks before judging"];
    let reviews: Vec<_> = ground.peers.iter().zip(said).map(|(peer, said)| write(peer, said).id).collect();
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    let admin = ground.org.admin();
    let listed = ground.read(admin, &cycle).handed_in;
    assert_eq!(listed.iter().map(|it| it.author.id).collect::<Vec<_>>(), [ground.manager.id]);
    for review in reviews {
        reopen(&ground, admin, &cycle, review).refused(Code::NotFound);
        admin.call::<CompareReviewVersions>(path(&ground, &cycle, review), Nothing {}, ()).refused(Code::NotFound);
    }
}

#[test]
fn what_a_manager_changes_while_ratings_are_compared_is_proposed_anew() {
    let ground = Ground::new();
    let cycle = calibrating(&ground, &json!({}));
    let admin = ground.org.admin();
    let of = |about: &Persona| {
        let packet = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == about.id).expect("a packet");
        admin.call::<ReadReviewPacket>(ReviewPacketPath { id: packet.id }, Nothing {}, ()).expect("it")
    };
    let rating = |about: &Persona| {
        let rating = of(about).rating.expect("a rating");
        (rating.proposed, rating.decided)
    };
    let before: Vec<_> = ground.reports.iter().map(rating).collect();
    assert_eq!(rating(&ground.subject), (Some(2), Some(2)));
    let packet = of(&ground.subject);
    let review = packet.handed_in.iter().find(|it| it.author.id == ground.manager.id).expect("the manager's");
    let path = ReviewOfPacketPath { id: packet.packet.id, review_id: review.id };
    admin.call::<ReopenReview>(path, Nothing {}, reason()).expect("it is open again");
    rate(&ground.manager, &ground.subject, 3, None);
    assert_eq!(rating(&ground.subject), (Some(3), Some(3)));
    assert_eq!(ground.reports.iter().map(rating).collect::<Vec<_>>(), before, "the others stay");
}

#[test]
fn what_is_closed_again_while_ratings_are_compared_is_proposed_again() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let cycle = ground.writing(&[], &json!({ "naming": "named", "calibrates": true }));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Calibrating);
    let proposed = || ground.read(admin, &cycle).rating.and_then(|rating| rating.proposed);
    assert_eq!(proposed(), Some(3));
    let review = handed_in(&ground, &cycle, &ground.manager).expect("the manager's").id;
    reopen(&ground, admin, &cycle, review).expect("it is open again");
    // Taken back and on, what is open proposes nothing.
    let back = ReviewMove { step: ReviewStep::Back, gaps: 0, reason: Some("More is missing".to_owned()) };
    admin.call::<MoveReviewCycle>(ReviewCyclePath { id: cycle.id }, Nothing {}, back).expect("a step back");
    ground.until(&cycle, ReviewStage::Calibrating);
    assert_eq!(proposed(), None);
    close(&ground, admin, &cycle, review).expect("closed");
    assert_eq!(proposed(), Some(3));
}
