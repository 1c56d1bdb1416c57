//! What stands in the place of content that is on its way.

use leptos::prelude::*;

use crate::text;

/// Grey lines; a screen reader hears "Loading".
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="stack" role="status">
            <span class="visually-hidden">{text::ui::LOADING}</span>
            {(0..lines).map(|_| view! { <span class="skeleton" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
