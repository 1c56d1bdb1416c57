//! Answers to what was written in a pulse. [`answer`] comes with a session and a name; [`read`] and [`write`] with the
//! key of one paragraph and from nobody. A paragraph keeps the hash of its key, and no two of one ballot have anything
//! in common. Nobody is told that there is an answer, since nobody knows whom to tell; and nobody is told when its author
//! writes back, since that would say when they did.

mod queries;

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::{
    access::can,
    operation::Operation,
    problem::{Code, Problem},
    pulse::{
        AnswerPulseComment, ClosePulseThread, OwnThread, REPLY, ReadPulseThread, Thread, ThreadKey, ThreadMessage,
        WritePulseThread,
        rules::threads::{MOST_MESSAGES, is_open, last_day, shown_from},
    },
    wire::{PulseCommentId, PulseId, id::OrganisationId},
};

use self::queries::{CommentRow, LockedRow};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx, UnattendedTx},
    http::{Answered, Ask, Failure, Reply, Visit},
};

/// Writes to a paragraph's author, with the actor's name.
pub(super) fn answer(ask: &Ask<AnswerPulseComment>, tx: &mut TenantTx<'_>) -> Answered<AnswerPulseComment> {
    let comment = ask.change_any_version::<CommentRow>(tx, ask.params.comment_id)?;
    belongs(&comment, ask.params.id)?;
    let (org, today) = (tx.org(), tx.calendar.today);
    let place = queries::count(tx.conn(), org, comment.id)?;
    let place = next_place(is_open(comment.closed_on, comment.thread_ended, today), place)?;
    queries::answer(tx, &comment, place, ask.body.text.trim())?;
    tx.note(Event::new("pulse.comment_answered", comment.survey_id).after(&comment.id))?;
    Ok(Reply::new(thread(tx, comment.id)?))
}

/// Ends a thread early.
pub(super) fn close(ask: &Ask<ClosePulseThread>, tx: &mut TenantTx<'_>) -> Answered<ClosePulseThread> {
    let comment = ask.change_any_version::<CommentRow>(tx, ask.params.comment_id)?;
    belongs(&comment, ask.params.id)?;
    queries::end(tx, &comment)?;
    tx.note(Event::new("pulse.thread_closed", comment.survey_id).after(&comment.id))?;
    Ok(Reply::new(thread(tx, comment.id)?))
}

/// What a paragraph's author finds by its key.
pub(super) async fn read(visit: Visit<ReadPulseThread>) -> Answered<ReadPulseThread> {
    let key = visit.body.clone();
    let org = organisation(&visit, key.pulse_id).await?;
    let thread = visit.state.database.unattended(org, move |tx| {
        let comment = by_key(tx, &key)?;
        own(tx, comment)
    });
    Ok(Reply::new(thread.await?))
}

/// Takes in what a paragraph's author writes back.
pub(super) async fn write(visit: Visit<WritePulseThread>) -> Answered<WritePulseThread> {
    let (key, text) = (visit.body.thread.clone(), visit.body.text.trim().to_owned());
    let org = organisation(&visit, key.pulse_id).await?;
    let thread = visit.state.database.unattended(org, move |tx| {
        queries::hold(tx, key.pulse_id)?;
        let comment = by_key(tx, &key)?;
        // Sent again after a lost connection: a visitor's request has no key to be known by.
        if queries::last(tx, comment.id())?.is_none_or(|(by, last)| by.is_some() || last != text) {
            let org = tx.org();
            let place = queries::count(tx.conn(), org, comment.id())?;
            let place = next_place(is_open(comment.closed_on, comment.thread_ended, comment.today), place)?;
            queries::mix(tx, key.pulse_id, (comment.id(), place), shown_from(comment.today), &text)?;
        }
        own(tx, comment)
    });
    Ok(Reply::new(thread.await?))
}

