//! The days of rolling reviews: which are seen to, and until when what begins on one of them is written and released.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::stages::late_due;

/// A day that was missed, since nobody looked or since somebody had no manager, is made good for so many days.
pub const MADE_GOOD: Days = Days::new(14);
/// So many days ahead is told whose day comes.
pub const TOLD_AHEAD: Days = Days::new(90);

/// The first day that is still seen to, of a rule that is on since a day.
pub fn first_day(on_since: NaiveDate, today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(MADE_GOOD).map_or(on_since, |day| day.max(on_since))
}

/// The days of which a rule tells beforehand; one that is off tells as if it were switched on.
pub fn told(on_since: Option<NaiveDate>, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    (first_day(on_since.unwrap_or(today), today), today.checked_add_days(TOLD_AHEAD).unwrap_or(today))
}

/// The day itself, or the Monday after, if it falls on a weekend.
pub fn working_day(day: NaiveDate) -> NaiveDate {
    let wait = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day.checked_add_days(Days::new(wait)).unwrap_or(day)
}

/// What a cycle that a rule begins looks back on, and until when it is written and released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day of what it looks back on.
    pub period_from: NaiveDate,
    /// Until when reviews are to be written.
    pub write_by: NaiveDate,
    /// Until when they are to be released.
    pub share_by: NaiveDate,
}

impl Span {
    /// Of those whose day is `due_on` and of whom the first started on `started_on`. On an anniversary it looks back on
    /// the year; what begins late leaves five working days to write all the same.
    pub fn of(
        due_on: NaiveDate,
        started_on: NaiveDate,
        yearly: bool,
        (writing, sharing): (u8, u8),
        today: NaiveDate,
    ) -> Self {
        let after = |day: NaiveDate, days: u8| working_day(day.checked_add_days(Days::new(days.into())).unwrap_or(day));
        let write_by = after(due_on, writing);
        let write_by = if today > due_on { late_due(today, write_by) } else { write_by };
        let year_before = due_on.checked_sub_months(Months::new(12)).unwrap_or(due_on);
        let period_from = if yearly { year_before } else { started_on };
        Self { period_from: period_from.min(due_on), write_by, share_by: after(write_by, sharing) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn weekends_wait_for_monday() {
        assert_eq!(working_day(day(12, 4)), day(12, 4), "a Friday");
        assert_eq!(working_day(day(12, 5)), day(12, 7), "a Saturday");
        assert_eq!(working_day(day(12, 6)), day(12, 7), "a Sunday");
    }

    #[test]
    fn the_days_of_a_probation_and_of_an_anniversary() {
        let of = |yearly, today| Span::of(day(12, 7), day(11, 7), yearly, (10, 5), today);
        let probation = of(false, day(12, 7));
        assert_eq!(probation, Span { period_from: day(11, 7), write_by: day(12, 17), share_by: day(12, 22) });
        assert_eq!(of(true, day(12, 7)).period_from, NaiveDate::from_ymd_opt(2025, 12, 7).unwrap());
        let late = of(false, day(12, 16));
        assert_eq!(late.write_by, day(12, 23), "five working days");
        assert_eq!(late.share_by, day(12, 28));
    }

    #[test]
    fn what_is_over_long_since_is_over() {
        let today = day(12, 20);
        assert_eq!(first_day(day(1, 1), today), day(12, 6));
        assert_eq!(first_day(day(12, 18), today), day(12, 18), "not before it was switched on");
        assert_eq!(told(None, day(10, 2)), (day(10, 2), day(12, 31)));
    }

    proptest! {
        #[test]
        fn days_come_in_order_and_none_ends_on_a_weekend(
            due in 0_i32..20_000, started in 1_u64..1_200, late in 0_u64..14, writing in 5_u8..=60, sharing in 1_u8..=60,
            yearly in any::<bool>(),
        ) {
            let due_on = working_day(NaiveDate::from_num_days_from_ce_opt(720_000 + due).unwrap());
            let today = due_on + Days::new(late);
            let span = Span::of(due_on, due_on - Days::new(started), yearly, (writing, sharing), today);
            prop_assert!(span.period_from <= due_on);
            prop_assert!(today < span.write_by && span.write_by < span.share_by);
            prop_assert_eq!(span.write_by, working_day(span.write_by));
            prop_assert_eq!(span.share_by, working_day(span.share_by));
        }
    }
}
