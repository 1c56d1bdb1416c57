//! Sandboxes: organisations to try programs out in.

pub const TAB: &str = "Sandboxes";
pub const LEAD: &str = "Organisations of their own, to try programs out in. Nothing is billed there, no mail leaves to anybody but \
whoever made it, and the clock can be put forward, so that a whole review cycle runs in a test.";
pub const GUIDE: &str = "What a program does in one";
pub const NONE: &str = "There is no sandbox yet";
pub const NONE_DETAIL: &str = "Make one for each program that is to work with PerfTrack, and break things there.";
pub const MAKE: &str = "Make a sandbox";
pub const DO_MAKE: &str = "Make it";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "Such as the program that is tried out in it.";
pub const CONTENT: &str = "What it begins with";
pub const DEMO: &str = "A made-up company";
pub const DEMO_DETAIL: &str = "36 people with goals, reviews and a year behind them. It takes a moment.";
pub const EMPTY: &str = "Nothing";
pub const EMPTY_DETAIL: &str = "You alone.";
pub const OPEN: &str = "Open";
pub const REMOVE: &str = "Remove";
pub const REMOVE_DETAIL: &str = "Everything in it is deleted within minutes, for good.";
pub const REMOVED: &str = "It is being deleted.";

pub const CLOCK: &str = "Clock";
pub const CLOCK_LEAD: &str = "Days can be put forward and never back. What comes by the clock follows once, as after a night in \
which no server ran: who wants every day goes day by day. Log-ins, tokens, limits, shares that end and the audit log go by the \
real clock.";
pub const FORWARD: &str = "Put forward by";
pub const DO_FORWARD: &str = "Put forward";
pub const SETTLED: &str = "The day's work is done";
pub const UNSETTLED: &str = "The day's work is being done";

pub const PLAYING: &str = "Act as somebody";
pub const PLAYING_LEAD: &str = "A program acts as one of the people here by a token of theirs. It lasts 30 days, in place of the one \
drawn before. Whoever is only invited has joined by it.";
pub const PERSON: &str = "Person";
pub const DRAW: &str = "Draw a token";
pub const DRAWN: &str = "The token";
pub const DRAWN_LEAD: &str = "Copy it now: it isn't shown again.";
pub const TOKEN: &str = "Token";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied.";
pub const NOT_COPIED: &str = "It can't be copied here. Mark it and copy it by hand.";
pub const KEPT: &str = "I have it";

/// The question before it is removed.
pub fn remove_ask(name: &str) -> String {
    format!("Remove “{name}”?")
}

/// Of which, after a button's word, for who doesn't see where it stands.
pub fn of(name: &str) -> String {
    format!(" “{name}”")
}

/// Who made it, and when.
pub fn made(by: &str, on: &str) -> String {
    if by.is_empty() { format!("Made on {on}") } else { format!("Made by {by} on {on}") }
}

/// How far its clock is ahead.
pub fn ahead(days: u16) -> String {
    match days {
        0 => "Its clock is the real one".to_owned(),
        1 => "1 day ahead of the real clock".to_owned(),
        _ => format!("{days} days ahead of the real clock"),
    }
}

/// When it is deleted.
pub fn closes(at: &str) -> String {
    format!("Deleted on {at}")
}

/// A number of days.
pub fn days(days: u16) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// The day it is in the sandbox.
pub fn today(day: &str) -> String {
    format!("Today is {day}")
}
