//! How long what is kept.

use chrono::{Days, Months, NaiveDate};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::{check, choice::choice};

/// So many days pass before a rule that is new or stricter acts.
pub const RETENTION_NOTICE_DAYS: u64 = 30;
/// Nothing is deleted sooner, in months.
pub const LEAST_MONTHS: u16 = 3;
/// The longest that can be said, in months; or for ever.
pub const MOST_MONTHS: u16 = 120;

choice! {
    /// What can be kept for a time.
    pub enum RetentionKind {
        /// Weekly check-ins, by their week: deleted.
        WeeklyCheckIns = "weekly_check_ins",
        /// Private feedback and notes to oneself, by when they were written: deleted.
        Feedback = "feedback",
        /// What people got of review cycles that are over, by the day it was given to them, else by the cycle's last day: deleted with all that was written for it.
        Reviews = "reviews",
        /// Meetings of one-on-ones that are over, by their day: deleted with notes, agenda and what was agreed. One in which something is still to be done stays.
        OneOnOnes = "one_on_ones",
        /// Closed objectives, by the day they were closed: deleted with key results, check-ins and comments. One under which another stands stays.
        Goals = "goals",
        /// Assessments of earlier rounds, steps that are done and proposals that were decided, by that day: deleted.
        Development = "development",
        /// Improvement plans that are over, by their end: deleted.
        ImprovementPlans = "improvement_plans",
        /// Who has left, by when: erased, as by `ErasePerson`.
        Leavers = "leavers",
    }
}

/// How long one kind is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RetentionRule {
    /// Of what.
    pub kind: RetentionKind,
    /// For so many months; absent: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// From which day on it acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acts_from: Option<NaiveDate>,
    /// How many are older than that today.
    pub due: i64,
    /// How many more will be within thirty days.
    pub soon: i64,
}

/// The rules of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Retention {
    /// One for each kind, in one order.
    pub rules: Vec<RetentionRule>,
}

/// How long one kind is to be kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RetentionChange {
    /// Of what.
    #[garde(skip)]
    pub kind: RetentionKind,
    /// For so many months, 3 to 120; absent: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(span_of_months)))]
    pub months: Option<u16>,
}

fn span_of_months(value: &u16, _: &()) -> garde::Result {
    let fits = (LEAST_MONTHS..=MOST_MONTHS).contains(value);
    if fits { Ok(()) } else { Err(garde::Error::new(format!("out_of_range:{LEAST_MONTHS}–{MOST_MONTHS}"))) }
}

/// What is older than this day is to be deleted.
pub fn oldest_kept(months: u16, today: NaiveDate) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(u32::from(months)))
}

/// How long one kind is kept, as everybody may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeepingTime {
    /// Of what.
    pub kind: RetentionKind,
    /// For so many months.
    pub months: u16,
    /// From which day on anything is deleted.
    pub acts_from: NaiveDate,
}

impl KeepingTime {
    /// The day on which what is of the day `since` is deleted, if nothing keeps it longer.
    pub fn deleted_on(&self, since: NaiveDate) -> Option<NaiveDate> {
        let about = since.checked_add_months(Months::new(u32::from(self.months)))?;
        // Months end on different days: the first of the next few on which it is old enough.
        let mut days = (0..=4).filter_map(|more| about.checked_add_days(Days::new(more)));
        let old = days.find(|day| oldest_kept(self.months, *day).is_some_and(|limit| since < limit))?;
        Some(old.max(self.acts_from))
    }
}

/// How long what is kept, as everybody may know. What isn't in it is kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Keeping {
    /// One for each kind that isn't kept for ever.
    pub times: Vec<KeepingTime>,
}

impl Keeping {
    /// The day on which something of a kind, of the day `since`, is deleted at the earliest.
    pub fn deleted_on(&self, kind: RetentionKind, since: NaiveDate) -> Option<NaiveDate> {
        self.times.iter().find(|time| time.kind == kind)?.deleted_on(since)
    }
}

/// How many of a kind were deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeletedCount {
    /// Of what.
    pub kind: RetentionKind,
    /// How many.
    pub count: i64,
}

/// What was deleted within a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeletedMonth {
    /// Its first day.
    pub month: NaiveDate,
    /// One for each kind of which anything was.
    pub counts: Vec<DeletedCount>,
}

/// What rules have deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeletionReport {
    /// The months of the last two years in which anything was deleted, latest first.
    pub months: Vec<DeletedMonth>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_counted_back_from_today() {
        assert_eq!(oldest_kept(12, day("2026-11-29")), Some(day("2025-11-29")));
        assert_eq!(oldest_kept(3, day("2026-05-31")), Some(day("2026-02-28")));
    }

    #[test]
    fn the_day_that_is_told_is_the_first_on_which_it_is_old_enough() {
        for months in [3, 6, 13] {
            let time = KeepingTime { kind: RetentionKind::Goals, months, acts_from: day("2020-01-01") };
            for since in day("2026-01-01").iter_days().take(800) {
                let told = time.deleted_on(since).unwrap();
                assert!(since < oldest_kept(months, told).unwrap(), "{since}");
                assert!(since >= oldest_kept(months, told.pred_opt().unwrap()).unwrap(), "{since}");
            }
        }
    }

    #[test]
    fn nothing_is_deleted_before_the_rule_acts() {
        let time = KeepingTime { kind: RetentionKind::Goals, months: 12, acts_from: day("2026-12-29") };
        assert_eq!(time.deleted_on(day("2020-01-01")), Some(day("2026-12-29")));
        let keeping = Keeping { times: vec![time] };
        assert_eq!(keeping.deleted_on(RetentionKind::Reviews, day("2020-01-01")), None);
    }
}
