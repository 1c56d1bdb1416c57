//! One-on-ones end by the clock of a sandbox, and what is counted from their end goes on with it.

use chrono::{NaiveDate, NaiveTime};
use perftrack_tests::{
    Client,
    db::{count, text},
};
use shared::{
    access::Role,
    one_on_ones::{
        ActionItem, CreateActionItem, CreateOneOnOne, MeetingPath, NewActionItem, NewOneOnOne, OneOnOne, OneOnOnePath,
        ReadMeeting, ReadOneOnOne, rules::rhythm::Rhythm,
    },
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    wire::{MeetingId, OneOnOneId, PersonId},
};

use super::Ground;

/// Every week from that day on.
fn set_up(by: &Client, partner_id: PersonId, starts_on: NaiveDate) -> OneOnOne {
    let new = NewOneOnOne {
        partner_id,
        rule: Rhythm::weekly(1, starts_on).to_string(),
        starts_on,
        starts_at: NaiveTime::from_hms_opt(5, 0, 0).expect("a time"),
        time_zone: None,
        minutes: 30,
        place: String::new(),
    };
    by.call::<CreateOneOnOne>(Nothing {}, Nothing {}, new).expect("a one-on-one")
}

fn next(by: &Client, id: OneOnOneId) -> MeetingId {
    let series = by.call::<ReadOneOnOne>(OneOnOnePath { id }, Nothing {}, ()).expect("it is seen");
    series.next_meeting_id.expect("a meeting")
}

/// What can be taken along to the next meeting.
fn offered(by: &Client, id: OneOnOneId) -> Vec<ActionItem> {
    let meeting = by.call::<ReadMeeting>(MeetingPath { id: next(by, id) }, Nothing {}, ()).expect("it is seen");
    meeting.content.expect("its content").offered
}

#[test]
fn what_somebody_owed_who_has_left_is_offered_for_sixty_days_of_the_sandbox() {
    let ground = Ground::new();
    let today = ground.forward(100).today;
    let leaver = ground.invited(Role::Manager, None);
    let (successor, report) = (ground.invited(Role::Manager, None), ground.invited(Role::Employee, Some(leaver)));
    let [theirs, next_manager, person] = [leaver, successor, report].map(|id| ground.as_program(id));

    let old = set_up(&theirs, report, today).id;
    let new = NewActionItem { body: "Ask for a budget".to_owned(), owner_id: Some(leaver), due_on: None };
    let path = MeetingPath { id: next(&theirs, old) };
    let owed = theirs.call::<CreateActionItem>(path, Nothing {}, new).expect("an item").id;
    ground.admin.call::<DeactivatePerson>(PersonPath { id: leaver }, Nothing {}, None).expect("they leave");

    let mut conn = ground.org.server.database.admin();
    let off = format!(
        "SELECT ((ended_at AT TIME ZONE 'UTC')::date - '{today}'::date)::text AS text FROM one_on_ones WHERE id = '{old}'"
    );
    let off: i64 = text(&mut conn, &off).parse().expect("days");
    assert!(off.abs() <= 1, "{off} days off: no more than a time zone makes");

    let today = ground.forward(59).today;
    let current = set_up(&next_manager, report, today).id;
    assert_eq!(offered(&person, current).iter().map(|item| item.id).collect::<Vec<_>>(), [owed]);
    ground.forward(2);
    assert_eq!(offered(&person, current).len(), 0);
    assert_eq!(count(&mut conn, &format!("action_items WHERE id = '{owed}' AND done_at IS NULL")), 1);
}
