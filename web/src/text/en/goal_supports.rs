//! What a goal supports beside the one it is aligned under.

pub const HEADING: &str = "Also supports";
pub const BELOW: &str = "Also supported by";
pub const NOTHING: &str = "Nothing but what it is aligned under.";
pub const ADD: &str = "Support another goal";
pub const ADD_DETAIL: &str =
    "For goals that serve several. It doesn't count in the other one's progress: only what is aligned does.";
pub const WHICH: &str = "Objective";
pub const SUPPORT: &str = "Support";
pub const ADDED: &str = "It supports the goal now.";
pub const REMOVED: &str = "It supports the goal no longer.";

/// The name of the button that takes a link away.
pub fn remove(title: &str) -> String {
    format!("No longer support {title}")
}
