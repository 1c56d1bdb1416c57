//! Single sign-on: logging in by an organisation's own provider, and setting it.

mod connection;
mod domains;
mod log_in;
mod settings;
mod switches;

use leptos::prelude::*;

crate::parts::parts! {
    visitors: page();
    settings: settings();
}

/// `/log-in/sso`, where one begins, and where the provider sends one back to.
pub fn page() -> AnyView {
    log_in::SignOn().into_any()
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    settings::Settings().into_any()
}
