//! A value over time.

use leptos::{html, prelude::*};

use crate::ui::live;

use super::{
    Ink, Point, data_table, mark,
    scale::{Scale, extent, ticks},
    width::width_of,
};
use crate::{text, ui::id};

const HEIGHT: f64 = 210.0;
const TOP: f64 = 12.0;
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 26.0;
/// Room for the name of a day.
const LABEL: f64 = 48.0;

/// One line, with the target it heads for. `description` is the sentence that says what one sees;
/// `axis` writes the round numbers at the side.
#[component]
pub fn LineChart(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    #[prop(into)] points: Signal<Vec<Point>>,
    /// The planned way: from the start to the target, usually two points.
    #[prop(optional, into)]
    plan: Signal<Vec<(f64, f64)>>,
    /// Where it should stay, from the lower bound to the upper.
    #[prop(optional, into)]
    band: Signal<Option<(f64, f64)>>,
    #[prop(into)] axis: Callback<(f64,), String>,
    #[prop(default = Ink::First)] ink: Ink,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let width = width_of(node, 560.0);
    let ids = (id::fresh("chart"), id::fresh("chart"));
    let picture = {
        let (title, description, ids) = (title.clone(), description, ids);
        move || {
            let (points, plan, band, width) = (points.get(), plan.get(), band.get(), width.get());
            let xs = extent(points.iter().map(|point| point.x).chain(plan.iter().map(|at| at.0))).unwrap_or((0.0, 1.0));
            let bounds = band.into_iter().flat_map(|(low, high)| [low, high]);
            let ys = points.iter().map(|point| point.y).chain(plan.iter().map(|at| at.1)).chain(bounds);
            let ys = extent(ys).unwrap_or((0.0, 1.0));
            let marks = ticks(ys);
            let ends = extent(marks.iter().copied()).unwrap_or(ys);
            let x = Scale::new(xs, (LEFT, width - 14.0));
            let y = Scale::new(ends, (HEIGHT - BOTTOM, TOP));
            let path = |at: &mut dyn Iterator<Item = (f64, f64)>| {
                at.enumerate()
                    .map(|(step, (a, b))| format!("{}{:.1} {:.1}", if step == 0 { "M" } else { "L" }, x.at(a), y.at(b)))
                    .collect::<String>()
            };
            let line = path(&mut points.iter().map(|point| (point.x, point.y)));
            let planned = path(&mut plan.iter().copied());
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
            let band = band.map(|(low, high)| {
                let (top, height) = (y.at(high), y.at(low) - y.at(high));
                view! { <rect class="chart-band" x=LEFT y=top width=width - LEFT height=height></rect> }
            });
            let dots = points
                .iter()
                .map(|point| {
                    let told = format!("{}: {}", point.label, point.shown);
                    view! { <circle class=mark("chart-dot", ink) cx=x.at(point.x) cy=y.at(point.y) r="4.5"><title>{told}</title></circle> }
                })
                .collect_view();
            // Each under its point, as far as the picture goes; two that would touch are one.
            let place = |point: &Point| (x.at(point.x).clamp(LEFT, width - LABEL / 2.0), point.label.clone());
            let last = points.last().map(place);
            let first = points.first().map(place);
            let first = first.filter(|first| last.as_ref().is_some_and(|last| last.0 - first.0 > LABEL));
            let ends = first
                .into_iter()
                .chain(last)
                .map(|(at, label)| view! { <text class="chart-axis" x=at y=HEIGHT - 4.0 text-anchor="middle">{label}</text> })
                .collect_view();
            view! {
                <svg viewBox=format!("0 0 {width:.0} {HEIGHT}") role="img" aria-labelledby=format!("{} {}", ids.0, ids.1)>
                    <title id=ids.0.clone()>{title.clone()}</title>
                    <desc id=ids.1.clone()>{description.clone()}</desc>
                    {band}
                    {grid}
                    <path class="chart-target" d=planned></path>
                    <path class=mark("chart-line", ink) d=line></path>
                    {dots}
                    {ends}
                </svg>
            }
        }
    };
    let rows = move || points.get().into_iter().map(|point| (point.label, point.shown)).collect();
    view! {
        <div class="chart" node_ref=node>
            {picture}
            {live(move || (!plan.read().is_empty()).then(|| view! { <p class="tiny faint">{text::ui::DASHED_IS_PLAN}</p> }))}
            {live(move || band.read().is_some().then(|| view! { <p class="tiny faint">{text::ui::TINTED_IS_BAND}</p> }))}
            {live(move || data_table(title.clone(), rows()))}
        </div>
    }
}
