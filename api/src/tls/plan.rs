//! When a certificate is renewed, how long a failed order pauses, and when it is time to raise an alarm: as pure
//! functions, with the time given. Everything is a share of the certificate's life, since that is 90 days with one
//! authority and a week with another.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// From when until when a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The last one.
    pub until: DateTime<Utc>,
}

impl Term {
    /// From when on it is to be renewed: a third of its life is left.
    pub fn due_at(self) -> DateTime<Utc> {
        self.until - self.length() / 3
    }

    /// Whether that is so.
    pub fn is_due(self, now: DateTime<Utc>) -> bool {
        self.due_at() <= now
    }

    /// Whether somebody has to look: two thirds of the time for renewing it went by without success.
    pub fn is_alarming(self, now: DateTime<Utc>) -> bool {
        self.until - now < self.length() / 9
    }

    /// How long at least nobody orders another one. With a clock that is wrong a new certificate is due at once, and
    /// orders would never end.
    pub(super) fn rest(self) -> TimeDelta {
        (self.length() / 9).min(TimeDelta::hours(1))
    }

    fn length(self) -> TimeDelta {
        (self.until - self.from).max(TimeDelta::seconds(1))
    }
}

/// How long to wait after so many failed orders: it doubles, up to a thirtieth of the life of what is served, or an hour
/// while nothing is. `lot` spreads it by a quarter either way, so that installations don't come back all at once.
pub(super) fn pause(failures: i32, served: Option<Term>, lot: u8) -> TimeDelta {
    let (first, most) = match served.map(|term| term.length().num_seconds()) {
        Some(life) => ((life / 10_000).clamp(1, 60), (life / 30).clamp(2, 6 * 3600)),
        None => (15, 3600),
    };
    let doubled = first.saturating_mul(1_i64 << failures.saturating_sub(1).clamp(0, 20)).min(most);
    TimeDelta::milliseconds(doubled * 1000 * (192 + i64::from(lot) / 2) / 256)
}

/// How often to look whether there is another certificate, or it is time for one.
pub(super) fn look_again(served: Option<Term>) -> Duration {
    let seconds = served.map_or(1, |term| (term.length().num_seconds() / 60).clamp(1, 30));
    Duration::from_secs(seconds.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn term(seconds: i64) -> Term {
        let from = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Term { from, until: from + TimeDelta::seconds(seconds) }
    }

    #[test]
    fn ninety_days_are_renewed_after_sixty_and_cried_for_after_eighty() {
        let term = term(90 * 86_400);
        let after = |days: i64| term.from + TimeDelta::days(days);
        assert!(!term.is_due(after(59)) && term.is_due(after(60)) && term.is_due(after(100)));
        assert!(!term.is_alarming(after(80)) && term.is_alarming(after(81)) && term.is_alarming(after(100)));
    }

    #[test]
    fn pauses_double_up_to_six_hours() {
        let life = Some(term(90 * 86_400));
        let middle = |failures| pause(failures, life, 128).num_seconds();
        assert_eq!((middle(1), middle(2), middle(3), middle(40)), (60, 120, 240, 6 * 3600));
    }

    proptest! {
        #[test]
        fn several_tries_fit_into_the_third_that_is_left(life in 10_i64..400 * 86_400, lot: u8) {
            let mut spent = TimeDelta::zero();
            for failures in 1..=5 {
                spent += pause(failures, Some(term(life)), lot);
            }
            prop_assert!(spent < TimeDelta::seconds((life / 3).max(12)), "{spent} of {life}");
        }

        #[test]
        fn a_pause_is_never_nothing_and_never_endless(failures: i32, life in 0_i64..400 * 86_400, lot: u8) {
            for served in [None, Some(term(life))] {
                let pause = pause(failures, served, lot);
                prop_assert!(pause >= TimeDelta::milliseconds(750) && pause <= TimeDelta::hours(8));
            }
        }

        #[test]
        fn every_replica_looks_within_a_minute(life in 0_i64..400 * 86_400) {
            prop_assert!(look_again(Some(term(life))) <= Duration::from_secs(60));
        }
    }
}
