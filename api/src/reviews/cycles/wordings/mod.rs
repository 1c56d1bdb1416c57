//! What a running cycle asks, said in other words: each time another form of its template, that says what it corrects.

mod queries;

use shared::{
    problem::{Code, Problem},
    reviews::{
        CorrectReviewWording, ReadReviewWordings, ReviewForm, ReviewQuestion, ReviewStage, ReviewWordings,
        rules::wording,
    },
};

use super::{queries::form, rows::CycleRow, steps::any_released};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
    reviews::templates::queries as templates,
};

pub(in crate::reviews) fn show(ask: &Ask<ReadReviewWordings>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewWordings> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?.into_inner();
    Ok(Reply::new(wordings(tx, &cycle)?))
}

pub(in crate::reviews) fn correct(
    ask: &Ask<CorrectReviewWording>,
    tx: &mut TenantTx<'_>,
) -> Answered<CorrectReviewWording> {
    let cycle = ask.change::<CycleRow>(tx, ask.params.id)?;
    let number = correctable(tx, &cycle)?;
    // Whoever gives the template another form meanwhile waits: both take the next number.
    templates::lock(tx, cycle.template_id)?.ok_or(Code::NotFound)?;
    let (_, before) = form(tx, cycle.template_id, Some(number))?;
    let after = wording::corrected(&before, &ask.body).map_err(|fault| Problem::invalid(vec![fault]))?;
    if after == before {
        return Err(Problem::new(Code::Conflict).because("nothing of it is said in other words").into());
    }
    let next = templates::next_number(tx, cycle.template_id)?;
    queries::correct(tx, &cycle, (number, next), &after, ask.body.reason.trim())?;
    let said = |form| question(form, &ask.body.key);
    tx.note(Event::new("review_cycles.reworded", cycle.id).before(&said(&before)).after(&said(&after)))?;
    let cycle = CycleRow::find(tx, cycle.id)?.ok_or(Code::NotFound)?;
    Ok(Reply::new(wordings(tx, &cycle)?))
}

/// The form that it asks by, if that can be corrected. What was given to somebody goes on asking what it asked; whoever
/// gives it meanwhile waits, as the cycle is held.
fn correctable(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<i32, Failure> {
    let number = cycle.form_number.filter(|_| runs(cycle.stage));
    let number =
        number.ok_or_else(|| Problem::new(Code::Conflict).because("it isn't running: nothing is corrected"))?;
    if any_released(tx, cycle.id)? {
        let why = "somebody has theirs already: what was released stays in its words";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    Ok(number)
}

/// Whether people may be answering it, or reading what was answered.
const fn runs(stage: ReviewStage) -> bool {
    !matches!(stage, ReviewStage::Draft | ReviewStage::Closed | ReviewStage::Cancelled)
}

fn question<'a>(form: &'a ReviewForm, key: &str) -> Option<&'a ReviewQuestion> {
    form.questions().find(|question| question.key == key)
}

fn wordings(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<ReviewWordings, Failure> {
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let versions = queries::versions(tx, cycle.id)?;
    Ok(ReviewWordings { questions: form.questions().cloned().collect(), versions })
}
