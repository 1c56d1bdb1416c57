//! Days, weeks, months and quarters, as an organisation counts them.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::kinds::Grain;
use crate::organisations::WeekStart;

/// The most spans one answer has points for.
pub const MOST_SPANS: usize = 400;

impl WeekStart {
    /// How many days a day lies behind the beginning of its week.
    fn behind(self, day: NaiveDate) -> u32 {
        let first = match self {
            Self::Monday => 0,
            Self::Saturday => 5,
            Self::Sunday => 6,
        };
        (day.weekday().num_days_from_monday() + 7 - first) % 7
    }
}

impl Grain {
    /// The first day of the span that a day lies in.
    pub fn start(self, day: NaiveDate, week: WeekStart) -> NaiveDate {
        let first_of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => day.checked_sub_days(Days::new(week.behind(day).into())).unwrap_or(day),
            Self::Month => first_of(day.month()),
            Self::Quarter => first_of(day.month0() / 3 * 3 + 1),
        }
    }

    /// The first day of the span after the one that begins on `start`.
    pub fn next(self, start: NaiveDate) -> NaiveDate {
        self.later(start, 1)
    }

    /// The last day of the span that begins on `start`.
    pub fn end(self, start: NaiveDate) -> NaiveDate {
        self.next(start).pred_opt().unwrap_or(start)
    }

    /// The first day of the span `count` after the one that begins on `start`.
    pub fn later(self, start: NaiveDate, count: u32) -> NaiveDate {
        let later = match self {
            Self::Day => start.checked_add_days(Days::new(count.into())),
            Self::Week => start.checked_add_days(Days::new(7 * u64::from(count))),
            Self::Month => start.checked_add_months(Months::new(count)),
            Self::Quarter => start.checked_add_months(Months::new(count.saturating_mul(3))),
        };
        later.unwrap_or(NaiveDate::MAX)
    }

    /// The first day of the span `count` before the one that begins on `start`.
    pub fn earlier(self, start: NaiveDate, count: u32) -> NaiveDate {
        let earlier = match self {
            Self::Day => start.checked_sub_days(Days::new(count.into())),
            Self::Week => start.checked_sub_days(Days::new(7 * u64::from(count))),
            Self::Month => start.checked_sub_months(Months::new(count)),
            Self::Quarter => start.checked_sub_months(Months::new(count.saturating_mul(3))),
        };
        earlier.unwrap_or(NaiveDate::MIN)
    }

    /// The first days of the spans from the one `from` lies in to the one `to` lies in; at most `most`.
    pub fn spans(self, from: NaiveDate, to: NaiveDate, week: WeekStart, most: usize) -> Vec<NaiveDate> {
        let first = self.start(from, week);
        std::iter::successors(Some(first), |at| Some(self.next(*at)).filter(|next| next > at))
            .take_while(|at| *at <= to)
            .take(most)
            .collect()
    }

    /// How many spans a chart shows unless asked for others: about a year of months, half a year of weeks.
    pub const fn usual(self) -> u32 {
        match self {
            Self::Day => 60,
            Self::Week => 26,
            Self::Month => 13,
            Self::Quarter => 8,
        }
    }
}

/// The day from which a value is missing: the day after the first whole span without one. `last` is the first day of
/// the latest span that has a value, `since` the day from which anybody could have measured.
pub fn due(grain: Grain, week: WeekStart, last: Option<NaiveDate>, since: NaiveDate) -> NaiveDate {
    let waiting = last.map_or_else(|| grain.start(since, week), |last| grain.next(last));
    grain.next(waiting)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn spans_begin_where_the_calendar_says() {
        let friday = day("2026-11-27");
        assert_eq!(Grain::Week.start(friday, WeekStart::Monday), day("2026-11-23"));
        assert_eq!(Grain::Week.start(friday, WeekStart::Sunday), day("2026-11-22"));
        assert_eq!(Grain::Week.start(friday, WeekStart::Saturday), day("2026-11-21"));
        assert_eq!(Grain::Month.start(friday, WeekStart::Monday), day("2026-11-01"));
        assert_eq!(Grain::Quarter.start(friday, WeekStart::Monday), day("2026-10-01"));
        assert_eq!(Grain::Quarter.end(day("2026-10-01")), day("2026-12-31"));
    }

    #[test]
    fn a_value_is_due_when_its_span_is_over() {
        let due = |last: Option<&str>| due(Grain::Month, WeekStart::Monday, last.map(day), day("2026-11-10"));
        assert_eq!(due(None), day("2026-12-01"));
        assert_eq!(due(Some("2026-09-01")), day("2026-11-01"));
        assert_eq!(due(Some("2026-11-01")), day("2027-01-01"));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_exactly_one_span(offset in -20_000i64..60_000, grain in 0usize..4, week in 0usize..3) {
            let (grain, week) = (Grain::ALL[grain], WeekStart::ALL[week]);
            let day = NaiveDate::default() + chrono::Duration::days(offset);
            let start = grain.start(day, week);
            prop_assert!(start <= day && day <= grain.end(start));
            prop_assert_eq!(grain.start(start, week), start);
            prop_assert_eq!(grain.start(grain.end(start), week), start);
            prop_assert_eq!(grain.earlier(grain.later(start, 3), 3), start);
            prop_assert_eq!(grain.spans(start, grain.end(start), week, 9), vec![start]);
        }
    }
}
