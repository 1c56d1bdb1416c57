//! The organisation's directory: whether it is let in, and how far.

mod settings;

use leptos::prelude::*;

crate::parts::parts! {
    settings: settings();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    settings::Settings().into_any()
}
