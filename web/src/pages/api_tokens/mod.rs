//! API tokens: one's own on the account page; everybody's, and service accounts, in the settings.

mod everybody;
mod form;
mod own;
mod policy;
mod service_form;
mod services;

use leptos::prelude::*;

pub use self::own::OwnTokens;

crate::parts::parts! {
    settings: settings();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    let changes = RwSignal::new(0);
    view! {
        <div class="stack">
            <services::Services changes />
            <everybody::Everybody changes />
            <policy::Policy />
        </div>
    }
    .into_any()
}

/// Reads again whenever `changes` has grown: two lists on the page show the same tokens.
fn refresh_at(changes: RwSignal<u32>, refresh: impl Fn() + 'static) {
    Effect::new(move |before: Option<u32>| {
        let now = changes.get();
        if before.is_some_and(|before| before != now) {
            refresh();
        }
        now
    });
}
