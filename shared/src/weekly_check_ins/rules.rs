//! Weeks, the question that takes its turn, and what is carried over.

use chrono::{Datelike, Days, NaiveDate};

use super::{Intention, Weekday};

/// The most lines a list has.
pub const MOST_LINES: usize = 5;
/// Carried over this often, a line asks to be dropped.
pub const ASK_TO_DROP: u32 = 3;

/// The questions that take turns where an organisation has none of its own.
pub const USUAL_QUESTIONS: [&str; 8] = [
    "What gave you energy this week?",
    "What would have made this week easier?",
    "What did you learn that others should know?",
    "Who helped you this week, and how?",
    "What are you putting off, and why?",
    "What should we stop doing?",
    "Which decision are you waiting for?",
    "What are you proud of?",
];

/// The Monday of the week a day is in.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// The day the check-in of a week is due.
pub fn due_on(monday: NaiveDate, weekday: Weekday) -> NaiveDate {
    let after = Weekday::ALL.iter().position(|other| *other == weekday).unwrap_or(0);
    monday.checked_add_days(Days::new(after as u64)).unwrap_or(monday)
}

/// The question of a week: the organisation's own, or the usual ones, in turn.
pub fn question_of(own: &[String], monday: NaiveDate) -> String {
    let week = usize::try_from(monday.num_days_from_ce().div_euclid(7)).unwrap_or(0);
    let usual = || USUAL_QUESTIONS[week % USUAL_QUESTIONS.len()].to_owned();
    if own.is_empty() { usual() } else { own.get(week % own.len()).cloned().unwrap_or_else(usual) }
}

/// Whether two lines say the same, but for space and case.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// The lines that stand in none of the `earlier` ones.
pub fn fresh<'l>(lines: impl IntoIterator<Item = &'l String>, earlier: &[String]) -> Vec<&'l str> {
    let is_fresh = |line: &&String| !earlier.iter().any(|other| same(other, line));
    lines.into_iter().filter(is_fresh).map(String::as_str).collect()
}

/// What is left of a week when these lines were done.
pub fn unfinished(before: &[Intention], did: &[String]) -> Vec<Intention> {
    let left = before.iter().filter(|meant| !did.iter().any(|done| same(done, &meant.text)));
    left.map(|meant| Intention { text: meant.text.clone(), carried: meant.carried.saturating_add(1) }).collect()
}

/// The lines as intentions: what stood in the week before has been carried once more.
pub fn intentions(lines: &[String], before: &[Intention]) -> Vec<Intention> {
    let carried = |line: &str| {
        let earlier =
            before.iter().filter(|meant| same(&meant.text, line)).map(|meant| meant.carried.saturating_add(1));
        earlier.max().unwrap_or(0)
    };
    lines.iter().map(|line| Intention { text: line.trim().to_owned(), carried: carried(line) }).collect()
}

/// Whether a line has been carried so often that it asks to be dropped.
pub const fn asks_to_be_dropped(meant: &Intention) -> bool {
    meant.carried >= ASK_TO_DROP
}

#[cfg(test)]
mod tests;
