//! A number, opened: what it was computed from.

use leptos::prelude::*;
use shared::kpis::{ComputationQuery, InputValue, Kpi, KpiComputation, KpiPath, ReadKpiComputation};

use super::{
    super::{
        href,
        marks::{Written, span},
    },
    desk::Number,
};
use crate::{
    client::call,
    fetch::Fetch,
    text::{format, kpis as text},
};

/// What stands in the dialog.
#[component]
pub fn Opened(kpi: Kpi, which: Number) -> impl IntoView {
    let (id, Number { grain, on, as_of }) = (kpi.id, which);
    let computation = Fetch::new(move || {
        let query = ComputationQuery { on: Some(on), grain: Some(grain), as_of };
        call::<ReadKpiComputation>(KpiPath { id }, query, ())
    });
    computation.view(move |found| view! { <Found kpi=kpi.clone() found which /> })
}

#[component]
fn Found(kpi: Kpi, found: KpiComputation, which: Number) -> impl IntoView {
    let Number { grain, as_of, .. } = which;
    let written = Written::of(&kpi);
    let value = match (found.point.value, found.point.reason) {
        (None, Some(reason)) => format!("{} ({})", format::NONE, text::no_value(reason)),
        (value, _) => written.maybe(value),
    };
    let made = match &found.expression {
        Some(expression) => view! { <p class="kpi-formula">{expression.clone()}</p> }.into_any(),
        None => view! { <p class="muted">{text::made_of(kpi.aggregation, found.point.count)}</p> }.into_any(),
    };
    let one = |input: InputValue| {
        // Of another KPI only its bare number is known here, without its unit.
        let value = input.value.map_or_else(|| format::NONE.to_owned(), format::number);
        let then = as_of.map(|day| format!("?as_of={day}")).unwrap_or_default();
        let there = href(input.kpi.id) + &then;
        view! {
            <tr>
                <th scope="row"><code>{input.name}</code></th>
                <td><a href=there>{input.kpi.name}</a></td>
                <td class="kpi-number">{value}</td>
            </tr>
        }
    };
    let inputs = (!found.inputs.is_empty()).then(|| {
        view! { <table class="table"><tbody>{found.inputs.into_iter().map(one).collect_view()}</tbody></table> }
    });
    let known = as_of.map(|day| view! { <p class="small muted">{text::known_on(&format::date(day))}</p> });
    let withheld = found.withheld.then(|| view! { <p class="small muted">{text::WITHHELD}</p> });
    view! {
        <div class="stack">
            <div class="spread"><span class="muted">{span(grain, found.point.starts_on)}</span><span class="kpi-number">{value}</span></div>
            {known}
            {made}
            {inputs}
            {withheld}
        </div>
    }
}
