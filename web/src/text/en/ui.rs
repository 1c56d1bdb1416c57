//! Words of the design system.

pub const OPTIONAL: &str = " (optional)";
pub const SHOW_PASSWORD: &str = "Show password";
pub const HIDE_PASSWORD: &str = "Hide password";
pub const LOADING: &str = "Loading…";
pub const NOTHING_FOUND: &str = "Nothing found";
pub const OPTIONS: &str = "Options";
pub const TRY_AGAIN: &str = "Try again";
pub const NOT_LOADED: &str = "This page could not be loaded";
pub const NOT_LOADED_DETAIL: &str =
    "Your connection may be away. If it isn't, PerfTrack has been updated: reload the page.";
pub const SHOW_MORE: &str = "Show more";
pub const SHOW_NUMBERS: &str = "Show the numbers";
pub const DASHED_IS_PLAN: &str = "The dashed line is the plan.";
pub const TINTED_IS_BAND: &str = "The tinted band is where it should stay.";
pub const FILTERS: &str = "Filters";
pub const LEAVE: &str = "Leave without saving?";
pub const LEAVE_DETAIL: &str = "What you typed here isn't saved, and would be lost.";
pub const LEAVE_DO: &str = "Leave";
pub const SHUT: &str = "Close without saving?";
pub const SHUT_DO: &str = "Close without saving";
pub const KEEP_EDITING: &str = "Keep editing";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const SAVE: &str = "Save";
pub const DISMISS: &str = "Dismiss";
pub const DONE: &str = "Done";
pub const BREADCRUMBS: &str = "Breadcrumbs";

/// What a box says, in a word.
pub const fn yes_or_no(on: bool) -> &'static str {
    if on { "Yes" } else { "No" }
}

/// The title of the browser's tab.
pub fn document_title(page: &str) -> String {
    if page.is_empty() { "PerfTrack".to_owned() } else { format!("{page} · PerfTrack") }
}
