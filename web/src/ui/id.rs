//! Element ids that are unique on the page, for `for`, `aria-labelledby` and their kind.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A new id that starts with `kind`.
pub fn fresh(kind: &str) -> String {
    let number = NEXT.with(|next| next.replace(next.get().wrapping_add(1)));
    format!("{kind}-{number}")
}
