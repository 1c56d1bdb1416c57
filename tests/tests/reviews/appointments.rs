//! Who else writes: additional reviewers, and whoever stands in for a manager who is away.

use perftrack_tests::{Client, Persona, Refused};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    problem::{Code, Problem},
    reviews::{
        AppointReviewer, DismissReviewer, NewReviewAppointment, ReadReview, ReviewAppointmentPath, ReviewCapacity,
        ReviewCycle, ReviewPacketDetail, ReviewPacketPath, ReviewPath, ReviewRelation, ReviewStage, ReviewState,
        SaveReview,
    },
};

use super::{Ground, owed, sheet, words, write, written};

fn name(
    (ground, cycle): (&Ground, &ReviewCycle),
    by: &Client,
    who: &Persona,
    capacity: ReviewCapacity,
    relation: ReviewRelation,
) -> Result<ReviewPacketDetail, Problem> {
    let new = NewReviewAppointment { person_id: who.id, capacity, relation, reason: "Led the project".to_owned() };
    by.call::<AppointReviewer>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, new)
}

fn add(on: (&Ground, &ReviewCycle), by: &Client, who: &Persona) -> Result<ReviewPacketDetail, Problem> {
    name(on, by, who, ReviewCapacity::Additional, ReviewRelation::Manager)
}

fn stand_in(on: (&Ground, &ReviewCycle), by: &Client, who: &Persona) -> Result<ReviewPacketDetail, Problem> {
    name(on, by, who, ReviewCapacity::Acting, ReviewRelation::Manager)
}

fn dismiss(on: (&Ground, &ReviewCycle), by: &Client, who: &Persona) -> Result<ReviewPacketDetail, Problem> {
    let path = ReviewAppointmentPath { id: on.0.packet(on.1).id, person_id: who.id };
    by.call::<DismissReviewer>(path, Nothing {}, ())
}

fn told(by: &Client) -> Vec<NoticeKind> {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().map(|notice| notice.kind).collect()
}

/// Begins the one review that somebody has to write.
fn begin(by: &Client) {
    let review = owed(by).remove(0);
    let sheet = serde_json::from_value(sheet(review.relation, "A dependable year")).expect("a sheet");
    by.call::<SaveReview>(ReviewPath { id: review.id }, Nothing {}, sheet).expect("saved");
}

#[test]
fn an_additional_reviewer_writes_beside_the_manager_and_is_named_as_one() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let leader = &ground.peers[0];
    let on = (&ground, &cycle);
    let now = add(on, ground.org.admin(), leader).expect("named");
    assert_eq!(now.appointed.iter().map(|it| (it.person.id, it.removable)).collect::<Vec<_>>(), [(leader.id, true)]);

    let theirs = owed(leader).remove(0);
    assert_eq!((theirs.relation, theirs.capacity), (ReviewRelation::Manager, Some(ReviewCapacity::Additional)));
    assert!(theirs.due_on > cycle.write_by, "they get five working days");
    let detail = leader.call::<ReadReview>(ReviewPath { id: theirs.id }, Nothing {}, ()).expect("theirs");
    assert_eq!(detail.appointment.expect("why").reason, "Led the project");

    write(leader, "Saw it through");
    write(&ground.manager, "A dependable year");
    dismiss(on, ground.org.admin(), leader).refused(Code::Conflict);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let read = ground.read(&ground.subject, &cycle);
    let answers = read.sections.iter().flat_map(|it| &it.questions).filter(|it| it.question.key == "words");
    let said: Vec<_> = answers.flat_map(|it| &it.answers).map(|it| (it.author.clone(), it.capacity)).collect();
    assert!(said.contains(&(Some(leader.name.clone()), Some(ReviewCapacity::Additional))), "{said:?}");
    assert!(said.contains(&(Some(ground.manager.name.clone()), None)), "{said:?}");
}

#[test]
fn who_acts_writes_instead_and_what_was_begun_stays_its_authors() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let acting = ground.org.db_person(Role::Manager, None);
    let on = (&ground, &cycle);
    begin(&ground.manager);
    let now = stand_in(on, ground.org.admin(), &acting).expect("named");
    let stood_for = now.appointed[0].stands_for.clone().expect("whom they stand in for");
    assert_eq!(stood_for.id, ground.manager.id);
    assert_eq!(written(&ground.manager)[0].state, ReviewState::Void);
    let theirs = owed(&acting).remove(0);
    let detail = acting.call::<ReadReview>(ReviewPath { id: theirs.id }, Nothing {}, ()).expect("theirs");
    assert!(detail.answers.is_empty(), "what is begun moves not");

    // The manager is back before the other has handed in.
    dismiss(on, ground.org.admin(), &acting).expect("taken back");
    let mine = owed(&ground.manager).remove(0);
    assert_eq!(mine.state, ReviewState::InProgress);
    let detail = ground.manager.call::<ReadReview>(ReviewPath { id: mine.id }, Nothing {}, ()).expect("mine");
    assert!(!detail.answers.is_empty(), "as it was left");
    assert!(owed(&acting).is_empty());

    write(&ground.manager, "A dependable year");
    stand_in(on, ground.org.admin(), &acting).refused(Code::Conflict);
}

