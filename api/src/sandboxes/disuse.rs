//! When a sandbox closes because nobody uses it: a pure decision.

use chrono::NaiveDate;
use shared::sandboxes::UNUSED_DAYS;

/// So many days before it is deleted its maker is told.
pub const WARNED_DAYS: i64 = 7;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Have it close.
    Close,
    /// Keep it after all: it is used again.
    Keep,
}

/// What is to be done today about a sandbox that was used last on a day, and is to close already for that or isn't.
pub fn due(used_on: NaiveDate, today: NaiveDate, is_idle: bool) -> Option<Due> {
    let is_unused = (today - used_on).num_days() >= UNUSED_DAYS - WARNED_DAYS;
    match (is_unused, is_idle) {
        (true, false) => Some(Due::Close),
        (false, true) => Some(Due::Keep),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn after(days: u64, is_idle: bool) -> Option<Due> {
        let used_on = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        due(used_on, used_on + Days::new(days), is_idle)
    }

    #[test]
    fn its_maker_is_told_a_week_before_the_ninety_days_are_over() {
        assert_eq!(after(82, false), None);
        assert_eq!(after(83, false), Some(Due::Close));
        assert_eq!(after(84, true), None, "once");
    }

    #[test]
    fn who_uses_it_again_keeps_it() {
        assert_eq!(after(0, true), Some(Due::Keep));
        assert_eq!(after(0, false), None);
    }

    proptest! {
        #[test]
        fn what_was_done_needs_nothing_more(days in 0u64..1000, is_idle in any::<bool>()) {
            let then = match after(days, is_idle) {
                Some(Due::Close) => true,
                Some(Due::Keep) => false,
                None => is_idle,
            };
            prop_assert_eq!(after(days, then), None);
        }
    }
}
