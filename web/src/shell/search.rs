//! The ways to the search box, which comes when it is first wanted.

use leptos::{ev, prelude::*};

use crate::{
    pages::search::lazy,
    parts, text,
    ui::{Glyph, Icon},
};

/// Whether the box is open: Ctrl-K, on a Mac also Command-K, turns it.
pub fn by_key() -> RwSignal<bool> {
    let open = RwSignal::new(false);
    let key = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key() == "k" {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || key.remove());
    open
}

/// The box itself.
pub fn dialog(open: RwSignal<bool>) -> AnyView {
    parts::once(move || open.get(), move || lazy::dialog(open))
}

/// A button that opens it; `wide` says its name and its key.
#[component]
pub fn SearchButton(open: RwSignal<bool>, #[prop(optional)] wide: bool) -> impl IntoView {
    let (class, words) = if wide {
        let words = view! { <span class="grow">{text::shell::SEARCH}</span><kbd aria-hidden="true">"Ctrl K"</kbd> };
        ("search-button", words.into_any())
    } else {
        let words = view! { <span class="visually-hidden">{text::shell::SEARCH}</span> };
        ("btn btn-quiet btn-icon", words.into_any())
    };
    view! {
        <button type="button" class=class aria-keyshortcuts="Control+K Meta+K" on:click=move |_| open.set(true)>
            <Icon glyph=Glyph::Search />
            {words}
        </button>
    }
}
