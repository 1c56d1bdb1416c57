//! API tokens: one's own on the account page, everybody's in the settings.

mod everybody;
mod form;
mod own;
mod policy;

use leptos::prelude::*;

pub use self::own::OwnTokens;

crate::parts::parts! {
    settings: settings();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    view! { <div class="stack"><everybody::Everybody /><policy::Policy /></div> }.into_any()
}
