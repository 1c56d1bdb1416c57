//! What was typed and isn't sent yet: nobody loses it by a slip.

use std::cell::RefCell;

use leptos::{html, prelude::*};

thread_local! {
    static ON_ITS_WAY: RefCell<Vec<Signal<bool>>> = const { RefCell::new(Vec::new()) };
    static FORMS: RefCell<Vec<(NodeRef<html::Form>, RwSignal<bool>)>> = const { RefCell::new(Vec::new()) };
}

/// Watches over a form as long as its owner lives. `typed` says whether it holds something that isn't sent.
pub(super) fn watch(form: NodeRef<html::Form>, typed: RwSignal<bool>) {
    FORMS.with_borrow_mut(|forms| forms.push((form, typed)));
    on_cleanup(move || FORMS.with_borrow_mut(|forms| forms.retain(|(_, other)| *other != typed)));
}

/// Something saves itself as long as its owner lives; `unsaved` says whether it hasn't yet. Only who closes the window
/// would lose it.
pub fn saves_itself(unsaved: Signal<bool>) {
    ON_ITS_WAY.with_borrow_mut(|all| all.push(unsaved));
    on_cleanup(move || ON_ITS_WAY.with_borrow_mut(|all| all.retain(|other| *other != unsaved)));
}

/// Whether anything that saves itself hasn't yet.
pub fn on_its_way() -> bool {
    ON_ITS_WAY.with_borrow(|all| all.iter().any(|unsaved| unsaved.try_get_untracked() == Some(true)))
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
