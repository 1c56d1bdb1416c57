//! Somebody in a cycle who is away for some days: nothing is asked of them, nothing about them, or neither.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    people::PersonRef,
    wire::{check, choice::choice},
};

/// So many days a pause is at most.
pub const LONGEST_PAUSE: i64 = 366;

choice! {
    /// What stands still while somebody is away.
    pub enum ReviewPauseCovers {
        /// What they have to do, and what others write about them.
        All = "all",
        /// What they have to do alone.
        Author = "author",
        /// What others write about them, and what they get, alone.
        Subject = "subject",
    }
}

/// That somebody is away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPause {
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
    /// What stands still.
    pub covers: ReviewPauseCovers,
    /// Who says so.
    pub by: PersonRef,
    /// Whether it is one of these days.
    pub is_now: bool,
}

/// From when until when somebody is away.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewPause {
    /// The first day; it may have passed.
    #[garde(custom(check::date))]
    pub from_on: NaiveDate,
    /// The last day, not past; at most 366 days with the first.
    #[garde(custom(check::date))]
    pub until_on: NaiveDate,
    /// What stands still.
    #[garde(skip)]
    pub covers: ReviewPauseCovers,
}
