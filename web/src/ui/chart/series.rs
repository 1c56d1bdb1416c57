//! Values over time against a target and its thresholds.

use leptos::{html, prelude::*};

use super::{
    Ink, Point, data_table, mark,
    scale::{Scale, extent, ticks},
    width::width_of,
};
use crate::ui::{id, live};

const HEIGHT: f64 = 260.0;
const TOP: f64 = 12.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 26.0;
/// Room for the name of a span.
const LABEL: f64 = 78.0;
/// More points than this are a line without dots.
const MOST_DOTS: usize = 70;

/// A line across the chart, such as a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Where.
    pub at: f64,
    /// What it is called in the legend, with its value.
    pub label: String,
    /// Its colour: plain is the target.
    pub ink: Ink,
}

/// A stretch of values with a meaning; open ends reach to the edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// From where.
    pub low: Option<f64>,
    /// Up to where.
    pub high: Option<f64>,
    /// Its colour.
    pub ink: Ink,
}

/// What a chart is drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The values in their order; what is not a number is a gap.
    pub points: Vec<Point>,
    /// The values it is compared with, in the same places.
    pub before: Vec<Option<f64>>,
    /// Lines.
    pub levels: Vec<Level>,
    /// Stretches.
    pub bands: Vec<Band>,
}

/// One series; gaps stay gaps. `axis` writes the round numbers at the side.
#[component]
pub fn SeriesChart(
    #[prop(into)] title: String,
    #[prop(into)] description: Signal<String>,
    #[prop(into)] drawing: Signal<Drawing>,
    #[prop(into)] axis: Callback<(f64,), String>,
    /// What the comparison is called in the legend.
    #[prop(into)]
    before_label: String,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node, 640.0);
    let ids = (id::fresh("chart"), id::fresh("chart"));
    let picture = {
        let (title, ids) = (title.clone(), ids);
        move || {
            let inside = drawing.with(|drawing| picture(drawing, width.get(), axis));
            view! {
                <svg viewBox=format!("0 0 {:.0} {HEIGHT}", width.get()) role="img" aria-labelledby=format!("{} {}", ids.0, ids.1)>
                    <title id=ids.0.clone()>{title.clone()}</title>
                    <desc id=ids.1.clone()>{description.get()}</desc>
                    {inside}
                </svg>
            }
        }
    };
    let legend = move || {
        let drawing = drawing.get();
        let compared = drawing.before.iter().any(Option::is_some);
        let levels = drawing.levels.into_iter().map(|level| {
            view! { <li><span class=format!("legend-line {}", level.ink.class()) aria-hidden="true"></span>{level.label}</li> }
        });
        let before = compared.then(
            || view! { <li><span class="legend-line before" aria-hidden="true"></span>{before_label.clone()}</li> },
        );
        view! { <ul class="legend">{levels.collect_view()}{before}</ul> }
    };
    let rows = move || {
        let points = drawing.get().points.into_iter().filter(|point| point.y.is_finite());
        points.map(|point| (point.label, point.shown)).collect()
    };
    view! {
        <div class="chart" node_ref=node>
            {picture}
            {live(legend)}
            {live(move || data_table(title.clone(), rows()))}
        </div>
    }
}

fn picture(drawing: &Drawing, width: f64, axis: Callback<(f64,), String>) -> impl IntoView + use<> {
    let Drawing { points, before, levels, bands } = drawing;
    let xs = extent(points.iter().map(|point| point.x)).unwrap_or((0.0, 1.0));
    let values = points.iter().map(|point| point.y).chain(before.iter().flatten().copied());
    let ys = extent(values.chain(levels.iter().map(|level| level.at))).unwrap_or((0.0, 1.0));
    let marks = ticks(ys);
    let ends = extent(marks.iter().copied()).unwrap_or(ys);
    let x = Scale::new(xs, (LEFT, width - 14.0));
    let y = Scale::new(ends, (HEIGHT - BOTTOM, TOP));
    let stretches = bands
        .iter()
        .map(|band| {
            let place = |edge: Option<f64>, open: f64| y.at(edge.unwrap_or(open).clamp(ends.0, ends.1));
            let (top, bottom) = (place(band.high, ends.1), place(band.low, ends.0));
            let class = format!("chart-stretch {}", band.ink.class());
            view! { <rect class=class x=LEFT y=top width=(width - LEFT).max(0.0) height=(bottom - top).max(0.0)></rect> }
        })
        .collect_view();
    let grid = marks
        .into_iter()
        .map(|tick| {
            let at = y.at(tick);
            view! {
                <line class="chart-grid" x1=LEFT x2=width y1=at y2=at></line>
                <text class="chart-axis" x=LEFT - 8.0 y=at + 4.0 text-anchor="end">{axis.run((tick,))}</text>
            }
        })
        .collect_view();
    let lines = levels
        .iter()
        .map(|level| {
            let at = y.at(level.at);
            view! { <line class=format!("chart-level {}", level.ink.class()) x1=LEFT x2=width y1=at y2=at></line> }
        })
        .collect_view();
    let own = path(
        points
            .iter()
            .map(|point| (x.at(point.x), Some(point.y).filter(|value| value.is_finite()).map(|value| y.at(value)))),
    );
    let compared =
        path(points.iter().zip(before).map(|(point, value)| (x.at(point.x), value.map(|value| y.at(value)))));
    let there: Vec<&Point> = points.iter().filter(|point| point.y.is_finite()).collect();
    let radius = if there.len() > MOST_DOTS { "0" } else { "3.5" };
    let dots = there
        .iter()
        .map(|point| {
            let told = format!("{}: {}", point.label, point.shown);
            let (at, high) = (x.at(point.x), y.at(point.y));
            view! {
                <circle class="chart-dot s1" cx=at cy=high r=radius></circle>
                // Larger than what is drawn, so that a finger finds it.
                <circle class="chart-touch" cx=at cy=high r="10"><title>{told}</title></circle>
            }
        })
        .collect_view();
    let place = |point: &Point| (x.at(point.x).clamp(LEFT + LABEL / 2.0, width - LABEL / 2.0), point.label.clone());
    let last = points.last().map(place);
    let first = points.first().map(place);
    let first = first.filter(|first| last.as_ref().is_some_and(|last| last.0 - first.0 > LABEL));
    let names = first
        .into_iter()
        .chain(last)
        .map(|(at, label)| view! { <text class="chart-axis" x=at y=HEIGHT - 4.0 text-anchor="middle">{label}</text> })
        .collect_view();
    view! {
        {stretches}
        {grid}
        {lines}
        <path class="chart-before" d=compared></path>
        <path class=mark("chart-line", Ink::First) d=own></path>
        {dots}
        {names}
    }
}

/// A line through what is there, broken where nothing is.
fn path(points: impl Iterator<Item = (f64, Option<f64>)>) -> String {
    let mut joined = false;
    let mut path = String::new();
    for (x, y) in points {
        match y {
            Some(y) => {
                path.push_str(&format!("{}{x:.1} {y:.1}", if joined { "L" } else { "M" }));
                joined = true;
            }
            None => joined = false,
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn gaps_stay_gaps() {
        let points = [(0.0, Some(1.0)), (1.0, Some(2.0)), (2.0, None), (3.0, Some(4.0))];
        assert_eq!(path(points.into_iter()), "M0.0 1.0L1.0 2.0M3.0 4.0");
    }
}
