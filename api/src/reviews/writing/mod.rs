//! Writing a review: kept as it grows, handed in, taken back as long as reviews are written.

pub(super) mod evidence;
mod queries;
mod rows;

use shared::{
    notifications::NoticeKind,
    problem::{Code, FieldError, Problem},
    readers::RecordBecause,
    reviews::{
        DeclineReview, ListReviewReaders, ListReviews, ReadReview, ReadReviewChanges, RecallReview, Review,
        ReviewDetail, ReviewFilter, ReviewForm, ReviewRelation, ReviewStage, ReviewState, SaveReview, SubmitReview,
        rules::{answers, reading::is_hidden},
    },
    wire::ReviewId,
};

use self::rows::ReviewRow;
use super::{
    cycles::{
        queries::{form, held_stage, is_small, levels},
        rows::small,
        steps::{proposals::propose_anew, settling::settle_anew},
    },
    packets::{
        appointments::{capacities, of_author},
        disputes,
        readers::of_side,
        reopening, responsible,
    },
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications,
};

pub(super) fn list(ask: &Ask<ListReviews>, tx: &mut TenantTx<'_>) -> Answered<ListReviews> {
    let filter = ReviewFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("reviews", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, filter.open, limit, after)?;
    let named = capacities(tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
    let shown = |row: ReviewRow| Review { capacity: named.get(&row.id).copied(), ..row.shown() };
    Ok(Reply::new(list.page(rows, limit, |row| (row.due_on, row.id), shown)?))
}

pub(super) fn show(ask: &Ask<ReadReview>, tx: &mut TenantTx<'_>) -> Answered<ReadReview> {
    let review = ask.read::<ReviewRow>(tx, ask.params.id)?.into_inner();
    let form = form_of(tx, &review)?;
    let version = review.version;
    let appointment = of_author(tx, review.packet_id, tx.actor.person)?;
    let may_be_guessed = is_hidden(review.side, review.naming) && is_small(tx, review.cycle_id)?;
    let goals = if form.shows_goals(review.side) { queries::goals_at_the_end(tx, &review)? } else { Vec::new() };
    let detail = ReviewDetail {
        review: Review { capacity: appointment.as_ref().map(|it| it.capacity), ..review.shown() },
        appointment,
        period_from: review.period_from,
        period_to: review.period_to,
        naming: review.naming,
        minimum: small(review.minimum),
        may_be_guessed,
        sections: form.asked_of(review.side),
        scale: form.scale,
        goals,
        competencies: queries::competencies(tx, review.subject_job.as_deref())?,
        answers: review.answers()?,
        versions: reopening::versions(tx, review.id)?,
    };
    Ok(Reply::versioned(detail, version))
}

pub(super) fn readers(ask: &Ask<ListReviewReaders>, tx: &mut TenantTx<'_>) -> Answered<ListReviewReaders> {
    let review = ask.read::<ReviewRow>(tx, ask.params.id)?.into_inner();
    let mut found = of_side(tx, review.cycle_id, (tx.actor.person, review.subject_id), review.side)?;
    // What was declined, or is wanted no more, goes into no packet.
    if matches!(review.state, ReviewState::Declined | ReviewState::Void) {
        found.items.retain(|reader| reader.because == RecordBecause::Author);
        found.calibrates = false;
    }
    Ok(Reply::new(found))
}

pub(super) fn changes(ask: &Ask<ReadReviewChanges>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewChanges> {
    let review = ask.read::<ReviewRow>(tx, ask.params.id)?.into_inner();
    let form = form_of(tx, &review)?;
    Ok(Reply::new(reopening::differences(tx, review.id, &form)?))
}

pub(super) fn save(ask: &Ask<SaveReview>, tx: &mut TenantTx<'_>) -> Answered<SaveReview> {
    let review = ask.change::<ReviewRow>(tx, ask.params.id)?;
    refuse_unless_open(tx, &review)?;
    let form = form_of(tx, &review)?;
    let levels = levels(tx)?;
    let mut faults = answers::faults(&form, review.side, &ask.body.answers, levels);
    faults.extend(strangers(tx, &review, ask)?);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).into());
    }
    queries::save(tx, &review, &ask.body.answers)?;
    // What is being written is its author's alone: the log says that they wrote.
    tx.note(Event::new("reviews.saved", review.id))?;
    current(tx, review.id)
}

/// Answers that speak of goals or competencies the author isn't asked about.
fn strangers(tx: &mut TenantTx<'_>, review: &ReviewRow, ask: &Ask<SaveReview>) -> Result<Vec<FieldError>, Failure> {
    if ask.body.answers.values().all(|answer| answer.items.is_empty()) {
        return Ok(Vec::new());
    }
    let goals = queries::goals(tx, review)?.into_iter().map(|goal| goal.id.0);
    let competencies = queries::competencies(tx, review.subject_job.as_deref())?;
    // What was written of something that went out of sight since stays.
    let written = review.answers()?;
    let before = written.values().flat_map(|answer| &answer.items).map(|item| item.id);
    let known: std::collections::HashSet<_> =
        goals.chain(competencies.iter().map(|competency| competency.id.0)).chain(before).collect();
    let strange = ask.body.answers.iter().filter(|(_, answer)| answer.items.iter().any(|it| !known.contains(&it.id)));
    Ok(strange.map(|(key, _)| FieldError::new(format!("answers.{key}.items"), "unknown")).collect())
}

