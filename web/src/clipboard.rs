//! Texts for the visitor to paste elsewhere.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Whether a text is on the clipboard now. Only pages that came over TLS, or from this machine, have one.
pub async fn copied(words: &str) -> bool {
    let navigator = window().navigator();
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_truthy()) {
        return JsFuture::from(navigator.clipboard().write_text(words)).await.is_ok();
    }
    false
}
