//! Calibration: sessions on a cycle's page and at home, a session with its cards, and what is decided on one of them.

mod agreement;
mod board;
mod card;
mod desk;
mod form;
mod goals;
mod ledger;
mod list;
mod numbers;
mod page;
mod settings;
mod steps;
mod table;
mod voting;

use leptos::prelude::*;
use shared::{
    reviews::{CalibrationState, ScaleStep},
    wire::CalibrationSessionId,
};

pub use self::{
    form::{MoveFields, Typed},
    list::{MySessions, Sessions},
    page::SessionPage,
};
use crate::{
    text::calibration as text,
    ui::{Badge, Tone},
};

/// The address of a session's page.
fn session_href(id: CalibrationSessionId) -> String {
    format!("{}/{id}", shared::pages::CALIBRATION)
}

/// A session's state as a badge.
fn state_badge(state: CalibrationState) -> impl IntoView {
    let tone = match state {
        CalibrationState::Preparing => Tone::Plain,
        CalibrationState::Voting | CalibrationState::Open => Tone::Warn,
        CalibrationState::Decided => Tone::Good,
        CalibrationState::Applied => Tone::Accent,
    };
    view! { <Badge tone>{text::state(state)}</Badge> }
}

/// A rating by its word.
pub fn rating_word(scale: &[ScaleStep], rating: Option<u8>, not_rated: bool) -> String {
    let step = rating.and_then(|step| scale.get(usize::from(step).checked_sub(1)?));
    step.map_or_else(|| if not_rated { text::NOT_RATED } else { text::NO_RATING }.to_owned(), |step| step.word.clone())
}

/// Potential by its word.
fn potential_word(potential: Option<u8>) -> &'static str {
    potential.map_or(crate::text::format::NONE, text::potential)
}
