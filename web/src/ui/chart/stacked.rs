//! Parts of a whole as one bar, and several of them beside each other over time.

use leptos::prelude::*;

use super::{Amount, Ink, data_table, mark};
use crate::ui::live;

/// One lying bar of several parts, as long as the place it is in. Its words are the parts with their numbers.
#[component]
pub fn StackedBar(#[prop(into)] label: String, parts: Vec<Amount>) -> impl IntoView {
    let whole: f64 = parts.iter().map(|part| part.value.max(0.0)).sum();
    let words: Vec<_> = parts.iter().map(|part| format!("{}: {}", part.label, part.shown)).collect();
    let pieces = parts.into_iter().filter(|part| part.value > 0.0 && whole > 0.0).map(|part| {
        let share = format!("{:.3}%", part.value / whole * 100.0);
        view! { <span class=mark("stack-part", part.ink) style=("--share", share) title=format!("{}: {}", part.label, part.shown)></span> }
    });
    view! {
        <span class="stack-bar" role="img" aria-label=format!("{label}. {}", words.join(", "))>{pieces.collect_view()}</span>
    }
}

/// A standing bar of several parts, which opens.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedColumn {
    /// What stands under it, in little room.
    pub label: String,
    /// What it is called, with its numbers.
    pub told: String,
    /// From below upwards.
    pub parts: Vec<(f64, Ink)>,
    /// Where it leads.
    pub href: String,
    /// Whether what it leads to is shown.
    pub chosen: bool,
}

/// Standing bars over time. Each is a link, so that keys and screen readers go through them as through a list.
#[component]
pub fn StackedColumns(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    #[prop(into)] columns: Signal<Vec<StackedColumn>>,
    /// What the colours mean.
    legend: Vec<(&'static str, Ink)>,
) -> impl IntoView {
    let shown = move || {
        let columns = columns.get();
        let height = |column: &StackedColumn| column.parts.iter().map(|(value, _)| value.max(0.0)).sum::<f64>();
        let most = columns.iter().map(height).fold(1.0, f64::max);
        let one = |column: StackedColumn| {
            let pieces = column.parts.iter().rev().filter(|(value, _)| *value > 0.0).map(|(value, ink)| {
                let share = format!("{:.3}%", value / most * 100.0);
                view! { <span class=mark("column-part", *ink) style=("--share", share)></span> }
            });
            view! {
                <li>
                    <a class="column" data-noscroll="" href=column.href title=column.told.clone() aria-label=column.told aria-current=column.chosen.then_some("true")>
                        <span class="column-bar">{pieces.collect_view()}</span>
                        <span class="column-label">{column.label}</span>
                    </a>
                </li>
            }
        };
        columns.into_iter().map(one).collect_view()
    };
    let rows = move || columns.get().into_iter().map(|column| (column.label, column.told)).collect();
    let legend = legend.into_iter().map(|(label, ink)| {
        view! { <li><span class=mark("legend-dot", ink) aria-hidden="true"></span>{label}</li> }
    });
    view! {
        <div class="chart">
            <p class="visually-hidden">{description}</p>
            <ol class="columns" aria-label=title.clone()>{live(shown)}</ol>
            <ul class="legend">{legend.collect_view()}</ul>
            {live(move || data_table(title.clone(), rows()))}
        </div>
    }
}
