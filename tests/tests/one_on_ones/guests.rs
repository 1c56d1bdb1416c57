//! A guest comes to one meeting: they read what is shared in it, write nothing, and see no other.

use perftrack_tests::{Client, Refused, client::Called};
use shared::{
    access::{Relation, Role, ShareLevel},
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    one_on_ones::{
        AgendaItemChanges, AgendaItemPath, CreateActionItem, CreateAgendaItems, EditAgendaItem, EditMeeting,
        EditPrivateNote, ListMeetings, MeetingChanges, MeetingFilter, MeetingPath, NewActionItem, NewAgendaItems,
        PrivateNoteChange, ReadPrivateNote, rules::state::MeetingStep,
    },
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::Code,
    wire::{MeetingId, Patch, PersonId},
};

use super::{Pair, agenda, meeting, puts, series, set_up, step};

/// Asks somebody to a meeting, or lets out who was asked.
pub(super) fn asks(by: &Client, id: MeetingId, guest: Patch<PersonId>) -> Called<EditMeeting> {
    let version = meeting(by, id).expect("the meeting is seen").meeting.version;
    by.change::<EditMeeting>(MeetingPath { id }, version, MeetingChanges { guest_id: guest, ..Default::default() })
}

fn agrees(by: &Client, id: MeetingId, body: &str) {
    let item = NewActionItem { body: body.to_owned(), owner_id: None, due_on: None };
    by.call::<CreateActionItem>(MeetingPath { id }, Nothing {}, item).expect("an action item");
}

fn told(of: &Client) -> Vec<NoticeKind> {
    let notices = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    notices.into_iter().map(|notice| notice.kind).collect()
}

