//! Praise: everybody sees it, its author can withdraw it, an Admin can take it down.

mod queries;

use std::collections::BTreeSet;

use shared::{
    feedback::{
        GivePraise, ListPraise, Praise, PraiseFilter, ReactToPraise, ReadPraise, TakePraiseDown, WithdrawPraise,
    },
    mentions::kept,
    notifications::{ChannelNews, NoticeKind},
    people::PersonStatus,
    problem::{Code, Problem},
    wire::{Page, PersonId, PraiseId},
};

pub(super) use self::queries::{about, shown};
use super::rows::PraiseRow;
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    mentions,
    notifications::{announce, tell},
    people,
};

pub(super) fn list(ask: &Ask<ListPraise>, tx: &mut TenantTx<'_>) -> Answered<ListPraise> {
    let filter = PraiseFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("praise", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let page = list.page(rows, limit, |row| row.id, |row| row)?;
    Ok(Reply::new(Page { items: queries::shown(tx, page.items)?, next_cursor: page.next_cursor }))
}

pub(super) fn show(ask: &Ask<ReadPraise>, tx: &mut TenantTx<'_>) -> Answered<ReadPraise> {
    let row = ask.read::<PraiseRow>(tx, ask.params.id)?;
    let version = row.version;
    let praise = queries::shown(tx, vec![row.into_inner()])?.pop().ok_or(Code::NotFound)?;
    Ok(Reply::versioned(praise, version))
}

pub(super) fn create(ask: &Ask<GivePraise>, tx: &mut TenantTx<'_>) -> Answered<GivePraise> {
    let people: BTreeSet<PersonId> = ask.body.person_ids.iter().copied().collect();
    if people.contains(&tx.actor.person) {
        return Err(Failure::field("person_ids", "not_oneself"));
    }
    within_sight(tx, "person_ids", &people)?;
    let values: BTreeSet<_> = ask.body.value_ids.iter().copied().collect();
    if queries::current_values(tx, &values)? != values.len() {
        return Err(Failure::field("value_ids", "unknown"));
    }
    let named = mentions::named(tx, "body", &ask.body.body)?;
    let id = queries::insert(tx, &kept(&ask.body.body), &people, &values)?;
    tx.note(Event::new("praise.given", id).after(&(&people, &values)))?;
    // Everybody sees praise, so whoever is named does. Who is praised is told that, and nothing else.
    let named: Vec<_> = named.into_iter().map(|person| person.id).filter(|id| !people.contains(id)).collect();
    tell(tx, NoticeKind::MentionedInPraise, id, &named)?;
    tell(tx, NoticeKind::PraiseReceived, id, &people.into_iter().collect::<Vec<_>>())?;
    announce(tx, ChannelNews::Praise, id, "given")?;
    versioned(current(tx, id)?)
}

pub(super) fn withdraw(ask: &Ask<WithdrawPraise>, tx: &mut TenantTx<'_>) -> Answered<WithdrawPraise> {
    let praise = ask.change::<PraiseRow>(tx, ask.params.id)?;
    if praise.taken_down_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it was taken down; it stays on record").into());
    }
    queries::delete(tx, &praise)?;
    tx.note(Event::new("praise.withdrawn", praise.id))?;
    Ok(Reply::new(()))
}

pub(super) fn react(ask: &Ask<ReactToPraise>, tx: &mut TenantTx<'_>) -> Answered<ReactToPraise> {
    // A reaction changes nothing of the praise: seeing it is enough.
    let praise = ask.read::<PraiseRow>(tx, ask.params.id)?;
    if praise.taken_down_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it was taken down").into());
    }
    queries::react(tx, &praise, ask.body.kind, ask.body.on)?;
    tx.note(Event::new("praise.reacted", praise.id).after(&ask.body))?;
    versioned(current(tx, praise.id)?)
}

pub(super) fn take_down(ask: &Ask<TakePraiseDown>, tx: &mut TenantTx<'_>) -> Answered<TakePraiseDown> {
    let praise = ask.change::<PraiseRow>(tx, ask.params.id)?;
    if praise.taken_down_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it was taken down already").into());
    }
    queries::take_down(tx, &praise, &ask.body.reason)?;
    tx.note(Event::new("praise.taken_down", praise.id).after(&ask.body))?;
    tell(tx, NoticeKind::PraiseTakenDown, praise.id, &[praise.author_id])?;
    versioned(current(tx, praise.id)?)
}

fn current(tx: &mut TenantTx<'_>, id: PraiseId) -> Result<Praise, Failure> {
    let row = PraiseRow::find(tx, id)?.ok_or(Code::NotFound)?;
    Ok(queries::shown(tx, vec![row])?.pop().ok_or(Code::NotFound)?)
}

fn versioned<O>(praise: Praise) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = Praise>,
{
    let version = praise.version;
    Ok(Reply::versioned(praise, version))
}

/// Refuses a field that names somebody whom the actor doesn't see, or who has left.
pub(super) fn within_sight(tx: &mut TenantTx<'_>, field: &str, people: &BTreeSet<PersonId>) -> Result<(), Failure> {
    let found = people::of_ids(tx, people)?;
    if found.len() != people.len() {
        return Err(Failure::field(field, "unknown"));
    }
    if found.iter().any(|person| person.status == PersonStatus::Deactivated) {
        return Err(Failure::field(field, "deactivated"));
    }
    Ok(())
}
