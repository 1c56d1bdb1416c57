//! Private feedback: who reads each kind, narrowing, and what stays its author's.

use perftrack_tests::{Client, Refused, db};
use shared::{
    access::{Relation, Role, ShareLevel},
    feedback::{
        Audience, Because, DeleteNote, EditFeedback, FeedbackChanges, FeedbackFilter, InReviews, ListFeedback, Purpose,
        ReadReaders, ReadersQuery,
    },
    operation::Nothing,
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{Patch, PersonId},
};

use super::{Ground, TO_BOTH, TO_MANAGER, TO_PERSON, at, feedback, give, given, note, stands};

const READS: Option<Relation> = Some(Relation::Shared(ShareLevel::View));
const MANAGES: Option<Relation> = Some(Relation::Report);

#[test]
fn each_kind_is_read_by_exactly_those_of_its_row() {
    let it = Ground::new();
    let about = it.report.id;
    let readers = |new| {
        let id = given(&it.peer, new).id;
        assert_eq!(stands(&it.peer, id), Some(Relation::Own));
        [&it.report, &it.manager, &it.director, it.org.admin()].map(|reader| stands(reader, id))
    };
    let admin = Some(Relation::Organisation);
    assert_eq!(readers(feedback(about, TO_PERSON)), [READS, None, None, admin]);
    assert_eq!(readers(feedback(about, TO_BOTH)), [READS, MANAGES, None, admin]);
    assert_eq!(readers(feedback(about, TO_MANAGER)), [None, MANAGES, None, admin]);
    assert_eq!(readers(feedback(about, Audience { chain: true, ..TO_BOTH })), [READS, MANAGES, MANAGES, admin]);
    // Not even an Admin's.
    assert_eq!(readers(note(about)), [None, None, None, None]);
}

#[test]
fn an_admin_does_not_read_what_was_written_about_them_to_their_manager() {
    let it = Ground::new();
    let admin = it.org.db_person(Role::Admin, Some(&it.manager));
    let id = given(&it.peer, feedback(admin.id, TO_MANAGER)).id;
    assert_eq!((stands(&admin, id), stands(&it.manager, id)), (None, MANAGES));
}

#[test]
fn a_change_of_manager_moves_reading_at_once() {
    let it = Ground::new();
    let next = it.org.db_person(Role::Manager, None);
    let usual = given(&it.peer, feedback(it.report.id, TO_MANAGER)).id;
    let whoever = given(&it.peer, feedback(it.report.id, Audience { later_managers: true, ..TO_MANAGER })).id;
    let path = PersonPath { id: it.report.id };
    let version = it.org.admin().call::<ReadPerson>(path.clone(), Nothing {}, ()).unwrap().version;
    let moved = PersonChanges { manager_id: Patch::Set(next.id), ..Default::default() };
    it.org.admin().change::<EditPerson>(path, version, moved).unwrap();
    assert_eq!([usual, whoever].map(|id| stands(&it.manager, id)), [None, None]);
    assert_eq!([usual, whoever].map(|id| stands(&next, id)), [None, MANAGES]);
    assert_eq!([usual, whoever].map(|id| stands(&it.peer, id)), [Some(Relation::Own); 2]);
}

fn readers(by: &Client, query: ReadersQuery) -> Vec<(PersonId, Because)> {
    let readers = by.call::<ReadReaders>(Nothing {}, query, ()).expect("the readers");
    readers.items.into_iter().map(|reader| (reader.person.id, reader.because)).collect()
}

#[test]
fn who_will_read_it_is_told_before_as_it_is_after() {
    let it = Ground::new();
    let about = it.report.id;
    let before = readers(
        &it.peer,
        ReadersQuery {
            subject: Some(about),
            person: Some(true),
            manager: Some(true),
            chain: Some(true),
            ..Default::default()
        },
    );
    let expected = [
        (it.peer.id, Because::Author),
        (about, Because::Subject),
        (it.manager.id, Because::Manager),
        (it.director.id, Because::Chain),
        (it.org.admin().id, Because::Admin),
    ];
    assert_eq!(before, expected);
    let id = given(&it.peer, feedback(about, Audience { chain: true, ..TO_BOTH })).id;
    assert_eq!(readers(&it.report, ReadersQuery { feedback: Some(id), ..Default::default() }), expected);
    let note = readers(&it.peer, ReadersQuery { subject: Some(about), ..Default::default() });
    assert_eq!(note, [(it.peer.id, Because::Author)]);
}

