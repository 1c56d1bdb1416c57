//! What of a review stays as it was given: what it showed is frozen, corrections are added, and what was given by mistake is taken
//! back before it is answered.

use perftrack_tests::{Client, Persona, Refused, pdf};
use serde_json::json;
use shared::{
    access::Role,
    events::{EventFilter, EventType, ListEvents},
    goals::{EditObjective, ObjectiveChanges, ObjectivePath, ReadObjective, Visibility},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::{Code, Problem},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AddReviewAddendum, ExportReviewPacketPdf, NewAcknowledgement,
        NewReviewAddendum, ReadReviewPacket, ReleaseReviewPacket, ReviewCycle, ReviewPacketDetail, ReviewPacketPath,
        ReviewPath, ReviewRelease, ReviewStage, ReviewWithdrawal, SaveReview, SubmitReview, WithdrawReviewPacket,
    },
    wire::{ObjectiveId, Patch},
};

use super::{Ground, owed, write};

fn told(by: &Client, kind: NoticeKind) -> bool {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().any(|notice| notice.kind == kind)
}

fn path(ground: &Ground, cycle: &ReviewCycle) -> ReviewPacketPath {
    ReviewPacketPath { id: ground.packet(cycle).id }
}

fn paper(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Vec<u8> {
    by.call::<ExportReviewPacketPdf>(path(ground, cycle), Nothing {}, ()).expect("the document")
}

/// Writes as whoever has one review to write, with a word on a goal.
fn write_of(by: &Client, goal: ObjectiveId) {
    let path = ReviewPath { id: owed(by).into_iter().next().expect("a review to write").id };
    let sheet = json!({ "answers": {
        "overall": { "rating": 3 }, "goals": { "items": [{ "id": goal, "rating": 3, "comment": "Well done" }] },
    } });
    by.call::<SaveReview>(path.clone(), Nothing {}, serde_json::from_value(sheet).expect("a sheet")).expect("kept");
    by.call::<SubmitReview>(path, Nothing {}, ()).expect("handed in");
}

fn renamed(ground: &Ground, goal: ObjectiveId, visibility: Visibility) {
    let at = || ObjectivePath { id: goal };
    let version = ground.subject.call::<ReadObjective>(at(), Nothing {}, ()).expect("theirs").objective.version;
    let title = Some("Ships wait for nobody".to_owned());
    let changes = ObjectiveChanges { title, visibility: Some(visibility), ..ObjectiveChanges::default() };
    ground.subject.change::<EditObjective>(at(), version, changes).expect("renamed");
}

fn moves_to(ground: &Ground, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: ground.subject.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let job_title = Patch::Set("Harbour master".to_owned());
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), job_title, ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
}

