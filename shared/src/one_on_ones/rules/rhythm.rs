//! How often two people meet: the part of iCalendar's recurrence rules (RFC 5545) that can be said in a
//! sentence, read from and written as such a rule.

use std::fmt::{self, Display, Formatter};

use chrono::{Datelike, NaiveDate, Weekday};

/// How often, and on which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// Every so many weeks or months.
    pub every: u8,
    /// On which days of them.
    pub on: On,
}

/// Days of a week or of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// These days of the week, Monday first; at least one.
    Week(Vec<Weekday>),
    /// A weekday of the month: the first to the fourth, or the last.
    Nth(Nth, Weekday),
    /// A day of the month; months that are shorter are left out.
    Day(u8),
}

/// Which of the weekdays of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// The last, be it the fourth or the fifth.
    Last,
}

impl Nth {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::First, Self::Second, Self::Third, Self::Fourth, Self::Last];

    const fn number(self) -> i8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
            Self::Last => -1,
        }
    }

    /// Which of its weekday `date` is in its month; the fifth is the last.
    pub fn of(date: NaiveDate) -> Self {
        match date.day0() / 7 {
            0 => Self::First,
            1 => Self::Second,
            2 => Self::Third,
            3 => Self::Fourth,
            _ => Self::Last,
        }
    }
}

/// The most weeks or months between two meetings.
pub const MOST_APART: u8 = 26;

const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "MO"),
    (Weekday::Tue, "TU"),
    (Weekday::Wed, "WE"),
    (Weekday::Thu, "TH"),
    (Weekday::Fri, "FR"),
    (Weekday::Sat, "SA"),
    (Weekday::Sun, "SU"),
];

fn code(day: Weekday) -> &'static str {
    DAYS.iter().find(|(known, _)| *known == day).map_or("MO", |(_, code)| code)
}

fn weekday(code: &str) -> Option<Weekday> {
    DAYS.iter().find(|(_, known)| *known == code).map(|(day, _)| *day)
}

impl Rhythm {
    /// Every so many weeks on the weekday of `date`.
    pub fn weekly(every: u8, date: NaiveDate) -> Self {
        Self { every, on: On::Week(vec![date.weekday()]) }
    }

    /// Reads a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`; `None` if it is none, or says more than this
    /// can hold.
    pub fn read(rule: &str) -> Option<Self> {
        let (mut frequency, mut every, mut by_day, mut by_month_day) = (None, None, None, None);
        for part in rule.split(';') {
            let (name, value) = part.split_once('=')?;
            let slot = match name {
                "FREQ" => &mut frequency,
                "INTERVAL" => &mut every,
                "BYDAY" => &mut by_day,
                "BYMONTHDAY" => &mut by_month_day,
                _ => return None,
            };
            if slot.replace(value).is_some() {
                return None;
            }
        }
        let on = match (frequency?, by_day, by_month_day) {
            ("WEEKLY", Some(days), None) => On::Week(week(days)?),
            ("MONTHLY", Some(day), None) => nth(day)?,
            ("MONTHLY", None, Some(day)) => On::Day(number(day).filter(|day| (1..=31).contains(day))?),
            _ => return None,
        };
        let every = every.map_or(Some(1), number).filter(|every| (1..=MOST_APART).contains(every))?;
        Some(Self { every, on })
    }

    /// Whether `date` can be one of its days, whichever weeks or months are counted.
    pub fn falls_on(&self, date: NaiveDate) -> bool {
        match &self.on {
            On::Week(days) => days.contains(&date.weekday()),
            On::Nth(Nth::Last, day) => *day == date.weekday() && (date + chrono::Days::new(7)).month() != date.month(),
            On::Nth(nth, day) => *day == date.weekday() && *nth == Nth::of(date),
            On::Day(day) => u32::from(*day) == date.day(),
        }
    }
}

/// A decimal number without sign or leading zeros.
fn number(text: &str) -> Option<u8> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

/// Days of the week, each once, sorted.
fn week(days: &str) -> Option<Vec<Weekday>> {
    let mut read = days.split(',').map(weekday).collect::<Option<Vec<_>>>()?;
    read.sort_by_key(Weekday::num_days_from_monday);
    let all = read.len();
    read.dedup();
    (read.len() == all).then_some(read)
}

fn nth(day: &str) -> Option<On> {
    let (number, code) = day.split_at_checked(day.len().checked_sub(2)?)?;
    let number: i8 = number.strip_prefix('+').unwrap_or(number).parse().ok()?;
    let nth = Nth::ALL.into_iter().find(|nth| nth.number() == number)?;
    Some(On::Nth(nth, weekday(code)?))
}

/// As the rule.
impl Display for Rhythm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self.on, On::Week(_)) { "FREQ=WEEKLY" } else { "FREQ=MONTHLY" })?;
        if self.every > 1 {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        match &self.on {
            On::Week(days) => write!(f, ";BYDAY={}", days.iter().map(|day| code(*day)).collect::<Vec<_>>().join(",")),
            On::Nth(nth, day) => write!(f, ";BYDAY={}{}", nth.number(), code(*day)),
            On::Day(day) => write!(f, ";BYMONTHDAY={day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rhythms() -> impl Strategy<Value = Rhythm> {
        let day = (0usize..7).prop_map(|index| DAYS[index].0);
        let nth = (0usize..5).prop_map(|index| Nth::ALL[index]);
        let on = prop_oneof![
            prop::collection::btree_set(0usize..7, 1..7)
                .prop_map(|set| On::Week(set.into_iter().map(|index| DAYS[index].0).collect())),
            (nth, day).prop_map(|(nth, day)| On::Nth(nth, day)),
            (1u8..=31).prop_map(On::Day),
        ];
        (1..=MOST_APART, on).prop_map(|(every, on)| Rhythm { every, on })
    }

    proptest! {
        #[test]
        fn a_rhythm_reads_back_from_its_rule(rhythm in rhythms()) {
            prop_assert_eq!(Rhythm::read(&rhythm.to_string()), Some(rhythm));
        }

        #[test]
        fn whatever_is_typed_is_read_or_refused(rule in "[A-Z=;,0-9+-]{0,40}") {
            if let Some(rhythm) = Rhythm::read(&rule) {
                prop_assert_eq!(Rhythm::read(&rhythm.to_string()), Some(rhythm));
            }
        }

        #[test]
        fn every_date_is_a_day_of_its_own_rhythms(days in 0u64..30_000) {
            let date = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Days::new(days);
            prop_assert!(Rhythm::weekly(2, date).falls_on(date));
            let nth = Rhythm { every: 1, on: On::Nth(Nth::of(date), date.weekday()) };
            prop_assert!(nth.falls_on(date));
        }
    }

    #[test]
    fn rules_that_say_more_are_refused() {
        for rule in [
            "",
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
            "FREQ=WEEKLY;BYDAY=TU,TU",
            "FREQ=WEEKLY;BYDAY=1TU",
            "FREQ=WEEKLY;INTERVAL=0;BYDAY=TU",
            "FREQ=WEEKLY;INTERVAL=27;BYDAY=TU",
            "FREQ=MONTHLY;BYDAY=5TU",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=3",
            "freq=weekly;byday=tu",
            "RRULE:FREQ=WEEKLY;BYDAY=TU",
        ] {
            assert_eq!(Rhythm::read(rule), None, "{rule}");
        }
    }
}
