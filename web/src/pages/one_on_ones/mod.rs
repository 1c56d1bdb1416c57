//! One-on-ones: what is to come, what was, who meets whom, one meeting.

mod feed;
mod form;
mod list;
mod meeting;
mod missing;
mod of_person;
mod questions;
mod rhythm;
mod series;
mod table;

use leptos::prelude::*;
use shared::{
    one_on_ones::ListMeetings,
    wire::{MeetingId, PersonId},
};

use crate::shell::guarded;

crate::parts::parts! {
    one_on_ones: list(), meeting(), of_person(id: PersonId);
}

/// `/one-on-ones?tab=…`
pub fn list() -> AnyView {
    guarded::<ListMeetings>(|| list::OneOnOnes().into_any())
}

/// `/one-on-ones/meetings/{id}`
pub fn meeting() -> AnyView {
    guarded::<ListMeetings>(|| meeting::MeetingPage().into_any())
}

/// The meetings of somebody, as far as the visitor may know of them.
pub fn of_person(id: PersonId) -> AnyView {
    view! { <of_person::OfPerson id /> }.into_any()
}

/// The address of a meeting's page.
pub fn href(id: MeetingId) -> String {
    format!("{}/{id}", shared::pages::MEETINGS)
}
