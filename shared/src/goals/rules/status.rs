//! The status shown. The first that applies wins:
//!
//! 1. a closed outcome: achieved, missed, cancelled;
//! 2. *outdated*: active, and nobody has said anything for the cadence and three days more;
//! 3. what the last check-in said: on track, at risk, off track;
//! 4. not started.
//!
//! Silence is never green: "on track" fades to "outdated". An objective that isn't active owes nobody
//! a check-in, so a draft or a paused one is never outdated.

use chrono::{Days, NaiveDate};

use super::kinds::{CheckInStatus, GoalStatus, ObjectiveState};

/// Days of grace before silence is called by its name.
pub const GRACE_DAYS: u16 = 3;

/// The share of the counted weight from which a bad status is the objective's own.
pub const ALARM_SHARE: f64 = 0.2;

/// How often somebody should check in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// Days between two check-ins.
    pub cadence_days: u16,
    /// The day from which the first is counted: when the objective became active, or its period began.
    pub since: NaiveDate,
}

/// The last check-in that still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastCheckIn {
    /// The day it speaks of.
    pub on: NaiveDate,
    /// What it said.
    pub status: CheckInStatus,
}

impl Rhythm {
    /// The day the next check-in is due.
    pub fn due(self, last: Option<LastCheckIn>) -> NaiveDate {
        // A check-in made before the objective began still leaves a whole cadence from its beginning.
        let from = last.map_or(self.since, |last| last.on.max(self.since));
        from.checked_add_days(Days::new(self.cadence_days.into())).unwrap_or(NaiveDate::MAX)
    }

    /// The first day on which it is called outdated.
    pub fn outdated_from(self, last: Option<LastCheckIn>) -> NaiveDate {
        let silence = Days::new(u64::from(GRACE_DAYS) + 1);
        self.due(last).checked_add_days(silence).unwrap_or(NaiveDate::MAX)
    }
}

/// The status of a key result of an objective in this state.
pub fn of_key_result(state: ObjectiveState, rhythm: Rhythm, last: Option<LastCheckIn>, today: NaiveDate) -> GoalStatus {
    if let Some(outcome) = outcome(state) {
        return outcome;
    }
    if state == ObjectiveState::Active && today >= rhythm.outdated_from(last) {
        return GoalStatus::Outdated;
    }
    last.map_or(GoalStatus::NotStarted, |last| last.status.into())
}

/// The status of an objective in this state, from the weight and status of each part that counts.
///
/// It is the worst status that is borne by [`ALARM_SHARE`] of the counted weight, where every part
/// bears its own status and all milder ones. So a trifle raises no alarm, several trifles together do.
pub fn of_objective(state: ObjectiveState, counted: &[(f64, GoalStatus)]) -> GoalStatus {
    if let Some(outcome) = outcome(state) {
        return outcome;
    }
    let all: f64 = counted.iter().map(|(weight, _)| weight).sum();
    let bearing = |status: GoalStatus| -> f64 {
        counted.iter().filter(|(_, of)| badness(*of) >= badness(status)).map(|(weight, _)| weight).sum()
    };
    WORST_FIRST
        .into_iter()
        .find(|status| all > 0.0 && bearing(*status) >= ALARM_SHARE * all)
        .unwrap_or(GoalStatus::NotStarted)
}

const WORST_FIRST: [GoalStatus; 5] =
    [GoalStatus::OffTrack, GoalStatus::Outdated, GoalStatus::AtRisk, GoalStatus::NotStarted, GoalStatus::OnTrack];

// A closed part counts as what its outcome means for the one above it: a miss is off track. Not knowing
// is worse than knowing of a risk, since nobody is dealing with it.
fn badness(status: GoalStatus) -> u8 {
    match status {
        GoalStatus::OffTrack | GoalStatus::Missed => 4,
        GoalStatus::Outdated => 3,
        GoalStatus::AtRisk => 2,
        GoalStatus::NotStarted => 1,
        GoalStatus::OnTrack | GoalStatus::Achieved | GoalStatus::Cancelled => 0,
    }
}

fn outcome(state: ObjectiveState) -> Option<GoalStatus> {
    match state {
        ObjectiveState::Achieved => Some(GoalStatus::Achieved),
        ObjectiveState::Missed => Some(GoalStatus::Missed),
        ObjectiveState::Cancelled => Some(GoalStatus::Cancelled),
        ObjectiveState::Draft | ObjectiveState::Proposed | ObjectiveState::Active | ObjectiveState::Paused => None,
    }
}

#[cfg(test)]
mod tests;
