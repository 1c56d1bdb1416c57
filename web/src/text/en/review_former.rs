//! Reviews: what who led somebody before wrote, and what a small group gives away.

pub const WHO_LED_BEFORE: &str = "From who led them before";
pub const WHO_LED_BEFORE_LEAD: &str = "Whoever leads them now reads it once they have handed theirs in, so that each speaks for themselves. You can let them read it at once.";
pub const PASS_ON: &str = "Let it be read now";
pub const PASS_ON_DETAIL: &str = "They are told, and it can't be taken back.";
pub const PASSED_ON: &str = "They may read it now.";
pub const MAY_READ: &str = "May be read now";
pub const MAY_READ_SOON: &str = "May be read once it is handed in";
pub const BEFORE_YOU: &str = "What you read here is by who led them before you";
pub const BEFORE_YOU_DETAIL: &str =
    "An Admin lets you read it before you have written. What others wrote you read once you have handed yours in.";

/// Lets somebody's review be read, named for whoever doesn't see the row.
pub fn pass_on_whose(author: &str) -> String {
    format!("Let what {author} wrote be read now")
}

pub const FEW_PEOPLE: &str = "This review cycle is about fewer than ten people. In so small a group how you write may tell who you are, though your name isn't shown: this isn't anonymous.";
pub const FEW_PEOPLE_RUN: &str = "Names may be guessed here";
pub const FEW_PEOPLE_RUN_DETAIL: &str = "This cycle is about fewer than ten people. Answers without names are still shown only from the minimum on, but how somebody writes may tell who they are. Who writes is told so, and nothing here is called anonymous.";
