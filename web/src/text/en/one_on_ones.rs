//! One-on-ones.

use chrono::{NaiveDate, Weekday};
use shared::one_on_ones::{
    EndReason,
    rules::{
        recurrence::{Ends, Recurrence},
        rhythm::{Nth, On, Rhythm},
        state::MeetingState,
    },
};

pub const TITLE: &str = "One-on-ones";
pub const LEAD: &str = "What you say there stays between the two of you, and whom you ask to a meeting as a guest. Admins and managers above see that you meet.";
pub const UPCOMING: &str = "Upcoming";
pub const PAST: &str = "Past";
pub const SERIES: &str = "Who meets whom";
pub const QUESTIONS: &str = "Questions";
pub const NEW: &str = "New one-on-one";
pub const EDIT: &str = "Change times";
pub const END: &str = "End";
pub const END_ASK: &str = "End this one-on-one?";
pub const END_DETAIL: &str =
    "What is planned falls away. Both of you keep the notes, to read, and your open action items.";
pub const ENDED: &str = "Ended";
pub const SET_UP: &str = "Set up";
pub const SAVED: &str = "Saved";
pub const IS_SET_UP: &str = "It is set up, and in both calendars";
pub const HAS_ENDED: &str = "It has ended";
pub const ACTIONS: &str = "Actions";
pub const WITH: &str = "With";
pub const WHEN: &str = "When";
pub const RHYTHM: &str = "Rhythm";
pub const NEXT: &str = "Next";
pub const LAST: &str = "Last";
pub const STATE: &str = "State";
pub const NOT_YET: &str = "Not yet";
pub const AGENDA: &str = "Agenda";
pub const NOTHING_PLANNED: &str = "Nothing planned";
pub const NOTHING_PLANNED_DETAIL: &str =
    "Half an hour every week or two is the cheapest way to learn what stands in somebody's way.";
pub const NOTHING_PAST: &str = "Nothing has been held yet";
pub const NOTHING_PAST_DETAIL: &str = "Meetings you hold or skip stand here, with what was said in them.";
pub const NO_SERIES: &str = "Nobody meets anybody yet";
pub const MISSING: &str = "You don't meet yet";
pub const YOUR_MANAGER: &str = "your manager";
pub const REPORTS_TO_YOU: &str = "reports to you";
pub const DID_YOU_MEET: &str = "Did you meet?";
pub const MOVED: &str = "Moved";

pub const PARTNER: &str = "With whom";
pub const FIRST_DAY: &str = "First day";
pub const TIME: &str = "Time";
pub const HOW_OFTEN: &str = "How often";
pub const ENDS: &str = "Ends";
pub const UNTIL: &str = "Last day";
pub const COUNT: &str = "How many meetings";
pub const HOW_LONG: &str = "How long";
pub const ZONE: &str = "Time zone";
pub const ZONE_HINT: &str = "The time of day is kept there, summer and winter.";
pub const PLACE: &str = "Room or link";
pub const CHANGE_DETAIL: &str = "What is planned moves to the new days, with all that is on it.";

pub const CALENDAR: &str = "In your calendar";
pub const CALENDAR_DETAIL: &str = "An address that your calendar reads by itself. It tells when you meet whom, never what about. Whoever has it can read that, so treat it like a password.";
pub const MAKE_FEED: &str = "Make an address";
pub const MAKE_ANEW: &str = "Make it anew";
pub const REVOKE: &str = "Revoke";
pub const MAKE_ANEW_ASK: &str = "Make the address anew?";
pub const MAKE_ANEW_DETAIL: &str = "The calendars that read the old one are cut off until they get the new one.";
pub const REVOKE_ASK: &str = "Revoke the address?";
pub const REVOKE_DETAIL: &str = "The calendars that read it are cut off at once.";
pub const REVOKED: &str = "The address is void";
pub const FEED_ADDRESS: &str = "Address for your calendar";
pub const FEED_ONCE: &str = "It is shown once. Copy it into your calendar now; you can make another at any time.";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "This browser didn't let us copy. Select the address and copy it by hand.";

