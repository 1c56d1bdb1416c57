//! Shares: with me, by me, of one objective; and who sees it, and why.

mod audience;
mod drawer;
mod form;
mod list;
pub mod openings;
mod thing;

use leptos::prelude::*;

pub use self::{audience::AudienceList, drawer::ShareDrawer, thing::Thing};

crate::parts::parts! {
    shares: list();
}

/// `/shares?tab=…`
pub fn list() -> AnyView {
    list::Shares().into_any()
}
