//! Somebody disagrees with their review, and a second reader answers. What was signed stays beside it as it is.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    people::PersonRef,
    wire::{check, choice::choice},
};

/// A second reader has so many working days.
pub const SECOND_READ_WITHIN: usize = 10;

choice! {
    /// What a second reader comes to.
    pub enum ReviewOutcome {
        /// What was written stands.
        Upheld = "upheld",
        /// A part of it is to be read as the answer says.
        Partly = "partly",
        /// It is to be read as the answer says.
        Changed = "changed",
    }
}

/// That somebody disagrees, and what a second reader said to it. For whoever reads the packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDispute {
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// Until when it is to be answered.
    pub due_on: NaiveDate,
    /// Who may read it a second time; whoever answers first does. Nobody, once it is answered.
    pub readers: Vec<PersonRef>,
    /// Whether the caller is one of them.
    pub may_answer: bool,
    /// What the second reader came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ReviewOutcome>,
    /// And why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The rating that they came to, a step of the scale from 1; the one that was signed stays beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<PersonRef>,
    /// When they answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
}

/// What a second reader comes to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSecondReading {
    /// Which.
    #[garde(skip)]
    pub outcome: ReviewOutcome,
    /// Why, for the person and whoever leads them; it stays with the review.
    #[garde(custom(check::lines(1, 4_000)))]
    pub answer: String,
    /// Another rating, where there is one and what was written doesn't stand as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 10))))]
    pub rating: Option<u8>,
}
