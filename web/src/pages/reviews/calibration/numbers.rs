//! What the cards add up to, beside the guide.

use leptos::prelude::*;
use shared::reviews::{CalibrationNumbers, CalibrationSessionDetail};

use super::desk::Desk;
use crate::{
    text::calibration as text,
    ui::{Amount, BarChart, Ink, drawn, live},
};

/// The distribution, the moves, and the moves by manager.
#[component]
pub fn Numbers(desk: Desk) -> impl IntoView {
    let amounts = Memo::new(move |_| desk.session.get().map(|now| amounts(&now)).unwrap_or_default());
    let numbers = Memo::new(move |_| desk.session.get().map(|now| now.numbers).unwrap_or_default());
    let people = untrack(|| desk.cards().len());
    view! {
        <section class="card stack">
            <h2>{text::DISTRIBUTION}</h2>
            <BarChart title=text::DISTRIBUTION description=text::spread_told(i64::try_from(people).unwrap_or(0)) amounts />
            {live(move || moves(numbers.get()))}
        </section>
    }
}

/// A bar for each step, and under it what the guide would have.
fn amounts(detail: &CalibrationSessionDetail) -> Vec<Amount> {
    let numbers = &detail.numbers;
    let count = |counts: &[i64], at: usize| counts.get(at).copied().unwrap_or(0);
    let rated: i64 = numbers.after.iter().sum();
    let mut amounts = Vec::new();
    for (at, step) in detail.scale.iter().enumerate() {
        let (now, before) = (count(&numbers.after, at), count(&numbers.before, at));
        let guide = detail.session.guide.get(at).copied();
        let shown = text::spread(now, before, guide);
        amounts.push(Amount { label: step.word.clone(), value: drawn(now), shown, ink: Ink::First });
        if let Some(guide) = guide {
            let (label, value) = (text::guide_of(&step.word), drawn(rated) * f64::from(guide) / 100.0);
            amounts.push(Amount { label, value, shown: text::percent(guide), ink: Ink::Plain });
        }
    }
    if numbers.unrated_after > 0 || numbers.unrated_before > 0 {
        let shown = text::spread(numbers.unrated_after, numbers.unrated_before, None);
        let (label, value) = (text::WITHOUT_RATING.to_owned(), drawn(numbers.unrated_after));
        amounts.push(Amount { label, value, shown, ink: Ink::Plain });
    }
    amounts
}

fn moves(numbers: CalibrationNumbers) -> impl IntoView {
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let by_manager = (!numbers.by_manager.is_empty()).then(|| {
        let line = |it: &shared::reviews::CalibrationByManager| {
            let (name, net) = (it.manager.name.clone(), text::signed(it.net));
            view! {
                <li class="spread">
                    <span>{name}</span><span class="muted">{text::moved_of(it.people, it.up, it.down)}</span><span class="strong">{net}</span>
                </li>
            }
        };
        view! {
            <div class="stack snug small">
                <h3 class="strong">{text::BY_MANAGER}</h3>
                <p class="muted">{text::BY_MANAGER_LEAD}</p>
                <ul class="stack snug">{numbers.by_manager.iter().map(line).collect_view()}</ul>
            </div>
        }
    });
    let by_group = (!numbers.by_group.is_empty()).then(|| {
        let line = |it: &shared::reviews::CalibrationByGroup| {
            let net = text::signed(it.net);
            view! {
                <li class="spread">
                    <span>{text::group(it.group)}</span><span class="muted">{text::moved_of(it.people, it.up, it.down)}</span><span class="strong">{net}</span>
                </li>
            }
        };
        view! {
            <div class="stack snug small">
                <h3 class="strong">{text::BY_GROUP}</h3>
                <p class="muted">{text::BY_GROUP_LEAD}</p>
                <ul class="stack snug">{numbers.by_group.iter().map(line).collect_view()}</ul>
            </div>
        }
    });
    view! {
        <dl class="facts">
            {fact(text::UP, numbers.up.to_string())}
            {fact(text::DOWN, numbers.down.to_string())}
            {fact(text::NET, text::signed(numbers.net))}
        </dl>
        {by_manager}
        {by_group}
    }
}
