//! Action items: what one of the two will do. They stay with the series until done.

mod queries;

use shared::{
    notifications::NoticeKind,
    one_on_ones::{ActionItem, CarryActionItems, CreateActionItem, DeleteActionItem, EditActionItem, MyActionItem},
    operation::Operation,
    problem::{Code, Problem},
    wire::{ActionItemId, Patch, PersonId},
};

use super::{
    rows::{MeetingRow, OneOnOneRow},
    series::{current, plan_ahead},
};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications::tell,
};

pub(super) use queries::{of_meeting, offered};

/// More than two people promise each other.
const MOST: i64 = 100;

/// What the actor agreed to do and hasn't done, soonest due first.
pub(crate) fn mine(tx: &mut TenantTx<'_>) -> Result<Vec<MyActionItem>, Failure> {
    Ok(queries::mine(tx)?)
}

pub(super) fn create(ask: &Ask<CreateActionItem>, tx: &mut TenantTx<'_>) -> Answered<CreateActionItem> {
    let meeting = ask.change_any_version::<MeetingRow>(tx, ask.params.id)?;
    meeting.refuse_unless_writable()?;
    let series = current(tx, meeting.one_on_one_id)?;
    check_owner(&series, ask.body.owner_id)?;
    if queries::count_open(tx, &series)? >= MOST {
        return Err(Problem::new(Code::Conflict).because("there are 100 open items; do or remove some first").into());
    }
    let id = queries::insert(tx, &meeting, &ask.body)?;
    let (item, _) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    tell(tx, NoticeKind::ActionItemAssigned, meeting.id, &[item.owner.id])?;
    tx.note(Event::new("action_items.created", id).after(&(item.owner.id, item.due_on)))?;
    let version = item.version;
    Ok(Reply::versioned(item, version))
}

pub(super) fn edit(ask: &Ask<EditActionItem>, tx: &mut TenantTx<'_>) -> Answered<EditActionItem> {
    let (series, before) = changeable(ask, tx, ask.params.id)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let asked = &ask.body;
    let only_ticks = asked.body.is_none() && asked.owner_id.is_none() && asked.due_on == Patch::Keep;
    if !(only_ticks && before.owner.id == tx.actor.person) {
        series.refuse_ended()?;
    }
    check_owner(&series, asked.owner_id)?;
    queries::update(tx, &series, before.id, asked)?;
    let (item, _) = queries::one(tx, before.id)?.ok_or(Code::NotFound)?;
    if item.owner.id != before.owner.id {
        tell(tx, NoticeKind::ActionItemAssigned, item.meeting_id, &[item.owner.id])?;
    }
    let said = |item: &ActionItem| (item.owner.id, item.due_on, item.done_at);
    tx.note(Event::new("action_items.edited", item.id).before(&said(&before)).after(&said(&item)))?;
    let version = item.version;
    Ok(Reply::versioned(item, version))
}

pub(super) fn delete(ask: &Ask<DeleteActionItem>, tx: &mut TenantTx<'_>) -> Answered<DeleteActionItem> {
    let (series, item) = changeable(ask, tx, ask.params.id)?;
    series.refuse_ended()?;
    queries::delete(tx, &series, item.id)?;
    tx.note(Event::new("action_items.deleted", item.id))?;
    Ok(Reply::new(()))
}

pub(super) fn carry(ask: &Ask<CarryActionItems>, tx: &mut TenantTx<'_>) -> Answered<CarryActionItems> {
    let series = ask.change_any_version::<OneOnOneRow>(tx, ask.params.id)?;
    series.refuse_ended()?;
    plan_ahead(tx, &series)?;
    let asked = &ask.body.action_item_ids;
    let next = current(tx, series.id)?.next_meeting_id.ok_or(Code::Conflict)?;
    if queries::carry(tx, &series, next, asked)? != asked.len() {
        return Err(Failure::field("action_item_ids", "unknown"));
    }
    tx.note(Event::new("one_on_ones.carried", series.id).after(asked))?;
    let series = current(tx, series.id)?.shown();
    let version = series.version;
    Ok(Reply::versioned(series, version))
}

/// An item of a one-on-one that the actor may write in: otherwise the same 404 as for none.
fn changeable<O: Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: ActionItemId,
) -> Result<(Changeable<OneOnOneRow>, ActionItem), Failure> {
    let (_, series) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    let series = ask.change_any_version::<OneOnOneRow>(tx, series)?;
    // Read again under the lock: it may have been carried on to another.
    let (item, now) = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    if now == series.id { Ok((series, item)) } else { Err(Code::Conflict.into()) }
}

fn check_owner(series: &OneOnOneRow, owner: Option<PersonId>) -> Result<(), Failure> {
    if owner.is_none_or(|owner| series.has(owner)) { Ok(()) } else { Err(Failure::field("owner_id", "unknown")) }
}
