//! The period beside the form: a strip of its months, and what there is of each, to be cited.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    analytics::rules::month_of,
    operation::Nothing,
    reviews::{
        ReadReviewEvidence, ReviewCiting, ReviewEvidence, ReviewEvidenceItem, ReviewEvidenceKind, ReviewPath,
        rules::coverage::{self, CoveredMonth},
    },
    wire::ReviewId,
};

use super::pen::Pen;
use crate::{
    client::call,
    fetch::Fetch,
    pages::{goals, kpis},
    text::{format, review_evidence as text},
    ui::{Badge, Button, ButtonKind, ButtonSize, Glyph, Icon, IconSize, Tone, live},
};

/// What a review looks back on.
#[derive(Clone, Copy)]
pub struct Period {
    pub review: ReviewId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Whether things can be opened from here: whose goal it is sees who opened it, and so who writes without a name.
    pub opens: bool,
}

/// What is written, and what of it cites.
#[derive(Clone, Copy)]
struct Written {
    words: Memo<String>,
    /// The months that something is cited of.
    cited: Memo<BTreeSet<NaiveDate>>,
    /// As of the [`Period`].
    opens: bool,
}

/// The strip and the list.
#[component]
pub fn Evidence(period: Period, pen: Pen) -> impl IntoView {
    let evidence = Fetch::new(move || call::<ReadReviewEvidence>(ReviewPath { id: period.review }, Nothing {}, ()));
    evidence.view(move |evidence| months(evidence, period, pen))
}

fn months(evidence: ReviewEvidence, period: Period, pen: Pen) -> AnyView {
    let ReviewEvidence { items, left_off } = evidence;
    if items.is_empty() {
        return view! { <p class="small muted">{text::NOTHING}</p> }.into_any();
    }
    let words = Memo::new(move |_| pen.sheet().with_value(|sheet| sheet.words()));
    let cited = Memo::new(move |_| words.with(|words| coverage::cited(words)));
    let written = Written { words, cited, opens: period.opens };
    let chosen = RwSignal::new(None::<NaiveDate>);
    let days: Vec<_> = items.iter().map(|item| (item.happened_on, item.kind)).collect();
    let strip = coverage::months(period.from, period.to, &days);
    let shown = strip.iter().cloned().map(|month| one_month(month, written, chosen)).collect_view();
    let silent = move || {
        let uncited = cited.with(|cited| coverage::uncited(&strip, cited));
        text::not_cited(&uncited.into_iter().map(format::month_long).collect::<Vec<_>>())
    };
    let unnamed = items.iter().any(|item| item.citing == ReviewCiting::WouldTell);
    let list = move || {
        let only = chosen.get();
        let wanted = items.iter().filter(|item| only.is_none_or(|month| month_of(item.happened_on) == month));
        by_month(wanted.cloned().collect(), written, pen)
    };
    view! {
        <p class="small muted">{text::LEAD}</p>
        {unnamed.then(|| view! { <p class="small muted">{text::UNNAMED}</p> })}
        <ol class="strip review-strip" aria-label=text::STRIP>{shown}</ol>
        <p class="small" role="status">{silent}</p>
        {live(list)}
        {(left_off > 0).then(|| view! { <p class="small muted">{text::left_off(left_off)}</p> })}
    }
    .into_any()
}

/// A month: which kinds there are, whether anything is cited. It narrows the list to itself.
fn one_month(month: CoveredMonth, written: Written, chosen: RwSignal<Option<NaiveDate>>) -> impl IntoView {
    let CoveredMonth { month: at, counts } = month;
    let is_cited = Memo::new(move |_| written.cited.with(|months| months.contains(&at)));
    let is_chosen = Memo::new(move |_| chosen.get() == Some(at));
    let told: Vec<_> = counts.iter().map(|(kind, count)| format!("{}: {count}", text::kinds(*kind))).collect();
    let told = told.join(", ");
    let glyphs = counts.iter().map(|(kind, _)| view! { <Icon glyph=glyph(*kind) size=IconSize::Small /> });
    let glyphs = glyphs.collect_view();
    let (name, heard) = (format::month_long(at), told.clone());
    view! {
        <li>
            <button
                type="button"
                class="strip-month"
                data-shade=if counts.is_empty() { "0" } else { "1" }
                data-cited=move || is_cited.get().then_some("true")
                title=told
                aria-label=move || text::month(&name, &heard, is_cited.get())
                aria-pressed=move || if is_chosen.get() { "true" } else { "false" }
                on:click=move |_| chosen.set((!is_chosen.get_untracked()).then_some(at))
            >
                <span class="strip-name">{format::month_short(at)}</span>
                <span class="review-strip-kinds">{glyphs}</span>
                {live(move || is_cited.get().then(|| view! { <Icon glyph=Glyph::Check size=IconSize::Small /> }))}
            </button>
        </li>
    }
}

