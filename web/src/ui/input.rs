//! Text controls, to be put inside a [`Field`](super::field::Field).

use leptos::prelude::*;

use super::{
    button::{ButtonSize, IconButton},
    field::FieldContext,
    icon::{Glyph, Icon},
    live::live,
};
use crate::text;

/// One line of text. `kind` is the input's type (`email`, `search`, `tel`, `url`); numbers stay `text` with
/// `inputmode="decimal"`, because a number input loses what it cannot read.
#[component]
pub fn TextInput(
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] icon: Option<Glyph>,
    /// Name for a control without a visible label.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Shown and sent, but not to be changed.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    let field = FieldContext::here();
    let plain_text = kind != "text" || autocomplete.is_some() || inputmode.is_some();
    let input = view! {
        <input
            id=field.id.clone()
            class="input"
            type=kind
            autocomplete=autocomplete.unwrap_or("off")
            inputmode=inputmode
            placeholder=placeholder
            spellcheck=plain_text.then_some("false")
            autocapitalize=plain_text.then_some("none")
            aria-label=label
            aria-required=field.required.then_some("true")
            aria-invalid=field.aria_invalid()
            aria-describedby=field.described_by
            disabled=disabled
            readonly=readonly
            bind:value=value
        />
    };
    match icon {
        Some(glyph) => view! { <span class="input-with"><Icon glyph />{input}</span> }.into_any(),
        None => input.into_any(),
    }
}

/// Several lines of text; grows with what is typed.
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(optional, into)] placeholder: String,
    #[prop(default = 3)] rows: u32,
) -> impl IntoView {
    let field = FieldContext::here();
    view! {
        <textarea
            id=field.id.clone()
            class="input"
            rows=rows
            placeholder=placeholder
            aria-required=field.required.then_some("true")
            aria-invalid=field.aria_invalid()
            aria-describedby=field.described_by
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
}

/// A password, which can be shown. `new` tells password managers to offer a fresh one.
#[component]
pub fn PasswordInput(value: RwSignal<String>, #[prop(optional)] new: bool) -> impl IntoView {
    let field = FieldContext::here();
    let shown = RwSignal::new(false);
    view! {
        <span class="input-with ended">
            <input
                id=field.id.clone()
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=if new { "new-password" } else { "current-password" }
                spellcheck="false"
                autocapitalize="none"
                aria-required=field.required.then_some("true")
                aria-invalid=field.aria_invalid()
                aria-describedby=field.described_by
                bind:value=value
            />
            {live(move || {
                let (glyph, label) = if shown.get() {
                    (Glyph::EyeOff, text::ui::HIDE_PASSWORD)
                } else {
                    (Glyph::Eye, text::ui::SHOW_PASSWORD)
                };
                view! { <IconButton glyph label size=ButtonSize::Small on_press=move || shown.update(|on| *on = !*on) /> }
            })}
        </span>
    }
}

/// A date, picked or typed the way the browser's locale writes it; `None` while empty or unfinished.
#[component]
pub fn DateInput(
    value: RwSignal<Option<chrono::NaiveDate>>,
    #[prop(optional)] min: Option<chrono::NaiveDate>,
    #[prop(optional)] max: Option<chrono::NaiveDate>,
) -> impl IntoView {
    let field = FieldContext::here();
    view! {
        <input
            id=field.id.clone()
            class="input"
            type="date"
            min=min.map(|date| date.to_string())
            max=max.map(|date| date.to_string())
            aria-required=field.required.then_some("true")
            aria-invalid=field.aria_invalid()
            aria-describedby=field.described_by
            prop:value=move || value.get().map(|date| date.to_string()).unwrap_or_default()
            on:change=move |event| value.set(event_target_value(&event).parse().ok())
        />
    }
}
