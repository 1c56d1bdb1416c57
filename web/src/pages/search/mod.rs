//! One box over everything one may see, and over the pages and actions of the app.

mod dialog;
mod matching;
mod results;

use leptos::prelude::*;

crate::parts::parts! {
    search: dialog(open: RwSignal<bool>);
}

/// The box, over whatever page is open.
pub fn dialog(open: RwSignal<bool>) -> AnyView {
    view! { <dialog::SearchDialog open /> }.into_any()
}
