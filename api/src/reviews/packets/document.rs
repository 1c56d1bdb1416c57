//! A finished review on paper: what the person reads of it, whoever asks for it, so that both keep the same. Whoever was given
//! sight of it gets it without what was disputed.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::{
    access::Relation,
    markdown,
    problem::{Code, Problem},
    reviews::{
        Acknowledgement, ExportReviewPacketPdf, PacketAnswer, PacketQuestion, PacketSection, PacketState,
        ReviewDispute, ReviewForm, ReviewOutcome, ReviewQuestion, ReviewQuestionKind, ReviewRating, ReviewRelation,
        VIEW, rules::score::nearest_step,
    },
    wire::ReviewPacketId,
};

use super::{disputes, opened, queries, rating, reading::Reading, rows::PacketRow};
use crate::{
    db::{Readable, Resource, TenantTx},
    http::{Answered, Failure, MemberCall, Reply},
    opened::Visits,
    organisations,
    pdf::Manuscript,
    reviews::cycles::{
        queries::{form, levels},
        rows::CycleRow,
    },
    sheets::printed_day,
};

/// It is typeset after the transaction, so that no connection waits for it.
pub(in crate::reviews) async fn as_pdf(call: MemberCall<ExportReviewPacketPdf>) -> Answered<ExportReviewPacketPdf> {
    let (id, visits) = (call.ask.params.id, call.ask.visits.clone());
    let manuscript = call.take_out(move |tx| manuscript(tx, id, &visits)).await?;
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file("review.pdf"))
}

fn manuscript(tx: &mut TenantTx<'_>, id: ReviewPacketId, visits: &Visits) -> Result<Manuscript, Failure> {
    let packet = Readable::<PacketRow>::read(tx, id, &VIEW)?.into_inner();
    if packet.state == PacketState::Collecting {
        return Err(Problem::new(Code::Conflict).because("it isn't released: there is nothing to keep yet").into());
    }
    opened(visits, tx, &packet);
    let cycle = CycleRow::find(tx, packet.cycle_id)?.ok_or(Code::NotFound)?;
    let terms = queries::terms(tx, packet.cycle_id)?;
    let (_, form) = form(tx, terms.template_id, terms.form_number)?;
    let submitted = queries::submitted(tx, packet.id)?;
    let names = queries::names_in(tx, &submitted)?;
    let reading = Reading::of_subject(&packet, &terms, &form, &submitted, &names);
    let rating = rating::shown(tx, &packet, &terms, reading.question_of_rating())?;
    let score = reading.score(levels(tx)?);
    let today = tx.calendar.today;
    let (organisation, zone) = (organisations::name(tx)?, organisations::zone(tx)?);
    let day = |at: DateTime<Utc>| printed_day(at.with_timezone(&zone).date_naive());

    // Whoever was given sight reads nothing of it in the app either.
    let is_viewer = matches!(packet.relation(), Relation::Shared(_));
    let dispute = if is_viewer { None } else { disputes::shown(tx, &packet)? };
    let fact = |word: &str, what: String| json!({ "word": word, "what": what });
    let mut facts = vec![fact("About", packet.subject_name.clone())];
    facts.extend(packet.manager_name.clone().map(|name| fact("Manager", name)));
    facts.push(fact("Looks back on", format!("{} – {}", printed_day(cycle.period_from), printed_day(cycle.period_to))));
    facts.extend(packet.released_at.map(|at| fact("Released", day(at))));
    facts.extend(rating.as_ref().and_then(|rating| rated(&form, rating)).map(|word| fact("Rating", word)));
    facts.extend(score.map(|score| fact("Overall", step(&form, nearest_step(score, form.scale.len())))));
    let data = json!({
        "title": packet.cycle_name,
        "organisation": organisation,
        "facts": facts,
        "reasons": rating.map(|rating| rating.reasons).unwrap_or_default(),
        "summary": marked(&packet.summary),
        "sections": reading.sections().iter().map(|section| drawn(&form, section)).collect::<Vec<_>>(),
        "acknowledgement": packet.acknowledgement.map(said),
        "acknowledged": packet.acknowledged_at.map(day),
        "comment": packet.comment,
        "dispute": dispute.map(|it| json!({ "stands": second_read(&it, day), "answer": it.answer })),
        "made": printed_day(today),
    });
    Ok(Manuscript { template: include_str!("document.typ"), data, made_on: today })
}