#[test]
fn only_its_author_changes_who_reads_it_and_narrowing_holds_at_once() {
    let it = Ground::new();
    let written = given(&it.peer, feedback(it.report.id, TO_BOTH));
    let narrow = || FeedbackChanges { audience: Some(TO_PERSON), purpose: None };
    for reader in [&it.report, &it.manager, it.org.admin()] {
        reader.change::<EditFeedback>(at(written.id), written.version, narrow()).refused(Code::Forbidden);
    }
    it.peer.change::<EditFeedback>(at(written.id), written.version, narrow()).unwrap();
    assert_eq!((stands(&it.manager, written.id), stands(&it.report, written.id)), (None, READS));
    it.peer.change::<EditFeedback>(at(written.id), written.version, narrow()).refused(Code::VersionMismatch);
}

#[test]
fn purpose_and_readers_say_what_reviews_may_use() {
    let it = Ground::new();
    let evaluation =
        given(&it.peer, super::NewFeedback { purpose: Purpose::Evaluation, ..feedback(it.report.id, TO_BOTH) });
    assert_eq!(evaluation.in_reviews, InReviews::Yes);
    let changes = FeedbackChanges { purpose: Some(Purpose::Growth), audience: None };
    let growth = it.peer.change::<EditFeedback>(at(evaluation.id), evaluation.version, changes).unwrap();
    assert_eq!(growth.in_reviews, InReviews::Never);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let it = Ground::new();
    give(&it.report, feedback(it.report.id, TO_PERSON)).refused_at("subject_id", "not_oneself");
    give(&it.peer, feedback(Ground::new().report.id, TO_PERSON)).refused_at("subject_id", "unknown");
    give(&it.peer, feedback(it.report.id, Audience::default())).refused_at("audience.person", "required");
    let chain = Audience { chain: true, ..TO_PERSON };
    give(&it.peer, feedback(it.report.id, chain)).refused_at("audience.chain", "not_used_here");
    give(&it.peer, feedback(it.director.id, TO_MANAGER)).refused_at("audience.manager", "nobody_there");
    let note = super::NewFeedback { audience: TO_PERSON, ..note(it.report.id) };
    give(&it.peer, note).refused_at("audience.person", "not_used_here");
}

#[test]
fn a_note_is_removed_by_its_writer_and_feedback_stays() {
    let it = Ground::new();
    let own = given(&it.peer, note(it.peer.id)).id;
    it.peer.call::<DeleteNote>(at(own), Nothing {}, ()).unwrap();
    assert_eq!(stands(&it.peer, own), None);
    let id = given(&it.peer, feedback(it.report.id, TO_PERSON)).id;
    it.peer.call::<DeleteNote>(at(id), Nothing {}, ()).refused(Code::Conflict);
}

#[test]
fn lists_hold_what_one_may_read_and_the_log_holds_no_text() {
    let it = Ground::new();
    let mut new = feedback(it.report.id, TO_MANAGER);
    new.body = "A sentence that nobody else has written.".to_owned();
    let id = given(&it.peer, new).id;
    let list = |by: &Client| {
        let filter = FeedbackFilter { subject: Some(it.report.id), ..Default::default() };
        let page = by.call::<ListFeedback>(Nothing {}, filter, ()).unwrap();
        page.items.iter().map(|feedback| feedback.id).collect::<Vec<_>>()
    };
    assert_eq!((list(&it.manager), list(&it.report)), (vec![id], vec![]));
    let text = "audit_events WHERE before::text LIKE '%nobody else has written%' OR after::text LIKE '%nobody else has written%'";
    assert_eq!(db::count(&mut it.org.server.database.admin(), text), 0);
}
