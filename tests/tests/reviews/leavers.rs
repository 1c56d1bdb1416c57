//! Somebody leaves while others write about them: it is chosen whether that is closed early or cancelled.

use perftrack_tests::{Client, Persona, Refused, db, unique};
use serde_json::json;
use shared::{
    access::Role,
    operation::Nothing,
    people::{
        DeactivatePerson, EditPerson, LeftKind, PersonChanges, PersonPath, PreviewDeactivation, ReactivatePerson,
        ReadPerson,
    },
    problem::{Code, Problem},
    reviews::{
        AddReviewPeople, AppointReviewer, EndLeaversReviews, InviteExternalReviewer, NewReviewAppointment,
        NewReviewEnding, NewReviewExternal, NominateReviewPeers, PacketState, ReadReviewPacket, ReopenReview,
        ReviewCapacity, ReviewCycle, ReviewCyclePath, ReviewEnding, ReviewLatecomers, ReviewOfPacketPath,
        ReviewPacketPath, ReviewPath, ReviewPeers, ReviewRelation, ReviewReopening, ReviewStage, ReviewState,
        SaveReview,
    },
    wire::Patch,
};

use super::{Ground, owed, packets, sheet, words, write, written};

fn leaves(ground: &Ground) {
    let path = PersonPath { id: ground.subject.id };
    ground.org.admin().call::<DeactivatePerson>(path, Nothing {}, None).expect("they leave");
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
    admin.call::<DeactivatePerson>(PersonPath { id: late.id }, Nothing {}, None).expect("they leave");
    let body = NewReviewEnding { person_id: late.id, ends: ReviewEnding::Early, reason: "They have left".to_owned() };
    admin.call::<EndLeaversReviews>(Nothing {}, Nothing {}, body).expect("ended");
    assert!(!may_name());
    let peers = ReviewPeers { peers: vec![ground.peers[3].id] };
    admin.call::<NominateReviewPeers>(ReviewPacketPath { id: packet }, Nothing {}, peers).refused(Code::Conflict);
}

#[test]
fn nobody_else_is_asked_to_write_about_who_has_left() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    let admin = ground.org.admin();
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let before = ground.read(admin, &cycle);
    assert!(before.may_appoint && before.may_invite);
    leaves(&ground);
    end(&ground, admin, ReviewEnding::Early).expect("ended");
    let after = ground.read(admin, &cycle);
    assert!(!after.may_appoint && !after.may_invite);

    let (other, reason) = (&ground.peers[4], "Led the project".to_owned());
    let (capacity, relation) = (ReviewCapacity::Additional, ReviewRelation::Peer);
    let new = NewReviewAppointment { person_id: other.id, capacity, relation, reason: reason.clone() };
    admin.call::<AppointReviewer>(path(), Nothing {}, new).refused(Code::Conflict);
    assert!(owed(other).is_empty());
    let email = format!("{}@example.org", unique());
    let new = NewReviewExternal { name: "Ines of the harbour".to_owned(), email, reason };
    admin.call::<InviteExternalReviewer>(path(), Nothing {}, new).refused(Code::Conflict);
    assert!(ground.read(admin, &cycle).externals.is_empty());
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

fn comes_back(ground: &Ground) {
    let path = PersonPath { id: ground.subject.id };
    ground.org.admin().call::<ReactivatePerson>(path, Nothing {}, ()).expect("they come back");
}

fn moves_to(ground: &Ground, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: ground.subject.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("their line is moved");
}

#[test]
fn who_comes_back_finds_it_going_on_with_what_was_begun() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    let review = owed(&ground.peers[0]).remove(0);
    let text = serde_json::from_value(sheet(review.relation, "Calm in the rush")).expect("a sheet");
    ground.peers[0].call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, text).expect("begun");
    let before = ground.rehearsal(&cycle).gaps;
    assert_eq!(before, 7, "they themselves, two peers and four reports");
    leaves(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Cancelled).expect("ended");
    assert!(ground.read(ground.org.admin(), &cycle).withheld.is_some());
    comes_back(&ground);
    let read = ground.read(ground.org.admin(), &cycle);
    assert!(read.withheld.is_none() && read.may_appoint);
    assert_eq!(ground.rehearsal(&cycle).gaps, before);
    let states = |by: &Client| written(by).into_iter().map(|it| it.state).collect::<Vec<_>>();
    assert_eq!(states(&ground.peers[0]), [ReviewState::InProgress], "with its text");
    assert_eq!(states(&ground.peers[1]), [ReviewState::Assigned]);
    assert_eq!(states(&ground.manager), [ReviewState::Submitted]);
    let kinds = db::texts(
        &mut ground.org.server.database.admin(),
        &format!("SELECT kind AS text FROM audit_events WHERE resource_id = '{}' AND kind ~ 'again$'", read.packet.id),
    );
    assert_eq!(kinds, ["review_packets.gathered_again"]);

    // A cycle that is over begins nothing anew.
    leaves(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Cancelled).expect("ended once more");
    ground.until(&cycle, ReviewStage::Closed);
    comes_back(&ground);
    assert!(ground.read(ground.org.admin(), &cycle).withheld.is_some());
    assert_eq!(states(&ground.peers[1]), [ReviewState::Void]);
}

#[test]
fn who_leads_them_by_then_is_asked_only_if_they_come_back() {
    let ground = Ground::new();
    let next = ground.org.db_person(Role::Manager, None);
    ground.writing(&[], &json!({ "naming": "named" }));
    leaves(&ground);
    end(&ground, ground.org.admin(), ReviewEnding::Early).expect("ended");
    moves_to(&ground, &next);
    assert!(written(&next).is_empty(), "it has ended");
    comes_back(&ground);
    assert_eq!(owed(&next).iter().map(|it| it.relation).collect::<Vec<_>>(), [ReviewRelation::Manager]);
    assert_eq!(written(&ground.manager)[0].state, ReviewState::Void);
}

#[test]
fn who_comes_back_owes_their_own_again_where_nobody_ended_anything() {
    let ground = Ground::new();
    let cycle = begun(&ground);
    leaves(&ground);
    assert_eq!(ground.rehearsal(&cycle).gaps, 6, "two peers and four reports");
    comes_back(&ground);
    assert_eq!(ground.rehearsal(&cycle).gaps, 7, "and they themselves");
}
