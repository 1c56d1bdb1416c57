//! Answers that people write by mail to what they were reminded of. The mail server brings them; everything of one is
//! taken in or nothing, and its writer is told by mail which.

mod incoming;
mod queries;
mod reading;

use shared::{
    pages,
    problem::{Code, Problem},
    replies::ReceiveReply,
    wire::id::OrganisationId,
};

use self::{incoming::Incoming, queries::Address};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    goals,
    http::{Answered, Failure, Mounts, Reply, Visit},
    notifications::{addressee, answerable},
    weekly_check_ins,
    worker::mail::{AnswerRefused, AnswerTaken, Letter, outbox},
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.courier(receive);
}

/// Takes it in, or tells its writer why not. What is no answer of somebody we know is dropped: an answer to it would
/// go to anybody whose address was written on it.
async fn receive(visit: Visit<ReceiveReply>) -> Answered<ReceiveReply> {
    let done = Ok(Reply::new(()));
    let Some(replies) = &visit.state.replies else { return done };
    let Some(mail) = Incoming::read(&visit.body, &replies.address) else { return done };
    let hash = answerable::hash(&mail.secret);
    let Some(address) = visit.accounts(move |tx| Ok(queries::address(tx.conn(), &hash)?)).await? else {
        return done;
    };
    let (org, person) = (OrganisationId(address.org_id), Some(address.person_id));
    let origin = visit.state.origin.clone();
    let (again, once_more) = (mail.clone(), address.clone());
    let taken = visit.state.database.job(org, person, move |tx| take(tx, &origin, &address, &mail)).await;
    let Err(Failure::Problem(problem, _)) = taken else {
        return taken.and(done);
    };
    if problem.code.status() >= 500 {
        // Not their fault, and not for good: the mail server tries again.
        return Err(Failure::Problem(problem, None));
    }
    let origin = visit.state.origin.clone();
    let reason = sentence(&problem);
    visit.state.database.job(org, person, move |tx| refuse(tx, &origin, &once_more, &again, &reason)).await?;
    done
}

/// Does all that it says, once.
fn take(tx: &mut TenantTx<'_>, origin: &Origin, address: &Address, mail: &Incoming) -> Result<(), Failure> {
    let (name, email) = addressee(tx)?;
    if !email.eq_ignore_ascii_case(&mail.from) || !queries::begin(tx, address.id, &mail.hash)? {
        return Ok(());
    }
    if tx.calendar.today - address.sent_on > answerable::KEPT {
        return Err(because("the mail it answers is more than two weeks old.".to_owned()));
    }
    let said = reading::read(&mail.text, address.key_results.len()).map_err(because)?;
    let mut taken = Vec::new();
    for of in said.check_ins {
        let Some(id) = of.number.checked_sub(1).and_then(|at| address.key_results.get(at)) else { continue };
        let done = goals::check_in_answered(tx, *id, of.value, of.status, of.comment);
        let (objective, title) = done.map_err(|failure| about(&format!("number {}", of.number), failure))?;
        taken.push((title, format!("{}/{objective}", pages::GOALS)));
    }
    if let Some(week) = said.week {
        if !address.weekly {
            return Err(because("this mail didn't ask for your week.".to_owned()));
        }
        let done = weekly_check_ins::week_answered(tx, address.sent_on, week.into_new());
        done.map_err(|failure| about("your week", failure))?;
        taken.push(("your week".to_owned(), pages::WEEKLY.to_owned()));
    }
    if taken.is_empty() {
        return Err(because("there is no line in it that says what the mail asked for.".to_owned()));
    }
    tx.note(Event::general("replies.taken"))?;
    let letter = AnswerTaken { name: &name, taken: &taken, left: &said.left };
    outbox::put(tx.conn(), &[letter.to(&email, origin)?])
}

/// Tells its writer, once, and gives back what they wrote.
fn refuse(
    tx: &mut TenantTx<'_>,
    origin: &Origin,
    address: &Address,
    mail: &Incoming,
    reason: &str,
) -> Result<(), Failure> {
    if !queries::begin(tx, address.id, &mail.hash)? {
        return Ok(());
    }
    let (name, email) = addressee(tx)?;
    let page = if address.key_results.is_empty() { pages::WEEKLY } else { pages::GOALS };
    tx.note(Event::general("replies.refused"))?;
    let letter = AnswerRefused { name: &name, reason, text: &mail.text, page };
    outbox::put(tx.conn(), &[letter.to(&email, origin)?])
}

fn because(reason: String) -> Failure {
    Problem::new(Code::Invalid).because(reason).into()
}

/// The same failure, saying of what.
fn about(what: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Problem(problem, wait) if problem.code.status() < 500 => {
            let said = sentence(&problem);
            Failure::Problem(Box::new(problem.because(format!("{what}: {said}"))), wait)
        }
        other => other,
    }
}

/// What was wrong, for somebody who reads it in a mail.
fn sentence(problem: &Problem) -> String {
    if let Some(detail) = &problem.detail {
        return detail.clone();
    }
    let Some(error) = problem.errors.first() else { return format!("{}.", problem.title) };
    match error.code.as_str() {
        "taken" => "it was said already; change it in PerfTrack.".to_owned(),
        "too_many" => "these are more lines than fit.".to_owned(),
        "too_long" => "a text is longer than fits.".to_owned(),
        "number_out_of_range" => "the value is beyond what this key result can have.".to_owned(),
        "not_used_here" => format!("your organisation doesn't ask for “{}”.", error.field),
        _ => format!("“{}” can't be taken ({}).", error.field, error.code),
    }
}
