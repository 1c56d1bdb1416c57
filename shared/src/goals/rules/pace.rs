//! Time beside progress: how far one would be if all went evenly, and whether a child's dates fit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day; not before the first.
    pub to: NaiveDate,
}

impl Span {
    /// The progress one would expect on a day: the share of the span that has passed, 0 on the first
    /// day and before, 1 on the last day and after.
    pub fn expected_progress(self, today: NaiveDate) -> f64 {
        if today >= self.to {
            return 1.0;
        }
        let days = |until: NaiveDate| (until - self.from).num_days() as f64;
        (days(today) / days(self.to)).clamp(0.0, 1.0)
    }

    /// Whether some of it lies outside `parent`: worth a warning, never a refusal.
    pub fn sticks_out_of(self, parent: Self) -> bool {
        self.from < parent.from || self.to > parent.to
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::default() + chrono::Duration::days(offset)
    }

    #[test]
    fn a_single_day_is_over_when_it_comes() {
        let span = Span { from: day(5), to: day(5) };
        assert_eq!(span.expected_progress(day(4)), 0.0);
        assert_eq!(span.expected_progress(day(5)), 1.0);
    }

    #[test]
    fn halfway() {
        assert_eq!(Span { from: day(0), to: day(90) }.expected_progress(day(45)), 0.5);
    }

    #[test]
    fn only_days_outside_the_parent_stick_out() {
        let parent = Span { from: day(0), to: day(90) };
        assert!(!parent.sticks_out_of(parent));
        assert!(Span { from: day(10), to: day(91) }.sticks_out_of(parent));
        assert!(Span { from: day(-1), to: day(20) }.sticks_out_of(parent));
    }

    proptest! {
        #[test]
        fn pace_starts_at_nothing_ends_at_all_and_never_turns_back(length in 0..1000i64, a in -50..1100i64, b in -50..1100i64) {
            let span = Span { from: day(0), to: day(length) };
            let (earlier, later) = (span.expected_progress(day(a.min(b))), span.expected_progress(day(a.max(b))));
            prop_assert!(earlier <= later);
            prop_assert!((0.0..=1.0).contains(&earlier) && (0.0..=1.0).contains(&later));
            prop_assert_eq!(span.expected_progress(span.to), 1.0);
            prop_assert!(length == 0 || span.expected_progress(span.from) == 0.0);
        }
    }
}
