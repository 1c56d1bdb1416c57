//! Reviews: a draft that a few people try.

use shared::reviews::ReviewRelation;

use super::{review_times, reviews};

pub const TESTERS: &str = "Trial";
pub const TESTERS_LEAD: &str = "Send it to up to five people before anybody else hears of it. They fill in what each side is asked; nothing of it is kept.";
pub const NOBODY: &str = "Nobody tries it yet.";
pub const SEND: &str = "Send it to try";
pub const WHO: &str = "Who tries it";
pub const WHO_HINT: &str = "At most five. Whoever is new among them is told.";
pub const SENT: &str = "They can try it now.";
pub const THROW_AWAY: &str = "Throw the trial away";
pub const THROW_AWAY_DETAIL: &str = "Nobody can open it any more. The launch does the same by itself.";
pub const THROWN_AWAY: &str = "The trial is thrown away.";

pub const IS_TRIAL: &str = "This is a trial";
pub const AS_WHOM: &str = "As whom";
pub const WHAT_IS_PROMISED: &str = "Whoever writes reads this first:";
pub const NO_ITEMS: &str = "Goals and competencies are those of whoever it is about: here there are none.";
pub const TRY: &str = "Try to hand it in";
pub const WOULD_BE_HANDED_IN: &str = "That would be handed in. Nothing of it was kept.";

/// What becomes of a trial.
pub fn is_trial_detail(by: &str) -> String {
    format!(
        "{by} asks you to try it before it begins. What you fill in stays on this page and is gone with it: tell {by} what you think."
    )
}

/// Since when somebody can try it.
pub fn since(day: &str) -> String {
    format!("since {day}")
}

/// How long a side takes, and until when it would be written.
pub fn takes(side: ReviewRelation, minutes: u32, by: &str) -> String {
    format!("{}: about {}, by {by}", reviews::side(side), review_times::minutes(i64::from(minutes)))
}
