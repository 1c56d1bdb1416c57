//! Target and thresholds.

use leptos::prelude::*;
use shared::kpis::rules::kinds::KpiDirection;

use super::draft::Draft;
use crate::{
    text::kpis as text,
    ui::{Choice, Field, RadioGroup, TextInput, live},
};

/// Which way is better, and from where it is not good any more.
#[component]
pub fn Aim(draft: Draft) -> impl IntoView {
    let directions: Vec<_> =
        KpiDirection::ALL.iter().map(|one| Choice::new(one.as_str(), text::direction(*one))).collect();
    let within = Memo::new(move |_| draft.direction() == KpiDirection::Within);
    let aim = move || {
        if within.get() {
            view! {
                <Field label=text::LOW name="gauge.low" required=true><TextInput value=draft.low inputmode="decimal" /></Field>
                <Field label=text::HIGH name="gauge.high" required=true><TextInput value=draft.high inputmode="decimal" /></Field>
            }
            .into_any()
        } else {
            view! { <Field label=text::TARGET name="gauge.target" required=true><TextInput value=draft.target inputmode="decimal" /></Field> }
                .into_any()
        }
    };
    let distance = Signal::derive(move || if within.get() { text::DISTANCE.to_owned() } else { String::new() });
    view! {
        <RadioGroup legend=text::DIRECTION value=draft.direction options=directions inline=true />
        <div class="kpi-lines">{live(aim)}</div>
        <div class="kpi-lines">
            <Field label=text::WATCH name="gauge.watch" hint=distance><TextInput value=draft.watch inputmode="decimal" /></Field>
            <Field label=text::UNHEALTHY name="gauge.unhealthy" hint=distance><TextInput value=draft.unhealthy inputmode="decimal" /></Field>
            <Field label=text::HARD_LINE name="gauge.hard" hint=distance><TextInput value=draft.hard inputmode="decimal" /></Field>
        </div>
        <p class="small muted">{text::TWO_PERIODS}</p>
    }
}
