//! A packet as it stood on a day that has passed, to read.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    access::Relation,
    reviews::{
        PastReviewPacket, PastReviewPacketQuery, ReadPastReviewPacket, ReviewAddendum, ReviewDispute, ReviewPacketPath,
        ScaleStep, rules::score::nearest_step,
    },
    wire::ReviewPacketId,
};

use super::{rating::Rating, written};
use crate::{
    address::{Kept, kept_day},
    client::call,
    fetch::Fetch,
    pages::reviews::{cycle_href, marked::marked, packet_badge, stage_badge},
    session::Session,
    text::{format, past_reviews as text, review_ends, review_papers, reviews},
    ui::{Banner, Button, ButtonSize, Crumb, DateInput, EmptyState, Field, Glyph, PageHeader},
};

/// The day that has passed which the address asks for. Reactive.
pub fn day_of(as_of: Kept, today: NaiveDate) -> Option<NaiveDate> {
    as_of.read(|text| text.parse::<NaiveDate>().ok()).filter(|day| *day < today)
}

/// The choice of a day.
#[component]
pub fn Days(as_of: Kept) -> impl IntoView {
    let (day, today) = (kept_day(as_of.value), Session::here().org_today());
    view! {
        <div class="as-of">
            <Field label=text::AS_OF hint=text::AS_OF_HINT filter=true><DateInput value=day max=today /></Field>
        </div>
    }
}

/// The packet of the address, as of a day.
#[component]
pub fn Past(day: NaiveDate, as_of: Kept) -> impl IntoView {
    let packet = Fetch::of_address(move |id: ReviewPacketId| {
        let query = PastReviewPacketQuery { as_of: Some(day) };
        let asked = call::<ReadPastReviewPacket>(ReviewPacketPath { id }, query, ());
        // A day before anything of it was kept is no failure of the page.
        async move {
            match asked.await {
                Ok(packet) => Ok(Some(packet)),
                Err(problem) if problem.errors.iter().any(|error| error.code == "too_early") => Ok(None),
                Err(problem) => Err(problem),
            }
        }
    });
    let back = move || as_of.value.set(String::new());
    view! {
        <Banner title=text::lead(&format::date(day))>
            <Button size=ButtonSize::Small on_press=back>{text::TODAY}</Button>
        </Banner>
        {packet.view(shown)}
    }
}

fn shown(packet: Option<PastReviewPacket>) -> AnyView {
    let Some(packet) = packet else {
        let crumbs = vec![Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS)];
        return view! { <PageHeader title=text::UNKNOWN lead=text::UNKNOWN_DETAIL crumbs /> }.into_any();
    };
    let is_mine = packet.relation == Relation::Own;
    let title = if is_mine { reviews::YOURS_OF.to_owned() } else { packet.subject.name.clone() };
    let crumbs = vec![
        Crumb::new(reviews::REVIEWS, shared::pages::REVIEWS),
        Crumb::new(packet.cycle.name.clone(), cycle_href(packet.cycle.id)),
    ];
    let summary = (!packet.summary.is_empty() && packet.released_at.is_some()).then(|| {
        view! { <section class="card stack"><h2>{reviews::SUMMARY}</h2>{marked(&packet.summary)}</section> }
    });
    let nothing = packet.sections.is_empty().then(|| {
        view! { <section class="card flush"><EmptyState glyph=Glyph::Lock title=text::NOTHING detail=text::NOTHING_DETAIL /></section> }
    });
    let dispute = packet.dispute.clone().map(disputed);
    let addenda = (!packet.addenda.is_empty()).then(|| added(packet.addenda.clone()));
    let reread = packet.dispute.as_ref().and_then(|dispute| dispute.rating);
    let rating =
        packet.rating.clone().map(|rating| view! { <Rating rating scale=packet.scale.clone() is_mine reread /> });
    let answers = written(packet.sections.clone(), packet.scale.clone(), packet.levels.clone());
    view! {
        <PageHeader title lead=packet.cycle.name.clone() crumbs>{stage_badge(packet.stage)}{packet_badge(packet.state, false)}</PageHeader>
        <div class="with-aside">
            <div class="stack">
                {dispute}
                {summary}
                {nothing}
                {answers}
                {addenda}
            </div>
            <div class="stack">
                {rating}
                {facts(&packet)}
            </div>
        </div>
    }
    .into_any()
}

/// Where it stood, in a few lines.
fn facts(packet: &PastReviewPacket) -> AnyView {
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let score = packet.score.map(|score| fact(reviews::SCORE, reviews::scored(score, &word(&packet.scale, score))));
    let released = packet.released_at.map(|at| fact(reviews::RELEASED, format::date(format::local(at).0)));
    let said = packet.acknowledgement.map(|said| fact(reviews::ANSWERED, reviews::acknowledgement(said).to_owned()));
    let comment = (!packet.comment.is_empty()).then(|| fact(reviews::COMMENT, packet.comment.clone()));
    view! {
        <section class="card stack">
            <dl class="facts">
                {fact(reviews::PERSON, packet.subject.name.clone())}
                {score}
                {released}
                {said}
                {comment}
            </dl>
        </section>
    }
    .into_any()
}

/// The step of the scale that a score is nearest to.
fn word(scale: &[ScaleStep], score: f64) -> String {
    let at = nearest_step(score, scale.len()).checked_sub(1);
    at.and_then(|at| scale.get(at)).map(|step| step.word.clone()).unwrap_or_default()
}

fn disputed(dispute: ReviewDispute) -> AnyView {
    let words = match dispute.outcome {
        Some(outcome) => review_ends::outcome(outcome).to_owned(),
        None => text::NOT_ANSWERED_YET.to_owned(),
    };
    let by = dispute.decided_by.zip(dispute.decided_at).map(|(reader, at)| {
        let by = review_ends::answered_by(&reader.name, &format::date(format::local(at).0));
        view! { <p class="small muted">{by}</p> }
    });
    view! {
        <section class="card stack">
            <h2>{review_ends::SECOND_READING}</h2>
            <p class="strong">{words}</p>
            {by}
            <p class="said-text">{dispute.answer}</p>
        </section>
    }
    .into_any()
}

fn added(addenda: Vec<ReviewAddendum>) -> AnyView {
    let one = |it: ReviewAddendum| {
        let by = review_papers::added_by(&it.author.name, &format::date(format::local(it.added_at).0));
        view! { <li class="stack snug"><p class="said-text">{it.body}</p><p class="small muted">{by}</p></li> }
    };
    view! {
        <section class="card stack">
            <h2>{review_papers::ADDED}</h2>
            <ul class="stack tight">{addenda.into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}
