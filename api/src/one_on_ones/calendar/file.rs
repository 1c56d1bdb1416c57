//! An iCalendar file (RFC 5545): every meeting is an event in UTC, so that no calendar has to know our zones.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

/// One meeting of the file's reader.
#[derive(Debug)]
pub(super) struct Entry {
    /// The same for the same meeting whenever it is read.
    pub uid: String,
    /// Whom they meet.
    pub with: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: i32,
    /// Grows when it changes.
    pub version: i64,
}

/// The file.
pub(super) fn written(entries: &[Entry], now: DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    calendar.name("One-on-ones").ttl(&TimeDelta::hours(1));
    for entry in entries {
        let event = Event::new()
            .uid(&entry.uid)
            .timestamp(now)
            .summary(&format!("One-on-one with {}", entry.with))
            .starts(entry.starts_at)
            .ends(entry.starts_at + TimeDelta::minutes(entry.minutes.into()))
            .sequence(u32::try_from(entry.version).unwrap_or(u32::MAX))
            .done();
        calendar.push(event);
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(with: &str) -> String {
        let starts_at = "2026-03-27T09:30:00Z".parse().unwrap();
        let entry = Entry {
            uid: "a-2026-03-27@perftrack".to_owned(),
            with: with.to_owned(),
            starts_at,
            minutes: 45,
            version: 3,
        };
        written(&[entry], "2026-03-01T00:00:00Z".parse().unwrap())
    }

    #[test]
    fn an_event_says_when_and_with_whom() {
        let file = file("Mona Manager");
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            "UID:a-2026-03-27@perftrack",
            "DTSTAMP:20260301T000000Z",
            "DTSTART:20260327T093000Z",
            "DTEND:20260327T101500Z",
            "SEQUENCE:3",
            "SUMMARY:One-on-one with Mona Manager",
            "END:VEVENT",
            "END:VCALENDAR",
        ] {
            assert!(file.lines().any(|found| found == line), "{line} in {file}");
        }
        assert!(file.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn names_are_escaped_and_long_lines_folded() {
        let file = file(&format!("Ада, Lovelace; \\ {}\nEND:VEVENT", "é".repeat(90)));
        assert!(file.contains("Ада\\, Lovelace\\; \\\\"), "{file}");
        assert_eq!(file.split("\r\n").filter(|line| *line == "END:VEVENT").count(), 1, "{file}");
        for line in file.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains('\n'), "{line:?} has {} bytes", line.len());
        }
    }
}
