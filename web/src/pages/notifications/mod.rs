//! Being told: what one was told, and how one wants to be.

mod channels;
mod list;
mod notice;
mod settings;
mod unsubscribe;

use leptos::prelude::*;
use shared::notifications::ListChannels;

use crate::shell::guarded;

crate::parts::parts! {
    visitors: unsubscribe();
    told: list(), settings(), channels();
}

/// `/notifications?show=…&topic=…`
pub fn list() -> AnyView {
    list::Notifications().into_any()
}

/// `/notifications/settings`
pub fn settings() -> AnyView {
    settings::Settings().into_any()
}

/// `/notifications/channels`
pub fn channels() -> AnyView {
    guarded::<ListChannels>(|| channels::Channels().into_any())
}

/// `/unsubscribe#secret`
pub fn unsubscribe() -> AnyView {
    unsubscribe::Unsubscribe().into_any()
}
