//! Parts of a whole.

use std::f64::consts::TAU;

use leptos::prelude::*;

use crate::ui::live;

use super::{Amount, mark};
use crate::ui::id;

/// Parts of a whole around their total. The legend is the data table: every slice with its number.
#[component]
pub fn DonutChart(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    #[prop(into)] slices: Signal<Vec<Amount>>,
    /// What stands in the middle.
    #[prop(into)]
    total: Signal<String>,
    /// Where each slice's name in the legend leads, if anywhere; in the order of the slices.
    #[prop(optional, into)]
    links: Signal<Vec<String>>,
) -> impl IntoView {
    let ids = (id::fresh("chart"), id::fresh("chart"));
    let shapes = move || {
        let slices = slices.get();
        let whole: f64 = slices.iter().map(|slice| slice.value.max(0.0)).sum();
        let mut from = 0.0;
        slices
            .into_iter()
            .filter(|slice| slice.value > 0.0 && whole > 0.0)
            .map(|slice| {
                let to = from + slice.value / whole;
                let path = arc(from, to);
                from = to;
                view! { <path class=mark("chart-slice", slice.ink) d=path><title>{format!("{}: {}", slice.label, slice.shown)}</title></path> }
            })
            .collect_view()
    };
    let legend = move || {
        slices
            .get()
            .into_iter()
            .zip(links.get().into_iter().map(Some).chain(std::iter::repeat(None)))
            .map(|(slice, href)| {
                let label = match href {
                    Some(href) => view! { <a href=href>{slice.label}</a> }.into_any(),
                    None => slice.label.into_any(),
                };
                view! {
                    <li>
                        <span class=mark("legend-dot", slice.ink) aria-hidden="true"></span>
                        {label}
                        <span class="num">{slice.shown}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="chart">
            <div class="chart-donut">
                <svg viewBox="0 0 120 120" role="img" aria-labelledby=format!("{} {}", ids.0, ids.1)>
                    <title id=ids.0.clone()>{title}</title>
                    <desc id=ids.1.clone()>{description}</desc>
                    {shapes}
                    <text class="chart-total" x="60" y="60">{live(move || total.get())}</text>
                </svg>
                <ul class="legend">{legend}</ul>
            </div>
        </div>
    }
}

/// The outline of a slice between two shares of the circle, clockwise from the top.
fn arc(from: f64, to: f64) -> String {
    // A full circle has no two ends to draw between: stop a hair before.
    let to = to.min(from + 0.9999);
    let at = |share: f64, radius: f64| {
        let angle = share * TAU;
        format!("{:.2} {:.2}", 60.0 + radius * angle.sin(), 60.0 - radius * angle.cos())
    };
    let large = u8::from(to - from > 0.5);
    format!(
        "M{} A57 57 0 {large} 1 {} L{} A40 40 0 {large} 0 {} Z",
        at(from, 57.0),
        at(to, 57.0),
        at(to, 40.0),
        at(from, 40.0)
    )
}

#[cfg(test)]
mod tests {
    use super::arc;

    #[test]
    fn a_slice_starts_at_the_top_and_a_whole_one_stays_drawable() {
        assert!(arc(0.0, 0.25).starts_with("M60.00 3.00 A57 57 0 0 1 117.00 60.00"));
        assert!(arc(0.0, 1.0).contains("0 1 1"));
        assert!(!arc(0.0, 1.0).contains("1 60.00 3.00 L"));
    }
}
