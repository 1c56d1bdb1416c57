//! Disagreeing: who reads a review a second time, until when, what comes of it, and what stays as it was signed.

use perftrack_tests::{Client, Persona, Refused, pdf};
use serde_json::json;
use shared::{
    access::Role,
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::{Code, Problem},
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, AnswerReviewDispute, AppointReviewer, ExportReviewPacketPdf,
        ExportReviewResultsCsv, ListReviewDuties, ListReviewPackets, NewAcknowledgement, NewReviewAppointment,
        NewSecondReading, ReadReviewCycle, ReleaseReviewPacket, ReviewCapacity, ReviewCycle, ReviewCyclePath,
        ReviewDutyFilter, ReviewDutyKind, ReviewOutcome, ReviewPacketDetail, ReviewPacketFilter, ReviewPacketPath,
        ReviewRelation, ReviewRelease, ReviewStage,
    },
    wire::{Patch, PersonId},
};

use super::{Ground, words, write};

fn told(by: &Client, kind: NoticeKind) -> bool {
    let notices = by.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.iter().any(|notice| notice.kind == kind)
}

fn waiting(by: &Client) -> usize {
    let filter = ReviewPacketFilter { waiting: true, ..ReviewPacketFilter::default() };
    by.call::<ListReviewPackets>(Nothing {}, filter, ()).expect("packets").items.len()
}

/// Who has to read a second time, as somebody sees it.
fn second_readers(by: &Client, cycle: &ReviewCycle) -> Vec<PersonId> {
    let path = ReviewCyclePath { id: cycle.id };
    let duties = by.call::<ListReviewDuties>(path, ReviewDutyFilter::default(), ()).expect("duties").items;
    duties.into_iter().filter(|it| it.duty == ReviewDutyKind::SecondRead).map(|it| it.person.id).collect()
}

fn answer(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<ReviewPacketDetail, Problem> {
    answer_with(ground, by, cycle, None)
}

fn answer_with(
    ground: &Ground,
    by: &Client,
    cycle: &ReviewCycle,
    rating: Option<u8>,
) -> Result<ReviewPacketDetail, Problem> {
    let answer = "The month counts for half".to_owned();
    let body = NewSecondReading { outcome: ReviewOutcome::Partly, answer, rating };
    by.call::<AnswerReviewDispute>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, body)
}

fn say(ground: &Ground, cycle: &ReviewCycle, answer: Acknowledgement) -> ReviewPacketDetail {
    let said = NewAcknowledgement { answer, comment: "The harbour was closed for a month".to_owned() };
    let path = ReviewPacketPath { id: ground.packet(cycle).id };
    ground.subject.call::<AcknowledgeReviewPacket>(path, Nothing {}, said).expect("said")
}

/// A cycle in which the manager has written and released.
fn released(ground: &Ground) -> ReviewCycle {
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    cycle
}

fn moves_under(ground: &Ground, person: &Persona, manager: &Persona) {
    let (admin, path) = (ground.org.admin(), || PersonPath { id: person.id });
    let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("the person").version;
    let changes = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    admin.change::<EditPerson>(path(), version, changes).expect("they move");
}

#[test]
fn a_second_reader_from_outside_the_line_answers_once_and_what_was_signed_stays() {
    let ground = Ground::new();
    let (admin, manager, subject) = (ground.org.admin(), &ground.manager, &ground.subject);
    let cycle = released(&ground);
    answer(&ground, admin, &cycle).refused(Code::Conflict);
    let dispute = say(&ground, &cycle, Acknowledgement::Disagree).dispute.expect("a dispute");
    let today = chrono::Utc::now().date_naive();
    assert!(dispute.due_on >= today + chrono::Days::new(11), "two weeks at work: {}", dispute.due_on);
    assert_eq!(dispute.readers.iter().map(|it| it.id).collect::<Vec<_>>(), [admin.id]);
    assert!(!dispute.may_answer && ground.read(admin, &cycle).dispute.expect("it").may_answer);
    assert!(told(admin, NoticeKind::ReviewDisputed) && !told(manager, NoticeKind::ReviewDisputed));
    assert_eq!((waiting(admin), waiting(manager), waiting(subject)), (1, 0, 0));
    assert_eq!(second_readers(admin, &cycle), [admin.id]);

    for other in [manager, subject] {
        answer(&ground, other, &cycle).refused(Code::Forbidden);
    }
    let before = ground.read(admin, &cycle);
    let after = answer(&ground, admin, &cycle).expect("answered");
    let dispute = after.dispute.clone().expect("the dispute");
    assert_eq!((dispute.outcome, dispute.answer.as_str()), (Some(ReviewOutcome::Partly), "The month counts for half"));
    assert_eq!(dispute.decided_by.map(|it| it.id), Some(admin.id));
    assert!(told(manager, NoticeKind::ReviewSecondRead) && told(subject, NoticeKind::ReviewSecondRead));
    let signed = |it: &ReviewPacketDetail| (it.summary.clone(), words(it), it.comment.clone(), it.acknowledged_at);
    assert_eq!(signed(&before), signed(&after));
    assert_eq!((waiting(admin), second_readers(admin, &cycle).len()), (0, 0));
    answer(&ground, admin, &cycle).refused(Code::Conflict);

    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    let paper = pdf::text(&subject.call::<ExportReviewPacketPdf>(path, Nothing {}, ()).expect("the document"));
    for words in ["The harbour was closed for a month", "The month counts for half", &admin.name] {
        assert!(paper.contains(words), "{words} is in {paper}");
    }
}

