//! A course at a glance, in a line of a table.

use leptos::prelude::*;

use super::{
    Ink, mark,
    scale::{Scale, extent},
};

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 26.0;
const EDGE: f64 = 3.5;

/// A line without axes, with a dot at its end. It says nothing to a screen reader: the value beside it does.
#[component]
pub fn Spark(values: Vec<Option<f64>>, #[prop(default = Ink::First)] ink: Ink) -> impl IntoView {
    let there = || values.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?)));
    let Some(ys) = extent(there().map(|(_, value)| value)) else { return ().into_any() };
    let last = u32::try_from(values.len().saturating_sub(1)).map_or(1.0, f64::from).max(1.0);
    let x = Scale::new((0.0, last), (EDGE, WIDTH - EDGE));
    let y = Scale::new(ys, (HEIGHT - EDGE, EDGE));
    let at = |place: usize, value: f64| (x.at(u32::try_from(place).map_or(0.0, f64::from)), y.at(value));
    let points: Vec<_> = there().map(|(place, value)| at(place, value)).collect();
    let path: String = points
        .iter()
        .enumerate()
        .map(|(step, (x, y))| format!("{}{x:.1} {y:.1}", if step == 0 { "M" } else { "L" }))
        .collect();
    let end = points.last().map(|(x, y)| view! { <circle class=mark("chart-dot", ink) cx=*x cy=*y r="3"></circle> });
    view! {
        <svg class="spark" viewBox=format!("0 0 {WIDTH} {HEIGHT}") width=WIDTH height=HEIGHT aria-hidden="true">
            <path class="spark-line" d=path></path>
            {end}
        </svg>
    }
    .into_any()
}
