//! Shares: with me, by me, of one thing; and who sees it, why, and how.

mod audience;
mod deeds;
mod drawer;
mod form;
mod list;
pub mod openings;
mod readers;
mod thing;
mod view_as;

use leptos::prelude::*;
use shared::people::PersonRef;

pub use self::{
    audience::AudienceList,
    drawer::ShareDrawer,
    readers::{Record, WhoReads},
    thing::Thing,
};

crate::parts::parts! {
    shares: list(), view_as(thing: Thing, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>),
        record_as(record: Record, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>);
}

/// `/shares?tab=…`
pub fn list() -> AnyView {
    list::Shares().into_any()
}

/// The dialog that shows a thing as somebody else sees it.
pub fn view_as(thing: Thing, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>) -> AnyView {
    view! { <view_as::ViewAs thing open whom /> }.into_any()
}

/// The dialog that shows what is written about somebody as one of its readers has it.
pub fn record_as(record: Record, open: RwSignal<bool>, whom: RwSignal<Option<PersonRef>>) -> AnyView {
    view! { <view_as::RecordAs record open whom /> }.into_any()
}
