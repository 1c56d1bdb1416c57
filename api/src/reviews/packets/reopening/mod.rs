//! One review that was handed in is opened again when writing is over: its author writes on, and the release waits.
//!
//! Sides without names are left out. What was shown of them was shown at once; whatever came later would tell whose it is.

mod queries;

use std::collections::HashMap;

use serde_json::json;
use shared::{
    access::can,
    notifications::NoticeKind,
    operation::Operation,
    people::{PersonRef, PersonStatus},
    problem::{Code, Problem},
    reviews::{
        CloseReopenedReview, CompareReviewVersions, PacketState, REOPEN, ReopenReview, ReviewAnswer, ReviewAnswers,
        ReviewDifference, ReviewDifferences, ReviewForm, ReviewHandedIn, ReviewOfPacketPath, ReviewRelation,
        ReviewReopened, ReviewStage, ReviewState, ReviewVersionAnswer,
        rules::{
            answers::differing,
            reading::{is_hidden, is_over},
            stages::late_due,
        },
    },
    wire::ReviewId,
};
use uuid::Uuid;

use self::queries::HeldReview;
pub(super) use self::queries::any_open;
pub(crate) use self::queries::versions;
use super::{
    current, current_by, opened,
    queries::{Terms, names, terms},
    rows::PacketRow,
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    notifications, people,
    reviews::cycles::{
        queries::{form, held_stage},
        steps::{proposals::propose_anew, settling::settle_anew},
    },
};

pub(in crate::reviews) fn reopen(ask: &Ask<ReopenReview>, tx: &mut TenantTx<'_>) -> Answered<ReopenReview> {
    let (packet, terms, review) = hold(ask, tx)?;
    if review.state != ReviewState::Submitted {
        return Err(Problem::new(Code::Conflict).because("it isn't handed in").into());
    }
    if !people::of_ids(tx, &[review.author_id])?.iter().any(|author| author.status == PersonStatus::Active) {
        return Err(Problem::new(Code::Conflict).because("its author has left: it stays as it is").into());
    }
    let (reason, due_on) = (ask.body.reason.trim(), late_due(tx.calendar.today, terms.write_by));
    queries::reopen(tx, review.id, reason, due_on)?;
    notifications::tell(tx, NoticeKind::ReviewReopened, packet.cycle_id, &[review.author_id])?;
    notifications::changed(tx, packet.id)?;
    let what = json!({ "review_id": review.id, "author_id": review.author_id, "reason": reason, "due_on": due_on });
    tx.note(Event::new("review_packets.review_reopened", packet.id).after(&what))?;
    current(tx, packet.id)
}

pub(in crate::reviews) fn close(
    ask: &Ask<CloseReopenedReview>,
    tx: &mut TenantTx<'_>,
) -> Answered<CloseReopenedReview> {
    let (packet, terms, review) = hold(ask, tx)?;
    if review.state != ReviewState::InProgress || review.reopened_reason.is_none() {
        return Err(Problem::new(Code::Conflict).because("it isn't open").into());
    }
    queries::close(tx, review.id)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    if terms.stage == ReviewStage::Calibrating && review.relation == ReviewRelation::Manager {
        propose_anew(tx, (packet.cycle_id, packet.id), &form)?;
    }
    if terms.stage == ReviewStage::Sharing {
        settle_anew(tx, (packet.cycle_id, packet.id), &form)?;
    }
    notifications::tell(tx, NoticeKind::ReviewClosedAgain, packet.cycle_id, &[review.author_id])?;
    notifications::changed(tx, packet.id)?;
    let what = json!({ "review_id": review.id, "author_id": review.author_id });
    tx.note(Event::new("review_packets.review_closed", packet.id).after(&what))?;
    current_by(tx, packet.id, &terms, form)
}

