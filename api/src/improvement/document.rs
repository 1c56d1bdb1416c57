//! A plan on paper, as one of its audiences reads it.

use chrono_tz::Tz;
use serde_json::{Value, json};
use shared::{
    improvement::{
        ExportImprovementPlanPdf, ImprovementAct, VIEW,
        rules::{ImprovementAudience, ImprovementDeed, ImprovementPart, ImprovementState},
    },
    problem::Code,
    wire::ImprovementPlanId,
};

use super::{queries, routes::opened, rows::PlanRow};
use crate::{
    db::{Readable, TenantTx},
    http::{Answered, Failure, MemberCall, Reply},
    opened::Visits,
    organisations,
    pdf::Manuscript,
    sheets::printed_day,
};

/// It is typeset after the transaction, so that no connection waits for it.
pub(super) async fn as_pdf(call: MemberCall<ExportImprovementPlanPdf>) -> Answered<ExportImprovementPlanPdf> {
    let (id, audience, visits) = (call.ask.params.id, call.ask.query.audience, call.ask.visits.clone());
    let manuscript = call.take_out(move |tx| manuscript(tx, &visits, id, audience)).await?;
    Ok(Reply::new(call.state.typesetter.pdf(manuscript).await?).as_file("plan.pdf"))
}

fn manuscript(
    tx: &mut TenantTx<'_>,
    visits: &Visits,
    id: ImprovementPlanId,
    audience: Option<ImprovementAudience>,
) -> Result<Manuscript, Failure> {
    let plan = Readable::<PlanRow>::read(tx, id, &VIEW)?.into_inner();
    let reader = audience.unwrap_or(plan.audience);
    if !plan.audience.reads(reader) {
        return Err(Code::Forbidden.into());
    }
    opened(visits, tx, &plan);
    let zone = organisations::zone(tx)?;
    let said = |word: &str, detail: String, body: String| json!({ "word": word, "detail": detail, "body": body });
    let sections = queries::sections(tx, &plan)?.into_iter().map(|section| section.shown);
    let sections: Vec<_> = sections
        .filter(|section| reader.reads(section.audience))
        .map(|section| said(part(section.part), for_whom(section.audience).to_owned(), section.body))
        .collect();
    let notes = queries::notes(tx, id)?.into_iter().filter(|note| reader.reads(note.audience));
    let notes: Vec<_> = notes
        .map(|note| {
            let day = format!(
                "{} · {}",
                printed_day(note.created_at.with_timezone(&zone).date_naive()),
                for_whom(note.audience)
            );
            said(&note.author.name, day, note.body)
        })
        .collect();
    let acts = queries::acts(tx, id)?.into_iter().filter(|(audience, _)| reader.reads(*audience));
    let acts: Vec<_> = acts.map(|(_, act)| done(act, zone)).collect();
    let today = tx.calendar.today;
    let organisation = organisations::name(tx)?;

    let fact = |word: &str, what: String| json!({ "word": word, "what": what });
    let mut facts = vec![fact("For", plan.person_name.clone())];
    facts.extend(plan.manager_name.clone().map(|name| fact("Manager", name)));
    facts.push(fact("State", state(plan.state).to_owned()));
    facts.extend(plan.starts_on.map(|day| fact("Starts", printed_day(day))));
    facts.push(fact("Ends", printed_day(plan.ends_on)));
    facts.push(fact("This copy", for_whom(reader).to_owned()));
    let data = json!({
        "title": "Improvement plan",
        "organisation": organisation,
        "facts": facts,
        "sections": sections,
        "notes": notes,
        "acts": acts,
        "made": printed_day(today),
    });
    Ok(Manuscript { template: include_str!("document.typ"), data, made_on: today })
}

fn done(act: ImprovementAct, zone: Tz) -> Value {
    let day = printed_day(act.at.with_timezone(&zone).date_naive());
    let by = act.by.map(|by| format!(" · {}", by.name)).unwrap_or_default();
    let until = act.day.map(|day| format!(" {}", printed_day(day))).unwrap_or_default();
    json!({ "word": format!("{}{until}", deed(act.deed)), "detail": format!("{day}{by}"), "body": act.said })
}

const fn part(part: ImprovementPart) -> &'static str {
    match part {
        ImprovementPart::Expected => "What is expected",
        ImprovementPart::Measured => "How it is measured",
        ImprovementPart::Support => "What supports the person",
        ImprovementPart::Background => "How it came to this",
    }
}

const fn for_whom(audience: ImprovementAudience) -> &'static str {
    match audience {
        ImprovementAudience::Hr => "For Admins",
        ImprovementAudience::Manager => "For the manager and Admins",
        ImprovementAudience::Person => "For the person, the manager and Admins",
    }
}

const fn state(state: ImprovementState) -> &'static str {
    match state {
        ImprovementState::Draft => "Draft",
        ImprovementState::Scheduled => "Scheduled",
        ImprovementState::Running => "Running",
        ImprovementState::Paused => "Paused",
        ImprovementState::Extended => "Extended",
        ImprovementState::Met => "Met",
        ImprovementState::NotMet => "Not met",
        ImprovementState::Withdrawn => "Withdrawn",
    }
}

const fn deed(deed: ImprovementDeed) -> &'static str {
    match deed {
        ImprovementDeed::Drafted => "Drafted",
        ImprovementDeed::Scheduled => "Scheduled for",
        ImprovementDeed::Started => "Started",
        ImprovementDeed::Changed => "Changed",
        ImprovementDeed::Paused => "Paused",
        ImprovementDeed::Resumed => "Runs again",
        ImprovementDeed::Acknowledged => "Read by the person",
        ImprovementDeed::Extended => "Extended until",
        ImprovementDeed::TakenOver => "Taken over",
        ImprovementDeed::Met => "Ended: met",
        ImprovementDeed::NotMet => "Ended: not met",
        ImprovementDeed::Withdrawn => "Withdrawn",
    }
}
