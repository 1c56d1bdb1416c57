//! The next page of a keyset-paged list.

use leptos::prelude::*;

use crate::{
    text,
    ui::button::{Button, ButtonSize},
};

/// The rest of a keyset-paged list.
#[derive(Clone, Copy)]
pub struct More {
    /// Whether there is a next page.
    pub there: Signal<bool>,
    /// Whether it is being fetched.
    pub busy: Signal<bool>,
    /// Fetches it and appends.
    pub load: Callback<()>,
}

/// The foot of a keyset-paged list: a button for the next page, as long as there is one.
#[component]
pub fn LoadMore(more: More) -> impl IntoView {
    view! {
        <Show when=move || more.there.get()>
            <div class="table-foot">
                <Button size=ButtonSize::Small busy=more.busy on_press=more.load>{text::ui::SHOW_MORE}</Button>
            </div>
        </Show>
    }
}
