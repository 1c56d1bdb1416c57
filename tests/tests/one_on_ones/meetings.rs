//! A meeting's life, and what goes on from one to the next.

use chrono::{TimeDelta, Utc};
use perftrack_tests::Refused;
use shared::{
    one_on_ones::{
        AgendaItemChanges, AgendaItemPath, DeleteAgendaItem, EditAgendaItem, EditMeeting, MeetingChanges, MeetingPath,
        rules::state::{MeetingState, MeetingStep},
    },
    operation::Nothing,
    problem::Code,
    wire::{AgendaItemId, Patch},
};

use super::{Pair, agenda, meeting, puts, step};

#[test]
fn what_is_not_ticked_goes_along_and_is_counted() {
    let pair = Pair::new();
    pair.db_a_week_passes();
    let first = pair.next();
    let items = puts(&pair.report, first, &["The move", "Holidays"]).items;
    let ticked = AgendaItemChanges { done: Some(true), ..Default::default() };
    pair.manager
        .change::<EditAgendaItem>(AgendaItemPath { id: items[1].id }, items[1].version, ticked)
        .expect("it is ticked");
    step(&pair.manager, first, MeetingStep::Hold).expect("it is held");

    let second = pair.next();
    assert_ne!(first, second);
    assert_eq!(agenda(&meeting(&pair.report, second).unwrap()), [("The move".to_owned(), 1)]);
    // The record shows all that was on it.
    assert_eq!(agenda(&meeting(&pair.report, first).unwrap()).len(), 2);
    pair.holds();
    let third = pair.next();
    assert_eq!(agenda(&meeting(&pair.report, third).unwrap()), [("The move".to_owned(), 2)]);
}

#[test]
fn a_skipped_meeting_passes_its_agenda_on_uncounted() {
    let pair = Pair::new();
    let first = pair.next();
    puts(&pair.report, first, &["The move"]);
    let skipped = step(&pair.report, first, MeetingStep::Skip).expect("it is skipped");
    assert_eq!(skipped.meeting.state, MeetingState::Skipped);
    assert_eq!(agenda(&meeting(&pair.manager, pair.next()).unwrap()), [("The move".to_owned(), 0)]);
    step(&pair.report, first, MeetingStep::Restore).expect("it takes place after all");
    assert_eq!(pair.next(), first);
}

#[test]
fn a_meeting_is_a_record_after_the_second_next() {
    let pair = Pair::new();
    let first = pair.holds();
    let write = || {
        let version = meeting(&pair.report, first).unwrap().meeting.version;
        let notes = MeetingChanges { notes: Some("More".to_owned()), ..Default::default() };
        pair.report.change::<EditMeeting>(MeetingPath { id: first }, version, notes)
    };
    write().expect("its notes can be written");
    pair.holds();
    write().expect("and still");
    pair.holds();
    write().refused(Code::Conflict);
    assert_eq!(meeting(&pair.report, first).unwrap().meeting.state, MeetingState::Closed);
}

#[test]
fn what_was_forgotten_is_left_out_when_a_later_one_is_held() {
    let pair = Pair::new();
    pair.db_a_week_passes();
    let forgotten = pair.next();
    puts(&pair.report, forgotten, &["The move"]);
    pair.db_a_week_passes();
    let planned = meeting(&pair.report, forgotten).unwrap().next_id.expect("a later one");
    step(&pair.report, planned, MeetingStep::Hold).expect("it is held");
    assert_eq!(meeting(&pair.report, forgotten).unwrap().meeting.state, MeetingState::Skipped);
    assert_eq!(agenda(&meeting(&pair.report, pair.next()).unwrap()), [("The move".to_owned(), 1)]);
}

#[test]
fn a_meeting_is_not_held_before_its_day() {
    let pair = Pair::new();
    let later = meeting(&pair.report, pair.next()).unwrap().next_id.expect("a later one");
    step(&pair.report, later, MeetingStep::Hold).refused_at("step", "held_too_early");
}

#[test]
fn one_meeting_moves_and_the_others_stay() {
    let pair = Pair::new();
    let next = meeting(&pair.report, pair.next()).unwrap();
    let to = next.meeting.starts_at + TimeDelta::hours(26);
    let change = |starts_at| MeetingChanges { starts_at: Some(starts_at), ..Default::default() };
    let path = || MeetingPath { id: next.meeting.id };
    let moved = pair.report.change::<EditMeeting>(path(), next.meeting.version, change(to)).expect("it moves").meeting;
    assert_eq!((moved.starts_at, moved.moved, moved.occurs_on), (to, true, next.meeting.occurs_on));
    let back = pair.report.change::<EditMeeting>(path(), moved.version, change(next.meeting.starts_at)).unwrap();
    assert!(!back.meeting.moved);
    let version = back.meeting.version;
    let past = change(Utc::now() - TimeDelta::hours(1));
    pair.report.change::<EditMeeting>(path(), version, past).refused_at("starts_at", "in_the_past");
}

#[test]
fn of_two_who_write_at_once_the_second_is_told() {
    let pair = Pair::new();
    let id = pair.next();
    let version = meeting(&pair.report, id).unwrap().meeting.version;
    let notes = |text: &str| MeetingChanges { notes: Some(text.to_owned()), ..Default::default() };
    pair.report.change::<EditMeeting>(MeetingPath { id }, version, notes("Mine")).expect("the first is quicker");
    pair.manager.change::<EditMeeting>(MeetingPath { id }, version, notes("Mine too")).refused(Code::VersionMismatch);
    assert_eq!(meeting(&pair.manager, id).unwrap().content.unwrap().notes, "Mine");
}

#[test]
fn items_are_put_in_order_by_either() {
    let pair = Pair::new();
    let id = pair.next();
    let items = puts(&pair.report, id, &["a", "b", "c"]).items;
    let order = || agenda(&meeting(&pair.manager, id).unwrap()).into_iter().map(|(body, _)| body).collect::<String>();
    let moves = |item: usize, after: Patch<AgendaItemId>| {
        let now = meeting(&pair.manager, id).unwrap().content.unwrap().agenda;
        let item = now.iter().find(|found| found.id == items[item].id).unwrap();
        let change = AgendaItemChanges { after_id: after, ..Default::default() };
        pair.manager.change::<EditAgendaItem>(AgendaItemPath { id: item.id }, item.version, change)
    };
    moves(2, Patch::Clear).expect("c first");
    assert_eq!(order(), "cab");
    moves(2, Patch::Set(items[0].id)).expect("c behind a");
    assert_eq!(order(), "acb");
    moves(0, Patch::Set(items[1].id)).expect("a last");
    assert_eq!(order(), "cba");
    let elsewhere = Pair::new();
    let foreign = puts(&elsewhere.report, elsewhere.next(), &["x"]).items[0].id;
    moves(0, Patch::Set(foreign)).refused_at("after_id", "unknown");
    pair.report.call::<DeleteAgendaItem>(AgendaItemPath { id: items[0].id }, Nothing {}, ()).expect("it is gone");
    assert_eq!(order(), "cb");
}
