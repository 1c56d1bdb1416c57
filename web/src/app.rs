//! The frame of everything: session, router, toasts, the log-in sheet.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::Router, hooks::use_location};

use crate::{
    leaving::{Departure, Leaving},
    pages::accounts::{self, LogInSheet},
    parts,
    routes::Screens,
    session::Session,
    text,
    ui::{ToastRegion, Toasts},
};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::here();
    Toasts::provide();
    spawn_local(session.load());
    let departure = Departure::begin();
    view! {
        <a class="skip" href="#main" on:click=to_main>{text::shell::SKIP}</a>
        <Router>
            <Moves />
            <Leaving departure />
            <Screens />
        </Router>
        <ToastRegion />
        <LogInSheet />
        {parts::once(move || session.proving().get(), accounts::lazy::confirm)}
    }
}

/// Another page begins at its top.
#[component]
fn Moves() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
}

/// A plain jump to `#main` would be a navigation to the router.
fn to_main(event: leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;

    event.prevent_default();
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(main) = main {
        let _ = main.focus();
    }
}
