//! The device's own storage: sealed texts by person and form.

use leptos::prelude::*;

use crate::session::Session;

const PREFIX: &str = "perftrack-draft/";

fn storage() -> Option<web_sys::Storage> {
    // A browser may forbid it: then nothing is kept.
    window().local_storage().ok().flatten()
}

fn place(name: &str) -> Option<String> {
    let me = untrack(|| Session::here().me())?;
    Some(format!("{PREFIX}{}/{name}", me.person_id))
}

/// Whether a storage key is that of this form of whoever is logged in.
pub fn is_of(key: &str, name: &str) -> bool {
    place(name).is_some_and(|place| place == key)
}

/// What is kept of a form.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&place(name)?).ok().flatten()
}

/// Keeps it; false if the device refuses.
pub fn write(name: &str, sealed: &str) -> bool {
    storage().zip(place(name)).is_some_and(|(storage, place)| storage.set_item(&place, sealed).is_ok())
}

/// Keeps nothing of a form.
pub fn remove(name: &str) {
    if let Some((storage, place)) = storage().zip(place(name)) {
        let _ = storage.remove_item(&place);
    }
}

/// Keeps nothing of any form: when somebody logs out.
pub fn forget_all() {
    super::seal::Key::forget();
    let Some(storage) = storage() else { return };
    for name in all(&storage) {
        let _ = storage.remove_item(&name);
    }
}

/// Whether anything is kept, of whatever form.
pub fn is_any() -> bool {
    storage().is_some_and(|storage| !all(&storage).is_empty())
}

fn all(storage: &web_sys::Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    names.filter(|name| name.starts_with(PREFIX)).collect()
}