/// The threads of a pulse that are the actor's to answer, by their paragraphs.
pub(super) fn threads(tx: &mut TenantTx<'_>, pulse: PulseId) -> Result<HashMap<PulseCommentId, Thread>, Failure> {
    let role = tx.actor.role;
    let comments = queries::comments(tx, pulse)?.into_iter().filter(|row| can(role, &REPLY, row.relation()));
    let threads = shown(tx, comments.collect())?;
    Ok(threads.into_iter().map(|thread| (thread.id, thread)).collect())
}

/// The last day on which what was written can be answered.
pub(super) fn answered_until(closed_on: Option<NaiveDate>) -> Option<NaiveDate> {
    closed_on.map(last_day)
}

fn thread(tx: &mut TenantTx<'_>, id: PulseCommentId) -> Result<Thread, Failure> {
    let comment = CommentRow::find(tx, id)?.ok_or(Code::NotFound)?;
    shown(tx, vec![comment])?.pop().ok_or_else(|| Code::NotFound.into())
}

/// As whoever may answer gets them.
fn shown(tx: &mut TenantTx<'_>, comments: Vec<CommentRow>) -> Result<Vec<Thread>, Failure> {
    let (org, today) = (tx.org(), tx.calendar.today);
    let ids: Vec<PulseCommentId> = comments.iter().map(|comment| comment.id).collect();
    let mut said: HashMap<PulseCommentId, Vec<ThreadMessage>> = HashMap::new();
    for row in queries::messages(tx.conn(), org, &ids, today)? {
        said.entry(row.text_id).or_default().push(row.shown());
    }
    let thread = |comment: CommentRow| {
        let messages = said.remove(&comment.id).unwrap_or_default();
        let open = is_open(comment.closed_on, comment.thread_ended, today) && messages.len() < MOST_MESSAGES;
        Thread { id: comment.id, open, messages }
    };
    Ok(comments.into_iter().map(thread).collect())
}

/// As its author gets it, with what others see only tomorrow.
fn own(tx: &mut UnattendedTx<'_>, comment: LockedRow) -> Result<OwnThread, Failure> {
    let org = tx.org();
    let rows = queries::messages(tx.conn(), org, &[comment.id()], shown_from(comment.today))?;
    let open = is_open(comment.closed_on, comment.thread_ended, comment.today) && rows.len() < MOST_MESSAGES;
    Ok(OwnThread {
        question: comment.question,
        comment: comment.body,
        open,
        until: answered_until(comment.closed_on),
        messages: rows.into_iter().map(|row| row.shown()).collect(),
    })
}

/// 404 for a paragraph of another pulse.
fn belongs(comment: &Changeable<CommentRow>, pulse: PulseId) -> Result<(), Failure> {
    if comment.survey_id == pulse { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Where the next message stands; 409 if there may be none.
fn next_place(open: bool, messages: i64) -> Result<i16, Failure> {
    if !open {
        return Err(Problem::new(Code::Conflict).because("this thread is closed").into());
    }
    let full = || Problem::new(Code::Conflict).because("this thread has as many messages as it takes");
    let place = usize::try_from(messages).ok().filter(|place| *place < MOST_MESSAGES).ok_or_else(full)?;
    Ok(i16::try_from(place).map_err(|_| full())?)
}

/// Where a closed pulse is; the same 404 for one that is open and for none.
async fn organisation<O: Operation>(visit: &Visit<O>, pulse: PulseId) -> Result<OrganisationId, Failure> {
    visit.accounts(move |tx| queries::organisation(tx, pulse)?.ok_or_else(|| Code::NotFound.into())).await
}

/// The paragraph whose key this is; the same 404 for any other key, for what was never published, and for what has no
/// thread.
fn by_key(tx: &mut UnattendedTx<'_>, key: &ThreadKey) -> Result<LockedRow, Failure> {
    let lock = key.lock().ok_or(Code::NotFound)?;
    Ok(queries::by_lock(tx, key.pulse_id, lock)?.ok_or(Code::NotFound)?)
}
