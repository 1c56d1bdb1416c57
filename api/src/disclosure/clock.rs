//! The 48 hours within which a person acknowledges a report. Only arithmetic: the time is given.

use chrono::{DateTime, TimeDelta, Utc};
use shared::disclosure::ACKNOWLEDGED_WITHIN_HOURS;

/// When the operator is reminded, counted from the arrival: half way, and while there is still a working day's time.
const REMINDED_AFTER: [TimeDelta; 2] = [TimeDelta::hours(24), TimeDelta::hours(40)];

/// By when a person has acknowledged it.
pub(super) fn due_at(received_at: DateTime<Utc>) -> DateTime<Utc> {
    received_at + TimeDelta::hours(ACKNOWLEDGED_WITHIN_HOURS)
}

/// How many reminders should have gone out by now. Whoever was asleep meanwhile sends one for all of them.
pub(super) fn reminders_due(received_at: DateTime<Utc>, now: DateTime<Utc>) -> i32 {
    REMINDED_AFTER.iter().map(|after| i32::from(received_at + *after <= now)).sum()
}

/// Where the clock of a report stands, as the operator reads it.
pub(super) fn told(received_at: DateTime<Utc>, acknowledged_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let due = due_at(received_at);
    match acknowledged_at {
        Some(at) if at <= due => format!("acknowledged after {}", span(at - received_at)),
        Some(at) => format!("acknowledged {} too late", span(at - due)),
        None if now <= due => format!("due in {}", span(due - now)),
        None => format!("OVERDUE by {}", span(now - due)),
    }
}

fn span(time: TimeDelta) -> String {
    format!("{} h {:02} min", time.num_hours(), time.num_minutes() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + hours * 3600, 0).unwrap()
    }

    #[test]
    fn the_operator_is_reminded_twice() {
        let due = |after| reminders_due(hours(0), hours(after));
        assert_eq!([0, 23, 24, 39, 40, 400].map(due), [0, 0, 1, 1, 2, 2]);
    }

    #[test]
    fn the_clock_says_what_is_left_and_what_is_over() {
        let waiting = |now| told(hours(0), None, hours(now));
        assert_eq!(waiting(1), "due in 47 h 00 min");
        assert_eq!(waiting(48), "due in 0 h 00 min");
        assert_eq!(waiting(50), "OVERDUE by 2 h 00 min");
        let acknowledged = |at| told(hours(0), Some(hours(at)), hours(1000));
        assert_eq!(acknowledged(48), "acknowledged after 48 h 00 min");
        assert_eq!(acknowledged(51), "acknowledged 3 h 00 min too late");
    }
}
