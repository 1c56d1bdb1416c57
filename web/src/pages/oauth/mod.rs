//! Apps of others: the page that asks whether one may act as the person, what one allowed on the account page, and in the
//! settings which apps may ask.

mod apps;
mod consent;
mod everybody;
mod form;
mod own;
mod secret;

use leptos::prelude::*;

pub use self::own::OwnGrants;

crate::parts::parts! {
    settings: settings(), authorize();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    view! { <div class="stack"><apps::Apps /><everybody::Everybody /></div> }.into_any()
}

/// `/oauth/authorize?client_id=…`
pub fn authorize() -> AnyView {
    consent::Consent().into_any()
}
