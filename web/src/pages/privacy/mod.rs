//! What the organisation has, to take away, how long it is kept, what may not be deleted, and its end.

mod closing;
mod deletions;
mod exports;
mod holds;
mod keeping;
mod retention;

use leptos::prelude::*;
use shared::wire::PersonId;

pub use self::keeping::DeletedOn;
use self::{
    closing::Closing,
    deletions::Deletions,
    exports::Exports,
    holds::{Holds, HoldsOn},
    retention::RetentionRules,
};

crate::parts::parts! {
    settings: settings(), holds_on(id: PersonId, erased: bool);
}

/// The tab of the organisation's settings.
pub fn settings() -> AnyView {
    let closing = closing::fetched();
    view! { <div class="stack"><Exports /><RetentionRules /><Deletions /><Holds closing /><Closing closing /></div> }
        .into_any()
}

/// The legal holds on somebody, on their page.
pub fn holds_on(id: PersonId, erased: bool) -> AnyView {
    view! { <HoldsOn id erased /> }.into_any()
}
