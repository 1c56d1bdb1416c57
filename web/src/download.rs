//! A file for the visitor to keep.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Hands `content` over as a download. The browser asks where to, as it is set up to.
pub fn save(name: &str, content: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let Ok(file) = web_sys::Blob::new_with_u8_array_sequence(&parts) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&file) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        // Attributes of an element that was just made can't fail to be set.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&address);
}
