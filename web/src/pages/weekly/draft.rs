//! What a week holds while it is being filled in.

use leptos::prelude::*;
use shared::{
    weekly_check_ins::{MyWeek, NewWeeklyCheckIn, WeeklyChanges},
    wire::Patch,
};

use crate::{drafts::Value, mentions::Mentioning, text::weekly as text};

/// The fields as they are typed: a list is one text, one thing a line.
#[derive(Clone, Copy)]
pub struct Fields {
    pub did: Mentioning,
    pub will_do: Mentioning,
    pub stuck: Mentioning,
    /// Empty: no answer.
    pub mood: RwSignal<String>,
    pub reply: RwSignal<String>,
    pub away: RwSignal<bool>,
}

/// The lines that say something.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A text with one more line.
pub fn with_line(text: &str, line: &str) -> String {
    let mut all = lines(text);
    if !all.iter().any(|other| other == line) {
        all.push(line.to_owned());
    }
    all.join("\n")
}

/// A text without a line.
pub fn without_line(text: &str, line: &str) -> String {
    lines(text).into_iter().filter(|other| other != line).collect::<Vec<_>>().join("\n")
}

impl Fields {
    /// What was written, or what is left of the week before.
    pub fn of(mine: &MyWeek) -> Self {
        let list = Mentioning::naming(mine.check_in.as_ref().map(|it| it.mentions.as_slice()).unwrap_or_default());
        let text = |lines: &[String]| list.beside(lines.join("\n"));
        match &mine.check_in {
            Some(it) => Self {
                did: text(&it.did),
                will_do: text(&it.will_do.iter().map(|meant| meant.text.clone()).collect::<Vec<_>>()),
                stuck: text(&it.stuck),
                mood: RwSignal::new(it.mood.map(|mood| mood.to_string()).unwrap_or_default()),
                reply: RwSignal::new(it.reply.clone()),
                away: RwSignal::new(it.away),
            },
            None => Self {
                did: text(&[]),
                will_do: text(&mine.unfinished.iter().map(|meant| meant.text.clone()).collect::<Vec<_>>()),
                stuck: text(&[]),
                mood: RwSignal::new(String::new()),
                reply: RwSignal::new(String::new()),
                away: RwSignal::new(false),
            },
        }
    }

    /// As what is kept on the device.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::DID, self.did.typed.into()),
            (text::WILL_DO, self.will_do.typed.into()),
            (text::STUCK, self.stuck.typed.into()),
            (text::MOOD, self.mood.into()),
            (text::ANSWER, self.reply.into()),
            (text::AWAY, self.away.into()),
            // The same of all three.
            self.did.names(),
        ]
    }

    fn mood(self) -> Option<u8> {
        self.mood.get_untracked().parse().ok().filter(|_| !self.away.get_untracked())
    }

    fn said(self, field: Mentioning) -> Vec<String> {
        if self.away.get_untracked() { Vec::new() } else { lines(&field.referring()) }
    }

    /// What to send first.
    pub fn new_check_in(self, mine: &MyWeek) -> NewWeeklyCheckIn {
        NewWeeklyCheckIn {
            week: Some(mine.week),
            away: self.away.get_untracked(),
            did: self.said(self.did),
            will_do: self.said(self.will_do),
            stuck: self.said(self.stuck),
            mood: self.mood(),
            reply: self.reply.get_untracked(),
        }
    }

    /// What to send of what was sent already.
    pub fn changes(self) -> WeeklyChanges {
        WeeklyChanges {
            away: Some(self.away.get_untracked()),
            did: Some(self.said(self.did)),
            will_do: Some(self.said(self.will_do)),
            stuck: Some(self.said(self.stuck)),
            mood: self.mood().map_or(Patch::Clear, Patch::Set),
            reply: Some(self.reply.get_untracked()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_nothing_are_none() {
        assert_eq!(lines(" a \n\n  \nb"), ["a", "b"]);
        assert_eq!(with_line("a\nb", "c"), "a\nb\nc");
        assert_eq!(with_line("a\nb", "a"), "a\nb");
        assert_eq!(without_line("a\nb", "a"), "b");
    }
}
