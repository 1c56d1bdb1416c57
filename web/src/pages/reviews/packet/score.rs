//! The overall score, and behind it what it was worked out from.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{ReadReviewScore, ReviewPacketPath, ReviewScore, ReviewScoreQuestion, ReviewScoreSide},
    wire::ReviewPacketId,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, review_scores as text, reviews},
    ui::{Button, Column, DataTable, Dialog, Rows},
};

/// The button, and the sum behind it.
#[component]
pub fn Opens(id: ReviewPacketId) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move || open.set(true)>{text::OPEN}</Button>
        <Dialog open title=text::TITLE><Sum id /></Dialog>
    }
}

#[component]
fn Sum(id: ReviewPacketId) -> impl IntoView {
    let score = Fetch::new(move || call::<ReadReviewScore>(ReviewPacketPath { id }, Nothing {}, ()));
    score.view(|score| view! { <Parts score /> })
}

/// A line of the table: a side, or a question of it.
#[derive(Debug, Clone)]
struct Line {
    part: String,
    is_side: bool,
    weight: u8,
    score: String,
}

#[component]
fn Parts(score: ReviewScore) -> impl IntoView {
    let sum = sum(&score);
    let by_days = score.sides.iter().any(|side| side.by_days).then(|| view! { <p class="muted">{text::BY_DAYS}</p> });
    let lines: Vec<Line> = score.sides.iter().flat_map(of_side).collect();
    let part = |line: &Line| {
        let class = if line.is_side { "strong" } else { "muted" };
        view! { <span class=class>{line.part.clone()}</span> }
    };
    let columns = vec![
        Column::new("part", text::PART, part),
        Column::new("weight", text::WEIGHT, |line: &Line| line.weight.to_string()).end(),
        Column::new("score", text::SCORE, |line: &Line| line.score.clone()).end(),
    ];
    view! {
        <div class="stack">
            <p class="muted">{text::LEAD}</p>
            {by_days}
            <DataTable caption=text::TITLE columns rows=Rows::Ready(lines) empty=|| text::NOTHING />
            {sum.map(|sum| view! { <p class="goal-formula num">{sum}</p> })}
        </div>
    }
}

fn of_side(side: &ReviewScoreSide) -> Vec<Line> {
    let score = match side.score {
        Some(score) => format::percent(score),
        None if side.too_few => text::TOO_FEW.to_owned(),
        None => text::LEFT_OUT.to_owned(),
    };
    let part = reviews::side(side.relation).to_owned();
    let question = |it: &ReviewScoreQuestion| Line {
        part: it.text.clone(),
        is_side: false,
        weight: it.weight,
        score: it.score.map_or_else(|| text::NOT_SHOWN.to_owned(), format::percent),
    };
    let first = Line { part, is_side: true, weight: side.weight, score };
    std::iter::once(first).chain(side.questions.iter().map(question)).collect()
}

/// The sum as one would write it on paper.
fn sum(score: &ReviewScore) -> Option<String> {
    let there = || score.sides.iter().filter_map(|side| Some((side.weight, side.score?)));
    let terms: Vec<_> = there().map(|(weight, part)| format!("{weight} × {}", format::percent(part))).collect();
    let of: u32 = there().map(|(weight, _)| u32::from(weight)).sum();
    let whole = format::percent(score.score?);
    (!terms.is_empty()).then(|| format!("({}) ÷ {of} = {whole}", terms.join(" + ")))
}
