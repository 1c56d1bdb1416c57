//! One question's results for one group.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    pulse::{Cell, Group, Question, QuestionKind, QuestionResults, Spoken, Thread},
    wire::{PulseGroupId, PulseId},
};

use super::super::threads::ThreadPart;
use super::{charts, name};
use crate::{
    text::{format, pulse as text},
    ui::{Amount, BarChart, Ink, LineChart, Point},
};

/// The card.
#[component]
pub fn QuestionCard(
    pulse: PulseId,
    results: QuestionResults,
    group: Group,
    groups: Vec<Group>,
    closes_on: NaiveDate,
    changed: Callback<(Thread,)>,
) -> impl IntoView {
    let question = results.question.clone();
    let cell = results.cells.iter().find(|cell| cell.group_id == group.id).cloned();
    let body = match &cell {
        None => view! { <p class="muted">{text::HIDDEN}</p> }.into_any(),
        Some(cell) => view! {
            <Numbers question=question.clone() cell=cell.clone() />
            {trend(&results, &group, cell, closes_on)}
            {by_group(&results, &groups)}
        }
        .into_any(),
    };
    let spoken: Vec<_> =
        results.texts.iter().filter(|spoken| lies_in(&groups, spoken.group_id, group.id)).cloned().collect();
    let paragraph = move |spoken: Spoken| {
        let thread = spoken.thread.map(|thread| view! { <ThreadPart pulse thread changed /> });
        view! { <li>{spoken.text}{thread}</li> }
    };
    let said = (cell.is_some() && !spoken.is_empty())
        .then(|| view! { <ul class="pulse-said">{spoken.into_iter().map(paragraph).collect_view()}</ul> });
    let answered = cell.as_ref().map(|cell| text::of_asked(cell.n, group.asked));
    view! {
        <section class="card stack">
            <div class="spread">
                <h2 class="grow">{question.text}</h2>
                <span class="small muted">{answered}</span>
            </div>
            {body}
            {said}
        </section>
    }
}

/// Whether a group is another, or lies in it.
fn lies_in(groups: &[Group], inner: PulseGroupId, outer: PulseGroupId) -> bool {
    let up = |id: &PulseGroupId| groups.iter().find(|group| group.id == *id).and_then(|group| group.parent_id);
    std::iter::successors(Some(inner), up).any(|id| id == outer)
}

/// The one number, and how the answers are spread.
#[component]
fn Numbers(question: Question, cell: Cell) -> impl IntoView {
    let amounts = charts::spread(&question, &cell);
    if amounts.is_empty() {
        return ().into_any();
    }
    let told = text::told(&amounts.iter().map(|one| (one.label.clone(), one.shown.clone())).collect::<Vec<_>>());
    let number = match (cell.enps, cell.mean) {
        (Some(score), _) => Some((charts::signed(score), cell.margin.map(text::margin).unwrap_or_default())),
        (_, Some(mean)) => Some((format::number(mean), text::mean_of(question.options.len()))),
        _ => None,
    };
    let sum = charts::enps_sum(&cell).map(|sum| {
        view! {
            <details class="goal-more">
                <summary>{text::HOW_WORKED_OUT}</summary>
                <p class="goal-formula num">{sum}</p>
                <p class="small muted">{text::ENPS_DETAIL}</p>
            </details>
        }
    });
    view! {
        {number.map(|(value, note)| view! {
            <p class="row tight pulse-score"><span class="stat-value">{value}</span><span class="small muted">{note}</span></p>
        })}
        <BarChart title=question.text description=told amounts />
        {sum}
    }
    .into_any()
}

/// How it went before, if there is more than now.
fn trend(results: &QuestionResults, group: &Group, cell: &Cell, closes_on: NaiveDate) -> Option<AnyView> {
    let value = cell.enps.map(charts::float).or(cell.mean)?;
    let before = results.trend.iter().filter(|point| point.group_id == group.id);
    let mut waves: Vec<_> = before.map(|point| (point.closes_on, point.value)).collect();
    if waves.is_empty() {
        return None;
    }
    waves.push((closes_on, value));
    let point = |(day, value): (NaiveDate, f64)| Point {
        x: charts::days(day),
        y: value,
        label: format::day(day),
        shown: format::number(value),
    };
    let points: Vec<Point> = waves.into_iter().map(point).collect();
    let told = text::told(&points.iter().map(|one| (one.label.clone(), one.shown.clone())).collect::<Vec<_>>());
    let axis = Callback::new(|(value,): (f64,)| format::number(value));
    Some(
        view! {
            <h3>{text::TREND}</h3>
            <LineChart title=format!("{}: {}", results.question.text, text::TREND) description=told points axis />
            <p class="tiny faint">{text::TREND_HINT}</p>
        }
        .into_any(),
    )
}

/// The groups beside each other, where a number sums them up.
fn by_group(results: &QuestionResults, groups: &[Group]) -> Option<AnyView> {
    let enps = results.question.kind == QuestionKind::Enps;
    let bar = |group: &Group| {
        let cell = results.cells.iter().find(|cell| cell.group_id == group.id)?;
        let value = cell.enps.map(charts::float).or(cell.mean)?;
        let shown = cell.enps.map_or_else(|| format::number(value), charts::signed);
        // Bars begin at the worst there is.
        let value = if enps { value + 100.0 } else { value };
        Some(Amount { label: name(group), value, shown: format!("{shown} · {}", cell.n), ink: Ink::Second })
    };
    let amounts: Vec<Amount> = groups.iter().filter_map(bar).collect();
    if amounts.len() < 2 {
        return None;
    }
    let told = text::told(&amounts.iter().map(|one| (one.label.clone(), one.shown.clone())).collect::<Vec<_>>());
    let title = format!("{}: {}", results.question.text, text::BY_GROUP);
    Some(
        view! {
            <details class="goal-more">
                <summary>{text::BY_GROUP}</summary>
                <BarChart title description=told amounts />
            </details>
        }
        .into_any(),
    )
}