#[test]
fn a_guest_reads_what_is_shared_in_one_meeting_and_nothing_of_others() {
    let pair = Pair::new();
    let held = pair.holds();
    agrees(&pair.report, held, "From before");
    let id = pair.next();
    let version = meeting(&pair.report, id).unwrap().meeting.version;
    let notes = MeetingChanges { notes: Some("We look for a team.".to_owned()), ..Default::default() };
    pair.report.change::<EditMeeting>(MeetingPath { id }, version, notes).expect("notes");
    puts(&pair.report, id, &["Another team"]);
    agrees(&pair.report, id, "Ask the other team");
    let guest = pair.org.db_person(Role::Employee, None);
    meeting(&guest, id).refused(Code::NotFound);

    let asked = asks(&pair.report, id, Patch::Set(guest.id)).expect("they are asked").meeting;
    assert_eq!(asked.guest.map(|guest| guest.id), Some(guest.id));
    let seen = meeting(&guest, id).expect("they see it");
    assert_eq!(seen.meeting.relation, Relation::Shared(ShareLevel::View));
    assert_eq!((seen.meeting.place.as_str(), seen.previous_id, seen.next_id), ("Room 7", None, None));
    assert_eq!(agenda(&seen), [("Another team".to_owned(), 0)]);
    let content = seen.content.expect("what is shared");
    assert_eq!(content.notes, "We look for a team.");
    let agreed: Vec<_> = content.action_items.iter().map(|item| item.body.as_str()).collect();
    assert_eq!(agreed, ["Ask the other team"]);
    assert!(content.weeks.is_empty() && content.offered.is_empty());

    let later = meeting(&pair.report, id).unwrap().next_id.expect("a later one");
    for other in [held, later] {
        meeting(&guest, other).refused(Code::NotFound);
    }
    series(&guest, pair.series.id).refused(Code::NotFound);
    let listed = guest.call::<ListMeetings>(Nothing {}, MeetingFilter::default(), ()).expect("a list").items;
    assert_eq!(listed.into_iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
}

#[test]
fn a_guest_writes_nothing_and_has_no_private_note() {
    let pair = Pair::new();
    let id = pair.next();
    let guest = pair.org.db_person(Role::Admin, None);
    asks(&pair.manager, id, Patch::Set(guest.id)).expect("they are asked");
    step(&guest, id, MeetingStep::Skip).refused(Code::Forbidden);
    asks(&guest, id, Patch::Clear).refused(Code::Forbidden);
    let items = NewAgendaItems { items: vec!["Mine".to_owned()] };
    guest.call::<CreateAgendaItems>(MeetingPath { id }, Nothing {}, items).refused(Code::Forbidden);
    guest.call::<ReadPrivateNote>(MeetingPath { id }, Nothing {}, ()).refused(Code::Forbidden);
    let note = PrivateNoteChange { body: "Mine".to_owned() };
    guest.change::<EditPrivateNote>(MeetingPath { id }, 0, note).refused(Code::Forbidden);
}

#[test]
fn who_meets_and_who_left_is_no_guest() {
    let pair = Pair::new();
    let id = pair.next();
    asks(&pair.report, id, Patch::Set(pair.manager.id)).refused_at("guest_id", "meets_already");
    asks(&pair.report, id, Patch::Set(PersonId(uuid::Uuid::now_v7()))).refused_at("guest_id", "unknown");
    let gone = pair.org.db_person(Role::Employee, None);
    pair.org.admin().call::<DeactivatePerson>(PersonPath { id: gone.id }, Nothing {}, None).expect("they leave");
    asks(&pair.report, id, Patch::Set(gone.id)).refused_at("guest_id", "unknown");
    // Only who still finds them hears that they left.
    let admins = set_up(pair.org.admin(), pair.report.id).expect("a one-on-one");
    let next = admins.next_meeting_id.expect("a next meeting");
    asks(pair.org.admin(), next, Patch::Set(gone.id)).refused_at("guest_id", "deactivated");
}

#[test]
fn what_went_on_from_their_meeting_is_no_guests_to_follow() {
    let pair = Pair::new();
    pair.db_a_week_passes();
    let id = pair.next();
    let items = puts(&pair.report, id, &["The move", "Holidays"]).items;
    let ticked = AgendaItemChanges { done: Some(true), ..Default::default() };
    let path = |at: usize| AgendaItemPath { id: items[at].id };
    pair.report.change::<EditAgendaItem>(path(1), items[1].version, ticked).expect("it is ticked");
    let guest = pair.org.db_person(Role::Employee, None);
    asks(&pair.report, id, Patch::Set(guest.id)).expect("they are asked");
    assert_eq!(agenda(&meeting(&guest, id).expect("they see it")).len(), 2);
    step(&pair.manager, id, MeetingStep::Hold).expect("it is held");

    let next = meeting(&pair.report, pair.next()).unwrap().content.expect("what is said").agenda;
    assert_eq!(next[0].id, items[0].id, "it went on");
    let reworded = AgendaItemChanges { body: Some("The move to Oslo".to_owned()), ..Default::default() };
    pair.report.change::<EditAgendaItem>(path(0), next[0].version, reworded).expect("it is reworded");
    assert_eq!(agenda(&meeting(&guest, id).expect("they still see it")), [("Holidays".to_owned(), 0)]);
    assert_eq!(agenda(&meeting(&pair.report, id).unwrap()).len(), 2, "to the two it shows all that was on it");
}

#[test]
fn a_record_takes_no_guest_and_can_be_closed_to_one() {
    let pair = Pair::new();
    let id = pair.holds();
    let guest = pair.org.db_person(Role::Employee, None);
    asks(&pair.report, id, Patch::Set(guest.id)).expect("they are asked to what was held, too");
    pair.holds();
    pair.holds();
    meeting(&guest, id).expect("they still read it");
    let other = pair.org.db_person(Role::Employee, None);
    asks(&pair.report, id, Patch::Set(other.id)).refused(Code::Conflict);
    asks(&pair.manager, id, Patch::Clear).expect("either of the two lets them out");
    meeting(&guest, id).refused(Code::NotFound);
}

#[test]
fn the_guest_and_the_other_are_told_and_who_is_let_out_hears_no_more() {
    let pair = Pair::new();
    let id = pair.next();
    let guest = pair.org.db_person(Role::Employee, None);
    asks(&pair.report, id, Patch::Set(guest.id)).expect("they are asked");
    assert_eq!(told(&guest), [NoticeKind::MeetingGuestAsked]);
    assert!(told(&pair.manager).contains(&NoticeKind::MeetingGuestChanged));
    assert!(!told(&pair.report).contains(&NoticeKind::MeetingGuestChanged), "it was their own doing");
    asks(&pair.report, id, Patch::Set(guest.id)).expect("nothing changes");
    assert_eq!(told(&guest).len(), 1);
    step(&pair.manager, id, MeetingStep::Skip).expect("it is skipped");
    assert!(told(&guest).contains(&NoticeKind::MeetingMoved));
    asks(&pair.report, id, Patch::Clear).expect("they are let out");
    assert_eq!(told(&guest), []);
}

/// Asks somebody to every meeting to come, or lets out of all who was asked.
pub(super) fn asks_always(by: &Client, id: MeetingId, guest: Patch<PersonId>) -> Called<EditMeeting> {
    let version = meeting(by, id).expect("the meeting is seen").meeting.version;
    let changes = MeetingChanges { guest_id: guest, every_time: true, ..Default::default() };
    by.change::<EditMeeting>(MeetingPath { id }, version, changes)
}

fn listed(by: &Client) -> Vec<MeetingId> {
    let listed = by.call::<ListMeetings>(Nothing {}, MeetingFilter::default(), ()).expect("a list").items;
    listed.into_iter().map(|one| one.id).collect()
}

#[test]
fn a_guest_of_all_meetings_comes_to_each_until_one_of_the_two_ends_it() {
    let pair = Pair::new();
    let held = pair.holds();
    pair.db_a_week_passes();
    let id = pair.next();
    let to_come = listed(&pair.report);
    let guest = pair.org.db_person(Role::Employee, None);
    let asked = asks_always(&pair.report, id, Patch::Set(guest.id)).expect("they are asked");
    assert!(asked.guest_always);
    assert_eq!(told(&guest), [NoticeKind::MeetingGuestAsked]);
    assert!(told(&pair.manager).contains(&NoticeKind::MeetingGuestChanged));
    assert_eq!(listed(&guest), to_come);
    meeting(&guest, held).refused(Code::NotFound);
    series(&guest, pair.series.id).refused(Code::NotFound);

    // Holding one plans another, to which they come as well.
    step(&pair.manager, id, MeetingStep::Hold).expect("it is held");
    assert_eq!(listed(&guest), listed(&pair.report));
    let seen = meeting(&guest, id).expect("they were there");
    assert!(seen.guest_always && seen.previous_id.is_none() && seen.next_id.is_none());

    let next = pair.next();
    assert!(!asks_always(&pair.manager, next, Patch::Clear).expect("the other ends it").guest_always);
    assert!(listed(&guest).is_empty());
    meeting(&guest, id).refused(Code::NotFound);
    assert!(told(&pair.report).contains(&NoticeKind::MeetingGuestChanged));
    pair.holds();
    assert!(listed(&guest).is_empty(), "nor to what is planned later");
}

#[test]
fn a_guest_of_all_meetings_can_be_let_out_of_one_and_gives_way_to_who_was_asked_to_it() {
    let pair = Pair::new();
    let to_come = listed(&pair.report);
    let [guest, other] = [(); 2].map(|()| pair.org.db_person(Role::Employee, None));
    asks(&pair.report, to_come[1], Patch::Set(other.id)).expect("one is asked to one");
    asks_always(&pair.report, to_come[0], Patch::Set(guest.id)).expect("another to all");
    assert_eq!(listed(&guest), [&to_come[..1], &to_come[2..]].concat());
    assert_eq!(listed(&other), [to_come[1]]);
    let left = asks(&pair.manager, to_come[2], Patch::Clear).expect("they are let out of this one");
    assert!(!left.guest_always);
    assert_eq!(listed(&guest), [&to_come[..1], &to_come[3..]].concat());
    assert!(meeting(&guest, to_come[0]).expect("and come to the others").guest_always);

    asks_always(&pair.manager, to_come[0], Patch::Set(other.id)).expect("the other comes in their place");
    assert!(listed(&guest).is_empty());
    assert_eq!(listed(&other), to_come);
}

#[test]
fn a_guest_of_all_meetings_who_leaves_comes_to_none() {
    let pair = Pair::new();
    pair.db_a_week_passes();
    let held = pair.next();
    let guest = pair.org.db_person(Role::Employee, None);
    asks_always(&pair.report, held, Patch::Set(guest.id)).expect("they are asked");
    step(&pair.report, held, MeetingStep::Hold).expect("it is held");
    pair.db_a_week_passes();
    let id = pair.next();
    pair.org.admin().call::<DeactivatePerson>(PersonPath { id: guest.id }, Nothing {}, None).expect("they leave");
    let now = meeting(&pair.report, id).expect("it goes on");
    assert!(now.meeting.guest.is_none() && !now.guest_always);
    let was_there = meeting(&pair.report, held).expect("what was held").meeting.guest.map(|guest| guest.id);
    assert_eq!(was_there, Some(guest.id), "that they were there stays");
    step(&pair.report, id, MeetingStep::Hold).expect("it is held");
    assert!(meeting(&pair.report, pair.next()).expect("the next").meeting.guest.is_none());
}
