//! Charts as SVG. Each has a name, a sentence that says what one sees, and its numbers as a table.

mod bar;
mod donut;
mod line;
mod radar;
mod scale;
mod series;
mod spark;
mod stacked;
mod width;

use leptos::prelude::*;

pub use self::{
    bar::BarChart,
    donut::DonutChart,
    line::LineChart,
    radar::{Outline, RadarChart},
    series::{Band, Drawing, Level, SeriesChart},
    spark::Spark,
    stacked::{StackedBar, StackedColumn, StackedColumns},
};
use crate::text;

/// Which colour a series or slice has. The meanings are for states, the numbers for everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    First,
    Second,
    Third,
    Fourth,
    Fifth,
    Sixth,
    Good,
    Warn,
    Bad,
    Plain,
}

impl Ink {
    const fn class(self) -> &'static str {
        match self {
            Self::First => "s1",
            Self::Second => "s2",
            Self::Third => "s3",
            Self::Fourth => "s4",
            Self::Fifth => "s5",
            Self::Sixth => "s6",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Plain => "plain",
        }
    }
}

/// A named amount: a bar or a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// What is counted.
    pub label: String,
    /// How much.
    pub value: f64,
    /// How much, as it is written.
    pub shown: String,
    /// Its colour.
    pub ink: Ink,
}

impl Amount {
    /// So many of something.
    pub fn counted(label: impl Into<String>, count: i64, ink: Ink) -> Self {
        Self { label: label.into(), value: drawn(count), shown: count.to_string(), ink }
    }
}

/// A count as a length. Nobody draws one that doesn't fit.
pub fn drawn(count: i64) -> f64 {
    i32::try_from(count).map_or(0.0, f64::from)
}

/// A point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Where on the axis: days, usually.
    pub x: f64,
    /// The value.
    pub y: f64,
    /// The place on the axis, as it is written.
    pub label: String,
    /// The value, as it is written.
    pub shown: String,
}

/// The numbers of a chart, for whoever can't or won't read the picture.
fn data_table(title: String, rows: Vec<(String, String)>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(label, shown)| view! { <tr><th scope="row">{label}</th><td>{shown}</td></tr> })
        .collect_view();
    view! {
        <details>
            <summary>{text::ui::SHOW_NUMBERS}</summary>
            <table class="chart-data"><caption class="visually-hidden">{title}</caption><tbody>{rows}</tbody></table>
        </details>
    }
}

/// Class of a mark in a colour.
fn mark(kind: &str, ink: Ink) -> String {
    format!("{kind} {}", ink.class())
}