#[test]
fn who_agrees_waits_for_nobody_and_admins_see_how_many_do_not() {
    let ground = Ground::new();
    let cycle = released(&ground);
    assert_eq!(say(&ground, &cycle, Acknowledgement::Read).dispute, None);
    let disagreed = |cycle: &ReviewCycle| {
        let path = ReviewCyclePath { id: cycle.id };
        let progress = ground.org.admin().call::<ReadReviewCycle>(path, Nothing {}, ()).expect("the cycle").progress;
        (progress.acknowledged, progress.disagreed)
    };
    assert_eq!(disagreed(&cycle), (1, 0));
    let other = released(&ground);
    say(&ground, &other, Acknowledgement::Disagree);
    assert_eq!(disagreed(&other), (1, 1));
}

#[test]
fn where_every_admin_leads_the_person_whoever_leads_their_manager_reads_it() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let boss = ground.org.db_person(Role::Manager, Some(admin));
    moves_under(&ground, &ground.manager, &boss);
    let cycle = released(&ground);
    say(&ground, &cycle, Acknowledgement::Disagree);
    answer(&ground, admin, &cycle).refused(Code::Forbidden);
    assert_eq!(second_readers(&boss, &cycle), [boss.id]);
    assert!(second_readers(&ground.manager, &cycle).is_empty());
    answer(&ground, &boss, &cycle).expect("answered");
    assert!(told(&ground.subject, NoticeKind::ReviewSecondRead));
}

#[test]
fn nobody_judges_what_they_wrote_or_released_or_what_is_about_who_leads_them() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let [author, other] = [(); 2].map(|()| ground.org.db_person(Role::Admin, None));
    ground.org.db_person(Role::Admin, Some(&ground.subject));
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let path = || ReviewPacketPath { id: ground.packet(&cycle).id };
    let new = NewReviewAppointment {
        person_id: author.id,
        capacity: ReviewCapacity::Additional,
        relation: ReviewRelation::Manager,
        reason: "Led the project".to_owned(),
    };
    admin.call::<AppointReviewer>(path(), Nothing {}, new).expect("named");
    write(&author, "Saw it through");
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    let summary = ReviewRelease { summary: "A good half-year".to_owned() };
    admin.call::<ReleaseReviewPacket>(path(), Nothing {}, summary).expect("released");
    let dispute = say(&ground, &cycle, Acknowledgement::Disagree).dispute.expect("a dispute");
    assert_eq!(dispute.readers.iter().map(|it| it.id).collect::<Vec<_>>(), [other.id]);
    for by in [admin, &author] {
        answer(&ground, by, &cycle).refused(Code::Forbidden);
    }
    answer(&ground, &other, &cycle).expect("answered");
}

#[test]
fn it_is_answered_after_the_cycle_is_over_too() {
    let ground = Ground::new();
    let cycle = released(&ground);
    say(&ground, &cycle, Acknowledgement::Disagree);
    ground.until(&cycle, ReviewStage::Closed);
    assert_eq!(waiting(ground.org.admin()), 1);
    answer(&ground, ground.org.admin(), &cycle).expect("answered");
}

#[test]
fn what_the_manager_writes_soon_after_is_looked_at() {
    let ground = Ground::new();
    let (admin, manager) = (ground.org.admin(), &ground.manager);
    let cycle = released(&ground);
    say(&ground, &cycle, Acknowledgement::Disagree);
    assert_eq!(ground.read(admin, &cycle).disputed_before, None);
    assert!(!told(admin, NoticeKind::ReviewAfterDispute));
    let next = released(&ground);
    assert!(told(admin, NoticeKind::ReviewAfterDispute) && !told(manager, NoticeKind::ReviewAfterDispute));
    assert!(ground.read(admin, &next).disputed_before.is_some());
    for reader in [manager, &ground.subject] {
        assert_eq!(ground.read(reader, &next).disputed_before, None);
    }
}

#[test]
fn another_rating_stands_beside_the_one_that_was_signed() {
    let ground = Ground::new();
    // Nobody rated anything: there is none to stand beside.
    let plain = ground.writing(&[], &json!({ "naming": "named" }));
    ground.until(&plain, ReviewStage::Sharing);
    ground.release(&plain);
    say(&ground, &plain, Acknowledgement::Disagree);
    answer_with(&ground, ground.org.admin(), &plain, Some(2)).refused_at("rating", "not_used_here");

    let cycle = ground.writing(&[], &json!({ "naming": "named", "calibrates": true }));
    write(&ground.manager, "A dependable year");
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let signed = ground.read(&ground.subject, &cycle).rating;
    say(&ground, &cycle, Acknowledgement::Disagree);
    answer_with(&ground, ground.org.admin(), &cycle, Some(9)).refused_at("rating", "out_of_range");
    answer_with(&ground, ground.org.admin(), &cycle, Some(2)).expect("answered");
    for by in [&*ground.subject, &*ground.manager] {
        let now = ground.read(by, &cycle);
        assert_eq!(now.dispute.and_then(|it| it.rating), Some(2));
        assert_eq!(now.rating.map(|it| it.decided), signed.as_ref().map(|it| it.decided), "what was signed stays");
        let path = ReviewCyclePath { id: cycle.id };
        let file = by.call::<ExportReviewResultsCsv>(path, Nothing {}, ()).expect("a file");
        assert!(file.contains("After second reading") && file.contains("Meets"), "{file}");
    }
}
