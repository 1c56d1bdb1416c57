//! Being told: what one was told, and how one wants to be.

mod list;
mod notice;
mod settings;
mod unsubscribe;

use leptos::prelude::*;

crate::parts::parts! {
    visitors: unsubscribe();
    told: list(), settings();
}

/// `/notifications?show=…&topic=…`
pub fn list() -> AnyView {
    list::Notifications().into_any()
}

/// `/notifications/settings`
pub fn settings() -> AnyView {
    settings::Settings().into_any()
}

/// `/unsubscribe#secret`
pub fn unsubscribe() -> AnyView {
    unsubscribe::Unsubscribe().into_any()
}
