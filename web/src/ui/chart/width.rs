//! How wide a chart may be. Drawn at real pixels, so that its text is as large on a phone as on a desk.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

/// The width of an element, kept up to date; `fallback` until it is in the page.
pub(super) fn width_of(node: NodeRef<html::Div>, fallback: f64) -> Signal<f64> {
    let width = RwSignal::new(fallback);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(measured.client_width());
            if now > 0.0 && width.try_get_untracked().is_some_and(|before| (before - now).abs() > 1.0) {
                width.set(now);
            }
        });
        let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let held = StoredValue::new_local(Some((observer, changed)));
        on_cleanup(move || {
            if let Some((observer, _)) = held.try_update_value(Option::take).flatten() {
                observer.disconnect();
            }
        });
    });
    width.into()
}
