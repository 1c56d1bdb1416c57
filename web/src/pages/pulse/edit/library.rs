//! The library of questions, by theme.

use leptos::prelude::*;

use super::draft::Draft;
use crate::{
    text::{
        pulse as text,
        pulse_library::{READY, Ready},
    },
    ui::{Button, ButtonSize, Toasts},
};

/// The list; each press adds one question.
#[component]
pub fn Library(draft: Draft, full: Signal<bool>) -> impl IntoView {
    let toasts = Toasts::here();
    let one = move |ready: &'static Ready| {
        let add = move || {
            draft.add(Some(&ready.question()));
            toasts.good(text::SAVED_QUESTION);
        };
        view! {
            <li class="spread">
                <span class="grow">{ready.text}" "<span class="small muted">{text::kind(ready.kind)}</span></span>
                <Button size=ButtonSize::Small disabled=full on_press=add>
                    <span aria-hidden="true">{text::ADD}</span><span class="visually-hidden">{text::of(text::ADD, ready.text)}</span>
                </Button>
            </li>
        }
    };
    let mut themes: Vec<&'static str> = READY.iter().map(|ready| ready.theme).collect();
    themes.dedup();
    let theme = move |theme: &'static str| {
        let mine = READY.iter().filter(|ready| ready.theme == theme).map(one).collect_view();
        view! { <section class="stack tight"><h3>{theme}</h3><ul class="stack snug">{mine}</ul></section> }
    };
    view! {
        <p class="muted">{text::LIBRARY_LEAD}</p>
        {themes.into_iter().map(theme).collect_view()}
    }
}
