//! The weekly check-in: one's own, one's team's, past weeks.

mod draft;
mod form;
mod mine;
mod one;
mod page;
mod past;
mod said;
mod settings;
mod team;

use leptos::prelude::*;
use shared::wire::{PersonId, WeeklyCheckInId};

pub use self::said::{days, face};

crate::parts::parts! {
    weekly: page(), one(), past(id: PersonId);
    settings: settings();
}

/// `/weekly?tab=…&week=…`
pub fn page() -> AnyView {
    page::WeeklyPage().into_any()
}

/// `/weekly/{id}`
pub fn one() -> AnyView {
    one::WeekPage().into_any()
}

/// Somebody's past weeks, on their page.
pub fn past(id: PersonId) -> AnyView {
    view! { <past::Past id /> }.into_any()
}

/// How the organisation checks in, in the settings.
pub fn settings() -> AnyView {
    settings::WeeklySettingsForm().into_any()
}

/// The address of a week.
pub fn href(id: WeeklyCheckInId) -> String {
    format!("{}/{id}", crate::to::WEEKLY)
}
