//! What is done after something was sent: a pure decision over what was answered.

use std::time::Duration;

use shared::notifications::ChannelOutcome;

use crate::worker::outgoing::Answer;

/// After so many failures in a row a channel stops: about an hour of pauses.
pub const MOST_FAILURES: i32 = 8;
const FIRST_PAUSE: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// What becomes of the post and of its channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived: on to the next.
    Delivered,
    /// The same again later. Counts as a failure unless the other side merely asked to wait.
    Again {
        /// How long nothing is sent.
        pause: Duration,
        /// Whether it counts.
        failed: bool,
    },
    /// This one never will arrive: on to the next, after a pause.
    Skip(Duration),
    /// Nothing ever will.
    Stop,
}

/// What an answer means.
pub fn outcome(answer: Answer) -> ChannelOutcome {
    match answer {
        Answer::NotPublic => ChannelOutcome::Forbidden,
        Answer::Silence => ChannelOutcome::Unreachable,
        Answer::Status(200..=299, _) => ChannelOutcome::Delivered,
        // Slack answers 404 `no_service` and 410 `channel_is_archived`, and 403 when an administrator forbids it;
        // a workflow that was turned off or whose signature was renewed answers 401 or 404.
        Answer::Status(401 | 403 | 404 | 410, _) => ChannelOutcome::Gone,
        Answer::Status(408 | 425 | 429 | 500..=599, _) => ChannelOutcome::Busy,
        Answer::Status(..) => ChannelOutcome::Refused,
    }
}

/// What to do, after `failures` in a row before. `jitter` is between 0 and 1.
pub fn verdict(answer: Answer, failures: i32, jitter: f64) -> Verdict {
    let pause = pause(failures, jitter);
    let last = failures + 1 >= MOST_FAILURES;
    match (outcome(answer), answer) {
        (ChannelOutcome::Delivered, _) => Verdict::Delivered,
        (ChannelOutcome::Gone | ChannelOutcome::Forbidden, _) => Verdict::Stop,
        (_, Answer::Status(429, wait)) => {
            let asked = wait.unwrap_or(FIRST_PAUSE).clamp(Duration::from_secs(1), LONGEST_PAUSE);
            Verdict::Again { pause: asked, failed: false }
        }
        _ if last => Verdict::Stop,
        (ChannelOutcome::Refused, _) => Verdict::Skip(pause),
        (_, Answer::Status(_, Some(wait))) => {
            Verdict::Again { pause: pause.max(wait.min(LONGEST_PAUSE)), failed: true }
        }
        _ => Verdict::Again { pause, failed: true },
    }
}

/// Doubles, and spreads, so that channels that failed together don't come back together.
fn pause(failures: i32, jitter: f64) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << failures.clamp(0, 10));
    doubled.min(LONGEST_PAUSE).mul_f64(1.0 + jitter.clamp(0.0, 1.0) / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Answer {
        Answer::Status(status, None)
    }

    #[test]
    fn what_is_gone_stops_at_once_and_what_is_busy_later() {
        for gone in [401, 403, 404, 410] {
            assert_eq!(verdict(status(gone), 0, 0.0), Verdict::Stop, "{gone}");
        }
        assert_eq!(verdict(Answer::NotPublic, 0, 0.0), Verdict::Stop);
        for busy in [status(500), status(503), status(408), Answer::Silence] {
            assert_eq!(verdict(busy, 0, 0.0), Verdict::Again { pause: FIRST_PAUSE, failed: true }, "{busy:?}");
            assert_eq!(verdict(busy, MOST_FAILURES - 1, 0.0), Verdict::Stop, "{busy:?}");
        }
    }

    #[test]
    fn what_is_refused_is_not_said_again() {
        // A redirect isn't followed: nobody vouches for where it leads.
        for refused in [400, 413, 301, 302, 307] {
            assert_eq!(verdict(status(refused), 1, 0.0), Verdict::Skip(FIRST_PAUSE * 2), "{refused}");
        }
    }

    #[test]
    fn whoever_asks_to_wait_is_waited_for_and_not_counted() {
        let asked = |seconds| Answer::Status(429, Some(Duration::from_secs(seconds)));
        let waits = |seconds| Verdict::Again { pause: Duration::from_secs(seconds), failed: false };
        assert_eq!(verdict(asked(90), MOST_FAILURES - 1, 1.0), waits(90));
        assert_eq!(verdict(asked(0), 0, 1.0), waits(1));
        assert_eq!(verdict(asked(10_000_000), 0, 1.0), waits(3600), "nobody is put off for months");
        assert_eq!(verdict(status(429), 0, 1.0), waits(30));
    }

    #[test]
    fn pauses_grow_and_spread_and_end() {
        assert_eq!(pause(3, 0.0), Duration::from_secs(240));
        assert_eq!(pause(3, 1.0), Duration::from_secs(300));
        assert_eq!(pause(99, 0.0), LONGEST_PAUSE);
    }
}
