//! What nobody releases is released by itself (`workflows.md` 2.2): somebody's review doesn't wait for ever.

use chrono::{Days, NaiveDate};

/// So many days before it, whoever should release it is warned: 10 and 13 days after sharing began, where it is 14.
const WARNED_BEFORE: [u8; 2] = [1, 4];

/// So many days somebody has to answer what they were given.
const ANSWERED_WITHIN: u64 = 14;

/// The last day to answer what was given on a day. Who hasn't by then hasn't acknowledged it by the date, and not consented.
pub fn answered_by(released: NaiveDate) -> Option<NaiveDate> {
    released.checked_add_days(Days::new(ANSWERED_WITHIN))
}

/// What a day asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByItself {
    /// Nothing.
    Wait,
    /// Warn those who should release it; so many days before, of which each is told once.
    Warn(u8),
    /// Release it.
    Release,
}

/// The day on which it is released by itself: so many days after sharing began; 0 for never.
pub fn releases_on(since: NaiveDate, after: u8) -> Option<NaiveDate> {
    (after > 0).then(|| since.checked_add_days(Days::new(after.into()))).flatten()
}

/// What today asks for where sharing began on `since`, however late somebody looks.
pub fn by_itself(since: NaiveDate, after: u8, today: NaiveDate) -> ByItself {
    let Some(day) = releases_on(since, after) else { return ByItself::Wait };
    let left = (day - today).num_days();
    if left <= 0 {
        return ByItself::Release;
    }
    WARNED_BEFORE.into_iter().find(|before| left <= i64::from(*before)).map_or(ByItself::Wait, ByItself::Warn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(after: u8, days: u64) -> ByItself {
        let since = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        by_itself(since, after, since + Days::new(days))
    }

    #[test]
    fn the_manager_is_warned_at_ten_and_thirteen_days_and_it_is_released_at_fourteen() {
        let steps: Vec<_> = (8..=15).map(|days| on(14, days)).collect();
        let (wait, release) = (ByItself::Wait, ByItself::Release);
        let [first, last] = [4, 1].map(ByItself::Warn);
        assert_eq!(steps, [wait, wait, first, first, first, last, release, release]);
    }

    #[test]
    fn there_are_fourteen_days_to_answer() {
        let released = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
        assert_eq!(answered_by(released), NaiveDate::from_ymd_opt(2027, 1, 7));
        assert_eq!(answered_by(NaiveDate::MAX), None);
    }

    #[test]
    fn never_is_never_and_a_short_time_is_warned_of_at_once() {
        assert!((0..500).all(|days| on(0, days) == ByItself::Wait));
        assert_eq!([on(2, 0), on(2, 1), on(2, 2)], [ByItself::Warn(4), ByItself::Warn(1), ByItself::Release]);
    }

    #[test]
    fn nothing_is_released_without_a_warning_the_day_before() {
        for after in 1..=60 {
            assert_eq!(on(after, u64::from(after) - 1), ByItself::Warn(1), "{after}");
        }
    }
}
