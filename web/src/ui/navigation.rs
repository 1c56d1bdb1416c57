//! Whether the visitor has moved since the app started, which decides if a new page's heading takes the focus.

use std::cell::Cell;

thread_local! {
    static MOVED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that the path has changed. Called by the app's frame.
pub fn note_move() {
    MOVED.with(|moved| moved.set(true));
}

/// Whether the path has changed since the start.
pub fn moved() -> bool {
    MOVED.with(Cell::get)
}
