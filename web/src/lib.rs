//! The PerfTrack web app.
#![expect(
    missing_docs,
    reason = "a component's props become public fields, which the macro leaves bare; texts and icons say it themselves"
)]

pub mod text;
pub mod ui;

/// Starts the app in the browser's document.
pub fn start() {
    console_error_panic_hook::set_once();
}
