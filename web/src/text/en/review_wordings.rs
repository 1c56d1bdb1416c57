//! What a running review cycle asks, said in other words.

pub const WORDINGS: &str = "What it asks";
pub const WORDINGS_LEAD: &str =
    "Words can be corrected until somebody has theirs. How a question is answered, who is asked and who reads stay.";
pub const LAUNCHED_WITH: &str = "What it was launched with";
pub const CORRECT: &str = "Correct a question";
pub const CORRECTED: &str = "It is asked in these words from now on.";
pub const QUESTION: &str = "Question";
pub const CHOOSE: &str = "Choose a question";
pub const WORDS: &str = "In other words";
pub const HINT: &str = "What helps to answer it";
pub const OPTIONS: &str = "Options";
pub const OPTIONS_HINT: &str = "One on each line, as many as there are and in the same order.";
pub const REASON_HINT: &str = "For Admins, such as “a typo”.";

/// A version of it.
pub fn version(number: i32) -> String {
    format!("Version {number}")
}

/// When it was made, and by whom.
pub fn made(day: &str, by: &str) -> String {
    format!("{day}, by {by}")
}

/// By which version something was written.
pub fn written_by(number: i32) -> String {
    format!("Written by version {number} of the questions")
}
