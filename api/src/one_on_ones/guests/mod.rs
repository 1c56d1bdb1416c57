//! A guest of one meeting, such as somebody of HR or the manager above: one of the two asks them, to this meeting or to every
//! one to come. They read what is shared there, write nothing, and see no other meeting of the two. Private notes stay their
//! writers'.

mod queries;

use diesel::QueryResult;
use shared::{
    access::{Relation, ShareLevel},
    notifications::NoticeKind,
    one_on_ones::{MeetingChanges, MeetingContent},
    people::{PersonRef, PersonStatus},
    readers::{RecordBecause, RecordReader, RecordReaders, RecordSight},
    wire::{OneOnOneId, Patch, PersonId},
};

use super::{actions, agenda, rows::MeetingRow};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::Failure,
    notifications::{settle, tell},
    people::PersonRow,
};

/// Whether nothing is asked for but that no guest reads it any more: a record can be closed to them, too.
pub(super) fn only_lets_out(asked: &MeetingChanges) -> bool {
    asked.guest_id == Patch::Clear && asked.notes.is_none() && asked.starts_at.is_none()
}

/// Refuses who can't be a guest.
pub(super) fn check(tx: &mut TenantTx<'_>, meeting: &MeetingRow, asked: Patch<PersonId>) -> Result<(), Failure> {
    let Patch::Set(guest) = asked else { return Ok(()) };
    if meeting.two().contains(&guest) {
        return Err(Failure::field("guest_id", "meets_already"));
    }
    let person = PersonRow::find(tx, guest)?.ok_or_else(|| Failure::field("guest_id", "unknown"))?;
    if person.status == PersonStatus::Deactivated {
        return Err(Failure::field("guest_id", "deactivated"));
    }
    Ok(())
}

/// Whether the meeting's guest comes to every one to come.
pub(super) fn comes_always(tx: &mut TenantTx<'_>, meeting: &MeetingRow) -> QueryResult<bool> {
    Ok(meeting.guest_id.is_some() && queries::always(tx, meeting.one_on_one_id)? == meeting.guest_id)
}

/// Once the meeting has its guest, or none: the others to come follow it if that is asked for, and whom it concerns is told.
pub(super) fn follow(
    tx: &mut TenantTx<'_>,
    before: &Changeable<MeetingRow>,
    asked: &MeetingChanges,
) -> Result<(), Failure> {
    let always = asked.every_time && !asked.guest_id.is_keep();
    let was = if always { every_time(tx, before, asked.guest_id.apply(None))? } else { None };
    let guest = asked.guest_id.apply(before.guest_id);
    if guest != before.guest_id || was.is_some() {
        tell_of(tx, before, guest)?;
    }
    let Some(was) = was else { return Ok(()) };
    tx.note(Event::new("one_on_ones.guest_changed", before.one_on_one_id).before(&was).after(&guest))
}

/// Asks the guest to every meeting to come, and lets out of all whoever was asked before; who that was, unless it is the same.
fn every_time(
    tx: &mut TenantTx<'_>,
    meeting: &Changeable<MeetingRow>,
    guest: Option<PersonId>,
) -> QueryResult<Option<Option<PersonId>>> {
    let was = queries::always(tx, meeting.one_on_one_id)?;
    if was == guest {
        return Ok(None);
    }
    if let Some(was) = was {
        queries::leave_all(tx, meeting, was)?;
    }
    queries::set_always(tx, meeting, guest)?;
    if let Some(guest) = guest {
        queries::come_to_all(tx, meeting, guest)?;
    }
    Ok(Some(was))
}

/// Tells the guest that they are asked, and the other of the two that it is another now.
fn tell_of(tx: &mut TenantTx<'_>, before: &MeetingRow, guest: Option<PersonId>) -> Result<(), Failure> {
    // Who no longer comes need not go on being asked.
    settle(tx, &[NoticeKind::MeetingGuestAsked], before.id)?;
    tell(tx, NoticeKind::MeetingGuestChanged, before.id, &before.two())?;
    match guest {
        Some(guest) => tell(tx, NoticeKind::MeetingGuestAsked, before.id, &[guest]),
        None => Ok(()),
    }
}

/// Tells guests of meetings to come that those are not when they were.
pub(super) fn tell_of_times(tx: &mut TenantTx<'_>, series: OneOnOneId) -> Result<(), Failure> {
    for (meeting, guest) in queries::to_come(tx, series)? {
        tell(tx, NoticeKind::MeetingMoved, meeting, &[guest])?;
    }
    Ok(())
}

/// What the guest reads: what is on this meeting, and of other meetings and of anybody's weeks nothing.
pub(super) fn content(tx: &mut TenantTx<'_>, row: &MeetingRow) -> Result<MeetingContent, Failure> {
    let mut action_items = actions::of_meeting(tx, row, None)?;
    action_items.retain(|item| item.meeting_id == row.id);
    // What went on is reworded and ticked in meetings to which they don't come.
    let mut topics = agenda::of_meeting(tx, row)?;
    topics.retain(|item| item.meeting_id == row.id);
    Ok(MeetingContent {
        notes: row.notes.clone(),
        agenda: topics,
        action_items,
        offered: Vec::new(),
        weeks: Vec::new(),
    })
}

/// Puts the guest among those who read it, whatever else they are.
pub(super) fn among(tx: &mut TenantTx<'_>, meeting: &MeetingRow, found: &mut RecordReaders) -> QueryResult<()> {
    let Some((id, name)) = meeting.guest_id.zip(meeting.guest_name.clone()) else { return Ok(()) };
    found.items.retain(|reader| reader.person.id != id);
    if !queries::is_here(tx, id)? {
        return Ok(());
    }
    let (relation, because) = (Relation::Shared(ShareLevel::View), RecordBecause::Guest);
    let at = found.items.partition_point(|reader| reader.because < because);
    let person = PersonRef { id, name };
    found.items.insert(at, RecordReader { person, relation, because, sees: RecordSight::All, waits: false });
    Ok(())
}
