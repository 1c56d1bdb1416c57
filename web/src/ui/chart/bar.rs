//! Amounts beside each other.

use leptos::{html, prelude::*};

use crate::ui::live;

use super::{
    Amount, data_table, mark,
    scale::{Scale, extent},
    width::width_of,
};
use crate::ui::id;

const STEP: f64 = 44.0;

/// Lying bars, each under its name: long names fit, also on a phone.
#[component]
pub fn BarChart(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    #[prop(into)] amounts: Signal<Vec<Amount>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node, 420.0);
    let ids = (id::fresh("chart"), id::fresh("chart"));
    let picture = {
        let (title, description, ids) = (title.clone(), description, ids);
        move || {
            let (amounts, width) = (amounts.get(), width.get());
            let most =
                extent(amounts.iter().map(|amount| amount.value)).map_or(1.0, |(_, high)| high.max(f64::MIN_POSITIVE));
            let scale = Scale::new((0.0, most), (0.0, width));
            let height = amounts.iter().fold(0.0, |sum, _| sum + STEP);
            let bars = std::iter::successors(Some(0.0), |at| Some(at + STEP))
                .zip(amounts)
                .map(|(top, amount)| {
                    let long = scale.at(amount.value.max(0.0)).max(2.0);
                    view! {
                        <text class="chart-axis" x="0" y=top + 14.0>{amount.label}</text>
                        <text class="chart-axis" x=width y=top + 14.0 text-anchor="end">{amount.shown}</text>
                        <rect class=mark("chart-bar", amount.ink) x="0" y=top + 20.0 width=long height="10" rx="5"></rect>
                    }
                })
                .collect_view();
            view! {
                <svg viewBox=format!("0 0 {width:.0} {height}") role="img" aria-labelledby=format!("{} {}", ids.0, ids.1)>
                    <title id=ids.0.clone()>{title.clone()}</title>
                    <desc id=ids.1.clone()>{description.clone()}</desc>
                    {bars}
                </svg>
            }
        }
    };
    let rows = move || amounts.get().into_iter().map(|amount| (amount.label, amount.shown)).collect();
    view! {
        <div class="chart" node_ref=node>
            {picture}
            {live(move || data_table(title.clone(), rows()))}
        </div>
    }
}
