//! Leaving the provider alone when it asks for that: longer each time, or it would set stricter limits.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(300);

/// Until when nothing is asked; shared by everybody who asks by the same client.
#[derive(Debug, Default)]
pub(super) struct Pause(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    until: Option<Instant>,
    times: u32,
}

impl Pause {
    /// How long there is still to wait.
    pub(super) fn rest(&self, now: Instant) -> Option<Duration> {
        let rest = self.waiting().until?.saturating_duration_since(now);
        (!rest.is_zero()).then_some(rest)
    }

    /// The provider said that it was too much: twice as long as the last time, or as long as it wishes if that is more.
    pub(super) fn lengthen(&self, wish: Option<Duration>, now: Instant) -> Duration {
        let mut waiting = self.waiting();
        let by_itself = FIRST.saturating_mul(1_u32.checked_shl(waiting.times).unwrap_or(u32::MAX));
        let wait = by_itself.max(wish.unwrap_or_default()).min(LONGEST);
        *waiting = Waiting { until: Some(now + wait), times: waiting.times.saturating_add(1) };
        wait
    }

    /// It answers again.
    pub(super) fn end(&self) {
        *self.waiting() = Waiting::default();
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_makes_it_longer_until_an_answer_comes() {
        let (pause, now) = (Pause::default(), Instant::now());
        assert_eq!(pause.rest(now), None);
        let waits: Vec<u64> = (0..40).map(|_| pause.lengthen(None, now).as_secs()).collect();
        assert_eq!(waits[..5], [2, 4, 8, 16, 32]);
        assert_eq!(waits[39], 300);
        assert_eq!(pause.rest(now), Some(LONGEST));
        assert_eq!(pause.rest(now + LONGEST), None);
        pause.end();
        assert_eq!((pause.rest(now), pause.lengthen(None, now)), (None, FIRST));
    }

    #[test]
    fn a_wish_for_longer_is_heard_and_one_for_ever_is_not() {
        let (pause, now) = (Pause::default(), Instant::now());
        assert_eq!(pause.lengthen(Some(Duration::from_secs(30)), now).as_secs(), 30);
        assert_eq!(pause.lengthen(Some(Duration::from_secs(1)), now).as_secs(), 4);
        assert_eq!(pause.lengthen(Some(Duration::from_secs(86_400)), now), LONGEST);
    }
}
