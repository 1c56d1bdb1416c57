//! A formula and what it reads.

use leptos::prelude::*;
use shared::kpis::rules::kinds::Missing;

use super::{
    super::picker::kpi_search,
    draft::{Draft, Input},
};
use crate::{
    drafts::Row,
    text::kpis as text,
    ui::{Button, ButtonKind, ButtonSize, Choice, Combobox, Field, Glyph, IconButton, Select, TextInput},
};

/// The most inputs a formula has.
const MOST: usize = 10;

/// Expression, inputs, what to do about gaps.
#[component]
pub fn FormulaFields(draft: Draft) -> impl IntoView {
    let missing: Vec<_> = Missing::ALL.iter().map(|one| Choice::new(one.as_str(), text::missing(*one))).collect();
    let inputs = draft.inputs;
    let remove = move |key: usize| inputs.update(|inputs| inputs.retain(|(other, _)| *other != key));
    let add = move || {
        inputs.update(|inputs| {
            let next = inputs.iter().map(|(key, _)| key + 1).max().unwrap_or(0);
            inputs.push((next, Input::empty()));
        });
    };
    let place = move |key: usize| inputs.with(|all| all.iter().position(|(other, _)| *other == key)).unwrap_or(0);
    let one = move |(key, input): (usize, Input)| {
        // Errors come by the place among the inputs.
        let at = untrack(|| place(key));
        let (name, kpi) = (format!("formula.inputs[{at}].name"), format!("formula.inputs[{at}].kpi_id"));
        view! {
            <div class="kpi-input">
                <Field label=text::INPUT_NAME name=name required=true><TextInput value=input.name autocomplete="off" /></Field>
                <Field label=text::INPUT_KPI name=kpi required=true><Combobox value=input.kpi search=kpi_search() /></Field>
                <IconButton glyph=Glyph::X label=text::REMOVE_INPUT on_press=move || remove(key) />
            </div>
        }
    };
    view! {
        <Field label=text::EXPRESSION name="formula.expression" hint=text::EXPRESSION_HINT required=true>
            <TextInput value=draft.expression autocomplete="off" />
        </Field>
        <div class="stack tight">
            <For each=move || inputs.get() key=|(key, _)| *key children=one />
            <Show when=move || inputs.with(|inputs| inputs.len() < MOST)>
                <div><Button kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Plus on_press=add>{text::ADD_INPUT}</Button></div>
            </Show>
        </div>
        <Field label=text::MISSING name="formula.missing" required=true><Select value=draft.missing options=missing /></Field>
        <p class="small muted">{text::FORMULA_SEEN}</p>
    }
}
