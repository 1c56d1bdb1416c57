//! The way to what one was told, with how much of it is unread.

use leptos::prelude::*;

use crate::{
    text,
    ui::{Glyph, Icon, live},
    unread::Unread,
};

/// The bell.
#[component]
pub fn Bell(unread: Unread) -> impl IntoView {
    let label = move || text::shell::notifications(unread.get());
    let mark = move || {
        let count = unread.get();
        (count > 0).then(|| view! { <span class="bell-count" aria-hidden="true">{text::shell::at_most(count)}</span> })
    };
    view! {
        <a class="btn btn-quiet btn-icon bell" href=shared::pages::NOTIFICATIONS aria-label=label title=label>
            <Icon glyph=Glyph::Bell />
            {live(mark)}
        </a>
    }
}
