//! Private feedback, answers and notes: written once, read by those its author chose.

mod queries;

use std::collections::BTreeSet;

use shared::{
    feedback::{
        Audience, DeleteNote, EditFeedback, Feedback, FeedbackFilter, FeedbackKind, GiveFeedback, ListFeedback,
        NewFeedbackKind, Purpose, ReadFeedback,
    },
    notifications::NoticeKind,
    problem::{Code, Problem},
    wire::FeedbackId,
};

pub(super) use self::queries::{Written, about, insert};
use super::{praise::within_sight, readers, requests, rows::FeedbackRow};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
};

pub(super) fn list(ask: &Ask<ListFeedback>, tx: &mut TenantTx<'_>) -> Answered<ListFeedback> {
    let filter = FeedbackFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("feedback", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, FeedbackRow::shown)?))
}

pub(super) fn show(ask: &Ask<ReadFeedback>, tx: &mut TenantTx<'_>) -> Answered<ReadFeedback> {
    let row = ask.read::<FeedbackRow>(tx, ask.params.id)?;
    versioned(row.into_inner().shown())
}

pub(super) fn create(ask: &Ask<GiveFeedback>, tx: &mut TenantTx<'_>) -> Answered<GiveFeedback> {
    let new = &ask.body;
    let kind = if new.kind == NewFeedbackKind::Note { FeedbackKind::Note } else { FeedbackKind::Given };
    if kind == FeedbackKind::Given && new.subject_id == tx.actor.person {
        return Err(Failure::field("subject_id", "not_oneself"));
    }
    within_sight(tx, "subject_id", &BTreeSet::from([new.subject_id]))?;
    check(kind, new.audience)?;
    let managers_then = readers::managers_of(tx, new.subject_id)?;
    if new.audience.manager && managers_then.is_empty() && !new.audience.later_managers {
        return Err(Failure::field("audience.manager", "nobody_there"));
    }
    let written = Written {
        kind,
        subject: new.subject_id,
        asked: None,
        body: &new.body,
        purpose: new.purpose,
        audience: new.audience,
        managers_then,
    };
    let mut readers: Vec<_> =
        written.managers_then.first().copied().filter(|_| new.audience.manager).into_iter().collect();
    readers.extend(Some(new.subject_id).filter(|_| new.audience.person));
    let id = queries::insert(tx, written)?;
    tell(tx, NoticeKind::FeedbackReceived, id, &readers)?;
    tx.note(Event::new("feedback.given", id).after(&(kind, new.subject_id, new.purpose, new.audience)))?;
    versioned(current(tx, id)?)
}

pub(super) fn edit(ask: &Ask<EditFeedback>, tx: &mut TenantTx<'_>) -> Answered<EditFeedback> {
    let before = ask.change::<FeedbackRow>(tx, ask.params.id)?;
    let audience = ask.body.audience.unwrap_or(before.audience());
    let purpose = ask.body.purpose.unwrap_or(before.purpose);
    check(before.kind, audience)?;
    if let Some(ask) = before.ask_id {
        let (most, for_what) = requests::bounds(tx, ask)?;
        if !audience.within(most) {
            return Err(Failure::field("audience", "not_allowed"));
        }
        if purpose == Purpose::Evaluation && for_what == Purpose::Growth {
            return Err(Failure::field("purpose", "not_allowed"));
        }
    }
    queries::update(tx, &before, audience, purpose)?;
    let (old, new) = ((before.purpose, before.audience()), (purpose, audience));
    tx.note(Event::new("feedback.edited", before.id).before(&old).after(&new))?;
    versioned(current(tx, before.id)?)
}

pub(super) fn delete(ask: &Ask<DeleteNote>, tx: &mut TenantTx<'_>) -> Answered<DeleteNote> {
    let note = ask.change::<FeedbackRow>(tx, ask.params.id)?;
    if note.kind != FeedbackKind::Note {
        return Err(Problem::new(Code::Conflict)
            .because("what others may have read stays; you can narrow who reads it")
            .into());
    }
    queries::delete(tx, &note)?;
    tx.note(Event::new("feedback.note_deleted", note.id))?;
    Ok(Reply::new(()))
}

/// One the actor sees, as it is now.
pub(super) fn current(tx: &mut TenantTx<'_>, id: FeedbackId) -> Result<Feedback, Failure> {
    Ok(FeedbackRow::find(tx, id)?.ok_or(Code::NotFound)?.shown())
}

/// Refuses readers that don't fit the kind.
pub(super) fn check(kind: FeedbackKind, audience: Audience) -> Result<(), Failure> {
    match audience.fault(kind) {
        Some((field, code)) => Err(Failure::field(format!("audience.{field}"), code)),
        None => Ok(()),
    }
}

pub(super) fn versioned<O>(feedback: Feedback) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = Feedback>,
{
    let version = feedback.version;
    Ok(Reply::versioned(feedback, version))
}
