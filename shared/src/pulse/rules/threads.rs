//! Until when what was written in a pulse can be answered.

use chrono::{Days, NaiveDate};

/// How many days after a pulse has closed its comments can be answered.
pub const THREAD_DAYS: u64 = 30;
/// The most messages in a thread, of both sides together.
pub const MOST_MESSAGES: usize = 20;

/// The last day on which something can be written.
pub fn last_day(closed_on: NaiveDate) -> NaiveDate {
    closed_on.checked_add_days(Days::new(THREAD_DAYS)).unwrap_or(closed_on)
}

/// Whether a thread takes another message: its pulse closed not too long ago, and no Admin has ended it.
pub fn is_open(closed_on: Option<NaiveDate>, ended: bool, today: NaiveDate) -> bool {
    !ended && closed_on.is_some_and(|closed_on| today <= last_day(closed_on))
}

/// The day on which what an author writes is shown: the next, with whatever else is written on the same. So that nobody
/// who looks again and again sees at which moment somebody was writing.
pub fn shown_from(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    #[test]
    fn a_thread_is_open_for_thirty_days_unless_it_is_ended() {
        let closed_on = NaiveDate::from_ymd_opt(2026, 11, 15);
        assert_eq!(closed_on.map(last_day), Some(day(15)));
        assert!(is_open(closed_on, false, day(15)));
        assert!(!is_open(closed_on, false, day(16)));
        assert!(!is_open(closed_on, true, day(1)));
        assert!(!is_open(None, false, day(1)), "what closed before there were threads has none");
    }

    #[test]
    fn what_an_author_writes_is_shown_on_the_next_day() {
        assert_eq!(shown_from(day(30)), day(31));
    }
}
