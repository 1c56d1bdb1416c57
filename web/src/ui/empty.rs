//! A page without content says why, and what to do next.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

/// An empty page or list. `children` is the next step: a button, usually.
#[component]
pub fn EmptyState(
    glyph: Glyph,
    #[prop(into)] title: String,
    #[prop(optional, into)] detail: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-mark"><Icon glyph size=IconSize::Large /></span>
            // No heading: it may stand at any depth of a page.
            <p class="empty-title">{title}</p>
            {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
