//! Webhooks: to which addresses events are sent, in the settings; and a page for each, with what was sent there.

mod deliveries;
mod form;
mod list;
mod one;
mod secret;

use leptos::prelude::*;
use shared::{webhooks::ListWebhooks, wire::WebhookId};

use crate::shell::guarded;

crate::parts::parts! {
    settings: settings(), one();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    list::Webhooks().into_any()
}

/// `/settings/webhooks/{id}?state=…`
pub fn one() -> AnyView {
    guarded::<ListWebhooks>(|| one::OneWebhook().into_any())
}

/// The page of one.
fn href(id: WebhookId) -> String {
    format!("{}/{id}", shared::pages::WEBHOOKS)
}