pub(in crate::reviews) fn compare(
    ask: &Ask<CompareReviewVersions>,
    tx: &mut TenantTx<'_>,
) -> Answered<CompareReviewVersions> {
    let packet = ask.read::<PacketRow>(tx, ask.params.id)?.into_inner();
    let terms = terms(tx, packet.cycle_id)?;
    let review = named(&terms, queries::find(tx, packet.id, ask.params.review_id)?)?;
    if !is_over(terms.stage) {
        let why = format!("the cycle is {}: what was taken back is its author's", terms.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    opened(&ask.visits, tx, &packet);
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    Ok(Reply::new(differences(tx, review.id, &form)?))
}

/// The packet and one review of it, held while the cycle stays where it is. The review before the packet, as when its author
/// hands it in: both at once would wait for each other.
fn hold<O>(ask: &Ask<O>, tx: &mut TenantTx<'_>) -> Result<(Changeable<PacketRow>, Terms, HeldReview), Failure>
where
    O: Operation<Params = ReviewOfPacketPath>,
{
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    let stage = held_stage(tx, cycle)?;
    let terms = terms(tx, cycle)?;
    let review = named(&terms, queries::lock(tx, ask.params.id, ask.params.review_id)?)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let why = match (stage, packet.state) {
        (ReviewStage::Calibrating | ReviewStage::Sharing, PacketState::Collecting) => {
            return Ok((packet, terms, review));
        }
        (ReviewStage::Calibrating | ReviewStage::Sharing, _) => {
            "the person has it: what was released isn't written anew".to_owned()
        }
        _ => format!("the cycle is {stage}: a review is opened again between the end of writing and its release"),
    };
    Err(Problem::new(Code::Conflict).because(why).into())
}

/// A review whose author is named; of others nobody learns even that they are there.
fn named(terms: &Terms, review: Option<HeldReview>) -> Result<HeldReview, Failure> {
    let review = review.filter(|review| !is_hidden(review.relation, terms.naming));
    Ok(review.ok_or(Code::NotFound)?)
}

/// What Admins see of a packet's reviews one by one, when writing is over.
pub(super) fn shown(tx: &mut TenantTx<'_>, packet: &PacketRow, terms: &Terms) -> Result<Vec<ReviewHandedIn>, Failure> {
    if !is_over(terms.stage) || !can(tx.actor.role, &REOPEN, packet.relation()) {
        return Ok(Vec::new());
    }
    let rows = queries::handed_in(tx, packet.id)?;
    let one = |row: queries::HandedInRow| ReviewHandedIn {
        id: row.id,
        author: PersonRef { id: row.author_id, name: row.author_name },
        relation: row.relation,
        versions: row.versions,
        form_number: row.form_number,
        reopened: row.reopened_reason.map(|reason| ReviewReopened {
            reason,
            due_on: row.due_on.map_or(terms.write_by, |day| day.max(terms.write_by)),
        }),
    };
    Ok(rows.into_iter().filter(|row| !is_hidden(row.relation, terms.naming)).map(one).collect())
}

/// What differs between the last two versions that were handed in.
pub(in crate::reviews) fn differences(
    tx: &mut TenantTx<'_>,
    review: ReviewId,
    form: &ReviewForm,
) -> Result<ReviewDifferences, Failure> {
    let versions = versions(tx, review)?;
    let last_two = queries::last_two(tx, review)?;
    let [after, before] = last_two.as_slice() else {
        return Ok(ReviewDifferences { versions, questions: Vec::new() });
    };
    let items = [before, after].into_iter().flat_map(|answers| answers.values()).flat_map(|answer| &answer.items);
    let names = names(tx, &items.map(|item| item.id).collect::<Vec<_>>())?;
    let of = |answers: &ReviewAnswers, key: &str| known(answers.get(key).cloned().unwrap_or_default(), &names);
    let questions = differing(form, before, after).map(|question| ReviewDifference {
        question: question.clone(),
        before: of(before, &question.key),
        after: of(after, &question.key),
    });
    Ok(ReviewDifferences { versions, questions: questions.collect() })
}

/// What is said of a goal that the reader doesn't see stays with those who do.
fn known(mut answer: ReviewAnswer, names: &HashMap<Uuid, String>) -> ReviewVersionAnswer {
    answer.items.retain(|item| names.contains_key(&item.id));
    ReviewVersionAnswer { names: answer.items.iter().filter_map(|item| names.get(&item.id).cloned()).collect(), answer }
}
