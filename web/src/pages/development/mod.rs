//! Development: how somebody stands, their plan, and the organisation's ladder.

mod assess;
mod competency;
mod framework;
mod jobs;
mod level_change;
mod levels;
mod page;
mod person;
mod plan;
mod propose;
mod seen;
mod standing;
mod step;
mod tracks;

use leptos::prelude::*;
use shared::{
    development::{Development, ReadDevelopment},
    wire::PersonId,
};

use crate::shell::guarded;

crate::parts::parts! {
    development: page(), of_person(id: PersonId);
}

/// `/development?tab=…`
pub fn page() -> AnyView {
    guarded::<ReadDevelopment>(|| page::DevelopmentPage().into_any())
}

/// The address of the organisation's ladder.
fn framework_href() -> String {
    format!("{}?tab=framework", crate::to::DEVELOPMENT)
}

/// Somebody's development, on their page.
pub fn of_person(id: PersonId) -> AnyView {
    view! { <person::OfPerson id /> }.into_any()
}

/// Somebody's development to look at, as one of its readers has it.
pub fn seen(detail: Development) -> AnyView {
    view! { <seen::Seen detail /> }.into_any()
}