pub const HELD: &str = "We met";
pub const SKIP: &str = "Skip";
pub const RESTORE: &str = "Have it after all";
pub const MOVE: &str = "Move";
pub const MOVE_TITLE: &str = "Move this meeting";
pub const IS_HELD: &str = "Noted. What isn't ticked goes on to the next meeting.";
pub const IS_SKIPPED: &str = "Skipped. The agenda went on to the next meeting.";
pub const IS_MOVED: &str = "Moved";
pub const DAY: &str = "Day";
pub const PREVIOUS: &str = "Previous meeting";
pub const FOLLOWING: &str = "Next meeting";
pub const CLOSED_DETAIL: &str = "Two meetings were held since; this one is a record now.";
pub const ENDED_DETAIL: &str = "This one-on-one has ended. What was written stays, to read.";
pub const SKIPPED_DETAIL: &str = "This meeting was skipped.";

pub const GUEST: &str = "Guest";
pub const ASK_GUEST: &str = "Ask a guest";
pub const ASK: &str = "Ask them";
pub const GUEST_DETAIL: &str = "They read the agenda, the shared notes and the action items of this meeting, from now on until one of you lets them out. They read no other meeting and no private note, and write nothing. Whom you meet is told.";
pub const GUEST_IS_ASKED: &str = "They are asked, and can read this meeting";
pub const LET_OUT: &str = "Let them out";
pub const LET_OUT_ASK: &str = "Let the guest out?";
pub const LET_OUT_DETAIL: &str = "From now on they don't read this meeting any more. Whom you meet is told.";
pub const GUEST_IS_OUT: &str = "They don't read this meeting any more";
pub const EVERY_TIME: &str = "To every meeting from now on";
pub const EVERY_TIME_HINT: &str = "They come to this one and to all that are still to come, and read none from before.";
pub const LET_OUT_OF_ALL: &str = "Out of all meetings";
pub const LET_OUT_OF_ALL_HINT: &str = "They come to none any more, and read none to which they came.";
pub const AS_GUEST_ALWAYS: &str = "You are a guest of every meeting of theirs from when you were asked: you read what they share in those, and in none from before.";
pub const AS_GUEST: &str =
    "You are a guest of this meeting: you read what they share in it, and no other meeting of theirs.";

pub const AGENDA_EMPTY: &str = "Nothing on it yet. Both of you can put something here at any time.";
pub const NO_AGENDA: &str = "Nothing stands on it.";
pub const ADD_ITEM: &str = "Add to the agenda";
pub const ADD: &str = "Add";
pub const FROM_QUESTIONS: &str = "Questions to begin from";
pub const ADD_THESE: &str = "Put on the agenda";
pub const ON_AGENDA: &str = "On the agenda";
pub const WEEKS: &str = "Since you last met";
pub const WEEKS_DETAIL: &str = "From your weekly check-ins, as far as you may read them.";
pub const ITEM: &str = "Item";
pub const EDIT_ITEM: &str = "Change";
pub const UP: &str = "Move up";
pub const DOWN: &str = "Move down";
pub const REMOVE: &str = "Remove";
pub const REMOVE_ITEM_ASK: &str = "Remove this from the agenda?";
pub const REMOVE_ITEM_DETAIL: &str = "It is gone for both of you.";
pub const REMOVE_ACTION_ASK: &str = "Remove this action item?";
pub const REMOVE_ACTION_DETAIL: &str = "It is gone for both of you, also from the meetings to come.";
pub const NOTES: &str = "Shared notes";
pub const NOTES_DETAIL: &str = "Both of you read and write here.";
pub const NO_NOTES: &str = "No notes were written.";
pub const PRIVATE: &str = "Private note";
pub const PRIVATE_DETAIL: &str = "Only you can read this: not the other, no manager, no Admin. It is sealed for you.";
pub const SAVING: &str = "Saving…";
pub const IS_SAVED: &str = "Saved";
pub const UNSAVED: &str = "Not saved yet";
pub const BOTH_WROTE: &str = "You both wrote at the same time";
pub const BOTH_WROTE_DETAIL: &str = "Yours is in the field below; this is what was saved meanwhile:";
pub const KEEP_BOTH: &str = "Keep both";
pub const KEEP_MINE: &str = "Keep mine";
pub const TAKE_THEIRS: &str = "Take theirs";

