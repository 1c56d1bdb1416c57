//! What the organisation has, to take away, how long it is kept, and its end.

mod closing;
mod exports;
mod retention;

use leptos::prelude::*;

use self::{closing::Closing, exports::Exports, retention::RetentionRules};

crate::parts::parts! {
    settings: settings();
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    view! { <div class="stack"><Exports /><RetentionRules /><Closing /></div> }.into_any()
}
