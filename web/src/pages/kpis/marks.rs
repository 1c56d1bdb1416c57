//! How states, values and spans look everywhere.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::kpis::{
    Kpi,
    rules::{
        gauge::Gauge,
        kinds::{Grain, KpiDirection, KpiKind, KpiState, TimeUnit},
    },
};

use crate::{
    session::Session,
    text::{format, kpis as text},
    ui::{Badge, Band, Ink, Level, Tone},
};

/// The day it is in the organisation: the one its values belong to.
pub fn today() -> NaiveDate {
    Session::here().org_today()
}

/// The colour of a state. Silence is never green.
pub const fn tone(state: KpiState) -> Tone {
    match state {
        KpiState::Healthy => Tone::Good,
        KpiState::Watch => Tone::Warn,
        KpiState::Unhealthy => Tone::Bad,
        KpiState::NoData => Tone::Plain,
    }
}

/// A state as a badge.
pub fn state_badge(state: KpiState) -> impl IntoView {
    view! { <Badge tone=tone(state)>{text::state(state)}</Badge> }
}

/// The colour of a dot at the end of a course.
pub const fn ink(state: KpiState) -> Ink {
    match state {
        KpiState::Healthy => Ink::Good,
        KpiState::Watch => Ink::Warn,
        KpiState::Unhealthy => Ink::Bad,
        KpiState::NoData => Ink::Plain,
    }
}

/// How the numbers of a KPI are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    kind: KpiKind,
    unit: Option<String>,
    decimals: u8,
}

impl Written {
    /// As this KPI's are.
    pub fn of(kpi: &Kpi) -> Self {
        Self::new(kpi.kind, kpi.unit.clone(), kpi.decimals)
    }

    /// As those of a KPI of this kind, unit and decimals.
    pub fn new(kind: KpiKind, unit: Option<String>, decimals: u8) -> Self {
        Self { kind, unit, decimals }
    }

    /// A value.
    pub fn value(&self, value: f64) -> String {
        match (self.kind, self.unit.as_deref()) {
            (KpiKind::Percent, _) => format::percent_fixed(value / 100.0, self.decimals),
            (KpiKind::Money, Some(currency)) => format::money_rounded(value, currency),
            (KpiKind::Duration, Some(unit)) => {
                let short = TimeUnit::parse(unit).map(text::time_unit_short).unwrap_or_default();
                format!("{} {short}", format::fixed(value, self.decimals))
            }
            (_, Some(unit)) => format!("{} {unit}", format::fixed(value, self.decimals)),
            (_, None) => format::fixed(value, self.decimals),
        }
    }

    /// A value that may be missing.
    pub fn maybe(&self, value: Option<f64>) -> String {
        value.map_or_else(|| format::NONE.to_owned(), |value| self.value(value))
    }

    /// A number at the side of a chart.
    pub fn axis(&self, value: f64) -> String {
        match (self.kind, self.unit.as_deref()) {
            (KpiKind::Money, Some(currency)) => format::compact(value / 10_f64.powf(format::minor_digits(currency))),
            _ if value.abs() >= 10_000.0 => format::compact(value),
            _ => format::number(value),
        }
    }

    /// How many of the API's units stand for one as it is typed.
    pub fn scale(&self) -> f64 {
        match (self.kind, self.unit.as_deref()) {
            (KpiKind::Money, Some(currency)) => 10_f64.powf(format::minor_digits(currency)),
            _ => 1.0,
        }
    }

    /// What stands beside the box a value is typed into.
    pub fn hint(&self) -> String {
        match (self.kind, self.unit.as_deref()) {
            (KpiKind::Percent, _) => text::kind(KpiKind::Percent).to_owned(),
            (KpiKind::Duration, Some(unit)) => {
                TimeUnit::parse(unit).map(text::time_unit).unwrap_or_default().to_owned()
            }
            (_, unit) => unit.unwrap_or_default().to_owned(),
        }
    }
}

/// What is aimed at, in words.
pub fn aim(kpi: &Kpi) -> String {
    let written = Written::of(kpi);
    match kpi.gauge.direction {
        KpiDirection::Within => format!("{} – {}", written.maybe(kpi.gauge.low), written.maybe(kpi.gauge.high)),
        KpiDirection::Higher => format!("≥ {}", written.maybe(kpi.gauge.target)),
        KpiDirection::Lower => format!("≤ {}", written.maybe(kpi.gauge.target)),
    }
}

/// A span by its first day.
pub fn span(grain: Grain, start: NaiveDate) -> String {
    match grain {
        Grain::Day | Grain::Week => format::date(start),
        Grain::Month => format::month(start),
        Grain::Quarter => format!("{} Q{}", start.year(), start.month0() / 3 + 1),
    }
}

/// When a value was due, in words.
pub fn due(kpi: &Kpi) -> String {
    kpi.due_on.map(|day| text::due_since(&format::day(day))).unwrap_or_default()
}

/// The lines of a gauge for a chart.
pub fn levels(gauge: &Gauge, written: &Written) -> Vec<Level> {
    let [aim, watch, unhealthy, _] = gauge.drawn();
    let named = |values: Vec<f64>, name: &'static str, ink: Ink| {
        values.into_iter().map(move |at| (at, name, ink)).collect::<Vec<_>>()
    };
    let all = [
        named(aim, text::LEGEND_TARGET, Ink::Plain),
        named(watch, text::LEGEND_WATCH, Ink::Warn),
        named(unhealthy, text::LEGEND_UNHEALTHY, Ink::Bad),
    ];
    let lines = all.concat().into_iter();
    lines.map(|(at, name, ink)| Level { at, label: format!("{name}: {}", written.value(at)), ink }).collect()
}

/// The stretches behind a chart: where a value is healthy, worth a look, unhealthy.
pub fn bands(gauge: &Gauge) -> Vec<Band> {
    let band = |low: Option<f64>, high: Option<f64>, ink: Ink| Band { low, high, ink };
    let [aim, watch, unhealthy, _] = gauge.drawn();
    let first = |lines: &[f64]| lines.first().copied();
    match gauge.direction {
        KpiDirection::Within => {
            let (low, high) = (first(&watch).or(first(&aim)), watch.last().or(aim.last()).copied());
            let (worse, more) = (first(&unhealthy).or(low), unhealthy.last().copied().or(high));
            vec![
                band(low, high, Ink::Good),
                band(worse, low, Ink::Warn),
                band(high, more, Ink::Warn),
                band(None, worse, Ink::Bad),
                band(more, None, Ink::Bad),
            ]
        }
        KpiDirection::Higher => {
            let good = first(&watch).or(first(&aim));
            let bad = first(&unhealthy).or(good);
            vec![band(good, None, Ink::Good), band(bad, good, Ink::Warn), band(None, bad, Ink::Bad)]
        }
        KpiDirection::Lower => {
            let good = first(&watch).or(first(&aim));
            let bad = first(&unhealthy).or(good);
            vec![band(None, good, Ink::Good), band(good, bad, Ink::Warn), band(bad, None, Ink::Bad)]
        }
    }
}
