//! Reminding of check-ins: three days before one is due, on the day, two days later; and once three days have passed in
//! silence, telling the manager, in the app.

mod queries;

use chrono::NaiveDate;
use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, News},
};

/// What is said of a check-in on a day, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rung {
    Soon,
    Today,
    Late,
    Manager,
}

/// Reminds of the organisation's check-ins.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    let mut after = None;
    loop {
        let page = queries::due(tx, after)?;
        let said: Vec<_> = page
            .iter()
            .filter_map(|due| Some((due, rung(due.on, due.cadence_days, today)?)))
            .map(|(due, rung)| (due, rung, format!("{} {rung:?}", due.on)))
            .collect();
        let news: Vec<_> = said
            .iter()
            .map(|(due, rung, occasion)| {
                let (kind, to) = match rung {
                    Rung::Manager => (NoticeKind::CheckInLate, due.manager.as_slice()),
                    _ => (NoticeKind::CheckInDue, std::slice::from_ref(&due.owner)),
                };
                News { kind, about: due.key_result.into(), occasion, to }
            })
            .collect();
        notifications::remind_all(tx, &news)?;
        after = match page.last() {
            Some(last) if page.len() == queries::PAGE => Some(last.key_result),
            _ => return Ok(()),
        };
    }
}

/// Which step of the ladder a day is on, if any. What is due every few days needs no early warning.
fn rung(due: NaiveDate, cadence_days: u16, today: NaiveDate) -> Option<Rung> {
    match (today - due).num_days() {
        -3..=-1 if cadence_days >= 7 => Some(Rung::Soon),
        0..=1 => Some(Rung::Today),
        2 => Some(Rung::Late),
        3..=14 => Some(Rung::Manager),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_four_steps_and_ends() {
        let due = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let steps: Vec<_> = (-5..=16).map(|days| rung(due, 7, due + chrono::TimeDelta::days(days))).collect();
        let count = |rung| steps.iter().filter(|step| **step == rung).count();
        assert_eq!(steps[0..2], [None, None]);
        assert_eq!(
            (count(Some(Rung::Soon)), count(Some(Rung::Today)), count(Some(Rung::Late)), count(Some(Rung::Manager))),
            (3, 2, 1, 12)
        );
        assert_eq!(steps.last(), Some(&None));
        assert_eq!(rung(due, 3, due - chrono::TimeDelta::days(1)), None, "every other day is no news");
    }
}
