//! Several measures of one thing around a centre.

use std::f64::consts::TAU;

use leptos::prelude::*;

use super::{Ink, data_table, mark};
use crate::ui::id;

/// One outline of a radar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// What it shows.
    pub label: String,
    /// A value for each axis, between 0 and the chart's most; absent where there is none.
    pub values: Vec<Option<f64>>,
    /// Its colour.
    pub ink: Ink,
}

const CENTRE: f64 = 160.0;
const RADIUS: f64 = 105.0;

/// Outlines over the same axes, at least three of them. The table below it has every number.
#[component]
pub fn RadarChart(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    axes: Vec<String>,
    outlines: Vec<Outline>,
    /// The value at the rim.
    most: u8,
) -> impl IntoView {
    let ids = (id::fresh("chart"), id::fresh("chart"));
    let count = axes.len();
    let scale = move |value: f64| value / f64::from(most.max(1));
    let rings = (1..=most)
        .map(|ring| view! { <polygon class="radar-ring" points=outline(count, |_| scale(f64::from(ring))) /> });
    // Names are as long as they like: the rim has their numbers, the list below it the names.
    let numbers = (0..count).map(|at| {
        let (x, y) = place(at, count, 1.12);
        view! { <text class="chart-axis" x=format!("{x:.1}") y=format!("{:.1}", y + 4.0) text-anchor="middle">{at + 1}</text> }
    });
    let names = axes.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view();
    let shapes = outlines.iter().map(|one| {
        let values = one.values.clone();
        let points = outline(count, move |at| scale(values.get(at).copied().flatten().unwrap_or(0.0)));
        view! { <polygon class=mark("radar-shape", one.ink) points=points /> }
    });
    let legend = outlines.iter().map(|one| {
        view! { <li><span class=mark("legend-dot", one.ink) aria-hidden="true"></span>{one.label.clone()}</li> }
    });
    let rows = axes.iter().enumerate().map(|(at, axis)| {
        let shown = outlines.iter().map(|one| {
            let value = one.values.get(at).copied().flatten();
            format!("{} {}", one.label, value.map_or_else(|| "–".to_owned(), |value| value.to_string()))
        });
        (axis.clone(), shown.collect::<Vec<_>>().join(" · "))
    });
    let rows = rows.collect();
    view! {
        <div class="chart">
            <svg class="radar" viewBox="0 0 320 320" role="img" aria-labelledby=format!("{} {}", ids.0, ids.1)>
                <title id=ids.0.clone()>{title.clone()}</title>
                <desc id=ids.1.clone()>{description}</desc>
                {rings.collect_view()}
                {shapes.collect_view()}
                {numbers.collect_view()}
            </svg>
            <ol class="radar-axes">{names}</ol>
            <ul class="legend">{legend.collect_view()}</ul>
            {data_table(title, rows)}
        </div>
    }
}

/// Where an axis is at a share of the radius; the first points up, the others follow clockwise.
fn place(at: usize, count: usize, share: f64) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a chart has a handful of axes")]
    let angle = TAU * at as f64 / count.max(1) as f64;
    (CENTRE + RADIUS * share * angle.sin(), CENTRE - RADIUS * share * angle.cos())
}

fn outline(count: usize, share: impl Fn(usize) -> f64) -> String {
    let point = |at| {
        let (x, y) = place(at, count, share(at).clamp(0.0, 1.0));
        format!("{x:.1},{y:.1}")
    };
    (0..count).map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn the_first_axis_points_up_and_nothing_leaves_the_rim() {
        assert_eq!(outline(4, |_| 1.0), "160.0,55.0 265.0,160.0 160.0,265.0 55.0,160.0");
        assert_eq!(outline(4, |_| 7.0), outline(4, |_| 1.0));
        assert_eq!(outline(3, |_| 0.0), "160.0,160.0 160.0,160.0 160.0,160.0");
    }
}