/// How many goals somebody reads by name.
fn names(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> usize {
    let questions = ground.read(by, cycle).sections.into_iter().flat_map(|section| section.questions);
    questions.flat_map(|it| it.answers).flat_map(|it| it.names).count()
}

/// A cycle in which the manager has written and released.
fn released(ground: &Ground) -> ReviewCycle {
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    cycle
}

fn acknowledge(ground: &Ground, cycle: &ReviewCycle) {
    let said = NewAcknowledgement { answer: Acknowledgement::Read, comment: String::new() };
    ground.subject.call::<AcknowledgeReviewPacket>(path(ground, cycle), Nothing {}, said).expect("said");
}

fn add(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    let new = NewReviewAddendum { body: "The month was April".to_owned() };
    by.call::<AddReviewAddendum>(path(ground, cycle), Nothing {}, new)
}

fn withdraw(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    let why = ReviewWithdrawal { reason: "It was another's".to_owned() };
    by.call::<WithdrawReviewPacket>(path(ground, cycle), Nothing {}, why)
}

#[test]
fn what_was_given_stays_whatever_is_renamed_hidden_or_moved_since() {
    let ground = Ground::new();
    let goal = ground.goal_of_the_subject("organisation");
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write_of(&ground.subject, goal);
    write_of(&ground.manager, goal);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let (before, by_subject) = (paper(&ground, &ground.manager, &cycle), ground.read(&ground.subject, &cycle));
    assert!(before == paper(&ground, &ground.subject, &cycle), "both have the same");
    let text = pdf::text(&before);
    assert!(text.contains("Ships wait less") && text.contains(&ground.manager.name), "{text}");

    renamed(&ground, goal, Visibility::Private);
    let next = ground.org.db_person(Role::Manager, None);
    moves_to(&ground, &next);
    for by in [&*ground.subject, &*next, ground.org.admin()] {
        assert!(before == paper(&ground, by, &cycle), "the paper stays");
        let now = ground.read(by, &cycle);
        assert_eq!((&now.sections, now.score, &now.paper), (&by_subject.sections, by_subject.score, &by_subject.paper));
    }
    assert_eq!(by_subject.paper.and_then(|it| it.manager).map(|it| it.id), Some(ground.manager.id));
}

#[test]
fn a_goal_that_only_the_person_sees_is_on_their_screen_and_on_no_paper() {
    let ground = Ground::new();
    let goal = ground.goal_of_the_subject("private");
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write_of(&ground.subject, goal);
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let names = |by: &Client| names(&ground, by, &cycle);
    assert_eq!((names(&ground.subject), names(&ground.manager), names(ground.org.admin())), (1, 0, 0));
    let theirs = paper(&ground, &ground.subject, &cycle);
    assert!(theirs == paper(&ground, &ground.manager, &cycle) && !pdf::text(&theirs).contains("Ships wait less"));
}

#[test]
fn a_private_goal_that_an_admin_saw_as_their_manager_stays_with_those_who_see_it() {
    let mut ground = Ground::new();
    let above = ground.org.db_person(Role::Manager, None);
    ground.manager = ground.org.db_person(Role::Admin, Some(&above));
    ground.subject = ground.org.db_person(Role::Manager, Some(&ground.manager));
    let goal = ground.goal_of_the_subject("private");
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write_of(&ground.subject, goal);
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let names = |by: &Client| names(&ground, by, &cycle);
    assert_eq!((names(&ground.subject), names(&ground.manager), names(&above)), (1, 1, 0));

    let next = ground.org.db_person(Role::Manager, None);
    moves_to(&ground, &next);
    assert_eq!((names(&ground.subject), names(&ground.manager), names(&next)), (1, 1, 0));
    let shows = |by: &Client| pdf::text(&paper(&ground, by, &cycle)).contains("Ships wait less");
    assert!(shows(&ground.subject) && !shows(&next));
}

#[test]
fn what_is_signed_is_added_to_and_never_changed() {
    let ground = Ground::new();
    let (manager, subject) = (&ground.manager, &ground.subject);
    let cycle = released(&ground);
    add(&ground, manager, &cycle).refused(Code::Conflict);
    acknowledge(&ground, &cycle);
    add(&ground, subject, &cycle).refused(Code::Forbidden);
    let before = ground.read(subject, &cycle);
    assert!(!before.may_add && ground.read(manager, &cycle).may_add);
    let after = add(&ground, manager, &cycle).expect("added");
    assert_eq!(after.addenda.len(), 1);
    assert_eq!((after.addenda[0].author.id, after.addenda[0].body.as_str()), (manager.id, "The month was April"));
    assert!(told(subject, NoticeKind::ReviewAddendum));
    let now = ground.read(subject, &cycle);
    assert_eq!((now.addenda, now.summary, now.sections), (after.addenda, before.summary, before.sections));
    assert!(pdf::text(&paper(&ground, subject, &cycle)).contains("The month was April"));
    assert_eq!(add(&ground, ground.org.admin(), &cycle).expect("added").addenda.len(), 2);
}

#[test]
fn what_nobody_answered_is_added_to_once_the_cycle_is_closed() {
    let ground = Ground::new();
    let cycle = released(&ground);
    ground.until(&cycle, ReviewStage::Closed);
    add(&ground, &ground.manager, &cycle).expect("added");
}

#[test]
fn an_admin_takes_back_what_was_given_by_mistake_and_it_is_given_again() {
    let ground = Ground::new();
    let (admin, manager, subject) = (ground.org.admin(), &ground.manager, &ground.subject);
    let goal = ground.goal_of_the_subject("organisation");
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write_of(subject, goal);
    write_of(manager, goal);
    ground.until(&cycle, ReviewStage::Sharing);
    withdraw(&ground, admin, &cycle).refused(Code::Conflict);
    ground.release(&cycle);
    withdraw(&ground, manager, &cycle).refused(Code::Forbidden);
    let withdrawn = withdraw(&ground, admin, &cycle).expect("taken back").withdrawn.expect("it says so");
    assert_eq!((withdrawn.by.id, withdrawn.reason.as_str()), (admin.id, "It was another's"));
    assert!(told(subject, NoticeKind::ReviewWithdrawn) && told(manager, NoticeKind::ReviewWithdrawn));
    let theirs = ground.read(subject, &cycle);
    assert_eq!((theirs.summary.as_str(), theirs.released_at, theirs.releases_on), ("", None, None));
    assert!(theirs.paper.is_none() && theirs.withdrawn.is_some());
    let given_and_taken = EventFilter {
        types: Some("review_packet.released,review_packet.withdrawn".to_owned()),
        ..EventFilter::default()
    };
    let events = admin.call::<ListEvents>(Nothing {}, given_and_taken, ()).expect("events").items;
    let told_programs: Vec<_> = events.iter().map(|event| (event.kind, event.data.id)).collect();
    let about = Some(path(&ground, &cycle).id.0);
    let both = [(EventType::ReviewPacketReleased, about), (EventType::ReviewPacketWithdrawn, about)];
    assert_eq!(told_programs, both, "whoever took the rating out hears that it isn't theirs");
    subject.call::<ExportReviewPacketPdf>(path(&ground, &cycle), Nothing {}, ()).refused(Code::Conflict);

    renamed(&ground, goal, Visibility::Organisation);
    ground.release(&cycle);
    assert!(ground.read(subject, &cycle).withdrawn.is_none());
    assert!(pdf::text(&paper(&ground, subject, &cycle)).contains("Ships wait for nobody"), "as it is given now");
    acknowledge(&ground, &cycle);
    withdraw(&ground, admin, &cycle).refused(Code::Conflict);
    let summary = ReviewRelease { summary: "Another".to_owned() };
    manager.call::<ReleaseReviewPacket>(path(&ground, &cycle), Nothing {}, summary).refused(Code::Conflict);
    assert!(manager.call::<ReadReviewPacket>(path(&ground, &cycle), Nothing {}, ()).is_ok());
}
