//! The arithmetic and the states of goals, as pure functions: the server decides with them and the
//! web app shows with them, so a preview is never different from what is saved.
//!
//! Three numbers, never mixed: *progress* (how far), *confidence* (will it land), *score* (judged at the close).

pub mod kinds;
pub mod pace;
pub mod progress;
pub mod roll_up;
pub mod state;
pub mod status;
pub mod timeline;
pub mod tree;
