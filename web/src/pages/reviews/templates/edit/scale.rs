//! The scale, and how much each side counts on it.

use leptos::prelude::*;
use shared::reviews::ReviewRelation;

use super::draft::{Draft, StepDraft};
use crate::{
    text::reviews as text,
    ui::{Button, ButtonSize, Field, Glyph, OrderedButtons, OrderedRow, TextInput},
};

/// The most steps a scale may have.
const MOST: usize = 10;

/// Its steps, lowest first.
#[component]
pub fn Scale(draft: Draft) -> impl IntoView {
    let full = Signal::derive(move || draft.scale.count() >= MOST);
    let one = move |row: OrderedRow<StepDraft>| {
        let named = Signal::derive(move || text::step(draft.scale.place(row.number) + 1));
        let deed = move |deed: &'static str| Signal::derive(move || text::of(deed, &named.read()));
        let field = |name: &str| format!("form.scale[{}].{name}", row.sent_as);
        view! {
            <fieldset class="stack tight review-draft">
                <legend class="visually-hidden">{move || named.get()}</legend>
                <div class="spread">
                    <span class="small strong muted" aria-hidden="true">{move || named.get()}</span>
                    <OrderedButtons ordered=draft.scale number=row.number least=2
                        labels=[deed(text::UP), deed(text::DOWN), deed(text::REMOVE)] />
                </div>
                <div class="review-step">
                    <Field label=text::WORD name=field("word") required=true><TextInput value=row.value.word /></Field>
                    <Field label=text::MEANING name=field("description")><TextInput value=row.value.description /></Field>
                </div>
            </fieldset>
        }
    };
    let weight = move |(at, (side, value)): (usize, (&'static ReviewRelation, RwSignal<String>))| {
        view! {
            <Field label=text::side(*side) name=format!("form.weights[{at}].weight")><TextInput value inputmode="numeric" /></Field>
        }
    };
    let sides = ReviewRelation::ALL.iter().zip(draft.weights).enumerate();
    view! {
        <details class="card stack unfolds">
            <summary><h2>{text::SCALE}</h2><span class="small muted">{move || text::steps(draft.scale.count())}</span></summary>
            <p class="small muted">{text::SCALE_LEAD}</p>
            <For each=move || draft.scale.rows() key=|row| row.number children=one />
            <div>
                <Button size=ButtonSize::Small icon=Glyph::Plus disabled=full on_press=move || draft.scale.add(StepDraft::new)>{text::ADD_STEP}</Button>
            </div>
            <fieldset class="stack tight">
                <legend class="strong">{text::WEIGHTS}</legend>
                <p class="small muted">{text::WEIGHTS_LEAD}</p>
                <div class="grid">{sides.map(weight).collect_view()}</div>
            </fieldset>
        </details>
    }
}
