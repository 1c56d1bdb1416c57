//! The door of a link: whoever has its secret writes one review, and reads nothing but what is asked and what they wrote.

use shared::{
    operation::Operation,
    problem::{Code, FieldError, Problem},
    reviews::{
        DeclineExternalReview, ExternalReview, ReadExternalReview, ReviewForm, ReviewRelation, ReviewStage,
        ReviewState, SaveExternalReview, SubmitExternalReview,
        rules::{answers, reading::is_hidden},
    },
    wire::{ReviewExternalId, id::OrganisationId},
};

use super::{
    queries::{self, Opened},
    secret,
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Failure, Reply, Visit},
    notifications, organisations,
    reviews::cycles::{
        queries::{form, held_stage, is_small},
        rows::small,
    },
};

pub(in crate::reviews) async fn read(visit: Visit<ReadExternalReview>) -> Answered<ReadExternalReview> {
    let token = visit.body.token.clone();
    let review = behind(&visit, &token, shown).await?;
    Ok(Reply::new(review))
}

pub(in crate::reviews) async fn save(visit: Visit<SaveExternalReview>) -> Answered<SaveExternalReview> {
    let sheet = visit.body.clone();
    let token = sheet.token.clone();
    let review = behind(&visit, &token, move |tx, opened| {
        refuse_unless_open(opened)?;
        if opened.version != sheet.version {
            return Err(Code::VersionMismatch.into());
        }
        let faults = answers::faults(&form_of(tx, opened)?, ReviewRelation::Peer, &sheet.answers, 0);
        if !faults.is_empty() {
            return Err(Problem::invalid(faults).into());
        }
        queries::save(tx, opened.id, &sheet.answers)?;
        tx.note(Event::new("review_externals.saved", opened.id))?;
        current(tx, opened.id)
    });
    Ok(Reply::new(review.await?))
}

pub(in crate::reviews) async fn submit(visit: Visit<SubmitExternalReview>) -> Answered<SubmitExternalReview> {
    let token = visit.body.token.clone();
    let review = behind(&visit, &token, |tx, opened| {
        refuse_unless_open(opened)?;
        let (form, written) = (form_of(tx, opened)?, opened.answers()?);
        let missing = answers::missing(&form, ReviewRelation::Peer, &written, 0, 0);
        if !missing.is_empty() {
            let fault = |key: &str| FieldError::new(format!("answers.{key}"), "required");
            return Err(Problem::invalid(missing.into_iter().map(fault).collect()).into());
        }
        queries::submit(tx, opened.id)?;
        call_out(tx, opened)?;
        tx.note(Event::new("review_externals.submitted", opened.id))?;
        current(tx, opened.id)
    });
    Ok(Reply::new(review.await?))
}

pub(in crate::reviews) async fn decline(visit: Visit<DeclineExternalReview>) -> Answered<DeclineExternalReview> {
    let token = visit.body.token.clone();
    let declined = behind(&visit, &token, |tx, opened| {
        refuse_unless_open(opened)?;
        queries::end(tx, opened.id, ReviewState::Declined)?;
        call_out(tx, opened)?;
        tx.note(Event::new("review_externals.declined", opened.id))
    });
    declined.await?;
    Ok(Reply::new(()))
}

/// Does something with the review behind a link, as nobody; the same 404 for a link that ended and for none.
async fn behind<O: Operation, T: Send + 'static>(
    visit: &Visit<O>,
    token: &str,
    work: impl FnOnce(&mut TenantTx<'_>, &Opened) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let hash = secret::recognise(token).ok_or(Code::NotFound)?;
    let found = visit.accounts(move |tx| Ok(queries::by_secret(tx.conn(), &hash)?)).await?;
    let (org, id): (OrganisationId, ReviewExternalId) = found.ok_or(Code::NotFound)?;
    let done = visit.state.database.job(org, None, move |tx| {
        // The cycle first, as whoever takes it on holds it first.
        let cycle = queries::cycle_of(tx, id)?.ok_or(Code::NotFound)?;
        if held_stage(tx, cycle)? != ReviewStage::Writing {
            return Err(Code::NotFound.into());
        }
        let opened = queries::open(tx, id)?.ok_or(Code::NotFound)?;
        work(tx, &opened)
    });
    done.await?.ok_or_else(|| Code::NotFound.into())
}

/// Not where answers have no names: whoever looks at the packet meanwhile would learn when they wrote, or that they don't.
fn call_out(tx: &mut TenantTx<'_>, opened: &Opened) -> Result<(), Failure> {
    if is_hidden(ReviewRelation::Peer, opened.naming) { Ok(()) } else { notifications::changed(tx, opened.packet_id) }
}

fn refuse_unless_open(opened: &Opened) -> Result<(), Failure> {
    match opened.state {
        ReviewState::Assigned | ReviewState::InProgress => Ok(()),
        state => Err(Problem::new(Code::Conflict).because(format!("it is {state}")).into()),
    }
}

/// What somebody from outside is asked.
fn form_of(tx: &mut TenantTx<'_>, opened: &Opened) -> Result<ReviewForm, Failure> {
    Ok(form(tx, opened.template_id, opened.form_number)?.1.for_external())
}

fn current(tx: &mut TenantTx<'_>, id: ReviewExternalId) -> Result<ExternalReview, Failure> {
    let opened = queries::open(tx, id)?.ok_or(Code::NotFound)?;
    shown(tx, &opened)
}

fn shown(tx: &mut TenantTx<'_>, opened: &Opened) -> Result<ExternalReview, Failure> {
    // A link that lies about in a mailbox shows no words once they are handed in.
    let open = refuse_unless_open(opened).is_ok();
    let form = form_of(tx, opened)?;
    Ok(ExternalReview {
        organisation: organisations::name(tx)?,
        subject: opened.subject_name.clone(),
        name: opened.name.clone(),
        cycle: opened.cycle_name.clone(),
        period_from: opened.period_from,
        period_to: opened.period_to,
        write_by: opened.write_by,
        naming: opened.naming,
        minimum: small(opened.minimum),
        may_be_guessed: is_hidden(ReviewRelation::Peer, opened.naming) && is_small(tx, opened.cycle_id)?,
        state: opened.state,
        scale: if open { form.scale } else { Vec::new() },
        sections: if open { form.sections } else { Vec::new() },
        answers: if open { opened.answers()? } else { Default::default() },
        version: opened.version,
    })
}
