//! When something is to be done about an organisation that closes: a pure decision.

use chrono::{DateTime, TimeDelta, Utc};

/// The letter that is written at once.
pub const BEGUN: i32 = 1;
/// The letter a week before.
const WEEK_BEFORE: i32 = 2;
/// The letter a day before.
const DAY_BEFORE: i32 = 3;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Write the letter of this number; those before it have been written, or are too late.
    Letter(i32),
    /// Delete it.
    End,
}

/// What is to be done now about an organisation that closes then, whose Admins got so many letters.
pub fn due(closes_at: DateTime<Utc>, letters: i32, now: DateTime<Utc>) -> Option<Due> {
    let left = closes_at - now;
    let letter = match left {
        left if left <= TimeDelta::zero() => return Some(Due::End),
        left if left <= TimeDelta::days(1) => DAY_BEFORE,
        left if left <= TimeDelta::days(7) => WEEK_BEFORE,
        _ => BEGUN,
    };
    (letters < letter).then_some(Due::Letter(letter))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn after(hours: i64, letters: i32) -> Option<Due> {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        due(now + TimeDelta::hours(hours), letters, now)
    }

    #[test]
    fn admins_are_told_at_once_a_week_before_and_a_day_before() {
        assert_eq!(after(30 * 24, BEGUN), None);
        assert_eq!(after(7 * 24 + 1, BEGUN), None);
        assert_eq!(after(7 * 24, BEGUN), Some(Due::Letter(WEEK_BEFORE)));
        assert_eq!(after(7 * 24, WEEK_BEFORE), None);
        assert_eq!(after(24, WEEK_BEFORE), Some(Due::Letter(DAY_BEFORE)));
        assert_eq!(after(24, DAY_BEFORE), None);
        assert_eq!(after(0, DAY_BEFORE), Some(Due::End));
    }

    #[test]
    fn a_letter_that_is_too_late_is_left_out() {
        assert_eq!(after(12, BEGUN), Some(Due::Letter(DAY_BEFORE)));
    }

    proptest! {
        #[test]
        fn it_ends_on_its_day_and_never_before(hours in -1000i64..1000, letters in 0i32..4) {
            prop_assert_eq!(after(hours, letters) == Some(Due::End), hours <= 0);
        }

        #[test]
        fn no_letter_is_written_twice(hours in 1i64..1000, letters in 0i32..4) {
            if let Some(Due::Letter(letter)) = after(hours, letters) {
                prop_assert!(letter > letters);
                prop_assert_eq!(after(hours, letter), None);
            }
        }
    }
}
