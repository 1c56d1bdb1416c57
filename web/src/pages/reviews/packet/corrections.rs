//! Numbers that were corrected after the reviews were written.

use leptos::prelude::*;
use shared::{
    kpis::rules::kinds::KpiKind,
    operation::Nothing,
    reviews::{
        ListReviewCorrections, PacketSection, ReviewCorrection, ReviewCorrections, ReviewPacketPath, rules::coverage,
    },
    wire::ReviewPacketId,
};

use crate::{
    client::call,
    fetch::Fetch,
    pages::kpis,
    text::{format, review_corrections as text},
    ui::{Badge, Tone, live},
};

/// A card, if there are any. What the answers that are read cite is marked.
#[component]
pub fn Corrections(id: ReviewPacketId, sections: Vec<PacketSection>) -> impl IntoView {
    let found = Fetch::new(move || call::<ListReviewCorrections>(ReviewPacketPath { id }, Nothing {}, ()));
    let said = StoredValue::new(words(&sections));
    // It is beside the review: that it can't be read now is no news in its place.
    live(move || found.get().filter(|found| !found.items.is_empty()).map(|found| card(found, &said.get_value())))
}

/// Everything that was answered in words.
fn words(sections: &[PacketSection]) -> String {
    let answers = sections.iter().flat_map(|section| &section.questions).flat_map(|question| &question.answers);
    answers.map(|answer| answer.answer.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn card(found: ReviewCorrections, said: &str) -> impl IntoView + use<> {
    let items = found.items.into_iter().map(|item| {
        let is_cited = said.contains(&coverage::citation(item.happened_on, &item.title));
        one(item, is_cited)
    });
    let items = items.collect_view();
    view! {
        <section class="card stack">
            <h2>{text::HEADING}</h2>
            <p class="small muted">{text::LEAD}</p>
            <ul class="stack tight">{items}</ul>
        </section>
    }
}

fn one(item: ReviewCorrection, is_cited: bool) -> impl IntoView {
    let is = item.is.map_or_else(|| text::WITHDRAWN.to_owned(), |is| written(&item, is));
    let share = item.share().map(signed);
    let changed = text::changed(&written(&item, item.was), &is, share.as_deref());
    let cited = is_cited.then(|| view! { <Badge tone=Tone::Good>{text::CITED}</Badge> });
    view! {
        <li class="stack snug">
            <div class="row tight">
                <a class="plain-link strong" href=item.page()>{item.title.clone()}</a>
                {cited}
                <time class="small muted push" datetime=item.happened_on.to_string()>{format::day(item.happened_on)}</time>
            </div>
            <p class="small muted">{text::kind(item.kind)}</p>
            <p class="small">{changed}</p>
        </li>
    }
}

/// More with its sign, as less has one anyway.
fn signed(share: f64) -> String {
    let percent = format::percent_exactly(share);
    if share > 0.0 { format!("+{percent}") } else { percent }
}

/// A value as it is written where it stands: a KPI with its decimals, a key result with as many as it has.
fn written(item: &ReviewCorrection, value: f64) -> String {
    match (item.decimals, item.number_kind, item.unit.as_deref()) {
        (None, KpiKind::Percent, _) => format::percent_exactly(value / 100.0),
        (None, KpiKind::Number, Some(unit)) => format!("{} {unit}", format::number(value)),
        (None, KpiKind::Number, None) => format::number(value),
        (decimals, kind, _) => kpis::Written::new(kind, item.unit.clone(), decimals.unwrap_or(0)).value(value),
    }
}
