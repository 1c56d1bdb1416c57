//! Somebody leaves while others write about them: it is chosen whether that is closed early or cancelled.

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    operation::Nothing,
    people::{DeactivatePerson, LeftKind, PersonPath, PreviewDeactivation},
    problem::{Code, Problem},
    reviews::{
        AddReviewPeople, EndLeaversReviews, NewReviewEnding, NominateReviewPeers, PacketState, ReadReviewPacket,
        ReopenReview, ReviewCycle, ReviewCyclePath, ReviewEnding, ReviewLatecomers, ReviewOfPacketPath,
        ReviewPacketPath, ReviewPeers, ReviewReopening, ReviewStage, ReviewState,
    },
};

use super::{Ground, packets, words, write, written};

fn leaves(ground: &Ground) {
    let path = PersonPath { id: ground.subject.id };
    ground.org.admin().call::<DeactivatePerson>(path, Nothing {}, ()).expect("they leave");
}

fn end(ground: &Ground, by: &Client, ends: ReviewEnding) -> Result<i64, Problem> {
    let body = NewReviewEnding { person_id: ground.subject.id, ends, reason: "They have left".to_owned() };
    by.call::<EndLeaversReviews>(Nothing {}, Nothing {}, body).map(|ended| ended.count)
}

/// A cycle about the subject in which their manager has written, and two peers and four reports have not.
fn begun(ground: &Ground) -> ReviewCycle {
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    write(&ground.manager, "A dependable year");
    cycle
}

#[test]
fn closed_early_nothing_more_is_asked_and_what_was_handed_in_is_given() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    let path = PersonPath { id: ground.subject.id };
    let preview = ground.org.admin().call::<PreviewDeactivation>(path, Nothing {}, ()).expect("a preview");
    assert!(preview.left.iter().any(|left| left.kind == LeftKind::Packet && left.count == 1));
    leaves(&ground);
    assert_eq!(ground.rehearsal(&cycle).gaps, 6, "two peers and four reports");
    assert_eq!(end(&ground, ground.org.admin(), ReviewEnding::Early).expect("ended"), 1);
    assert_eq!(ground.rehearsal(&cycle).gaps, 0);
    assert_eq!(written(&ground.peers[0])[0].state, ReviewState::Void);
    ground.until(&cycle, ReviewStage::Closed);
    let read = ground.read(ground.org.admin(), &cycle);
    assert_eq!(read.packet.state, PacketState::Released);
    assert_eq!(words(&read).len(), 1, "their manager's");
}

#[test]
fn cancelled_it_is_withheld_and_the_cycle_ends_without_it() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    leaves(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Cancelled).expect("ended");
    let withheld = ground.read(ground.org.admin(), &cycle);
    assert_eq!((ground.rehearsal(&cycle).gaps, withheld.packet.submitted), (0, 1));
    ground.until(&cycle, ReviewStage::Closed);
    let after = ground.read(ground.org.admin(), &cycle);
    assert_eq!((after.packet.state, after.withheld.is_some()), (PacketState::Collecting, true));
    end(&ground, ground.org.admin(), ReviewEnding::Early).refused(Code::Conflict);
}

#[test]
fn what_was_opened_again_stands_as_it_was_handed_in_and_holds_nothing_up() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    ground.until(&cycle, ReviewStage::Sharing);
    let handed_in = ground.read(ground.org.admin(), &cycle).handed_in;
    let path = ReviewOfPacketPath { id: ground.packet(&cycle).id, review_id: handed_in[0].id };
    let reason = ReviewReopening { reason: "Names a customer".to_owned() };
    ground.org.admin().call::<ReopenReview>(path, Nothing {}, reason).expect("open again");
    leaves(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Early).expect("ended");
    let read = ground.read(ground.org.admin(), &cycle);
    assert_eq!((read.packet.submitted, read.is_reopened), (1, false));
    ground.until(&cycle, ReviewStage::Closed);
    let read = ground.read(ground.org.admin(), &cycle);
    assert_eq!((read.packet.state, words(&read).len()), (PacketState::Released, 1));
}

#[test]
fn no_peers_are_named_late_for_who_has_left() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    let (admin, late) = (ground.org.admin(), &ground.peers[4]);
    let people = ReviewLatecomers { people: vec![late.id], by_rule: false };
    admin.call::<AddReviewPeople>(ReviewCyclePath { id: cycle.id }, Nothing {}, people).expect("taken in");
    let packet = packets(admin, cycle.id).into_iter().find(|it| it.subject.id == late.id).expect("their packet").id;
    let may_name = || {
        let read = admin.call::<ReadReviewPacket>(ReviewPacketPath { id: packet }, Nothing {}, ());
        read.expect("the packet").may_name_late
    };
    assert!(may_name());
    admin.call::<DeactivatePerson>(PersonPath { id: late.id }, Nothing {}, ()).expect("they leave");
    let body = NewReviewEnding { person_id: late.id, ends: ReviewEnding::Early, reason: "They have left".to_owned() };
    admin.call::<EndLeaversReviews>(Nothing {}, Nothing {}, body).expect("ended");
    assert!(!may_name());
    let peers = ReviewPeers { peers: vec![ground.peers[3].id] };
    admin.call::<NominateReviewPeers>(ReviewPacketPath { id: packet }, Nothing {}, peers).refused(Code::Conflict);
}

#[test]
fn an_admin_chooses_it_once_they_have_left() {
    let ground = Ground::new();
    begun(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Early).refused_at("person_id", "not_deactivated");
    leaves(&ground);
    end(&ground, &ground.manager, ReviewEnding::Early).refused(Code::Forbidden);
    end(&ground, ground.org.admin(), ReviewEnding::Early).expect("ended");
    end(&ground, ground.org.admin(), ReviewEnding::Cancelled).refused(Code::Conflict);
}
