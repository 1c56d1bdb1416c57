//! Dashboards, and a person's story.

mod dashboards;
mod story;

use leptos::prelude::*;
use shared::{analytics::ReadGoalDashboard, wire::PersonId};

use crate::shell::guarded;

crate::parts::parts! {
    dashboards: dashboards();
    story: story(id: PersonId);
}

/// `/dashboards?tab=…&period=…&team=…&person=…&scope=…&week=…&health=…&state=…`
pub fn dashboards() -> AnyView {
    guarded::<ReadGoalDashboard>(|| dashboards::Dashboards().into_any())
}

/// What is known of somebody's work: a tab of their page. `?month=…&kind=…`
pub fn story(id: PersonId) -> AnyView {
    view! { <story::Story id /> }.into_any()
}
