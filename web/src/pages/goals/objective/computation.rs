//! Any number opens: what the progress was computed from.

use leptos::prelude::*;
use shared::{
    goals::{
        ObjectivePath, ReadComputation,
        rules::roll_up::{Computation, ComputationInput, PartKind},
    },
    operation::Nothing,
    wire::ObjectiveId,
};
use uuid::Uuid;

use crate::{
    client::call,
    fetch::Fetch,
    text::{format, goals as text},
    ui::{Badge, Column, DataTable, Rows},
};

/// The parts with their weights, and the mean. `parts` names those in sight.
#[component]
pub fn Computed(id: ObjectiveId, parts: Vec<(Uuid, String)>) -> impl IntoView {
    let computation = Fetch::new(move || call::<ReadComputation>(ObjectivePath { id }, Nothing {}, ()));
    let parts = StoredValue::new(parts);
    computation.view(move |now| view! { <Sum now parts /> })
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
