//! Packets: who reads what and when, who is named, and what becomes of it.

use perftrack_tests::{Refused, samples::reviews::form, unique};
use serde_json::json;
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::Code,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, CreateReviewTemplate, DeclineReview, NewAcknowledgement,
        NominateReviewPeers, PacketState, ReleaseReviewPacket, ReviewPacketPath, ReviewPath, ReviewPeers,
        ReviewRefusal, ReviewRelation, ReviewRelease, ReviewStage, SaveReview, SubmitReview,
    },
};

use super::{Ground, keys, owed, words, write};

#[test]
fn peers_have_no_names_for_anybody_and_all_of_them_speak_at_once() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let said = ["Calm in the rush", "Knows every berth", "Says what is wrong", "Asks before judging"];
    ground.peers.iter().zip(said).for_each(|(peer, said)| drop(write(peer, said)));
    write(&ground.manager, "A dependable year");
    let peers = |by: &perftrack_tests::Client| {
        let mut said = words(&ground.read(by, &cycle));
        said.retain(|(side, _, _)| *side == ReviewRelation::Peer);
        said
    };
    assert!(peers(&ground.manager).is_empty(), "writing isn't over");
    ground.until(&cycle, ReviewStage::Sharing);
    for reader in [&*ground.manager, ground.org.admin()] {
        let read = peers(reader);
        assert!(read.iter().all(|(_, author, _)| author.is_none()));
        let mut texts: Vec<_> = read.into_iter().map(|(_, _, text)| text).collect();
        texts.sort_unstable();
        let mut all = said;
        all.sort_unstable();
        assert_eq!(texts, all);
    }
}

#[test]
fn fewer_than_the_minimum_are_said_to_be_too_few() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    ground.peers[..3].iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    for reader in [&*ground.manager, &*ground.subject, ground.org.admin()] {
        let read = ground.read(reader, &cycle);
        assert!(words(&read).iter().all(|(side, _, _)| *side != ReviewRelation::Peer));
        let of_words = read.sections.iter().flat_map(|it| &it.questions).find(|it| it.question.key == "words");
        assert!(of_words.expect("the question").too_few.contains(&ReviewRelation::Peer));
    }
}

#[test]
fn with_names_whoever_reads_it_reads_whose_it_is() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..1], &json!({ "naming": "named" }));
    write(&ground.peers[0], "Calm in the rush");
    write(&ground.manager, "A dependable year");
    let read = words(&ground.read(&ground.manager, &cycle));
    let peer = read.iter().find(|(side, _, _)| *side == ReviewRelation::Peer).expect("the peer");
    assert_eq!(peer.1.as_deref(), Some(ground.peers[0].name.as_str()));
}

#[test]
fn who_owes_a_review_reads_nobody_elses() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    write(&ground.subject, "A year at the quay");
    let before = ground.read(&ground.manager, &cycle);
    assert!(before.owes && before.sections.is_empty());
    assert_eq!(words(&ground.read(ground.org.admin(), &cycle)).len(), 1);
    write(&ground.manager, "A dependable year");
    let after = ground.read(&ground.manager, &cycle);
    assert!(!after.owes);
    assert_eq!(words(&after).len(), 2);
}

#[test]
fn who_has_not_written_by_the_end_of_writing_reads_it_all_the_same() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    write(&ground.subject, "A year at the quay");
    ground.until(&cycle, ReviewStage::Sharing);
    let read = ground.read(&ground.manager, &cycle);
    assert!(!read.owes);
    assert_eq!(words(&read).len(), 1);
}

#[test]
fn why_somebody_declined_is_for_those_above_and_admins() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.peers[0]).remove(0);
    let refusal = ReviewRefusal { reason: "We have hardly worked together".to_owned() };
    ground.peers[0].call::<DeclineReview>(ReviewPath { id: review.id }, Nothing {}, refusal).expect("declined");
    for reader in [&*ground.manager, ground.org.admin()] {
        let declined = ground.read(reader, &cycle).declined;
        assert_eq!(declined.iter().map(|it| it.person.id).collect::<Vec<_>>(), [ground.peers[0].id]);
        assert_eq!(declined[0].reason, "We have hardly worked together");
    }
    assert!(ground.read(&ground.subject, &cycle).declined.is_empty());
}