/// Items under the months they happened in.
fn by_month(items: Vec<ReviewEvidenceItem>, written: Written, pen: Pen) -> AnyView {
    if items.is_empty() {
        return view! { <p class="small muted">{text::NOTHING_THEN}</p> }.into_any();
    }
    let mut months: Vec<(NaiveDate, Vec<ReviewEvidenceItem>)> = Vec::new();
    for item in items {
        let month = month_of(item.happened_on);
        match months.last_mut() {
            Some((last, items)) if *last == month => items.push(item),
            _ => months.push((month, vec![item])),
        }
    }
    let one = |(month, items): (NaiveDate, Vec<ReviewEvidenceItem>)| {
        let items = items.into_iter().map(|item| one_item(item, written, pen)).collect_view();
        view! {
            <li class="story-month">
                <h3>{format::month_long(month)}</h3>
                <ol class="story">{items}</ol>
            </li>
        }
    };
    view! { <ol class="stack">{months.into_iter().map(one).collect_view()}</ol> }.into_any()
}

fn one_item(item: ReviewEvidenceItem, written: Written, pen: Pen) -> impl IntoView {
    let heading = text::heading(item.kind, &item.title);
    // A note has no name but its words, and whoever wrote it may use them.
    let name = if item.kind == ReviewEvidenceKind::Note { item.excerpt.clone() } else { heading.clone() };
    let citation = coverage::citation(item.happened_on, &name);
    let known = citation.clone();
    let is_cited = Memo::new(move |_| written.words.with(|words| words.contains(&known)));
    let heard = text::cite(&heading, &format::date(item.happened_on));
    let cite = match item.citing {
        ReviewCiting::May if pen.may_cite() => view! {
            <Button kind=ButtonKind::Quiet size=ButtonSize::Small on_press=move || pen.cite(&citation)>
                <span aria-hidden="true">{text::CITE}</span>
                <span class="visually-hidden">{heard}</span>
            </Button>
        }
        .into_any(),
        ReviewCiting::Background => view! { <span class="tiny muted">{text::BACKGROUND}</span> }.into_any(),
        ReviewCiting::May | ReviewCiting::WouldTell => ().into_any(),
    };
    let measured = item.measured.as_ref().map(|measured| {
        let written = kpis::Written::new(measured.kind, measured.unit.clone(), measured.decimals);
        text::measured(measured.count, &written.value(measured.latest))
    });
    let said = measured.unwrap_or_else(|| item.excerpt.clone());
    let title = if written.opens {
        view! { <a class="plain-link strong" href=item.page()>{heading}</a> }.into_any()
    } else {
        view! { <span class="strong">{heading}</span> }.into_any()
    };
    view! {
        <li class="story-entry">
            <span class="story-mark"><Icon glyph=glyph(item.kind) /></span>
            <div class="grow stack snug">
                <div class="row tight">
                    {title}
                    {item.status.map(goals::status_badge)}
                    <time class="small muted push" datetime=item.happened_on.to_string()>{format::day(item.happened_on)}</time>
                </div>
                {text::kind(item.kind).map(|kind| view! { <p class="small muted">{kind}</p> })}
                {(!said.is_empty()).then(|| view! { <p class="small">{said}</p> })}
                <div class="row tight">
                    {cite}
                    {live(move || is_cited.get().then(|| view! { <Badge tone=Tone::Good>{text::CITED}</Badge> }))}
                </div>
            </div>
        </li>
    }
}

const fn glyph(kind: ReviewEvidenceKind) -> Glyph {
    match kind {
        ReviewEvidenceKind::ObjectiveBegun => Glyph::Target,
        ReviewEvidenceKind::ObjectiveClosed => Glyph::Flag,
        ReviewEvidenceKind::CheckIn => Glyph::TrendingUp,
        ReviewEvidenceKind::Kpi => Glyph::Activity,
        ReviewEvidenceKind::Praise => Glyph::Sparkles,
        ReviewEvidenceKind::Feedback => Glyph::MessageSquare,
        ReviewEvidenceKind::Note => Glyph::Pencil,
        ReviewEvidenceKind::OneOnOne => Glyph::MessagesSquare,
        ReviewEvidenceKind::Weekly => Glyph::Clock,
    }
}
