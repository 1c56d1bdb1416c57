//! One of a few: the browser's own select, which every keyboard and phone knows.

use leptos::prelude::*;

use super::{
    choice::Choice,
    field::FieldContext,
    icon::{Glyph, Icon, IconSize},
    live::live,
};

/// A select inside a [`Field`](super::field::Field). `any` adds a first option with an empty value ("All teams", "Choose…").
#[component]
pub fn Select(
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] any: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let field = FieldContext::here();
    let option = move |choice: Choice| {
        let own = choice.value.clone();
        view! { <option value=choice.value prop:selected=move || value.with(|now| *now == own)>{choice.label}</option> }
    };
    view! {
        <span class="select">
            <select
                id=field.id.clone()
                class="input"
                aria-required=field.required.then_some("true")
                aria-invalid=field.aria_invalid()
                aria-describedby=field.described_by
                disabled=disabled
                on:change=move |event| value.set(event_target_value(&event))
            >
                {any.map(|label| option(Choice::new("", label)))}
                {live(move || options.get().into_iter().map(option).collect_view())}
            </select>
            <Icon glyph=Glyph::ChevronsUpDown size=IconSize::Small />
        </span>
    }
}
