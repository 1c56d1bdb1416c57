//! The PerfTrack web app. `routes` is its map, `ui` its design system, `client` its one way to the server,
//! `session` who is using it, `fetch` and `listing` how a page reads, `attempt` how a form is sent, `drafts` how its text survives,
//! `ballots` how one answers as nobody, `leaving` that none is lost, `paying` whether the organisation has paid, `download` how a
//! file is kept, `clipboard` how a text is taken along, `conflict` what becomes of a lost race, `tick` a box that takes effect at
//! once, `mentions` a text that names people, `pages` everything one sees, by feature.
#![expect(
    missing_docs,
    reason = "a component's props become public fields, which the macro leaves bare; texts and icons say it themselves"
)]

pub mod address;
pub mod app;
pub mod attempt;
pub mod ballots;
pub mod client;
pub mod clipboard;
pub mod conflict;
pub mod download;
pub mod drafts;
pub mod fetch;
pub mod leaving;
pub mod listing;
pub mod mentions;
pub mod pages;
pub mod parts;
pub mod passkeys;
pub mod paying;
pub mod routes;
pub mod session;
pub mod shell;
pub mod text;
pub mod theme;
pub mod tick;
pub mod to;
pub mod typed;
pub mod ui;
pub mod unread;
pub mod watch;

/// Starts the app in the browser's document.
pub fn start() {
    console_error_panic_hook::set_once();
    if let Some(sign) = leptos::prelude::document().get_element_by_id("starting") {
        sign.remove();
    }
    leptos::mount::mount_to_body(app::App);
}
