//! What was typed and isn't sent yet: nobody loses it by a slip.

use std::cell::RefCell;

use leptos::{html, prelude::*};

thread_local! {
    static FORMS: RefCell<Vec<(NodeRef<html::Form>, RwSignal<bool>)>> = const { RefCell::new(Vec::new()) };
}

/// Watches over a form as long as its owner lives. `typed` says whether it holds something that isn't sent.
pub(super) fn watch(form: NodeRef<html::Form>, typed: RwSignal<bool>) {
    FORMS.with_borrow_mut(|forms| forms.push((form, typed)));
    on_cleanup(move || FORMS.with_borrow_mut(|forms| forms.retain(|(_, other)| *other != typed)));
}

/// Whether anything on the page is unsent.
pub fn any() -> bool {
    FORMS.with_borrow(|forms| forms.iter().any(|(_, typed)| typed.try_get_untracked() == Some(true)))
}

/// Whether anything inside an element is.
pub fn within(place: &web_sys::Node) -> bool {
    let forms = FORMS.with_borrow(Vec::clone);
    forms.into_iter().any(|(form, typed)| {
        typed.try_get_untracked() == Some(true) && form.get_untracked().is_some_and(|form| place.contains(Some(&form)))
    })
}

/// It is to be given up.
pub fn give_up() {
    for (_, typed) in FORMS.with_borrow(Vec::clone) {
        typed.try_set(false);
    }
}
