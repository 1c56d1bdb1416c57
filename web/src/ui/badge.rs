//! A state in a word.

use leptos::prelude::*;

use super::tone::Tone;

/// A short word with a tone. `bare` leaves the dot out: for what is a kind, not a state.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(optional)] bare: bool, children: Children) -> impl IntoView {
    view! { <span class=format!("badge {} {}", tone.class(), if bare { "bare" } else { "" })>{children()}</span> }
}