#[test]
fn managers_name_reviewers_where_the_cycle_says_so_and_the_person_never() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    add(on, &ground.manager, &ground.peers[0]).refused(Code::Forbidden);
    assert!(!ground.read(&ground.manager, &cycle).may_appoint);
    let cycle = ground.writing(&[], &json!({ "naming": "named", "managers_appoint": true }));
    let on = (&ground, &cycle);
    assert!(ground.read(&ground.manager, &cycle).may_appoint);
    add(on, &ground.manager, &ground.peers[0]).expect("named");
    add(on, &ground.subject, &ground.peers[1]).refused(Code::Forbidden);
    add(on, &ground.peers[0], &ground.peers[1]).refused(Code::Forbidden);
    let read = ground.read(&ground.subject, &cycle);
    assert!(!read.may_appoint && read.appointed.iter().all(|it| it.reason.is_empty() && !it.removable));
    assert_eq!(read.appointed.len(), 1, "a manager's side has names");
    ground.until(&cycle, ReviewStage::Sharing);
    add(on, ground.org.admin(), &ground.peers[1]).refused(Code::Conflict);
}

#[test]
fn nobody_is_named_who_writes_already_or_stands_in_line() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..1], &json!({ "naming": "named", "peer_load": 1 }));
    let (on, admin) = ((&ground, &cycle), ground.org.admin());
    let peer = |who: &Persona| name(on, admin, who, ReviewCapacity::Additional, ReviewRelation::Peer);
    add(on, admin, &ground.subject).refused_at("person_id", "oneself");
    add(on, admin, &ground.manager).refused_at("person_id", "writes_already");
    add(on, admin, &ground.peers[0]).refused_at("person_id", "writes_already");
    let boss = ground.org.db_person(Role::Manager, None);
    peer(&boss).expect("a peer from elsewhere");
    name(on, admin, &ground.peers[1], ReviewCapacity::Acting, ReviewRelation::Peer)
        .refused_at("relation", "acts_as_manager");
    name(on, admin, &ground.peers[1], ReviewCapacity::Additional, ReviewRelation::Upward)
        .refused_at("relation", "not_asked");
    let late = ground.org.db_person(Role::Employee, Some(&ground.subject));
    add(on, admin, &late).refused_at("person_id", "leads_or_reports");
    dismiss(on, admin, &ground.peers[1]).refused(Code::NotFound);
}

#[test]
fn a_peer_without_a_name_stays_without_one() {
    let ground = Ground::new();
    let more = json!({ "managers_appoint": true });
    let cycle = ground.writing(&ground.peers[..4], &more);
    let (on, fifth) = ((&ground, &cycle), &ground.peers[4]);
    name(on, &ground.manager, fifth, ReviewCapacity::Additional, ReviewRelation::Peer).expect("named");
    assert!(ground.read(&ground.subject, &cycle).appointed.is_empty(), "who writes as a peer isn't theirs to know");
    assert!(!told(&ground.subject).contains(&NoticeKind::ReviewersChanged));
    ground.peers.iter().for_each(|peer| drop(write(peer, "Calm in the rush")));
    write(&ground.manager, "A dependable year");
    // Whether they have written would be told by what becomes of it.
    dismiss(on, &ground.manager, fifth).refused(Code::Forbidden);
    dismiss(on, ground.org.admin(), fifth).refused(Code::Conflict);
    ground.until(&cycle, ReviewStage::Sharing);
    for reader in [&*ground.manager, ground.org.admin()] {
        let read = ground.read(reader, &cycle);
        let peers: Vec<_> = words(&read).into_iter().filter(|(side, ..)| *side == ReviewRelation::Peer).collect();
        assert_eq!(peers.len(), 5);
        assert!(peers.iter().all(|(_, author, _)| author.is_none()));
        let answers = read.sections.iter().flat_map(|it| &it.questions).flat_map(|it| &it.answers);
        assert!(answers.filter(|it| it.author.is_none()).all(|it| it.capacity.is_none()));
    }
}

#[test]
fn whoever_is_concerned_is_told_who_else_writes() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let on = (&ground, &cycle);
    add(on, ground.org.admin(), &ground.peers[0]).expect("named");
    assert!(told(&ground.peers[0]).contains(&NoticeKind::ReviewsToWrite));
    for concerned in [&ground.manager, &ground.subject] {
        assert!(told(concerned).contains(&NoticeKind::ReviewersChanged));
    }
    assert!(!told(&ground.peers[1]).contains(&NoticeKind::ReviewersChanged));
}

#[test]
fn whoever_is_named_before_writing_begins_writes_then() {
    let ground = Ground::new();
    let cycle = ground.draft(&json!({ "naming": "named" }));
    ground.until(&cycle, ReviewStage::Nominating);
    add((&ground, &cycle), ground.org.admin(), &ground.peers[0]).expect("named");
    assert!(owed(&ground.peers[0]).is_empty());
    ground.until(&cycle, ReviewStage::Writing);
    assert_eq!(owed(&ground.peers[0]).len(), 1);
    assert!(told(&ground.peers[0]).contains(&NoticeKind::ReviewsToWrite));
}