fn drawn(form: &ReviewForm, section: &PacketSection) -> Value {
    let question = |it: &PacketQuestion| {
        let answers: Vec<_> = it.answers.iter().map(|answer| answered(form, &it.question, answer)).collect();
        let too_few: Vec<_> = it.too_few.iter().map(|side| self::side(*side)).collect();
        json!({ "asked": it.question.text, "answers": answers, "too_few": too_few })
    };
    json!({ "title": section.title, "questions": section.questions.iter().map(question).collect::<Vec<_>>() })
}

fn answered(form: &ReviewForm, question: &ReviewQuestion, it: &PacketAnswer) -> Value {
    let side = side(it.relation);
    let side = it.capacity.map_or_else(|| side.to_owned(), |capacity| format!("{side} ({capacity})"));
    let who = it.author.as_ref().map_or_else(|| side.clone(), |author| format!("{side}: {author}"));
    let options = it.answer.chosen.iter().filter_map(|at| question.options.get(usize::from(*at)));
    let of_goals = question.kind == ReviewQuestionKind::Goals;
    let item = |(item, name): (&shared::reviews::ReviewItem, &String)| {
        let rating = item.rating.map(|at| if of_goals { step(form, usize::from(at)) } else { format!("level {at}") });
        json!({ "name": name, "rating": rating, "comment": marked(&item.comment) })
    };
    json!({
        "who": who,
        "rating": it.answer.rating.map(|at| step(form, usize::from(at))),
        "options": options.collect::<Vec<_>>(),
        "text": marked(&it.answer.text),
        "items": it.answer.items.iter().zip(&it.names).map(item).collect::<Vec<_>>(),
    })
}

/// What somebody wrote: as it was typed, or, where it is marked up, as the pieces that the template draws.
fn marked(written: &str) -> Value {
    if markdown::is_plain(written) { json!(written) } else { json!(markdown::read(written)) }
}

/// A step of the scale, from 1, in words.
fn step(form: &ReviewForm, at: usize) -> String {
    let word = at.checked_sub(1).and_then(|at| form.scale.get(at)).map(|step| step.word.as_str()).unwrap_or_default();
    format!("{word} ({at} of {})", form.scale.len())
}

fn rated(form: &ReviewForm, rating: &ReviewRating) -> Option<String> {
    match rating.decided {
        Some(at) => Some(step(form, usize::from(at))),
        None => rating.not_rated.then(|| "Not rated".to_owned()),
    }
}

const fn side(side: ReviewRelation) -> &'static str {
    match side {
        ReviewRelation::Own => "Self",
        ReviewRelation::Manager => "Manager",
        ReviewRelation::Peer => "Peers",
        ReviewRelation::Upward => "Reports",
    }
}

/// Where a dispute stands, in a sentence.
fn second_read(dispute: &ReviewDispute, day: impl Fn(DateTime<Utc>) -> String) -> String {
    let outcome = match dispute.outcome {
        None => return format!("It waits for a second reader, until {}.", printed_day(dispute.due_on)),
        Some(ReviewOutcome::Upheld) => "what was written stands",
        Some(ReviewOutcome::Partly) => "a part of it is to be read as follows",
        Some(ReviewOutcome::Changed) => "it is to be read as follows",
    };
    let who = dispute.decided_by.as_ref().map_or("The second reader", |reader| reader.name.as_str());
    match dispute.decided_at.map(day) {
        Some(day) => format!("{who}, {day}: {outcome}."),
        None => format!("{who}: {outcome}."),
    }
}

const fn said(said: Acknowledgement) -> &'static str {
    match said {
        Acknowledgement::Read => "Has read it",
        Acknowledgement::Agree => "Has read it and agrees",
        Acknowledgement::Disagree => "Disagrees",
    }
}
