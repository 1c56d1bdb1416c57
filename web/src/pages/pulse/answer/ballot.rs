//! The ballot in this browser: nobody else has it, and nothing on it says whose it is.

use leptos::prelude::*;
use shared::{
    pulse::{Slip, ballot::Envelope},
    wire::PulseId,
};

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// A browser that keeps nothing still answers, as long as the page is open.
fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

fn slip_name(id: PulseId) -> String {
    format!("perftrack.pulse.{id}")
}

fn envelope_name(id: PulseId) -> String {
    format!("perftrack.pulse.{id}.unsigned")
}

/// The signed ballot.
pub fn slip(id: PulseId) -> Option<Slip> {
    serde_json::from_str(&read(&slip_name(id))?).ok()
}

/// Keeps the signed ballot, and lets the unsigned one go.
pub fn keep(slip: &Slip) {
    if let Ok(text) = serde_json::to_string(slip) {
        write(&slip_name(slip.pulse_id), &text);
    }
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&envelope_name(slip.pulse_id));
    }
}

/// A ballot whose signature has not come yet.
pub fn envelope(id: PulseId) -> Option<Envelope> {
    Envelope::restored(&read(&envelope_name(id))?)
}

/// A new one, kept before it is sent: a lost connection must not cost somebody their only ballot.
pub fn fresh(id: PulseId) -> Option<Envelope> {
    let crypto = window().crypto().ok()?;
    let mut drawn = true;
    let envelope = Envelope::new(|into| drawn &= crypto.get_random_values_with_u8_array(into).is_ok())?;
    if !drawn {
        return None;
    }
    write(&envelope_name(id), &envelope.kept());
    Some(envelope)
}
