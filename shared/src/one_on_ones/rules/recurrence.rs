//! Rules as calendars write them: a rhythm, perhaps with a last day or a number of meetings, and with what goes without
//! saying.

use std::fmt::{self, Display, Formatter};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc, Weekday};

use super::rhythm::{On, Rhythm};

/// A rhythm and its end, if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// How often, and on which days.
    pub rhythm: Rhythm,
    /// When that is over.
    pub ends: Option<Ends>,
}

/// When a rhythm is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// With this day.
    On(NaiveDate),
    /// With the last meeting that begins by this moment.
    By(DateTime<Utc>),
    /// After so many meetings.
    After(u16),
}

/// The most meetings that a rule may count.
pub const MOST_MEETINGS: u16 = 999;

/// How calendars write a day and a moment.
const DAY: &str = "%Y%m%d";
const MOMENT: &str = "%Y%m%dT%H%M%SZ";

impl Recurrence {
    /// Reads a rule of meetings of which the first is on `first`, or after it; `None` if it is none, or says more than
    /// this can hold. A week without a day means that of the first meeting; on which day weeks begin may be said where it
    /// makes no difference.
    pub fn read(rule: &str, first: NaiveDate) -> Option<Self> {
        let (mut until, mut count, mut week_start, mut rest) = (None, None, None, Vec::new());
        for part in rule.split(';') {
            let (name, value) = part.split_once('=')?;
            let slot = match name {
                "UNTIL" => &mut until,
                "COUNT" => &mut count,
                "WKST" => &mut week_start,
                _ => {
                    rest.push(part);
                    continue;
                }
            };
            if slot.replace(value).is_some() {
                return None;
            }
        }
        let says = |name: &str| rest.iter().any(|part| part.starts_with(name));
        let rhythm = if says("FREQ=WEEKLY") && !says("BYDAY=") {
            // Whatever else there is, is read as it is.
            let with_day = Rhythm::weekly(1, first).to_string().replace("FREQ=WEEKLY", &rest.join(";"));
            Rhythm::read(&with_day)?
        } else {
            Rhythm::read(&rest.join(";"))?
        };
        if week_start.is_some_and(|day| !is_idle(day, &rhythm, first)) {
            return None;
        }
        let ends = match (until, count) {
            (None, None) => None,
            (Some(until), None) => Some(end(until)?),
            (None, Some(count)) => Some(Ends::After(number(count)?)),
            (Some(_), Some(_)) => return None,
        };
        Some(Self { rhythm, ends })
    }

    /// The same with a last day instead of a last moment.
    pub fn by_days(self, day_of: impl FnOnce(DateTime<Utc>) -> NaiveDate) -> Self {
        let ends = match self.ends {
            Some(Ends::By(moment)) => Some(Ends::On(day_of(moment))),
            ends => ends,
        };
        Self { ends, ..self }
    }

    /// Whether nothing is left of it on `first`.
    pub fn is_over_before(&self, first: NaiveDate) -> bool {
        matches!(self.ends, Some(Ends::On(last)) if last < first)
    }
}

/// A rule by days alone, for what counts with their midnights (UTC).
pub fn by_midnights(rule: &str) -> String {
    let midnight = |part: &str| match part.strip_prefix("UNTIL=") {
        Some(day) if !day.contains('T') => format!("{part}T000000Z"),
        _ => part.to_owned(),
    };
    rule.split(';').map(midnight).collect::<Vec<_>>().join(";")
}

/// Whether it makes no difference that weeks begin on that day.
fn is_idle(day: &str, rhythm: &Rhythm, first: NaiveDate) -> bool {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let whole_weeks = match &rhythm.on {
        On::Week(days) => rhythm.every == 1 || *days == [first.weekday()],
        On::Nth(..) | On::Day(_) => true,
    };
    day == "MO" || whole_weeks && DAYS.contains(&day)
}

fn end(until: &str) -> Option<Ends> {
    if until.bytes().any(|byte| !byte.is_ascii_digit() && !b"TZ".contains(&byte)) {
        return None;
    }
    match until.len() {
        8 => NaiveDate::parse_from_str(until, DAY).ok().map(Ends::On),
        16 => NaiveDateTime::parse_from_str(until, MOMENT).ok().map(|moment| Ends::By(moment.and_utc())),
        _ => None,
    }
}

