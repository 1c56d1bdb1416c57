//! How states, statuses and values look everywhere.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::goals::{
    KeyResult, Objective,
    rules::kinds::{CheckInStatus, Direction, GoalStatus, KeyResultKind, ObjectiveState},
};

use crate::{
    text::{format, goals as text},
    ui::{Badge, Progress, Tone},
};

/// The colour of a status. Silence is never green.
pub const fn tone(status: GoalStatus) -> Tone {
    match status {
        GoalStatus::OnTrack | GoalStatus::Achieved => Tone::Good,
        GoalStatus::AtRisk | GoalStatus::Outdated => Tone::Warn,
        GoalStatus::OffTrack | GoalStatus::Missed => Tone::Bad,
        GoalStatus::NotStarted | GoalStatus::Cancelled => Tone::Plain,
    }
}

/// A status as a badge.
pub fn status_badge(status: GoalStatus) -> impl IntoView {
    view! { <Badge tone=tone(status)>{text::status(status)}</Badge> }
}

/// What was said at a check-in as a badge.
pub fn said_badge(status: CheckInStatus) -> impl IntoView {
    status_badge(GoalStatus::from(status))
}

/// What there is to say of an objective: its status once it is agreed, its state before and at rest.
pub fn standing(objective: &Objective) -> AnyView {
    match objective.state {
        state @ (ObjectiveState::Draft | ObjectiveState::Proposed | ObjectiveState::Paused) => {
            view! { <Badge bare=true>{text::state(state)}</Badge> }.into_any()
        }
        _ => status_badge(objective.status).into_any(),
    }
}

/// The progress of an objective, with its pace while it is active.
pub fn progress(objective: &Objective) -> impl IntoView + use<> {
    let pace = (objective.state == ObjectiveState::Active).then_some(objective.expected);
    view! {
        <Progress
            label=objective.title.clone()
            done=Signal::stored(objective.progress)
            pace=Signal::stored(pace)
            tone=bar_tone(objective.status)
        />
    }
}

/// The colour of a bar: plain ink would look empty.
pub const fn bar_tone(status: GoalStatus) -> Tone {
    match tone(status) {
        Tone::Plain => Tone::Accent,
        tone => tone,
    }
}

/// The even way of a key result over the days of its objective, for charts; bounds have none.
pub fn plan(result: &KeyResult, from: NaiveDate, to: NaiveDate) -> Vec<(f64, f64)> {
    let measure = result.measure;
    let way = match (measure.kind, measure.direction) {
        (KeyResultKind::Milestone, _) => Some((0.0, 1.0)),
        (_, Direction::KeepWithin) => None,
        _ => measure.start.zip(measure.target),
    };
    let day = |date: NaiveDate| f64::from(date.num_days_from_ce());
    way.map(|(start, target)| vec![(day(from), start), (day(to), target)]).unwrap_or_default()
}

/// The bounds that a key result is to keep within.
pub fn band(result: &KeyResult) -> Option<(f64, f64)> {
    let within = result.measure.direction == Direction::KeepWithin;
    result.measure.low.zip(result.measure.high).filter(|_| within)
}

/// A value of a key result as it is written.
pub fn value(result: &KeyResult, value: f64) -> String {
    match (result.measure.kind, result.unit.as_deref()) {
        (KeyResultKind::Percent, _) => format::percent_exactly(value / 100.0),
        (KeyResultKind::Milestone, _) => format::percent(value),
        #[expect(clippy::cast_possible_truncation, reason = "amounts of money are whole and below 2^53")]
        (KeyResultKind::Money, Some(currency)) => format::money(value.round() as i64, currency),
        (_, Some(unit)) => format!("{} {unit}", format::number(value)),
        (_, None) => format::number(value),
    }
}

/// Where a key result goes, in words.
pub fn way(result: &KeyResult) -> String {
    let measure = result.measure;
    let shown = |bound: Option<f64>| bound.map_or_else(|| format::NONE.to_owned(), |bound| value(result, bound));
    match (measure.kind, measure.direction) {
        (KeyResultKind::Milestone, _) => {
            text::steps(result.milestones.iter().filter(|step| step.done).count(), result.milestones.len())
        }
        (_, Direction::KeepWithin) => text::band(&shown(measure.low), &shown(measure.high)),
        _ => text::way(&shown(measure.start), &shown(measure.target)),
    }
}
