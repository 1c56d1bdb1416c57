//! Improvement plans: the list, one of them, and those of a person.

mod form;
mod list;
mod notes;
mod of_person;
mod page;
mod step;

use leptos::prelude::*;
use shared::{
    improvement::{ImprovementPlanDetail, ListImprovementPlans, ReadImprovementPlan, rules::ImprovementState},
    wire::{ImprovementPlanId, PersonId},
};

use crate::{
    shell::guarded,
    text::improvement as text,
    ui::{Badge, Tone},
};

crate::parts::parts! {
    development: list(), plan(), of_person(id: PersonId, drafts: bool);
}

/// `/plans`
pub fn list() -> AnyView {
    guarded::<ListImprovementPlans>(|| list::PlansPage().into_any())
}

/// `/plans/{id}`
pub fn plan() -> AnyView {
    guarded::<ReadImprovementPlan>(|| page::PlanPage().into_any())
}

/// Somebody's plans, on their page; `drafts` says whether the visitor may write one for them.
pub fn of_person(id: PersonId, drafts: bool) -> AnyView {
    view! { <of_person::OfPerson id drafts /> }.into_any()
}

/// A plan to look at, as one of its readers has it.
pub fn seen(detail: ImprovementPlanDetail) -> AnyView {
    view! { <page::Seen detail /> }.into_any()
}

/// The address of a plan.
fn href(id: ImprovementPlanId) -> String {
    format!("{}/{id}", shared::pages::PLANS)
}

/// Where it stands, in a word.
fn state_badge(state: ImprovementState) -> impl IntoView {
    let tone = match state {
        ImprovementState::Draft | ImprovementState::Withdrawn => Tone::Plain,
        ImprovementState::Scheduled | ImprovementState::Running | ImprovementState::Extended => Tone::Accent,
        ImprovementState::Paused => Tone::Warn,
        ImprovementState::Met => Tone::Good,
        ImprovementState::NotMet => Tone::Bad,
    };
    view! { <Badge tone>{text::state(state)}</Badge> }
}