#[test]
fn what_is_said_of_a_goal_shows_it_to_nobody_else() {
    let ground = Ground::new();
    let goal = ground.goal_of_the_subject("private");
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let review = owed(&ground.subject).remove(0);
    let sheet = json!({ "answers": {
        "overall": { "rating": 2 }, "goals": { "items": [{ "id": goal, "rating": 3, "comment": "Mine alone" }] },
    } });
    let path = || ReviewPath { id: review.id };
    let sheet = serde_json::from_value(sheet).expect("a sheet");
    ground.subject.call::<SaveReview>(path(), Nothing {}, sheet).expect("kept");
    ground.subject.call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
    write(&ground.manager, "A dependable year");
    let goals = |by: &perftrack_tests::Client| {
        let questions = ground.read(by, &cycle).sections.into_iter().flat_map(|section| section.questions);
        questions.filter(|it| it.question.key == "goals").flat_map(|it| it.answers).flat_map(|it| it.names).count()
    };
    assert_eq!((goals(&ground.subject), goals(&ground.manager)), (1, 0));
}

#[test]
fn the_person_reads_theirs_once_it_is_released_and_only_what_is_for_them() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    write(&ground.subject, "A year at the quay");
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    let before = ground.read(&ground.subject, &cycle);
    assert_eq!(words(&before).len(), 1, "their own words");
    assert_eq!((before.summary.as_str(), before.score), ("", None));
    ground.release(&cycle);
    let after = ground.read(&ground.subject, &cycle);
    assert_eq!(words(&after).len(), 2);
    assert_eq!(after.summary, "A good half-year");
    assert_eq!(after.score, Some(1.0), "the manager's highest step");
    assert!(!keys(&after).contains(&"potential"));
}

#[test]
fn that_a_score_is_missing_tells_nobody_whether_somebody_without_a_name_has_written() {
    let ground = Ground::new();
    let mut asked = form();
    asked["weights"] = json!([{ "relation": "manager", "weight": 50 }, { "relation": "peer", "weight": 50 }]);
    asked["sections"][0]["questions"][1]["answered_by"] = json!(["self", "manager", "peer"]);
    let template = serde_json::from_value(json!({ "name": unique(), "form": asked })).expect("a template");
    let made = ground.org.admin().call::<CreateReviewTemplate>(Nothing {}, Nothing {}, template).expect("made");
    let cycle = ground.writing(&ground.peers[..4], &json!({ "template_id": made.template.id }));
    write(&ground.manager, "A dependable year");
    let score = || ground.read(&ground.manager, &cycle).score;
    assert_eq!(score(), None, "nobody has written yet");

    let review = owed(&ground.peers[0]).remove(0);
    let path = || ReviewPath { id: review.id };
    let sheet = serde_json::from_value(json!({ "answers": { "overall": { "rating": 1 } } })).expect("a sheet");
    ground.peers[0].call::<SaveReview>(path(), Nothing {}, sheet).expect("kept");
    ground.peers[0].call::<SubmitReview>(path(), Nothing {}, ()).expect("handed in");
    assert_eq!(score(), None);
    ground.until(&cycle, ReviewStage::Sharing);
    assert_eq!(score(), Some(1.0), "one is too few, and left out");
}

#[test]
fn a_packet_is_released_when_writing_is_over_and_answered_once() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let release = || ReviewRelease { summary: "Early".to_owned() };
    ground.manager.call::<ReleaseReviewPacket>(path(), Nothing {}, release()).refused(Code::Conflict);
    let say = |answer, comment: &str| {
        let said = NewAcknowledgement { answer, comment: comment.to_owned() };
        ground.subject.call::<AcknowledgeReviewPacket>(path(), Nothing {}, said)
    };
    ground.until(&cycle, ReviewStage::Sharing);
    say(Acknowledgement::Agree, "").refused(Code::Conflict);
    ground.subject.call::<ReleaseReviewPacket>(path(), Nothing {}, release()).refused(Code::Forbidden);
    ground.release(&cycle);
    say(Acknowledgement::Disagree, "").refused_at("comment", "required");
    let said = say(Acknowledgement::Disagree, "The harbour was closed").expect("said");
    assert_eq!((said.packet.state, said.comment.as_str()), (PacketState::Acknowledged, "The harbour was closed"));
    say(Acknowledgement::Agree, "").refused(Code::Conflict);
    ground.manager.call::<ReleaseReviewPacket>(path(), Nothing {}, release()).refused(Code::Conflict);
}

