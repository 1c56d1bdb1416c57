//! Who is away has their days back (`workflows.md` 2.1).

use chrono::{Days, NaiveDate};

/// How many days a clock of so many, that began on `since`, stands still for somebody who is away on these days: from first to
/// last, each with its own first and last included. A day counts once, and a clock that had run out isn't wound up again.
pub fn stands_still(away: &[(NaiveDate, NaiveDate)], since: NaiveDate, days: u8) -> u64 {
    let (mut more, mut uncounted) = (0, since);
    for (from, until) in away {
        let runs_out = since.checked_add_days(Days::new(u64::from(days) + more));
        if runs_out.is_some_and(|last| *from > last) {
            break;
        }
        let here = (*from).max(uncounted);
        if *until < here {
            continue;
        }
        more += u64::try_from((*until - here).num_days()).map_or(0, |between| between + 1);
        uncounted = until.checked_add_days(Days::new(1)).unwrap_or(*until);
    }
    more
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(day: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + Days::new(day)
    }

    fn still(from: u64, until: u64) -> u64 {
        stands_still(&[(day(from), day(until))], day(10), 14)
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

    #[test]
    fn who_is_away_twice_has_both_back_and_no_day_twice() {
        let still = |away: &[(u64, u64)]| {
            let away: Vec<_> = away.iter().map(|(from, until)| (day(*from), day(*until))).collect();
            stands_still(&away, day(10), 14)
        };
        assert_eq!(still(&[(12, 18), (20, 21)]), 9);
        assert_eq!(still(&[(12, 18), (30, 31)]), 9, "the first left the clock running until then");
        assert_eq!(still(&[(12, 18), (32, 33)]), 7, "it had run out");
        assert_eq!(still(&[(12, 18), (15, 20)]), 9, "four days are both's");
    }

    proptest! {
        #[test]
        fn who_was_away_has_as_many_days_here_as_anybody(
            since in 0u64..400, days in 0u8..60, mut away in prop::collection::vec((0u64..400, 0u64..90), 0..5),
        ) {
            away.sort_unstable();
            let most = u64::from(days);
            let dates: Vec<_> = away.iter().map(|(from, long)| (day(*from), day(from + long))).collect();
            let more = stands_still(&dates, day(since), days);
            let is_away = |on: &u64| away.iter().any(|(from, long)| (*from..=from + long).contains(on));
            let here = (since..=since + most + more).filter(|on| !is_away(on)).count();
            prop_assert_eq!(u64::try_from(here).unwrap(), most + 1, "{} more", more);
        }
    }
}
