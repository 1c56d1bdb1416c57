//! Who hears of what happens to a cycle, and who answers for those whom nobody leads.

use perftrack_tests::{Client, Persona, Refused};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, Notice, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        AppointReviewer, DeclineReview, ListReviewDuties, ListReviewPackets, MoveReviewCycle, NewReviewAppointment,
        NominateReviewPeers, PacketState, ReleaseReviewPacket, ReviewCapacity, ReviewCycle, ReviewCyclePath,
        ReviewDutyFilter, ReviewDutyKind, ReviewMove, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath,
        ReviewPath, ReviewPeers, ReviewRefusal, ReviewRelation, ReviewRelease, ReviewStage, ReviewStep,
    },
};

use super::{Ground, owed};

fn notices(by: &Client, kind: NoticeKind) -> Vec<Notice> {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().filter(|notice| notice.kind == kind).collect()
}

fn told(by: &Client, kind: NoticeKind) -> bool {
    !notices(by, kind).is_empty()
}

fn step(ground: &Ground, cycle: &ReviewCycle, step: ReviewStep) {
    let step = ReviewMove { step, gaps: 0, reason: Some("Two are ill".to_owned()) };
    ground.org.admin().call::<MoveReviewCycle>(ReviewCyclePath { id: cycle.id }, Nothing {}, step).expect("a step");
}

fn propose(ground: &Ground, by: &Client, cycle: &ReviewCycle, peers: &[&Persona]) {
    let peers = ReviewPeers { peers: peers.iter().map(|peer| peer.id).collect() };
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    by.call::<NominateReviewPeers>(path, Nothing {}, peers).expect("proposed");
}

fn name(
    (ground, cycle): (&Ground, &ReviewCycle),
    by: &Client,
    who: &Persona,
    relation: ReviewRelation,
) -> Result<ReviewPacketDetail, Problem> {
    let (capacity, reason) = (ReviewCapacity::Additional, "Worked beside them".to_owned());
    let new = NewReviewAppointment { person_id: who.id, capacity, relation, reason };
    by.call::<AppointReviewer>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, new)
}

#[test]
fn whoever_has_a_part_in_it_hears_that_a_cycle_goes_back_or_is_called_off() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    step(&ground, &cycle, ReviewStep::Back);
    let concerned = [&ground.subject, &ground.manager, &ground.reports[0], &ground.peers[0]];
    assert!(concerned.iter().all(|one| notices(one, NoticeKind::ReviewCycleTakenBack).len() == 1));
    assert!(!told(&ground.peers[1], NoticeKind::ReviewCycleTakenBack));
    step(&ground, &cycle, ReviewStep::Cancel);
    assert!(concerned.iter().all(|one| notices(one, NoticeKind::ReviewCycleCancelled).len() == 1));
    assert!(!told(&ground.peers[1], NoticeKind::ReviewCycleCancelled));
}

#[test]
fn managers_hear_that_they_can_release_when_sharing_begins() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    assert!(!told(&ground.manager, NoticeKind::ReviewsToRelease));
    ground.until(&cycle, ReviewStage::Sharing);
    assert!(told(&ground.manager, NoticeKind::ReviewsToRelease));
    assert!(!told(&ground.subject, NoticeKind::ReviewsToRelease));
}

