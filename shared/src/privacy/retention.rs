//! How long what is kept.

use chrono::NaiveDate;
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
