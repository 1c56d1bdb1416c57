//! Before a page is left on which something was typed and not sent, one is asked.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::{
    text,
    ui::{Confirm, unsaved},
};

/// Asks at links, at the browser's Back and Forward, and when the window is closed. Once, inside the router.
#[component]
pub fn Leaving() -> impl IntoView {
    let (open, wanted) = (RwSignal::new(false), RwSignal::new(String::new()));
    let ask = move |to: String| {
        wanted.set(to);
        open.set(true);
    };
    let closing = window_event_listener(leptos::ev::beforeunload, |event| {
        if unsaved::any() {
            event.prevent_default();
        }
    });
    on_cleanup(move || closing.remove());
    // Both before the router, which hears them on their way back up.
    before_the_router(&document(), "click", move |event| {
        if let Some(to) = inner_link(event).filter(|_| unsaved::any()) {
            event.prevent_default();
            event.stop_propagation();
            ask(to);
        }
    });
    let location = use_location();
    before_the_router(&window(), "popstate", move |event| {
        if !unsaved::any() {
            return;
        }
        event.stop_immediate_propagation();
        let to = address_of(&window().location());
        let here = location.pathname.get_untracked() + &location.search.with_untracked(|search| query(search));
        // The browser has gone already; the page has not.
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
        }
        ask(to);
    });
    let navigate = use_navigate();
    let leave = move || {
        unsaved::give_up();
        open.set(false);
        navigate(&wanted.get_untracked(), NavigateOptions::default());
    };
    view! {
        <Confirm open title=text::ui::LEAVE deed=text::ui::LEAVE_DO danger=true on_confirm=leave>
            <p>{text::ui::LEAVE_DETAIL}</p>
        </Confirm>
    }
}

/// Listens as long as the app lives.
fn before_the_router(target: &web_sys::EventTarget, name: &str, hear: impl Fn(&web_sys::Event) + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| hear(&event));
    let _ = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), true);
    closure.forget();
}

/// Where a plain press on a link of the app leads to.
fn inner_link(event: &web_sys::Event) -> Option<String> {
    let press = event.dyn_ref::<web_sys::MouseEvent>()?;
    let plain = press.button() == 0 && !(press.ctrl_key() || press.meta_key() || press.shift_key() || press.alt_key());
    let link = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href]").ok()??;
    let here = plain && !link.has_attribute("target") && !link.has_attribute("download");
    link.get_attribute("href").filter(|href| here && href.starts_with('/'))
}

fn address_of(location: &web_sys::Location) -> String {
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}
