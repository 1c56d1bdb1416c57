//! Before a page is left on which something was typed and not sent, one is asked.

use std::sync::Arc;

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

/// What is to be done once one may leave.
#[derive(Clone)]
enum Wanted {
    Go(String),
    /// Held by itself: whatever was current when it was asked for may be gone once it is answered.
    Do(Arc<dyn Fn() + Send + Sync>),
}

/// Watches over every way off a page, and keeps what is asked.
#[derive(Clone, Copy)]
pub struct Departure {
    asked: RwSignal<bool>,
    wanted: StoredValue<Option<Wanted>>,
    here: RwSignal<String>,
}

impl Departure {
    /// Listens to links, to the browser's Back and Forward, and to the window being closed. Once, before the router is
    /// made: events of the window itself are heard in the order in which one began to listen, and whatever was typed is
    /// gone once the router has gone elsewhere.
    pub fn begin() -> Self {
        let this = Self { asked: RwSignal::new(false), wanted: StoredValue::new(None), here: RwSignal::default() };
        provide_context(this);
        let closing = window_event_listener(leptos::ev::beforeunload, |event| {
            if unsaved::any() || unsaved::on_its_way() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
        listen(&document(), "click", move |event| {
            if let Some(to) = inner_link(event).filter(|_| unsaved::any()) {
                event.prevent_default();
                event.stop_propagation();
                this.ask(Wanted::Go(to));
            }
        });
        listen(&window(), "popstate", move |event| {
            if !unsaved::any() {
                return;
            }
            event.stop_immediate_propagation();
            let to = address_of(&window().location());
            // The browser has gone already; the page has not.
            if let Ok(history) = window().history() {
                let _ = this.here.with_untracked(|here| history.push_state_with_url(&JsValue::NULL, "", Some(here)));
            }
            this.ask(Wanted::Go(to));
        });
        this
    }

    /// That of the app.
    pub fn here() -> Self {
        expect_context()
    }

    /// Does what leads away from the page, once nothing is lost by it.
    pub fn before(self, deed: impl Fn() + Send + Sync + 'static) {
        self.before_losing(false, deed);
    }

    /// Does what leads away from the page and loses `more` than what is typed there.
    pub fn before_losing(self, more: bool, deed: impl Fn() + Send + Sync + 'static) {
        if more || unsaved::any() { self.ask(Wanted::Do(Arc::new(deed))) } else { deed() }
    }

    fn ask(self, wanted: Wanted) {
        self.wanted.set_value(Some(wanted));
        self.asked.set(true);
    }
}

/// The question, inside the router.
#[component]
pub fn Leaving(departure: Departure) -> impl IntoView {
    let Departure { asked, wanted, here } = departure;
    let location = use_location();
    Effect::new(move |_| here.set(location.pathname.get() + &location.search.with(|search| query(search))));
    let navigate = use_navigate();
    let leave = move || {
        unsaved::give_up();
        asked.set(false);
        match wanted.try_update_value(Option::take).flatten() {
            Some(Wanted::Go(to)) => navigate(&to, NavigateOptions::default()),
            Some(Wanted::Do(deed)) => deed(),
            None => {}
        }
    };
    view! {
        <Confirm open=asked title=text::ui::LEAVE deed=text::ui::LEAVE_DO danger=true on_confirm=leave>
            <p>{text::ui::LEAVE_DETAIL}</p>
        </Confirm>
    }
}

/// Listens as long as the app lives, before whoever is further inside.
fn listen(target: &web_sys::EventTarget, name: &str, hear: impl Fn(&web_sys::Event) + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| hear(&event));
    let _ = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), true);
    closure.forget();
}

/// Where a plain press on a link of the app leads to.
fn inner_link(event: &web_sys::Event) -> Option<String> {
    let press = event.dyn_ref::<web_sys::MouseEvent>()?;
    let plain = press.button() == 0 && !(press.ctrl_key() || press.meta_key() || press.shift_key() || press.alt_key());
    let link = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href]").ok()??;
    let outside = link.get_attribute("rel").is_some_and(|rel| rel == "external");
    let here = plain && !outside && !link.has_attribute("target") && !link.has_attribute("download");
    link.get_attribute("href").filter(|href| here && href.starts_with('/'))
}

fn address_of(location: &web_sys::Location) -> String {
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}
