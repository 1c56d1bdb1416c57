//! The life of a meeting: planned, then held or skipped; closed once two more have been held.

use chrono::{DateTime, TimeDelta, Utc};

use crate::wire::choice::choice;

choice! {
    /// Where a meeting is in its life.
    pub enum MeetingState {
        /// It is to come, or nobody has said yet that it took place.
        Planned = "planned",
        /// It took place; its notes can still be written.
        Held = "held",
        /// It was left out.
        Skipped = "skipped",
        /// It is a record: two more have been held since.
        Closed = "closed",
    }
}

choice! {
    /// A step in a meeting's life.
    pub enum MeetingStep {
        /// It takes place, or did.
        Hold = "hold",
        /// It is left out; what was on its agenda goes to the next.
        Skip = "skip",
        /// It takes place after all.
        Restore = "restore",
    }
}

/// How long before its time a meeting can be held: one that was brought forward within the day.
pub const EARLY: TimeDelta = TimeDelta::hours(24);

/// The state after a step, or the code of what forbids it.
pub fn next(
    state: MeetingState,
    step: MeetingStep,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<MeetingState, &'static str> {
    match (state, step) {
        (MeetingState::Planned, MeetingStep::Hold) if starts_at - now > EARLY => Err("held_too_early"),
        (MeetingState::Planned, MeetingStep::Hold) => Ok(MeetingState::Held),
        (MeetingState::Planned, MeetingStep::Skip) => Ok(MeetingState::Skipped),
        (MeetingState::Skipped, MeetingStep::Restore) if starts_at < now => Err("in_the_past"),
        (MeetingState::Skipped, MeetingStep::Restore) => Ok(MeetingState::Planned),
        _ => Err("not_from_here"),
    }
}

/// Whether its notes and its agenda can be written.
pub fn can_be_written(state: MeetingState, has_ended: bool) -> bool {
    !has_ended && matches!(state, MeetingState::Planned | MeetingState::Held)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn a_meeting_is_held_from_the_day_before_on() {
        let hold = |now| next(MeetingState::Planned, MeetingStep::Hold, at(100), at(now));
        assert_eq!(hold(75), Err("held_too_early"));
        assert_eq!(hold(76), Ok(MeetingState::Held));
        assert_eq!(hold(1000), Ok(MeetingState::Held));
    }

    #[test]
    fn only_what_is_to_come_takes_place_after_all() {
        let restore = |now| next(MeetingState::Skipped, MeetingStep::Restore, at(100), at(now));
        assert_eq!(restore(99), Ok(MeetingState::Planned));
        assert_eq!(restore(101), Err("in_the_past"));
    }

    #[test]
    fn nothing_leaves_a_record_or_what_was_held() {
        for state in [MeetingState::Held, MeetingState::Closed] {
            for step in MeetingStep::ALL {
                assert_eq!(next(state, *step, at(1), at(1)), Err("not_from_here"));
            }
        }
    }

    #[test]
    fn records_and_what_has_ended_are_only_read() {
        assert!(can_be_written(MeetingState::Held, false));
        assert!(!can_be_written(MeetingState::Held, true));
        assert!(!can_be_written(MeetingState::Closed, false));
        assert!(!can_be_written(MeetingState::Skipped, false));
    }
}
