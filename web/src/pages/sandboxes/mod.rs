//! Sandboxes, in the settings: from the organisation they belong to, making and removing them; in one, its clock and acting as
//! its people.

mod clock;
mod form;
mod list;
mod playing;

use leptos::prelude::*;

use crate::session::Session;

crate::parts::parts! {
    settings: settings();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    let is_sandbox = Session::here().me().is_some_and(|me| me.organisation.sandbox_days_ahead.is_some());
    if is_sandbox {
        view! { <div class="stack"><clock::Clock /><playing::Playing /></div> }.into_any()
    } else {
        list::List().into_any()
    }
}