pub const ACTION_ITEMS: &str = "Action items";
pub const NO_ACTIONS: &str = "Nothing agreed yet.";
pub const ADD_ACTION: &str = "What will be done";
pub const OWNER: &str = "Who";
pub const DUE: &str = "Until";
pub const EDIT_ACTION: &str = "Change action item";
pub const MY_ACTIONS: &str = "From your one-on-ones";

pub const OTHERS_DETAIL: &str =
    "You see that they meet. What they say is theirs; private notes are read by nobody but their writer.";
pub const OPEN: &str = "Open the shared notes";
pub const OPEN_TITLE: &str = "Open what two others wrote?";
pub const OPEN_DETAIL: &str = "Both of them are told that you did, and why, in your words. It stands in the audit log. Private notes stay closed.";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "At least 20 characters; both of them read it.";
pub const OPENED_TITLE: &str = "Opened by an Admin";

pub const CARRY: &str = "Take open items along";
pub const CARRY_DETAIL: &str = "They are from a one-on-one that has ended. The other will read what you take along; what somebody owed who has left is yours then.";

pub const QUESTIONS_LEAD: &str = "Your organisation's own questions stand before those that come with PerfTrack.";
pub const ADD_SET: &str = "Add questions";
pub const EDIT_SET: &str = "Change questions";
pub const NO_SETS: &str = "No questions of your own yet";
pub const NO_SETS_DETAIL: &str = "Everybody can begin from the library; add what matters here.";
pub const SET_NAME: &str = "Name";
pub const SET_QUESTIONS: &str = "Questions";
pub const SET_QUESTIONS_HINT: &str = "One on each line, at most 20.";
pub const DELETE: &str = "Delete";
pub const DELETE_ASK: &str = "Delete these questions?";
pub const DELETE_DETAIL: &str = "What was put on agendas stays there.";
pub const DELETED: &str = "Deleted";

/// The state in a word.
pub const fn state(state: MeetingState) -> &'static str {
    match state {
        MeetingState::Planned => "Planned",
        MeetingState::Held => "Held",
        MeetingState::Skipped => "Skipped",
        MeetingState::Closed => "Record",
    }
}

/// Why a one-on-one ended.
pub const fn ended(why: EndReason) -> &'static str {
    match why {
        EndReason::ByHand => "Ended by one of the two",
        EndReason::ManagerChanged => "Ended with a change of manager",
        EndReason::Left => "Ended when one left",
        EndReason::Over => "Ended as planned",
    }
}

/// The page's title of a meeting.
pub fn meeting_with(name: &str) -> String {
    format!("One-on-one with {name}")
}

/// Who is a guest, for the two.
pub fn guest_reads(name: &str, always: bool) -> String {
    if always {
        return format!("{name} is a guest of this meeting and of all to come, and reads what you share in them.");
    }
    format!("{name} is a guest of this meeting and reads what you share in it.")
}

/// Who comes as a guest, behind those who meet.
pub fn and_guest(name: &str, oneself: bool) -> String {
    if oneself { " · you as a guest".to_owned() } else { format!(" · {name} as a guest") }
}

/// The same for somebody else.
pub fn meeting_of(one: &str, other: &str) -> String {
    format!("One-on-one of {one} and {other}")
}

/// How long.
pub fn minutes(minutes: u16) -> String {
    format!("{minutes} minutes")
}

/// How many items aren't ticked.
pub fn open_items(count: i64) -> String {
    match count {
        0 => String::new(),
        1 => "1 item".to_owned(),
        count => format!("{count} items"),
    }
}