pub(super) fn submit(ask: &Ask<SubmitReview>, tx: &mut TenantTx<'_>) -> Answered<SubmitReview> {
    let review = ask.change::<ReviewRow>(tx, ask.params.id)?;
    let stage = refuse_unless_open(tx, &review)?;
    let form = form_of(tx, &review)?;
    let goals = queries::goals(tx, &review)?.len();
    let competencies = queries::competencies(tx, review.subject_job.as_deref())?.len();
    let written = review.answers()?;
    let missing = answers::missing(&form, review.side, &written, goals, competencies);
    if !missing.is_empty() {
        let fault = |key: &str| FieldError::new(format!("answers.{key}"), "required");
        return Err(Problem::invalid(missing.into_iter().map(fault).collect()).into());
    }
    queries::submit(tx, &review)?;
    handed_in(tx, &review, stage, &form)?;
    // Whoever looks at the packet meanwhile would learn when somebody without a name wrote.
    if !is_hidden(review.side, review.naming) {
        notifications::changed(tx, review.packet_id)?;
    }
    tx.note(Event::new("reviews.submitted", review.id))?;
    current(tx, review.id)
}

/// What follows of what is handed in.
fn handed_in(tx: &mut TenantTx<'_>, review: &ReviewRow, stage: ReviewStage, form: &ReviewForm) -> Result<(), Failure> {
    if stage == ReviewStage::Sharing {
        settle_anew(tx, (review.cycle_id, review.packet_id), form)?;
    }
    if review.side != ReviewRelation::Manager {
        return Ok(());
    }
    if stage == ReviewStage::Calibrating {
        propose_anew(tx, (review.cycle_id, review.packet_id), form)?;
    }
    disputes::watch(tx, review.packet_id)
}

pub(super) fn recall(ask: &Ask<RecallReview>, tx: &mut TenantTx<'_>) -> Answered<RecallReview> {
    let review = ask.change::<ReviewRow>(tx, ask.params.id)?;
    refuse_unless_written(tx, &review)?;
    if review.state != ReviewState::Submitted {
        return Err(Problem::new(Code::Conflict).because("it isn't handed in").into());
    }
    queries::recall(tx, &review)?;
    tx.note(Event::new("reviews.recalled", review.id))?;
    current(tx, review.id)
}

pub(super) fn decline(ask: &Ask<DeclineReview>, tx: &mut TenantTx<'_>) -> Answered<DeclineReview> {
    let review = ask.change::<ReviewRow>(tx, ask.params.id)?;
    refuse_unless_open(tx, &review)?;
    if !matches!(review.side, ReviewRelation::Peer | ReviewRelation::Upward) {
        let why = "only who writes as a peer or about their manager may decline";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if review.reopened_reason.is_some() {
        let why = "it was handed in and is open again: hand it in, or have an Admin close it";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    queries::decline(tx, &review, &ask.body.reason)?;
    if review.side == ReviewRelation::Peer {
        tell_of_peer_lost(tx, &review)?;
    }
    tx.note(Event::new("reviews.declined", review.id))?;
    current(tx, review.id)
}

/// Tells the person and who answers for them that somebody else is wanted. Who declined, and why, is for those above, on the
/// page.
fn tell_of_peer_lost(tx: &mut TenantTx<'_>, review: &ReviewRow) -> Result<(), Failure> {
    let mut concerned = responsible(tx, review.subject_id)?;
    concerned.push(review.subject_id);
    notifications::tell(tx, NoticeKind::ReviewPeerDeclined, review.packet_id, &concerned)
}

/// Where the cycle stands, held there: reviews are written, or this one is open again after that.
fn refuse_unless_written(tx: &mut TenantTx<'_>, review: &ReviewRow) -> Result<ReviewStage, Failure> {
    match held_stage(tx, review.cycle_id)? {
        ReviewStage::Writing => Ok(ReviewStage::Writing),
        stage @ (ReviewStage::Calibrating | ReviewStage::Sharing) if review.reopened_reason.is_some() => Ok(stage),
        stage => {
            Err(Problem::new(Code::Conflict).because(format!("the cycle is {stage}: nothing is written now")).into())
        }
    }
}

fn refuse_unless_open(tx: &mut TenantTx<'_>, review: &ReviewRow) -> Result<ReviewStage, Failure> {
    let stage = refuse_unless_written(tx, review)?;
    match review.state {
        ReviewState::Assigned | ReviewState::InProgress => Ok(stage),
        state => Err(Problem::new(Code::Conflict).because(format!("it is {state}")).into()),
    }
}

fn form_of(tx: &mut TenantTx<'_>, review: &ReviewRow) -> Result<ReviewForm, Failure> {
    Ok(form(tx, review.template_id, review.form_number)?.1)
}

fn current<O>(tx: &mut TenantTx<'_>, id: ReviewId) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = Review>,
{
    let review = ReviewRow::find(tx, id)?.ok_or(Code::NotFound)?;
    let named = capacities(tx, &[id])?;
    Ok(Reply::versioned(Review { capacity: named.get(&id).copied(), ..review.shown() }, review.version))
}
