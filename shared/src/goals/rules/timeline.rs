//! The status of every day to come, if nothing more is said: it turns to outdated by itself, so it is
//! worked out when something changes and looked up when somebody reads.

use chrono::NaiveDate;

use super::{
    kinds::{GoalStatus, ObjectiveState},
    status::{self, LastCheckIn, Rhythm},
};

/// Days and what holds from each, the first since ever; never empty, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline(Vec<(NaiveDate, GoalStatus)>);

impl Timeline {
    /// From what was stored. Nothing stored is not started.
    pub fn new(steps: Vec<(NaiveDate, GoalStatus)>) -> Self {
        if steps.is_empty() { Self(vec![(NaiveDate::MIN, GoalStatus::NotStarted)]) } else { Self(steps) }
    }

    /// Its steps, to be stored.
    pub fn steps(&self) -> &[(NaiveDate, GoalStatus)] {
        &self.0
    }

    /// The status on a day.
    pub fn on(&self, day: NaiveDate) -> GoalStatus {
        let held = self.0.iter().rev().find(|(from, _)| *from <= day).or(self.0.first());
        held.map_or(GoalStatus::NotStarted, |(_, status)| *status)
    }

    /// Of a key result; see [`status::of_key_result`].
    pub fn of_key_result(state: ObjectiveState, rhythm: Rhythm, last: Option<LastCheckIn>) -> Self {
        let day = rhythm.outdated_from(last);
        Self::from_days(&[day], |day| status::of_key_result(state, rhythm, last, day))
    }

    /// Of an objective from the weight and timeline of each part that counts; see [`status::of_objective`].
    pub fn of_objective(state: ObjectiveState, counted: &[(f64, Self)]) -> Self {
        let mut days: Vec<_> = counted.iter().flat_map(|(_, part)| part.0.iter().map(|(from, _)| *from)).collect();
        days.sort_unstable();
        Self::from_days(&days, |day| {
            let parts: Vec<_> = counted.iter().map(|(weight, part)| (*weight, part.on(day))).collect();
            status::of_objective(state, &parts)
        })
    }

    fn from_days(days: &[NaiveDate], on: impl Fn(NaiveDate) -> GoalStatus) -> Self {
        let mut steps = vec![(NaiveDate::MIN, on(NaiveDate::MIN))];
        for day in days {
            let status = on(*day);
            if steps.last().is_some_and(|(_, before)| *before != status) {
                steps.push((*day, status));
            }
        }
        Self(steps)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::goals::rules::kinds::CheckInStatus;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::default() + chrono::Duration::days(offset)
    }

    proptest! {
        #[test]
        fn a_timeline_says_on_each_day_what_the_rule_says(
            parts in prop::collection::vec((0.0..10.0f64, 1u16..30, prop::option::of((0i64..60, 0usize..3))), 0..6),
            today in -5i64..120,
        ) {
            let parts: Vec<_> = parts
                .into_iter()
                .map(|(weight, cadence_days, last)| {
                    let rhythm = Rhythm { cadence_days, since: day(0) };
                    let last = last.map(|(on, status)| LastCheckIn { on: day(on), status: CheckInStatus::ALL[status] });
                    (weight, rhythm, last)
                })
                .collect();
            let state = ObjectiveState::Active;
            let lines: Vec<_> =
                parts.iter().map(|(weight, rhythm, last)| (*weight, Timeline::of_key_result(state, *rhythm, *last))).collect();
            let now: Vec<_> = parts
                .iter()
                .map(|(weight, rhythm, last)| (*weight, status::of_key_result(state, *rhythm, *last, day(today))))
                .collect();
            prop_assert_eq!(Timeline::of_objective(state, &lines).on(day(today)), status::of_objective(state, &now));
        }
    }
}