/// How often an item was carried.
pub fn carried(times: u16) -> String {
    match times {
        1 => "carried once".to_owned(),
        2 => "carried twice".to_owned(),
        times => format!("carried {times} times"),
    }
}

/// By when something will be done, at the end of a line.
pub fn until(day: &str) -> String {
    format!("until {day}")
}

/// The same at the beginning of a line, before what follows.
pub fn until_and(day: &str) -> String {
    format!("Until {day} · ")
}

/// A menu's name.
pub fn actions_for(what: &str) -> String {
    format!("Actions for {what}")
}

/// Who opened a meeting, when and why.
pub fn opened(who: &str, when: &str, why: &str) -> String {
    format!("{who}, {when}: “{why}”")
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn weekday(day: Weekday) -> &'static str {
    let index = usize::try_from(day.num_days_from_monday()).unwrap_or(0);
    WEEKDAYS.get(index).copied().unwrap_or_default()
}

/// A rhythm as one would say it.
pub fn rhythm(rhythm: &Rhythm) -> String {
    let every = |unit: &str| match rhythm.every {
        1 => format!("every {unit}"),
        count => format!("every {count} {unit}s"),
    };
    match &rhythm.on {
        On::Week(days) if days.len() == 5 && days.iter().all(|day| day.num_days_from_monday() < 5) => {
            format!("{} on working days", capital(&every("week")))
        }
        On::Week(days) => {
            let mut names: Vec<&str> = days.iter().map(|day| weekday(*day)).collect();
            let last = names.pop().unwrap_or_default();
            let days = if names.is_empty() { last.to_owned() } else { format!("{} and {last}", names.join(", ")) };
            format!("{} on {days}", capital(&every("week")))
        }
        On::Nth(nth, day) => {
            let nth = match nth {
                Nth::First => "first",
                Nth::Second => "second",
                Nth::Third => "third",
                Nth::Fourth => "fourth",
                Nth::Last => "last",
            };
            format!("{} on the {nth} {}", capital(&every("month")), weekday(*day))
        }
        On::Day(day) => format!("{} on day {day}", capital(&every("month"))),
    }
}

/// The rule as one would say it; a rule that can't be said stands as it is.
pub fn rule(rule: &str) -> String {
    // What is kept says its days itself.
    let Some(read) = Recurrence::read(rule, NaiveDate::default()) else { return rule.to_owned() };
    let often = rhythm(&read.rhythm);
    match read.ends {
        None => often,
        Some(Ends::On(day)) => format!("{often}, until {}", day.format("%-d %B %Y")),
        Some(Ends::By(moment)) => format!("{often}, until {}", moment.format("%-d %B %Y")),
        Some(Ends::After(1)) => format!("{often}, once"),
        Some(Ends::After(count)) => format!("{often}, {count} times"),
    }
}

/// Whether a rule has an end, as the form's choice of it.
pub fn ends(ends: &str) -> &'static str {
    match ends {
        "on" => "On a day",
        "after" => "After some meetings",
        _ => "Never",
    }
}

/// When two people meet, in a sentence.
pub fn timing(rule_text: &str, time: &str, zone: &str, length: u16) -> String {
    format!("{} at {time} ({zone}), {}", rule(rule_text), minutes(length))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str())).unwrap_or_default()
}

pub const STALE: &str = "No connection: what the other writes doesn't arrive just now. What you type is kept here and saved as soon as it can be.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_one_would_say_them() {
        for (rule_text, said) in [
            ("FREQ=WEEKLY;BYDAY=TU", "Every week on Tuesday"),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "Every 2 weeks on Tuesday and Thursday"),
            ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Every week on Monday, Wednesday and Friday"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every week on working days"),
            ("FREQ=MONTHLY;BYDAY=1MO", "Every month on the first Monday"),
            ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "Every 3 months on the last Friday"),
            ("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15"),
            ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", "Every week on Tuesday, 6 times"),
            ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", "Every week on Tuesday, until 31 December 2026"),
            ("FREQ=YEARLY", "FREQ=YEARLY"),
        ] {
            assert_eq!(rule(rule_text), said);
        }
    }
}
