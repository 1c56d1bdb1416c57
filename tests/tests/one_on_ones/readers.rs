//! Who knows of a meeting and who reads what is said in it is what everybody's own request says.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Org, Refused};
use shared::{
    access::Role,
    one_on_ones::{ListMeetingReaders, MeetingPath, OpenMeeting, OpeningReason},
    operation::Nothing,
    problem::Code,
    readers::{RecordBecause, RecordSight},
    wire::Patch,
};

use super::{guests::asks, meeting, set_up};

#[test]
fn it_says_who_reads_what_is_said_and_who_only_knows_that_they_meet() {
    let org = Org::db_new();
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let report = org.db_person(Role::Employee, Some(&manager));
    let peer = org.db_person(Role::Employee, Some(&manager));
    let id = set_up(&manager, report.id).expect("a one-on-one").next_meeting_id.expect("a meeting");
    let asked = |by: &Client| by.call::<ListMeetingReaders>(MeetingPath { id }, Nothing {}, ());
    let told = asked(&report).expect("who reads it");
    let everybody = [org.admin(), &director, &manager, &report, &peer];
    let found = everybody.into_iter().filter_map(|by| {
        let seen = meeting(by, id).ok()?;
        let reason = OpeningReason { reason: "A complaint that both of them brought to HR.".to_owned() };
        let sees = if seen.content.is_some() {
            RecordSight::All
        } else if by.call::<OpenMeeting>(MeetingPath { id }, Nothing {}, reason).is_ok() {
            RecordSight::Reason
        } else {
            RecordSight::Presence
        };
        Some((by.id, (seen.meeting.relation, sees)))
    });
    let said: BTreeMap<_, _> = told.items.iter().map(|it| (it.person.id, (it.relation, it.sees))).collect();
    assert_eq!(said, found.collect());
    let why: Vec<_> = told.items.iter().map(|it| it.because).collect();
    let [own, above, admin] = [RecordBecause::Own, RecordBecause::Manager, RecordBecause::Admin];
    assert_eq!(why, [own, own, above, admin], "the manager of one of the two leads one of them directly");
    asked(&peer).refused(Code::NotFound);
}

#[test]
fn the_guest_stands_among_them_by_that_reason() {
    let org = Org::db_new();
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let report = org.db_person(Role::Employee, Some(&manager));
    let id = set_up(&manager, report.id).expect("a one-on-one").next_meeting_id.expect("a meeting");
    asks(&report, id, Patch::Set(director.id)).expect("they are asked");
    for by in [&report, &director, org.admin()] {
        let told = by.call::<ListMeetingReaders>(MeetingPath { id }, Nothing {}, ()).expect("who reads it").items;
        let why: Vec<_> = told.iter().map(|it| it.because).collect();
        assert_eq!(why, [RecordBecause::Own, RecordBecause::Own, RecordBecause::Guest, RecordBecause::Admin]);
        let guest = &told[2];
        let relation = meeting(&director, id).expect("they see it").meeting.relation;
        assert_eq!((guest.person.id, guest.relation, guest.sees), (director.id, relation, RecordSight::All));
    }
}
