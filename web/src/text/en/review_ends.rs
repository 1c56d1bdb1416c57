//! How a review ends: opened again, released by itself, and read a second time.

use shared::reviews::ReviewOutcome;

pub const HANDED_IN: &str = "Handed in";
pub const REOPEN: &str = "Open again";
pub const REOPEN_LEAD: &str = "Its author may write on and hand it in again, and has five working days. Until then, or until you close it, nothing is released. What was handed in before is kept. Where ratings are calibrated, the final one stays as it is once sharing has begun, whatever they write.";
pub const REASON_HINT: &str = "Its author and Admins read it.";
pub const REOPENED: &str = "It is open again, and its author is told.";
pub const CLOSE: &str = "Close again";
pub const CLOSE_DETAIL: &str =
    "It stands as it was handed in last, and its author is told. What they have written since is dropped.";
pub const CLOSED: &str = "It stands as it was handed in last.";
pub const CHANGES: &str = "What changed";
pub const NOTHING_CHANGED: &str = "The last two versions say the same.";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "Now";
pub const IS_REOPENED: &str = "A review is open again";
pub const IS_REOPENED_DETAIL: &str =
    "This can be released once it is handed in, or once an Admin closes it as it was handed in last.";
pub const YOURS_IS_REOPENED: &str = "An Admin has opened this again";
pub const HANDED_IN_AGAIN: &str = "It is handed in again.";

pub const RELEASE_AFTER: &str = "Released by itself after";
pub const RELEASE_AFTER_HINT: &str = "So many days after sharing began, if the manager hasn't released it; they are warned four days and a day before. Changed while it is shared, it counts from that day. 0 for never.";
pub const RELEASES: &str = "Released by itself";
pub const NEVER: &str = "Never";
pub const DISAGREED: &str = "Disagree";

pub const UNANSWERED: &str = "Not acknowledged by the date";

pub const SECOND_READING: &str = "Second reading";
pub const NOBODY_TO_READ: &str = "Nobody can read it a second time yet: it takes an Admin who isn't of this person's line, and neither wrote nor released this.";
pub const WHY: &str = "Why";
pub const WHY_HINT: &str = "The person and whoever leads them read it. It stays with the review.";
pub const OUTCOME: &str = "What you come to";
pub const ANSWER: &str = "Answer as second reader";
pub const ANSWER_LEAD: &str = "Read what was written and what the person says to it. What was signed stays as it is; your answer stands beside it.";
pub const ANSWERED: &str = "Both have your answer.";
pub const READ_A_SECOND_TIME: &str = "Read a second time";
pub const AFTER_A_DISPUTE: &str = "They disagreed with this manager lately";

pub const WITHHOLD: &str = "Withhold";
pub const WITHHOLD_LEAD: &str = "It isn't given to the person, and isn't released by itself; the cycle can close without it. The person is told that it is withheld, and not why. An Admin can still give it to them later.";
pub const WITHHOLD_HINT: &str = "Whoever leads them and Admins read it.";
pub const WITHHELD_NOW: &str = "It is withheld, and the person is told.";
pub const IS_WITHHELD: &str = "This is withheld from the person";
pub const YOURS_IS_WITHHELD: &str = "Your review is withheld for now";
pub const ASK_AN_ADMIN: &str = "Ask an Admin of your organisation why.";
pub const RELEASE_ALL: &str = "Release all that are ready";
pub const RELEASE_ALL_LEAD: &str = "The cycle closes once everybody has theirs. Each of these gets it as it is, without a summary; what waits for a review that is open again, or was taken back, stays. To keep one from its person, withhold it on its page.";

/// Who withholds it, and since when.
pub fn withheld_by(name: &str, day: &str) -> String {
    format!("{name} withholds it since {day}:")
}

/// What was released at once.
pub fn released_all(count: i64) -> String {
    match count {
        1 => "One person has theirs now.".to_owned(),
        more => format!("{more} people have theirs now."),
    }
}

/// What a second reader comes to.
pub const fn outcome(outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Upheld => "What was written stands",
        ReviewOutcome::Partly => "A part of it is to be read as follows",
        ReviewOutcome::Changed => "It is to be read as follows",
    }
}

/// What a dispute waits for.
pub fn waits_for(names: &[String], day: &str) -> String {
    match names {
        [one] => format!("It waits for {one}, until {day}."),
        more => format!("It waits for one of these, until {day}: {}.", more.join(", ")),
    }
}

/// Who answered, and when.
pub fn answered_by(name: &str, day: &str) -> String {
    format!("{name}, {day}")
}

/// Why a manager's words are worth a look.
pub fn after_a_dispute(day: &str) -> String {
    format!(
        "On {day} this person disagreed with a review by the same manager, less than 90 days before this one was handed in. See that it is fair."
    )
}

/// Until when it is open.
pub fn open_until(day: &str) -> String {
    format!("Open again, until {day}")
}

/// The button that opens a review again, for those who hear it alone.
pub fn reopen_whose(name: &str) -> String {
    format!("Open the review by {name} again")
}

/// The button that closes it, and its title.
pub fn close_whose(name: &str) -> String {
    format!("Close the review by {name} again")
}

/// The button that shows what was changed, and its title.
pub fn changes_by(name: &str) -> String {
    format!("What {name} changed")
}

/// The day on which it goes by itself.
pub fn releases_on(day: &str) -> String {
    format!("Nobody has to wait for ever: on {day} it is released by itself, with no summary.")
}

/// Until when the person can say something to it.
pub fn answer_by(day: &str) -> String {
    format!(
        "Please answer by {day}. Silence is never taken for consent: it is noted that you didn't answer by the date."
    )
}

/// That they didn't.
pub fn unanswered(day: &str) -> String {
    format!("{UNANSWERED}, {day}. That isn't consent.")
}

/// When a cycle releases by itself.
pub fn releases_after(days: u8) -> String {
    match days {
        0 => NEVER.to_owned(),
        1 => "A day after sharing began".to_owned(),
        days => format!("{days} days after sharing began"),
    }
}

/// How many somebody has to read a second time.
pub fn second_reads(count: i64) -> String {
    match count {
        1 => "Read a review a second time".to_owned(),
        count => format!("Read {count} reviews a second time"),
    }
}