fn number(text: &str) -> Option<u16> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|count| plain && *count <= MOST_MEETINGS)
}

/// As the rule.
impl Display for Recurrence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.rhythm.fmt(f)?;
        match self.ends {
            None => Ok(()),
            Some(Ends::On(day)) => write!(f, ";UNTIL={}", day.format(DAY)),
            Some(Ends::By(moment)) => write!(f, ";UNTIL={}", moment.format(MOMENT)),
            Some(Ends::After(count)) => write!(f, ";COUNT={count}"),
        }
    }
}

/// A check of a rule that somebody sends: whether there is a first day that it fits.
pub fn check(rule: &str, (): &()) -> garde::Result {
    if rule.is_empty() {
        return Err(garde::Error::new("required"));
    }
    let mut week =
        NaiveDate::from_isoywd_opt(2026, 1, Weekday::Mon).into_iter().flat_map(|day| day.iter_days().take(7));
    if week.any(|first| Recurrence::read(rule, first).is_some()) { Ok(()) } else { Err(garde::Error::new("bad_rule")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A Tuesday.
    fn first() -> NaiveDate {
        "2026-12-01".parse().unwrap()
    }

    fn read(rule: &str) -> Option<String> {
        Recurrence::read(rule, first()).map(|read| read.to_string())
    }

    #[test]
    fn what_goes_without_saying_is_said() {
        for (rule, kept) in [
            ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"),
            ("FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
            ("INTERVAL=2;FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
            ("FREQ=WEEKLY;WKST=SU;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"),
            ("FREQ=WEEKLY;WKST=MO;INTERVAL=2;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"),
            ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
            ("FREQ=MONTHLY;BYDAY=-1FR;WKST=SU", "FREQ=MONTHLY;BYDAY=-1FR"),
            ("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "FREQ=WEEKLY;BYDAY=TU;COUNT=3"),
            ("UNTIL=20261231;FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"),
            ("FREQ=WEEKLY;UNTIL=20261231T225959Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225959Z"),
        ] {
            assert_eq!(read(rule).as_deref(), Some(kept), "{rule}");
            assert_eq!(read(kept).as_deref(), Some(kept));
            assert!(check(rule, &()).is_ok(), "{rule}");
        }
    }

    #[test]
    fn what_says_more_is_refused() {
        for rule in [
            "",
            "FREQ=DAILY",
            "FREQ=WEEKLY;COUNT=0",
            "FREQ=WEEKLY;COUNT=1000",
            "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
            "FREQ=WEEKLY;COUNT=3;COUNT=4",
            "FREQ=WEEKLY;UNTIL=20261331",
            "FREQ=WEEKLY;UNTIL=2026-12-31",
            "FREQ=WEEKLY;UNTIL=20261231T225959",
            "FREQ=WEEKLY;WKST=XX",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU",
            "FREQ=WEEKLY;BYHOUR=9",
        ] {
            assert_eq!(read(rule), None, "{rule}");
            assert!(check(rule, &()).is_err(), "{rule}");
        }
    }

    #[test]
    fn an_end_by_the_moment_is_one_by_the_day() {
        let rule = Recurrence::read("FREQ=WEEKLY;UNTIL=20261231T225959Z", first()).unwrap();
        let by_days = rule.by_days(|moment| moment.date_naive());
        assert_eq!(by_days.to_string(), "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231");
        assert_eq!(by_midnights(&by_days.to_string()), "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T000000Z");
        assert!(by_days.is_over_before("2027-01-01".parse().unwrap()));
        assert!(!by_days.is_over_before("2026-12-31".parse().unwrap()));
    }

    #[test]
    fn no_nasty_text_is_taken_for_a_rule_that_it_is_not() {
        for rule in include_str!("../../../../tests/nasty/words.txt").lines() {
            if let Some(read) = Recurrence::read(rule, first()) {
                assert_eq!(Recurrence::read(&read.to_string(), first()), Some(read), "{rule}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(rule in "(FREQ=WEEKLY|[A-Z=;,0-9+-]{0,20})[A-Z=;,0-9+-]{0,30}") {
            if let Some(read) = Recurrence::read(&rule, first()) {
                prop_assert_eq!(Recurrence::read(&read.to_string(), first()), Some(read));
            }
        }
    }
}
