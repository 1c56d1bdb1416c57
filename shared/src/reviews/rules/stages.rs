//! The life of a cycle (`workflows.md` 2.1).
//!
//! ```text
//! draft → nominating → writing → calibrating → sharing → closed
//!           (skipped if no peers)  (skipped if the cycle doesn't calibrate)
//! ```
//! One stage back from writing, calibrating or sharing; any that has begun and isn't closed can be called off.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::cycles::{ReviewNaming, ReviewStage};
use crate::problem::FieldError;

/// Which of the stages that can be skipped a cycle has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Peers write in it, so that it is settled who they are.
    pub with_peers: bool,
    /// Its ratings are calibrated.
    pub calibrates: bool,
}

/// The stage after this one.
pub const fn next(stage: ReviewStage, way: Way) -> Option<ReviewStage> {
    match stage {
        ReviewStage::Draft if way.with_peers => Some(ReviewStage::Nominating),
        ReviewStage::Draft | ReviewStage::Nominating => Some(ReviewStage::Writing),
        ReviewStage::Writing if way.calibrates => Some(ReviewStage::Calibrating),
        ReviewStage::Writing | ReviewStage::Calibrating => Some(ReviewStage::Sharing),
        ReviewStage::Sharing => Some(ReviewStage::Closed),
        ReviewStage::Closed | ReviewStage::Cancelled => None,
    }
}

/// The stage before this one, if there is a way back: a launch can't be undone, and what is closed stays so.
pub const fn back(stage: ReviewStage, way: Way) -> Option<ReviewStage> {
    match stage {
        ReviewStage::Writing if way.with_peers => Some(ReviewStage::Nominating),
        ReviewStage::Calibrating => Some(ReviewStage::Writing),
        ReviewStage::Sharing if way.calibrates => Some(ReviewStage::Calibrating),
        ReviewStage::Sharing => Some(ReviewStage::Writing),
        _ => None,
    }
}

/// Whether it can be called off: once people know of it and before it is over.
pub const fn can_cancel(stage: ReviewStage) -> bool {
    matches!(stage, ReviewStage::Nominating | ReviewStage::Writing | ReviewStage::Calibrating | ReviewStage::Sharing)
}

/// The days that end stages by themselves.
#[derive(Debug, Clone, Copy)]
pub struct ByDate {
    /// Until when peers are to be settled.
    pub nominate_by: Option<NaiveDate>,
    /// Until when reviews are to be written: the latest day that anybody who still writes has.
    pub write_by: NaiveDate,
    /// Until when they are to be released.
    pub share_by: NaiveDate,
    /// For so many days more late work is taken.
    pub grace: u8,
}

impl ByDate {
    /// The last day of a stage, if it ends by its day. A launch is decided, and so is what calibration comes to.
    pub fn last_day(&self, stage: ReviewStage) -> Option<NaiveDate> {
        let day = match stage {
            ReviewStage::Nominating => self.nominate_by,
            ReviewStage::Writing => Some(self.write_by),
            ReviewStage::Sharing => Some(self.share_by),
            ReviewStage::Draft | ReviewStage::Calibrating | ReviewStage::Closed | ReviewStage::Cancelled => None,
        };
        day?.checked_add_days(Days::new(self.grace.into()))
    }
}

/// Until when reviews of somebody who comes late are due: five working days, Monday to Friday, or the cycle's day if that
/// is later (`workflows.md` 2.1).
pub fn late_due(today: NaiveDate, write_by: NaiveDate) -> NaiveDate {
    in_working_days(today, 5).max(write_by)
}

/// The last of so many working days, Monday to Friday, from tomorrow on.
pub fn in_working_days(today: NaiveDate, days: usize) -> NaiveDate {
    let working = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    today.iter_days().skip(1).filter(working).take(days).last().unwrap_or(today)
}

/// What of a cycle has to fit together.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The first and the last day of what it looks back on.
    pub period: (NaiveDate, NaiveDate),
    /// Until when peers are to be settled.
    pub nominate_by: Option<NaiveDate>,
    /// Until when reviews are to be written.
    pub write_by: NaiveDate,
    /// Until when they are to be released.
    pub share_by: NaiveDate,
    /// How many peers there are, at least and at most.
    pub peers: (u8, u8),
    /// Who learns who wrote what peers and reports say.
    pub naming: ReviewNaming,
    /// Fewer answers than these are never shown, where they have no names.
    pub minimum: u8,
}

impl Terms {
    /// What of it doesn't.
    pub fn faults(&self) -> Vec<FieldError> {
        let (least, most) = self.peers;
        let rules = [
            (self.period.1 < self.period.0, "period_to", "ends_before_start"),
            (most > 0 && self.nominate_by.is_none(), "nominate_by", "required"),
            (self.nominate_by.is_some_and(|day| self.write_by < day), "write_by", "before_stage"),
            (self.share_by < self.write_by, "share_by", "before_stage"),
            (most < least, "peers_most", "below_least"),
            // What is never shown needs nobody's time.
            (self.naming != ReviewNaming::Named && most > 0 && most < self.minimum, "peers_most", "below_minimum"),
        ];
        rules.into_iter().filter(|rule| rule.0).map(|(_, field, code)| FieldError::new(field, code)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways() -> impl Iterator<Item = Way> {
        let either = [true, false];
        either.into_iter().flat_map(move |with_peers| either.map(|calibrates| Way { with_peers, calibrates }))
    }

    fn way_of(way: Way) -> Vec<ReviewStage> {
        std::iter::successors(Some(ReviewStage::Draft), |at| next(*at, way)).collect()
    }

    #[test]
    fn stages_end_on_their_day_and_the_days_of_grace() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day);
        let (write_by, share_by) = (day(10).unwrap(), day(20).unwrap());
        let by_date = ByDate { nominate_by: day(1), write_by, share_by, grace: 3 };
        assert_eq!(by_date.last_day(ReviewStage::Nominating), day(4));
        assert_eq!(by_date.last_day(ReviewStage::Writing), day(13));
        assert_eq!(by_date.last_day(ReviewStage::Sharing), day(23));
        for stage in [ReviewStage::Draft, ReviewStage::Calibrating, ReviewStage::Closed, ReviewStage::Cancelled] {
            assert_eq!(by_date.last_day(stage), None);
        }
    }

    #[test]
    fn who_comes_late_gets_five_working_days() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        assert_eq!(late_due(day(4), day(1)), day(11), "a Friday and a week");
        assert_eq!(late_due(day(5), day(1)), day(11), "a Saturday counts for nothing");
        assert_eq!(late_due(day(4), day(20)), day(20), "never sooner than everybody's");
    }

    #[test]
    fn ten_working_days_are_two_weeks() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        assert_eq!(in_working_days(day(2), 10), day(16), "a Wednesday and two weeks");
        assert_eq!(in_working_days(day(5), 10), day(18), "from a Saturday on a Friday");
        assert_eq!(in_working_days(day(2), 0), day(2));
    }

    #[test]
    fn back_undoes_forward_and_nothing_else() {
        for way in ways() {
            for stage in way_of(way) {
                if let Some(before) = back(stage, way) {
                    assert_eq!(next(before, way), Some(stage));
                }
            }
        }
    }

    #[test]
    fn every_way_forward_ends_closed_and_goes_up() {
        for way in ways() {
            let stages = way_of(way);
            assert_eq!(stages.last(), Some(&ReviewStage::Closed));
            assert!(stages.is_sorted());
            assert_eq!(stages.contains(&ReviewStage::Nominating), way.with_peers);
            assert_eq!(stages.contains(&ReviewStage::Calibrating), way.calibrates);
        }
    }
}