#[test]
fn peers_that_nobody_settled_lapse_with_a_word_and_so_does_that_there_are_none() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named" }));
    ground.until(&cycle, ReviewStage::Nominating);
    propose(&ground, &ground.subject, &cycle, &[&ground.peers[0]]);
    ground.until(&cycle, ReviewStage::Writing);
    for one in [&ground.subject, &ground.manager] {
        assert!(told(one, NoticeKind::ReviewPeersLapsed) && !told(one, NoticeKind::ReviewPeersMissing));
    }
    assert!(owed(&ground.peers[0]).is_empty(), "they don't write");

    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named" }));
    ground.until(&cycle, ReviewStage::Writing);
    assert!(told(&ground.manager, NoticeKind::ReviewPeersMissing));
    assert!(!told(&ground.subject, NoticeKind::ReviewPeersMissing));

    let ground = Ground::new();
    let [alone, silent] = [&ground.peers[3], &ground.peers[4]];
    let other = ground.org.db_person(Role::Admin, None);
    let cycle = ground.draft(&json!({ "naming": "named", "included": [alone.id] }));
    ground.until(&cycle, ReviewStage::Nominating);
    propose(&ground, alone, &cycle, &[&ground.peers[0]]);
    ground.until(&cycle, ReviewStage::Writing);
    assert!(told(&other, NoticeKind::ReviewPeersLapsed) && told(alone, NoticeKind::ReviewPeersLapsed));
    let cycle = ground.draft(&json!({ "naming": "named", "included": [silent.id, other.id] }));
    ground.until(&cycle, ReviewStage::Writing);
    assert_eq!(notices(&other, NoticeKind::ReviewPeersMissing).len(), 1, "of others alone");
    assert!(!told(silent, NoticeKind::ReviewPeersMissing));

    let ground = Ground::new();
    ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    let kinds = [NoticeKind::ReviewPeersLapsed, NoticeKind::ReviewPeersMissing];
    assert!(!kinds.into_iter().any(|kind| told(&ground.manager, kind)), "it was settled");
}

#[test]
fn when_a_peer_declines_another_is_asked_for_and_nobody_is_named() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..2], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    name(on, &ground.manager, &ground.peers[3], ReviewRelation::Peer).refused(Code::Forbidden);
    // Who was named before anybody declined is in nobody's place.
    name(on, ground.org.admin(), &ground.peers[2], ReviewRelation::Peer).expect("named");
    let review = owed(&ground.peers[0]).remove(0);
    let refusal = ReviewRefusal { reason: "We have hardly worked together".to_owned() };
    ground.peers[0].call::<DeclineReview>(ReviewPath { id: review.id }, Nothing {}, refusal).expect("declined");
    for one in [&ground.subject, &ground.manager] {
        let told = notices(one, NoticeKind::ReviewPeerDeclined);
        assert_eq!(told.iter().map(|notice| notice.actor.is_none()).collect::<Vec<_>>(), [true]);
    }
    // Their manager names one in their place, and nobody else.
    let now = ground.read(&ground.manager, &cycle);
    assert_eq!((now.may_appoint, now.may_replace), (false, true));
    assert!(!ground.read(&ground.subject, &cycle).may_replace);
    name(on, &ground.manager, &ground.peers[3], ReviewRelation::Manager).refused(Code::Forbidden);
    let now = name(on, &ground.manager, &ground.peers[3], ReviewRelation::Peer).expect("named");
    assert!(!now.may_replace);
    assert_eq!(owed(&ground.peers[3]).len(), 1);
    name(on, &ground.manager, &ground.peers[4], ReviewRelation::Peer).refused(Code::Forbidden);
}

#[test]
fn who_is_led_by_nobody_falls_to_admins() {
    let ground = Ground::new();
    let (admin, alone) = (ground.org.admin(), &ground.peers[4]);
    let cycle = ground.draft(&json!({ "naming": "named", "included": [alone.id] }));
    ground.until(&cycle, ReviewStage::Nominating);
    propose(&ground, alone, &cycle, &[&ground.peers[0]]);
    assert!(told(admin, NoticeKind::ReviewPeersProposed));
    let duties = || {
        let path = ReviewCyclePath { id: cycle.id };
        let duties = admin.call::<ListReviewDuties>(path, ReviewDutyFilter::default(), ()).expect("duties").items;
        duties.into_iter().map(|it| (it.person.id, it.duty)).collect::<Vec<_>>()
    };
    let waiting = || {
        let filter = ReviewPacketFilter { waiting: true, ..ReviewPacketFilter::default() };
        admin.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items.len()
    };
    assert_eq!((duties(), waiting()), (vec![(admin.id, ReviewDutyKind::Settle)], 1));
    propose(&ground, admin, &cycle, &[&ground.peers[0]]);
    assert_eq!((duties(), waiting()), (Vec::new(), 0));
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!((duties(), waiting()), (vec![(admin.id, ReviewDutyKind::Release)], 1));
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let given = admin.call::<ReleaseReviewPacket>(path, Nothing {}, ReviewRelease { summary: String::new() });
    assert_eq!(given.expect("given").packet.state, PacketState::Released);
    assert_eq!((duties(), waiting()), (vec![(alone.id, ReviewDutyKind::Answer)], 0));
}
