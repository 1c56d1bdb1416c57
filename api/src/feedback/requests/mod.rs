//! Asking for feedback, and being asked. Who reads the answers is fixed by the request.

mod queries;

use std::collections::BTreeSet;

use chrono::Days;
use shared::{
    access::can,
    feedback::{
        ASK, AnswerFeedbackAsk, AskFilter, AskForFeedback, AskState, Audience, CloseFeedbackRequest,
        DeclineFeedbackAsk, FeedbackKind, FeedbackRequest, FeedbackRequests, ListFeedbackAsks, ListFeedbackRequests,
        Purpose, ReadFeedbackAsk, ReadFeedbackRequest, USUAL_DAYS,
    },
    notifications::NoticeKind,
    people::PersonStatus,
    problem::{Code, Problem},
    wire::{FeedbackAskId, FeedbackRequestId, PersonId},
};

pub(crate) use self::queries::open_asks;
use super::{
    given::{self, Written},
    praise::within_sight,
    readers,
    rows::{AskRow, RequestRow},
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::{settle, tell},
    people::PersonRow,
};

pub(super) fn list(_: &Ask<ListFeedbackRequests>, tx: &mut TenantTx<'_>) -> Answered<ListFeedbackRequests> {
    let rows = queries::mine(tx)?;
    Ok(Reply::new(FeedbackRequests { items: queries::shown(tx, rows)? }))
}

pub(super) fn show(ask: &Ask<ReadFeedbackRequest>, tx: &mut TenantTx<'_>) -> Answered<ReadFeedbackRequest> {
    let row = ask.read::<RequestRow>(tx, ask.params.id)?;
    versioned(queries::shown(tx, vec![row.into_inner()])?.pop().ok_or(Code::NotFound)?)
}

pub(super) fn create(ask: &Ask<AskForFeedback>, tx: &mut TenantTx<'_>) -> Answered<AskForFeedback> {
    let (new, me) = (&ask.body, tx.actor.person);
    may_ask_about(tx, new.subject_id)?;
    let people: BTreeSet<PersonId> = new.person_ids.iter().copied().collect();
    if people.contains(&me) || people.contains(&new.subject_id) {
        return Err(Failure::field("person_ids", "not_oneself"));
    }
    within_sight(tx, "person_ids", &people)?;
    given::check(FeedbackKind::Asked, new.audience)?;
    // Whoever asks gets to read: as the person it is about, or as one above them.
    let (field, reads) =
        if new.subject_id == me { ("person", new.audience.person) } else { ("manager", new.audience.manager) };
    if !reads {
        return Err(Failure::field(format!("audience.{field}"), "required"));
    }
    let today = tx.calendar.today;
    let due_on = new.due_on.or(today.checked_add_days(Days::new(USUAL_DAYS))).unwrap_or(today);
    if due_on < today {
        return Err(Failure::field("due_on", "in_the_past"));
    }
    let id = queries::insert(tx, new, due_on, &people)?;
    let request = current(tx, id)?;
    for (ask, person) in queries::asks_of(tx, id)? {
        tell(tx, NoticeKind::FeedbackAsked, ask, &[person])?;
    }
    tx.note(Event::new("feedback_requests.created", id).after(&(new.subject_id, &people, new.purpose, new.audience)))?;
    versioned(request)
}

/// Oneself, a report, or of an Admin anybody.
fn may_ask_about(tx: &mut TenantTx<'_>, subject: PersonId) -> Result<(), Failure> {
    let person = PersonRow::find(tx, subject)?.ok_or_else(|| Failure::field("subject_id", "unknown"))?;
    if person.status == PersonStatus::Deactivated {
        return Err(Failure::field("subject_id", "deactivated"));
    }
    if can(tx.actor.role, &ASK, person.relation()) { Ok(()) } else { Err(Failure::field("subject_id", "not_allowed")) }
}

pub(super) fn close(ask: &Ask<CloseFeedbackRequest>, tx: &mut TenantTx<'_>) -> Answered<CloseFeedbackRequest> {
    let request = ask.change::<RequestRow>(tx, ask.params.id)?;
    if request.closed_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it is closed already").into());
    }
    queries::close(tx, &request)?;
    tx.note(Event::new("feedback_requests.closed", request.id))?;
    versioned(current(tx, request.id)?)
}

