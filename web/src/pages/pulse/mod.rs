//! Pulse: the list, answering one, its results, its settings.

mod answer;
mod edit;
mod head;
mod list;
mod page;
mod results;
mod settings;
mod threads;
mod voting;

use leptos::prelude::*;
use shared::{
    pulse::{CreatePulse, ListPulses, PulseState},
    wire::PulseId,
};

use crate::{
    shell::guarded,
    text::pulse as text,
    ui::{Badge, Tone},
};

crate::parts::parts! {
    pulse: list(), page();
    pulse_forms: new(), edit();
}

/// `/pulse?state=…`
pub fn list() -> AnyView {
    guarded::<ListPulses>(|| list::Pulses().into_any())
}

/// `/pulse/{id}?group=…`
pub fn page() -> AnyView {
    guarded::<ListPulses>(|| page::PulsePage().into_any())
}

/// `/pulse/new`
pub fn new() -> AnyView {
    guarded::<CreatePulse>(|| edit::NewPulsePage().into_any())
}

/// `/pulse/{id}/edit`
pub fn edit() -> AnyView {
    guarded::<CreatePulse>(|| edit::EditPulsePage().into_any())
}

/// The address of a pulse's page.
pub fn href(id: PulseId) -> String {
    format!("{}/{id}", shared::pages::PULSE)
}

/// The state as a badge.
fn state_badge(state: PulseState) -> impl IntoView {
    let tone = match state {
        PulseState::Draft => Tone::Plain,
        PulseState::Scheduled => Tone::Warn,
        PulseState::Open => Tone::Good,
        PulseState::Closed => Tone::Accent,
    };
    view! { <Badge tone>{text::state(state)}</Badge> }
}
