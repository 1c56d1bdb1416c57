//! The filters above a list.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::text;

/// A row of fields. On a phone only the wide one, which searches, stands there until the others are asked for.
#[component]
pub fn FilterBar(#[prop(optional)] class: &'static str, children: Children) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class=format!("toolbar {class}") role="search" data-open=move || open.get().then_some("true")>
            {children()}
            <button
                type="button"
                class="btn btn-plain toolbar-more"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=Glyph::Funnel />
                {text::ui::FILTERS}
            </button>
        </div>
    }
}
