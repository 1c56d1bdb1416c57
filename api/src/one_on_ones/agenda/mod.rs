//! Agendas: both fill them; what isn't ticked goes along.

mod queries;

use shared::{
    one_on_ones::{Agenda, AgendaItem, CreateAgendaItems, DeleteAgendaItem, EditAgendaItem},
    operation::Operation,
    problem::Code,
    wire::{AgendaItemId, Patch},
};

use super::rows::MeetingRow;
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
};

pub(super) use queries::{gather, go_on, of_meeting};

/// More than two people talk about.
const MOST: i64 = 100;

pub(super) fn create(ask: &Ask<CreateAgendaItems>, tx: &mut TenantTx<'_>) -> Answered<CreateAgendaItems> {
    let meeting = ask.change_any_version::<MeetingRow>(tx, ask.params.id)?;
    meeting.refuse_unless_writable()?;
    let there = queries::count(tx, &meeting)?;
    if there + i64::try_from(ask.body.items.len()).unwrap_or(MOST) > MOST {
        return Err(Failure::field("items", "too_many:100"));
    }
    queries::insert(tx, &meeting, &ask.body.items)?;
    tx.note(Event::new("meetings.agenda_filled", meeting.id).after(&ask.body.items.len()))?;
    Ok(Reply::new(Agenda { items: of_meeting(tx, &meeting)? }))
}

pub(super) fn edit(ask: &Ask<EditAgendaItem>, tx: &mut TenantTx<'_>) -> Answered<EditAgendaItem> {
    let (meeting, item) = changeable(ask, tx, ask.params.id)?;
    if ask.version.is_some_and(|version| version != item.version) {
        return Err(Code::VersionMismatch.into());
    }
    let position = match ask.body.after_id {
        Patch::Keep => None,
        Patch::Clear => Some(queries::position_after(tx, &meeting, item.id, None)?),
        Patch::Set(after) => Some(queries::position_after(tx, &meeting, item.id, Some(after))?),
    };
    let position = position.map(|found| found.ok_or_else(|| Failure::field("after_id", "unknown"))).transpose()?;
    queries::update(tx, &meeting, item.id, &ask.body, position)?;
    let item = queries::one(tx, item.id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("agenda_items.edited", item.id).after(&(item.done_at, item.version)))?;
    let version = item.version;
    Ok(Reply::versioned(item, version))
}

pub(super) fn delete(ask: &Ask<DeleteAgendaItem>, tx: &mut TenantTx<'_>) -> Answered<DeleteAgendaItem> {
    let (meeting, item) = changeable(ask, tx, ask.params.id)?;
    queries::delete(tx, &meeting, item.id)?;
    tx.note(Event::new("agenda_items.deleted", item.id))?;
    Ok(Reply::new(()))
}

/// An item of a meeting that the actor may write in: otherwise the same 404 as for none.
fn changeable<O: Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: AgendaItemId,
) -> Result<(Changeable<MeetingRow>, AgendaItem), Failure> {
    let meeting = queries::one(tx, id)?.ok_or(Code::NotFound)?.meeting_id;
    let meeting = ask.change_any_version::<MeetingRow>(tx, meeting)?;
    // Read again under the meeting's lock: it may have gone on to another.
    let item = queries::one(tx, id)?.filter(|item| item.meeting_id == meeting.id).ok_or(Code::Conflict)?;
    meeting.refuse_unless_writable()?;
    Ok((meeting, item))
}
