//! The weekly check-in.

use shared::weekly_check_ins::Weekday;

pub const WEEKLY: &str = "Weekly check-in";
pub const LEAD: &str = "Three short lists once a week. Your managers up the line and Admins can read them; they are yours to change until one of them has marked them as read.";
pub const TAB_MINE: &str = "My week";
pub const TAB_TEAM: &str = "My team";
pub const TAB_PAST: &str = "Past weeks";
pub const OFF: &str = "This organisation doesn't check in by the week";
pub const OFF_DETAIL: &str = "An Admin can switch it on in the settings.";
pub const DID: &str = "What I did";
pub const DID_HINT: &str = "One thing a line, at most 5 lines. @ names somebody who reads it.";
pub const WILL_DO: &str = "What I will do";
pub const STUCK: &str = "Where I am stuck";
pub const UNFINISHED: &str = "Left from last time";
pub const UNFINISHED_HINT: &str = "Done, still to do, or dropped?";
pub const DONE: &str = "Done";
pub const STILL: &str = "Still to do";
pub const DROP: &str = "Drop it";
pub const ASKS_TO_DROP: &str = "Carried over three times or more: drop it, or make it smaller?";
pub const MOOD: &str = "How are you?";
pub const MOOD_NOTE: &str = "Your managers up the line and Admins see this with your name. Leave it open if you like.";
pub const NO_MOOD: &str = "No answer";
pub const AWAY: &str = "I was away this week";
pub const AWAY_HINT: &str = "Nothing else is asked then.";
pub const SEND: &str = "Send";
pub const SAVE: &str = "Save changes";
pub const SENT: &str = "Sent. Your managers up the line and Admins can read it.";
pub const SAVED: &str = "Saved. Whoever reads it sees the new version.";
pub const LAST_WEEK: &str = "Last week";
pub const THIS_WEEK: &str = "This week";
pub const EARLIER: &str = "The week before";
pub const LATER: &str = "The week after";
pub const READ: &str = "Read";
pub const NOT_READ: &str = "Not read yet";
pub const ANSWERED: &str = "Answered";
pub const NOT_WRITTEN: &str = "Not written yet";
pub const WAS_AWAY: &str = "Away";
pub const ANSWER: &str = "Answer";
pub const YOUR_ANSWER: &str = "Your answer";
pub const ANSWER_HINT: &str = "It closes this week. @ names somebody who reads it.";
pub const ANSWERED_DONE: &str = "Answered.";
pub const MARK_READ: &str = "Mark as read";
pub const MARKED: &str = "Marked as read. From now on it stays as it is.";
pub const OPEN: &str = "Open";
pub const NO_TEAM: &str = "Nobody reports to you directly";
pub const NO_TEAM_DETAIL: &str = "The weeks of those who report to you appear here.";
pub const NO_PAST: &str = "No weeks yet";
pub const NO_PAST_DETAIL: &str = "What you send is kept here, week by week.";
pub const NOTHING_SAID: &str = "–";
pub const WHO: &str = "Who";
pub const STATE: &str = "State";
pub const WEEK: &str = "Week";
pub const HOW: &str = "Mood";

pub const SETTINGS: &str = "Weekly check-in";
pub const SETTINGS_LEAD: &str =
    "Did, will do, stuck: a few lines a week from everybody, for their managers up the line and Admins.";
pub const ENABLED: &str = "People check in by the week";
pub const ASK_MOOD: &str = "Ask how people are";
pub const ASK_MOOD_HINT: &str =
    "1 to 5. Their managers up the line and Admins see it with the name, and people are told so.";
pub const DUE_DAY: &str = "Due on";
pub const QUESTIONS: &str = "Questions that take turns";
pub const QUESTIONS_HINT: &str = "One a line, at most 20. Left empty, those that come with PerfTrack take turns.";
pub const SETTINGS_SAVED: &str = "Saved.";

/// A mood as a face and a word.
pub const fn mood(mood: u8) -> (&'static str, &'static str) {
    match mood {
        1 => ("😞", "Bad"),
        2 => ("😕", "Not so good"),
        3 => ("😐", "All right"),
        4 => ("🙂", "Good"),
        _ => ("😄", "Great"),
    }
}

/// A day of the week.
pub const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A week, by its days.
pub fn week_of(monday: &str, sunday: &str) -> String {
    format!("{monday} – {sunday}")
}

/// How often a line was carried over.
pub fn carried(times: u32) -> String {
    if times == 1 { "carried over once".to_owned() } else { format!("carried over {times} times") }
}

/// When it is due.
pub fn due(day: &str) -> String {
    format!("Due {day}")
}

/// Whose week.
pub fn week_title(name: &str) -> String {
    format!("{name}’s week")
}
