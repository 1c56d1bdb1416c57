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
        ReviewDispute, ReviewForm, ReviewOutcome, ReviewPaper, ReviewQuestion, ReviewQuestionKind, ReviewRating,
        ReviewRelation, VIEW, rules::score::nearest_step,
    },
    wire::ReviewPacketId,
};

use super::{
    addenda, disputes, opened, papers, queries, rating, reading::Reading, results::UNANSWERED, rows::PacketRow,
};
use crate::{
    db::{Readable, Resource, TenantTx},
    http::{Answered, Failure, MemberCall, Reply},
    opened::Visits,
    organisations,
    pdf::Manuscript,
    reviews::cycles::{queries::form, rows::CycleRow},
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
    let called = papers::called(tx, &packet, &submitted, true)?;
    let reading = Reading::of_subject(&packet, &terms, &form, &submitted, &called.names);
    let rating = rating::shown(tx, &packet, (&terms, &form), reading.question_of_rating())?;
    let score = reading.score(called.levels.len());
    let today = tx.calendar.today;
    let (organisation, zone) = (organisations::name(tx)?, organisations::zone(tx)?);
    let day = |at: DateTime<Utc>| printed_day(at.with_timezone(&zone).date_naive());

    // Whoever was given sight reads nothing of it in the app either.
    let is_viewer = matches!(packet.relation(), Relation::Shared(_));
    let dispute = if is_viewer { None } else { disputes::shown(tx, &packet, rating.is_some())? };
    let (addenda, _) = addenda::shown(tx, &packet)?;
    let fact = |word: &str, what: String| json!({ "word": word, "what": what });
    let subject = called.subject.clone().unwrap_or_else(|| packet.subject_name.clone());
    let mut facts = vec![fact("About", subject)];
    facts.extend(then_or_now(&packet, called.paper.as_ref()).into_iter().map(|(word, what)| fact(word, what)));
    facts.push(fact("Looks back on", format!("{} – {}", printed_day(cycle.period_from), printed_day(cycle.period_to))));
    facts.extend(packet.released_at.map(|at| fact("Released", day(at))));
    facts.extend(rating.as_ref().and_then(|rating| rated(&form, rating)).map(|word| fact("Rating", word)));
    let reread = dispute.as_ref().and_then(|it| it.rating);
    facts.extend(reread.map(|at| fact("Rating after the second reading", step(&form, usize::from(at)))));
    facts.extend(score.map(|score| fact("Overall", step(&form, nearest_step(score, form.scale.len())))));
    let data = json!({
        "title": packet.cycle_name,
        "organisation": organisation,
        "facts": facts,
        "reasons": rating.map(|rating| rating.reasons).unwrap_or_default(),
        "summary": marked(&packet.summary),
        "sections": called
            .measured(reading.sections())
            .iter()
            .map(|section| drawn(&form, &called.levels, section))
            .collect::<Vec<_>>(),
        "acknowledgement": packet.acknowledgement.map(said),
        "unanswered": packet.is_unanswered(zone, today).then_some(UNANSWERED),
        "acknowledged": packet.acknowledged_at.map(day),
        "comment": packet.comment,
        "dispute": dispute.map(|it| json!({ "stands": second_read(&it, day), "answer": it.answer })),
        "addenda": addenda
            .iter()
            .map(|it| json!({ "who": format!("{}, {}", it.author.name, day(it.added_at)), "body": it.body }))
            .collect::<Vec<_>>(),
        "made": printed_day(today),
    });
    Ok(Manuscript { template: include_str!("document.typ"), data, made_on: today })
}

/// Who the person was to the organisation when they were given it; of packets without a paper, who leads them now.
fn then_or_now(packet: &PacketRow, paper: Option<&ReviewPaper>) -> Vec<(&'static str, String)> {
    let Some(paper) = paper else {
        return packet.manager_name.clone().map(|name| ("Manager", name)).into_iter().collect();
    };
    let manager = paper.manager.as_ref().map(|manager| ("Manager", manager.name.clone()));
    let job = paper.job_title.clone().map(|job| ("Job title", job));
    let team = paper.team.clone().map(|team| ("Team", team));
    [job, team, manager].into_iter().flatten().collect()
}

fn drawn(form: &ReviewForm, levels: &[String], section: &PacketSection) -> Value {
    let question = |it: &PacketQuestion| {
        let answers: Vec<_> = it.answers.iter().map(|answer| answered(form, levels, &it.question, answer)).collect();
        let too_few: Vec<_> = it.too_few.iter().map(|side| self::side(*side)).collect();
        json!({ "asked": it.question.text, "answers": answers, "too_few": too_few })
    };
    json!({ "title": section.title, "questions": section.questions.iter().map(question).collect::<Vec<_>>() })
}

fn answered(form: &ReviewForm, levels: &[String], question: &ReviewQuestion, it: &PacketAnswer) -> Value {
    let side = side(it.relation);
    let side = match it.capacity {
        Some(capacity) => format!("{side} ({capacity})"),
        None if it.external => format!("{side} (external)"),
        None => side.to_owned(),
    };
    let who = it.author.as_ref().map_or_else(|| side.clone(), |author| format!("{side}: {author}"));
    let options = it.answer.chosen.iter().filter_map(|at| question.options.get(usize::from(*at)));
    let of_goals = question.kind == ReviewQuestionKind::Goals;
    let item = |(at, (item, name)): (usize, (&shared::reviews::ReviewItem, &String))| {
        let rating = item.rating.map(|at| if of_goals { step(form, usize::from(at)) } else { level(levels, at) });
        let progress = it.progress.get(at).copied().flatten();
        let name = progress.map_or_else(|| name.clone(), |share| format!("{name} ({:.0}%)", share * 100.0));
        json!({ "name": name, "rating": rating, "comment": marked(&item.comment) })
    };
    json!({
        "who": who,
        "rating": it.answer.rating.map(|at| step(form, usize::from(at))),
        "options": options.collect::<Vec<_>>(),
        "text": marked(&it.answer.text),
        "items": it.answer.items.iter().zip(&it.names).enumerate().map(item).collect::<Vec<_>>(),
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

/// A level of a competency, from 1, in words if there are any for it.
fn level(levels: &[String], at: u8) -> String {
    match usize::from(at).checked_sub(1).and_then(|at| levels.get(at)) {
        Some(word) => format!("{word} (level {at})"),
        None => format!("level {at}"),
    }
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
