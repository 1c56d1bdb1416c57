//! Reviews as they stood on a day that has passed.

pub const AS_OF: &str = "As of";
pub const AS_OF_HINT: &str = "Without a day: as it is now";
pub const TODAY: &str = "Show it as it is now";
pub const NOTHING: &str = "Nothing to read as of this day";
pub const NOTHING_DETAIL: &str = "Nothing counted as handed in then that was for you then and is for you now. Answers without names are left out before the release.";
pub const UNKNOWN: &str = "Nothing is known of it on this day";
pub const UNKNOWN_DETAIL: &str = "It wasn't there yet, or its history begins later. Try another day.";
pub const NOT_ANSWERED_YET: &str = "The second reader hadn't answered yet.";

/// Above it.
pub fn lead(day: &str) -> String {
    format!("This is the review as it stood at the end of {day}.")
}
