//! Any number opens: what the progress was computed from.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::{
    goals::{
        ComputationQuery, ObjectivePath, ProgressHistory, ProgressPoint, ReadComputation, ReadProgress,
        rules::roll_up::{Computation, ComputationInput, PartKind},
    },
    operation::Nothing,
    wire::ObjectiveId,
};
use uuid::Uuid;

use crate::{
    client::call,
    fetch::Fetch,
    session::Session,
    text::{format, goals as text},
    ui::{Badge, Column, DataTable, DateInput, Field, LineChart, Point, Rows},
};

/// How it went, and the parts with their weights as they are or as they were known on a day. `parts` names those in
/// sight.
#[component]
pub fn Computed(id: ObjectiveId, parts: Vec<(Uuid, String)>) -> impl IntoView {
    let path = move || ObjectivePath { id };
    let as_of = RwSignal::new(None::<NaiveDate>);
    let history = Fetch::new(move || call::<ReadProgress>(path(), Nothing {}, ()));
    let computation = Fetch::new(move || call::<ReadComputation>(path(), ComputationQuery { as_of: as_of.get() }, ()));
    let parts = StoredValue::new(parts);
    view! {
        {history.view(move |history| view! { <Went history as_of /> })}
        {computation.view(move |now| view! { <Sum now parts /> })}
    }
}

/// The progress over time, and a choice of one of its days.
#[component]
fn Went(history: ProgressHistory, as_of: RwSignal<Option<NaiveDate>>) -> impl IntoView {
    let first = history.points.first().map(|point| point.known_on);
    let point = |at: &ProgressPoint| {
        let progress = at.progress?;
        Some(Point {
            x: f64::from(at.known_on.num_days_from_ce()),
            y: progress * 100.0,
            label: format::day(at.known_on),
            shown: format::percent(progress),
        })
    };
    let points: Vec<Point> = history.points.iter().filter_map(point).collect();
    let chart = points.first().zip(points.last()).filter(|_| points.len() > 1).map(|(first, last)| {
        let sentence = text::progress_sentence(&first.shown, &last.shown, points.len());
        let axis = |(value,): (f64,)| format::percent(value / 100.0);
        view! {
            <LineChart title=text::PROGRESS_OVER_TIME description=sentence points=Signal::stored(points.clone()) axis=Callback::new(axis) />
        }
    });
    let today = Session::here().org_today();
    let day = first.filter(|first| *first < today).map(|first| {
        view! {
            <Field label=text::AS_KNOWN_ON name="as_of" hint=text::AS_KNOWN_ON_HINT>
                <DateInput value=as_of min=first max=today />
            </Field>
        }
    });
    view! { <div class="stack">{chart}{day}</div> }
}

#[component]
fn Sum(now: Computation, parts: StoredValue<Vec<(Uuid, String)>>) -> impl IntoView {
    let name = move |input: &ComputationInput| {
        let known = parts.with_value(|all| all.iter().find(|(id, _)| *id == input.id).map(|(_, title)| title.clone()));
        known.unwrap_or_else(|| {
            if input.kind == PartKind::Child { text::HIDDEN_PART } else { text::KEY_RESULTS }.to_owned()
        })
    };
    let share = |value: Option<f64>| value.map_or_else(|| format::NONE.to_owned(), format::percent);
    let columns = vec![
        Column::new("part", text::PART, name),
        Column::new("weight", text::WEIGHT, |input: &ComputationInput| format::number(input.weight)).end(),
        Column::new("progress", text::PROGRESS, move |input: &ComputationInput| share(input.progress)).end(),
        Column::new("used", text::COUNTS_WITH, move |input: &ComputationInput| match input.left_out {
            Some(why) => view! { <Badge bare=true>{text::left_out(why)}</Badge> }.into_any(),
            None => share(input.used).into_any(),
        })
        .end(),
    ];
    let formula = formula(&now);
    let withheld = now.withheld.then(|| view! { <p class="small muted">{text::WITHHELD}</p> });
    view! {
        <p class="muted">{text::COMPUTED_LEAD}" "{text::ROLL_UP}": "{text::roll_up(now.roll_up)}"."</p>
        <div class="card flush"><DataTable caption=text::COMPUTED columns rows=Rows::Ready(now.inputs) empty=|| text::COMPUTED_NOTHING /></div>
        {withheld}
        <p class="goal-formula num">{formula}</p>
    }
}

/// The sum as one would write it on paper.
fn formula(now: &Computation) -> String {
    let Some(value) = now.value else { return text::COMPUTED_NOTHING.to_owned() };
    let terms: Vec<String> = now
        .inputs
        .iter()
        .filter_map(|input| {
            input.used.map(|used| format!("{} × {}", format::number(input.weight), format::percent(used)))
        })
        .collect();
    match now.counted_weight {
        Some(weight) if !terms.is_empty() => {
            format!("({}) ÷ {} = {}", terms.join(" + "), format::number(weight), format::percent(value))
        }
        _ => format!("{}: {}", text::SUM, format::percent(value)),
    }
}
