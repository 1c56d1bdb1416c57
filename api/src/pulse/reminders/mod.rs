//! Reminding of pulses that close soon: three days before, and on their last day.
//!
//! Everybody who was asked gets the notice, and who took their ballot never sees it: `subjects.sql` shows it only to
//! those whose answer is awaited. A row for these alone would say who had taken part by which day.

mod queries;

use chrono::NaiveDate;
use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, News},
};

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Soon,
    LastDay,
}

/// Reminds of the organisation's open pulses, each time once.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for pulse in queries::closing_soon(tx)? {
        let Some(step) = step(pulse.opened_on, pulse.closes_on, today) else { continue };
        let occasion = format!("{} {step:?}", pulse.closes_on);
        let to = queries::asked(tx, pulse.id)?;
        let news = News { kind: NoticeKind::PulseClosing, about: pulse.id.0, occasion: &occasion, to: &to };
        notifications::remind_all(tx, &[news])?;
    }
    Ok(())
}

/// The step a day is on, if any. Who was asked yesterday knows, but for the last day; and it is never said on two days
/// running.
fn step(opened: NaiveDate, closes: NaiveDate, today: NaiveDate) -> Option<Step> {
    let asked_for = (today - opened).num_days();
    match (closes - today).num_days() {
        2..=3 if asked_for >= 2 => Some(Step::Soon),
        0 if asked_for >= 1 => Some(Step::LastDay),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn steps(days: i64) -> Vec<Option<Step>> {
        let opened = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let closes = opened + TimeDelta::days(days);
        (0..=days + 1).map(|day| step(opened, closes, opened + TimeDelta::days(day))).collect()
    }

    #[test]
    fn there_are_two_steps_and_none_right_after_the_opening() {
        let (soon, last) = (Some(Step::Soon), Some(Step::LastDay));
        assert_eq!(steps(6), [None, None, None, soon, soon, None, last, None]);
        assert_eq!(steps(4), [None, None, soon, None, last, None]);
        assert_eq!(steps(2), [None, None, last, None]);
        assert_eq!(steps(0), [None, None], "who is asked today knows");
    }
}
