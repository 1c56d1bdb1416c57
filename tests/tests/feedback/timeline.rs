//! A person's feedback in order of time, for each reader what they may read.

use perftrack_tests::Client;
use shared::{
    feedback::{ListFeedbackAbout, Purpose, TimelineFilter},
    people::PersonPath,
    wire::{Limit, PersonId},
};
use uuid::Uuid;

use super::{Ground, TO_BOTH, TO_MANAGER, TO_PERSON, feedback, given, note, praised};

/// The whole timeline, two entries a page.
fn timeline(by: &Client, id: PersonId, purpose: Option<Purpose>) -> Vec<Uuid> {
    let (mut read, mut cursor) = (Vec::new(), None);
    loop {
        let filter = TimelineFilter { purpose, limit: Limit::new(2), cursor };
        let page = by.call::<ListFeedbackAbout>(PersonPath { id }, filter, ()).expect("the timeline");
        read.extend(page.items.into_iter().map(|entry| match (entry.praise, entry.feedback) {
            (Some(praise), None) => praise.id.0,
            (None, Some(feedback)) => feedback.id.0,
            _ => panic!("one of the two"),
        }));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return read;
        }
    }
}

#[test]
fn praise_and_feedback_come_together_for_those_who_may_read_each() {
    let it = Ground::new();
    let about = it.report.id;
    let praise = praised(&it.peer, &[about, it.manager.id]).id.0;
    let to_person = given(&it.peer, feedback(about, TO_PERSON)).id.0;
    let to_manager = given(&it.peer, feedback(about, TO_MANAGER)).id.0;
    let more_praise = praised(&it.director, &[about]).id.0;
    let to_both = given(&it.peer, feedback(about, TO_BOTH)).id.0;
    let own_note = given(&it.manager, note(about)).id.0;
    let of = |by: &Client| timeline(by, about, None);
    assert_eq!(of(&it.report), [to_both, more_praise, to_person, praise]);
    assert_eq!(of(&it.manager), [own_note, to_both, more_praise, to_manager, praise]);
    assert_eq!(of(&it.director), [more_praise, praise]);
    assert_eq!(of(it.org.admin()), [to_both, more_praise, to_manager, to_person, praise]);
    assert_eq!(of(&it.peer), [to_both, more_praise, to_manager, to_person, praise]);
    assert_eq!(timeline(&it.report, about, Some(Purpose::Evaluation)), [] as [Uuid; 0]);
}
