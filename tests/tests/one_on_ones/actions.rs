//! Action items follow their owner until they are done.

use chrono::Days;
use perftrack_tests::{Client, Refused, client::Called};
use shared::{
    access::Role,
    home::ReadHome,
    one_on_ones::{
        ActionItem, ActionItemChanges, ActionItemPath, CarriedItems, CarryActionItems, CreateActionItem,
        EditActionItem, EndOneOnOne, MeetingPath, NewActionItem, OneOnOnePath,
    },
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    problem::Code,
    wire::{ActionItemId, MeetingId, PersonId},
};

use super::{Pair, meeting, set_up, today};

fn agrees(by: &Client, id: MeetingId, owner: PersonId, body: &str) -> Called<CreateActionItem> {
    let new = NewActionItem { body: body.to_owned(), owner_id: Some(owner), due_on: Some(today() + Days::new(3)) };
    by.call::<CreateActionItem>(MeetingPath { id }, Nothing {}, new)
}

fn ticks(by: &Client, item: &ActionItem) -> Called<EditActionItem> {
    let done = ActionItemChanges { done: Some(true), ..Default::default() };
    by.change::<EditActionItem>(ActionItemPath { id: item.id }, item.version, done)
}

fn at_home(of: &Client) -> Vec<ActionItemId> {
    let home = of.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
    home.action_items.into_iter().map(|mine| mine.item.id).collect()
}

#[test]
fn an_item_is_on_its_owners_home_until_it_is_done() {
    let pair = Pair::new();
    let item = agrees(&pair.manager, pair.next(), pair.report.id, "Send the plan").expect("an item");
    assert_eq!((at_home(&pair.report), at_home(&pair.manager)), (vec![item.id], vec![]));
    ticks(&pair.report, &item).expect("it is done");
    assert_eq!(at_home(&pair.report), []);
    ticks(&pair.report, &item).refused(Code::VersionMismatch);
}

#[test]
fn only_the_two_promise_anything() {
    let pair = Pair::new();
    let third = pair.org.db_person(Role::Employee, Some(&pair.manager));
    agrees(&pair.manager, pair.next(), third.id, "Send the plan").refused_at("owner_id", "unknown");
}

#[test]
fn what_is_open_is_seen_in_the_next_meeting_and_what_was_done_since() {
    let pair = Pair::new();
    pair.db_a_week_passes();
    let first = pair.next();
    let open = agrees(&pair.manager, first, pair.report.id, "Open").expect("an item");
    let done = agrees(&pair.manager, first, pair.report.id, "Done").expect("an item");
    super::step(&pair.manager, first, shared::one_on_ones::rules::state::MeetingStep::Hold).expect("it is held");
    ticks(&pair.report, &done).expect("it is done");
    let next = meeting(&pair.report, pair.next()).expect("the next").content.expect("its content").action_items;
    let seen: Vec<_> = next.iter().map(|item| (item.id, item.done_at.is_some())).collect();
    assert!(seen.contains(&(open.id, false)), "{seen:?}");
}

#[test]
fn the_person_takes_open_items_along_and_nobody_else_can() {
    let pair = Pair::new();
    let own = agrees(&pair.manager, pair.next(), pair.report.id, "Send the plan").expect("an item");
    let theirs = agrees(&pair.manager, pair.next(), pair.manager.id, "Ask for a budget").expect("an item");
    pair.report.call::<EndOneOnOne>(OneOnOnePath { id: pair.series.id }, Nothing {}, ()).expect("it ends");
    let new = pair.org.db_person(Role::Manager, None);
    let series = set_up(&new, pair.report.id).expect("a new one").id;
    let carry = |by: &Client, id: ActionItemId| {
        by.call::<CarryActionItems>(OneOnOnePath { id: series }, Nothing {}, CarriedItems { action_item_ids: vec![id] })
    };
    carry(&new, own.id).refused_at("action_item_ids", "unknown");
    // Still above the person, so they know that the two meet.
    carry(&pair.manager, own.id).refused(Code::Forbidden);
    carry(&pair.report, theirs.id).refused_at("action_item_ids", "unknown");
    let offered = |by: &Client| {
        let next = super::series(by, series).expect("it is seen").next_meeting_id.expect("a meeting");
        let content = meeting(by, next).expect("it is seen").content.expect("its content");
        content.offered.into_iter().map(|item| item.id).collect::<Vec<_>>()
    };
    assert_eq!((offered(&pair.report), offered(&new)), (vec![own.id], vec![]));
    let carried = carry(&pair.report, own.id).expect("it is taken along");
    let next = meeting(&new, carried.next_meeting_id.expect("a meeting")).expect("it is seen");
    assert_eq!(next.content.expect("its content").action_items[0].id, own.id);
    assert_eq!(offered(&pair.report), []);
}

#[test]
fn what_somebody_owed_who_has_left_is_offered_to_whom_they_met() {
    let pair = Pair::new();
    let theirs = agrees(&pair.manager, pair.next(), pair.manager.id, "Ask for a budget").expect("an item");
    let path = PersonPath { id: pair.manager.id };
    pair.org.admin().call::<DeactivatePerson>(path, Nothing {}, None).expect("they leave");
    let new = pair.org.db_person(Role::Manager, None);
    let series = set_up(&new, pair.report.id).expect("a new one").id;
    let offered = |by: &Client| {
        let next = super::series(by, series).expect("it is seen").next_meeting_id.expect("a meeting");
        let content = meeting(by, next).expect("it is seen").content.expect("its content");
        content.offered.into_iter().map(|item| item.id).collect::<Vec<_>>()
    };
    assert_eq!((offered(&pair.report), offered(&new)), (vec![theirs.id], vec![]));
    let items = CarriedItems { action_item_ids: vec![theirs.id] };
    pair.report.call::<CarryActionItems>(OneOnOnePath { id: series }, Nothing {}, items).expect("it is taken along");
    assert_eq!((at_home(&pair.report), offered(&pair.report)), (vec![theirs.id], vec![]), "it is theirs now");
}

#[test]
fn in_what_has_ended_only_the_owner_says_that_it_is_done() {
    let pair = Pair::new();
    let item = agrees(&pair.manager, pair.next(), pair.report.id, "Send the plan").expect("an item");
    pair.report.call::<EndOneOnOne>(OneOnOnePath { id: pair.series.id }, Nothing {}, ()).expect("it ends");
    ticks(&pair.manager, &item).refused(Code::Conflict);
    ticks(&pair.report, &item).expect("it is done");
}
