//! Who is away has their days back (`workflows.md` 2.1).

use chrono::{Days, NaiveDate};

/// How many days a clock of so many, that began on `since`, stands still for somebody who is away on these days, first and last
/// of them included. A clock that had run out before isn't wound up again.
pub fn stands_still((from, until): (NaiveDate, NaiveDate), since: NaiveDate, days: u8) -> u64 {
    let runs_out = since.checked_add_days(Days::new(days.into()));
    if until < since || until < from || runs_out.is_some_and(|last| from > last) {
        return 0;
    }
    u64::try_from((until - from.max(since)).num_days()).map_or(0, |between| between + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(day: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + Days::new(day)
    }

    fn still(from: u64, until: u64) -> u64 {
        stands_still((day(from), day(until)), day(10), 14)
    }

    #[test]
    fn the_days_of_a_pause_that_lie_in_the_clock_are_added() {
        assert_eq!([still(12, 12), still(12, 18), still(24, 25)], [1, 7, 2]);
    }

    #[test]
    fn what_was_over_before_it_began_and_what_begins_when_it_has_run_out_adds_nothing() {
        assert_eq!([still(1, 9), still(25, 40), still(14, 13)], [0, 0, 0]);
        assert_eq!(still(1, 12), 3, "three of its days are the clock's");
    }

    proptest! {
        #[test]
        fn who_was_away_has_as_many_days_here_as_anybody(
            since in 0u64..400, days in 0u8..60, from in 0u64..400, long in 0u64..366,
        ) {
            let (until, most) = (from + long, u64::from(days));
            let more = stands_still((day(from), day(until)), day(since), days);
            let here = (since..=since + most + more).filter(|on| !(from..=until).contains(on)).count();
            prop_assert_eq!(u64::try_from(here).unwrap(), most + 1, "{} more", more);
        }
    }
}
