//! What of a review stays as it was given to somebody: taking it back, and what is added to it.

pub const JOB_TITLE: &str = "Job title then";
pub const TEAM: &str = "Team then";
pub const MANAGER: &str = "Manager then";

pub const WITHDRAW: &str = "Take back";
pub const WITHDRAW_LEAD: &str = "For a review that was released by mistake. The person can't read it any more until it is released again, and they and their manager are told. It isn't released by itself then.";
pub const WITHDRAW_REASON_HINT: &str = "The person and whoever leads them read it.";
pub const WITHDRAWN_NOW: &str = "It is taken back, and both are told.";
pub const IS_WITHDRAWN: &str = "It was taken back";

pub const ADDED: &str = "Added since";
pub const ADD: &str = "Add to it";
pub const ADD_LEAD: &str =
    "What was signed stays as it is. What you add stands beneath it, on paper too, and can't be changed or removed.";
pub const ADDENDUM: &str = "What is to be added";
pub const ADDENDUM_HINT: &str = "The person and whoever else reads the review read it.";
pub const ADDED_NOW: &str = "It is added, and they are told.";

pub const RATING: &str = "Another rating";
pub const RATING_HINT: &str = "Only if the rating doesn't stand. The one that was signed stays beside it.";
pub const RATING_STANDS: &str = "The rating stands";

/// Who added something, and when.
pub fn added_by(name: &str, day: &str) -> String {
    format!("{name}, {day}")
}

/// Who took it back, and when.
pub fn withdrawn_by(name: &str, day: &str) -> String {
    format!("{name}, {day}")
}

/// The rating that a second reader came to.
pub fn reread(word: &str) -> String {
    format!("After the second reading: {word}")
}

/// A goal with how far it had come at the end of what is looked back on.
pub fn measured(name: &str, percent: &str) -> String {
    format!("{name} ({percent})")
}
