//! Goals as they stood on a day that has passed.

pub const NONE: &str = "Nothing is known of that day";
pub const NONE_DETAIL: &str =
    "No goal that you may see was agreed then, the filters leave none, or the history begins later. Try another day.";
pub const MORE: &str = "The 500 newest are shown. Choose a period or a team to see the others.";

pub const OBJECTIVES: &str = "Objectives";
pub const MEAN: &str = "The mean of all that are shown";
pub const WELL: &str = "Standing well";
pub const WELL_NOTE: &str = "On track or achieved";

/// Above the tree.
pub fn lead(day: &str) -> String {
    format!("As it was known at the end of {day}. Titles and owners are those of today.")
}