#[test]
fn peers_are_proposed_by_the_person_and_settled_by_who_leads_them() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named", "peers_most": 2, "peer_load": 1 }));
    ground.until(&cycle, ReviewStage::Nominating);
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let name = |by: &perftrack_tests::Client, peers: &[&perftrack_tests::Persona]| {
        let peers = ReviewPeers { peers: peers.iter().map(|peer| peer.id).collect() };
        by.call::<NominateReviewPeers>(path(), Nothing {}, peers)
    };
    name(&ground.subject, &[&ground.subject]).refused_at("peers", "oneself");
    name(&ground.subject, &[&ground.manager]).refused_at("peers", "in_line");
    name(&ground.subject, &[&ground.reports[0]]).refused_at("peers", "in_line");
    let three: Vec<_> = ground.peers[..3].iter().collect();
    name(&ground.subject, &three).refused_at("peers", "too_many");
    let proposed = name(&ground.subject, &[&ground.peers[0]]).expect("proposed");
    assert!(!proposed.packet.peers_settled);
    let settled = name(&ground.manager, &[&ground.peers[0], &ground.peers[1]]).expect("settled");
    assert!(settled.packet.peers_settled);
    assert_eq!(settled.peers.iter().map(|peer| peer.load).collect::<Vec<_>>(), [Some(0), Some(0)]);
    name(&ground.subject, &[&ground.peers[2]]).refused(Code::Conflict);
    assert!(ground.read(&ground.subject, &cycle).peers.is_empty(), "who wrote isn't theirs to know");
}

#[test]
fn nobody_is_asked_to_write_more_than_the_cycle_says() {
    let ground = Ground::new();
    let more = json!({ "peer_load": 1, "naming": "named", "included": [ground.subject.id, ground.peers[4].id] });
    let cycle = ground.draft(&more);
    ground.until(&cycle, ReviewStage::Nominating);
    let packets = super::packets(ground.org.admin(), cycle.id);
    let settle = |about: shared::wire::PersonId| {
        let packet = packets.iter().find(|packet| packet.subject.id == about).expect("a packet");
        let peers = ReviewPeers { peers: vec![ground.peers[0].id] };
        let path = ReviewPacketPath { id: packet.id };
        ground.org.admin().call::<NominateReviewPeers>(path, Nothing {}, peers)
    };
    settle(ground.subject.id).expect("the first");
    settle(ground.subject.id).expect("the same again");
    settle(ground.peers[4].id).refused_at("peers", "too_much_to_write");
}

#[test]
fn whoever_is_concerned_is_told() {
    let ground = Ground::new();
    let told = |by: &perftrack_tests::Client| {
        let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
        notices.into_iter().map(|notice| notice.kind).collect::<Vec<_>>()
    };
    let cycle = ground.writing(&ground.peers[..4], &json!({}));
    assert!(told(&ground.subject).contains(&NoticeKind::ReviewCycleLaunched));
    assert!(told(&ground.peers[0]).contains(&NoticeKind::ReviewsToWrite));
    assert!(!told(&ground.peers[4]).contains(&NoticeKind::ReviewsToWrite));
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    assert!(told(&ground.subject).contains(&NoticeKind::ReviewReleased));
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let said = NewAcknowledgement { answer: Acknowledgement::Agree, comment: String::new() };
    ground.subject.call::<AcknowledgeReviewPacket>(path, Nothing {}, said).expect("said");
    assert!(told(&ground.manager).contains(&NoticeKind::ReviewAcknowledged));
}
