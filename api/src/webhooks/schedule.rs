//! When an event is tried again, and what becomes of its address: pure decisions over what was answered.

use chrono::{DateTime, TimeDelta, Utc};
use shared::webhooks::{FAILING_DAYS, WebhookOutcome, WebhookTrouble};

use crate::worker::outgoing::Answer;

/// Seconds between one try and the next: thirteen tries over about three days.
const PAUSES: [i64; 12] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 64_800, 86_400];
/// By so much of itself a pause may be longer, so that what failed together doesn't come back together.
const SPREAD: f64 = 0.1;
/// The longest that somebody who asks to wait is waited for.
const LONGEST_WISH: TimeDelta = TimeDelta::hours(1);
/// How long nothing else is sent to who didn't answer: each try would take as long as it may.
const REST: TimeDelta = TimeDelta::seconds(30);

/// What becomes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It arrived.
    Delivered,
    /// It is tried again then.
    Again(DateTime<Utc>),
    /// It never will arrive.
    Failed,
}

/// What is done after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// With the event.
    pub fate: Fate,
    /// Until when nothing is sent to the address, if it needs a rest.
    pub rest: Option<DateTime<Utc>>,
    /// Why nothing is sent there any more, if so.
    pub stop: Option<WebhookTrouble>,
}

/// What an answer means, and its status.
pub(super) fn outcome(answer: Answer) -> (WebhookOutcome, Option<u16>) {
    match answer {
        Answer::NotPublic => (WebhookOutcome::Forbidden, None),
        Answer::Silence => (WebhookOutcome::Unreachable, None),
        Answer::Status(status @ 200..=299, _) => (WebhookOutcome::Delivered, Some(status)),
        Answer::Status(status @ 410, _) => (WebhookOutcome::Gone, Some(status)),
        Answer::Status(status, _) => (WebhookOutcome::Refused, Some(status)),
    }
}

/// What to do after try number `tries` (the first is 1) at an address at which nothing has arrived since `failing_since`.
/// `jitter` is between 0 and 1.
pub(super) fn verdict(
    answer: Answer,
    tries: i32,
    failing_since: Option<DateTime<Utc>>,
    jitter: f64,
    now: DateTime<Utc>,
) -> Verdict {
    let rest = wish(answer).map(|wish| now + wish);
    match outcome(answer).0 {
        WebhookOutcome::Delivered => return Verdict { fate: Fate::Delivered, rest: None, stop: None },
        WebhookOutcome::Gone => return Verdict { fate: Fate::Failed, rest: None, stop: Some(WebhookTrouble::Gone) },
        _ => {}
    }
    let again = pause(tries, jitter).map(|pause| now + pause);
    let fate = again.map_or(Fate::Failed, |at| Fate::Again(rest.map_or(at, |rest| at.max(rest))));
    let for_days = failing_since.is_some_and(|since| now - since >= TimeDelta::days(FAILING_DAYS));
    Verdict { fate, rest, stop: for_days.then_some(WebhookTrouble::Failing) }
}

/// How long to wait after so many tries; `None` if it is tried no more.
fn pause(tries: i32, jitter: f64) -> Option<TimeDelta> {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(0);
    let seconds = *PAUSES.get(place)?;
    let millis = seconds.saturating_mul(1000);
    // Whole seconds of at most a day: exact as a float.
    let more = (millis as f64 * SPREAD * jitter.clamp(0.0, 1.0)) as i64;
    Some(TimeDelta::milliseconds(millis + more))
}

/// How long the address is to be left alone.
fn wish(answer: Answer) -> Option<TimeDelta> {
    match answer {
        Answer::Status(429 | 503, Some(wait)) => {
            Some(TimeDelta::from_std(wait).unwrap_or(LONGEST_WISH).clamp(TimeDelta::seconds(1), LONGEST_WISH))
        }
        Answer::Silence => Some(REST),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-29T10:00:00Z".parse().unwrap()
    }

    fn after(answer: Answer, tries: i32) -> Verdict {
        verdict(answer, tries, None, 0.0, now())
    }

    fn status(status: u16) -> Answer {
        Answer::Status(status, None)
    }

    #[test]
    fn what_arrived_is_done_and_what_did_not_is_tried_again_after_five_seconds() {
        for well in [200, 201, 202, 204] {
            assert_eq!(after(status(well), 1).fate, Fate::Delivered, "{well}");
        }
        // A redirect isn't followed: nobody vouches for where it leads.
        for bad in [status(301), status(400), status(401), status(404), status(500), Answer::Silence, Answer::NotPublic]
        {
            let Fate::Again(at) = after(bad, 1).fate else { panic!("{bad:?} is tried again") };
            assert!(at >= now() + TimeDelta::seconds(5), "{bad:?}");
            assert_eq!(after(bad, 13).fate, Fate::Failed, "{bad:?}");
        }
    }

    #[test]
    fn who_is_gone_is_sent_nothing_more() {
        let verdict = after(status(410), 1);
        assert_eq!((verdict.fate, verdict.stop), (Fate::Failed, Some(WebhookTrouble::Gone)));
    }

    #[test]
    fn who_asks_to_wait_is_waited_for_an_hour_at_the_most() {
        let asks = |code, seconds| after(Answer::Status(code, Some(Duration::from_secs(seconds))), 1);
        for code in [429, 503] {
            let verdict = asks(code, 300);
            assert_eq!(verdict.rest, Some(now() + TimeDelta::seconds(300)));
            assert_eq!(verdict.fate, Fate::Again(now() + TimeDelta::seconds(300)));
            assert_eq!(asks(code, 1_000_000).rest, Some(now() + TimeDelta::hours(1)));
            assert_eq!(asks(code, 1).fate, Fate::Again(now() + TimeDelta::seconds(5)), "no sooner than otherwise");
        }
        assert_eq!(asks(500, 300).rest, None);
        assert_eq!(after(Answer::Silence, 1).rest, Some(now() + REST));
    }

    #[test]
    fn after_five_days_of_nothing_but_failure_it_stops() {
        let since = |days: i64| verdict(status(500), 3, Some(now() - TimeDelta::days(days)), 0.0, now()).stop;
        assert_eq!((since(4), since(5)), (None, Some(WebhookTrouble::Failing)));
        let well = verdict(status(200), 3, Some(now() - TimeDelta::days(9)), 0.0, now());
        assert_eq!((well.fate, well.stop), (Fate::Delivered, None));
    }

    proptest! {
        #[test]
        fn pauses_grow_and_all_tries_take_about_three_days(jitter in prop::collection::vec(0.0..1.0_f64, 12)) {
            let pauses: Vec<TimeDelta> =
                jitter.iter().zip(1..).map(|(jitter, tries)| pause(tries, *jitter).unwrap()).collect();
            prop_assert!(pauses.windows(2).all(|two| two[0] < two[1]));
            let all = pauses.iter().fold(TimeDelta::zero(), |sum, pause| sum + *pause);
            prop_assert!(all >= TimeDelta::hours(68) && all <= TimeDelta::hours(78), "{all}");
        }

        #[test]
        fn whatever_is_answered_it_ends(status in 100_u16..600, wait in any::<u64>(), jitter in any::<f64>()) {
            let answer = Answer::Status(status, Some(Duration::from_secs(wait)));
            for tries in 1..=13 {
                let verdict = verdict(answer, tries, None, jitter, now());
                if let Fate::Again(at) = verdict.fate {
                    prop_assert!(at > now() && at <= now() + TimeDelta::hours(27));
                }
                prop_assert!(tries < 13 || !matches!(verdict.fate, Fate::Again(_)));
            }
        }
    }
}