pub(super) fn asks(ask: &Ask<ListFeedbackAsks>, tx: &mut TenantTx<'_>) -> Answered<ListFeedbackAsks> {
    let filter = AskFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("feedback_asks", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::asked(tx, filter.state, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| row.id, AskRow::shown)?))
}

pub(super) fn ask(ask: &Ask<ReadFeedbackAsk>, tx: &mut TenantTx<'_>) -> Answered<ReadFeedbackAsk> {
    let row = ask.read::<AskRow>(tx, ask.params.id)?;
    let version = row.version;
    Ok(Reply::versioned(row.into_inner().shown(), version))
}

pub(super) fn answer(ask: &Ask<AnswerFeedbackAsk>, tx: &mut TenantTx<'_>) -> Answered<AnswerFeedbackAsk> {
    let row = ask.change::<AskRow>(tx, ask.params.id)?;
    refuse_decided(&row)?;
    let purpose = ask.body.purpose.unwrap_or(row.purpose);
    if purpose == Purpose::Evaluation && row.purpose == Purpose::Growth {
        return Err(Failure::field("purpose", "not_allowed"));
    }
    let managers_then = readers::managers_of(tx, row.subject_id)?;
    let written = Written {
        kind: FeedbackKind::Asked,
        subject: row.subject_id,
        asked: Some((row.id, row.asker_id)),
        body: &ask.body.body,
        purpose,
        audience: row.audience(),
        managers_then,
    };
    let id = given::insert(tx, written)?;
    queries::decide(tx, &row, AskState::Answered, None)?;
    settle(tx, &[NoticeKind::FeedbackAsked, NoticeKind::FeedbackDue], row.id)?;
    tell(tx, NoticeKind::FeedbackAnswered, id, &[row.asker_id])?;
    tx.note(Event::new("feedback_asks.answered", row.id).after(&(id, purpose)))?;
    given::versioned(given::current(tx, id)?)
}

pub(super) fn decline(ask: &Ask<DeclineFeedbackAsk>, tx: &mut TenantTx<'_>) -> Answered<DeclineFeedbackAsk> {
    let row = ask.change::<AskRow>(tx, ask.params.id)?;
    refuse_decided(&row)?;
    queries::decide(tx, &row, AskState::Declined, ask.body.reason.as_deref())?;
    settle(tx, &[NoticeKind::FeedbackAsked, NoticeKind::FeedbackDue], row.id)?;
    tell(tx, NoticeKind::FeedbackDeclined, row.request_id, &[row.asker_id])?;
    tx.note(Event::new("feedback_asks.declined", row.id))?;
    let row = AskRow::find(tx, row.id)?.ok_or(Code::NotFound)?;
    let version = row.version;
    Ok(Reply::versioned(row.shown(), version))
}

/// What the request of an answer allows at the most: its readers and its purpose.
pub(super) fn bounds(tx: &mut TenantTx<'_>, ask: FeedbackAskId) -> Result<(Audience, Purpose), Failure> {
    let row = AskRow::find(tx, ask)?.ok_or(Code::NotFound)?;
    Ok((row.audience(), row.purpose))
}

fn refuse_decided(row: &AskRow) -> Result<(), Failure> {
    let why = match row.state {
        AskState::Answered => "you have answered this",
        AskState::Declined => "you have declined this",
        AskState::Lapsed => "this is no longer asked",
        AskState::Open if row.closed_at.is_some() => "this is no longer asked",
        AskState::Open => return Ok(()),
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

fn current(tx: &mut TenantTx<'_>, id: FeedbackRequestId) -> Result<FeedbackRequest, Failure> {
    let row = RequestRow::find(tx, id)?.ok_or(Code::NotFound)?;
    Ok(queries::shown(tx, vec![row])?.pop().ok_or(Code::NotFound)?)
}

fn versioned<O>(request: FeedbackRequest) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = FeedbackRequest>,
{
    let version = request.version;
    Ok(Reply::versioned(request, version))
}
