//! When one is reminded of what is due: three days before, on the day, and once more when two days have passed.

use chrono::NaiveDate;

/// After so many days nobody is reminded any more: it still stands on their home page.
const ENDS: i64 = 14;

/// A step of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is due soon.
    Soon,
    /// It is due.
    Today,
    /// It is late.
    Late,
}

/// The step a day is on, if any.
pub(crate) fn step(due: NaiveDate, today: NaiveDate) -> Option<Step> {
    match (today - due).num_days() {
        -3..=-1 => Some(Step::Soon),
        0..=1 => Some(Step::Today),
        2..=ENDS => Some(Step::Late),
        _ => None,
    }
}

/// The days on which something is due that anybody is reminded of today.
pub(crate) fn span(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let days = |count| chrono::TimeDelta::days(count);
    (today - days(ENDS), today + days(3))
}

/// The name of one reminder: of this day, on this step.
pub(crate) fn occasion(due: NaiveDate, step: Step) -> String {
    format!("{due} {step:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_three_steps_within_its_span() {
        let due = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let mut steps = Vec::new();
        for days in -10..=30 {
            let today = due + chrono::TimeDelta::days(days);
            let (from, until) = span(today);
            let step = step(due, today);
            assert_eq!(step.is_some(), (from..=until).contains(&due), "{days}");
            steps.extend(step);
        }
        steps.dedup();
        assert_eq!(steps, [Step::Soon, Step::Today, Step::Late]);
    }
}
