//! What the overall score of a packet was worked out from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form::ReviewRelation;

/// The overall score with its sum: Σ weight · score of the sides, divided by Σ weight, over the sides that are there. That of a
/// side is made in the same way of its questions. What isn't there leaves both sums.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewScore {
    /// The overall score, 0 to 1, as the packet has it; absent where the caller doesn't read all that it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The sides that have a weight; none where there is no score.
    pub sides: Vec<ReviewScoreSide>,
}

/// What one side adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewScoreSide {
    /// Whose.
    pub relation: ReviewRelation,
    /// How much it counts beside the others.
    pub weight: u8,
    /// What its answers come to, 0 to 1; absent where it leaves the sum: nothing was rated, or too few have answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Whether it leaves the sum because too few have answered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub too_few: bool,
    /// Whether several who led the person handed in for it: each counts by the days on which they did, of those that are looked
    /// back on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_days: bool,
    /// The questions that count, in order; none of a side that leaves the sum.
    pub questions: Vec<ReviewScoreQuestion>,
}

/// What one question adds to its side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewScoreQuestion {
    /// What was asked.
    pub text: String,
    /// How much it counts beside the others.
    pub weight: u8,
    /// The mean of its ratings, each mapped to 0 to 1 from its own scale; absent where nobody rated it, and where ratings
    /// speak of goals that the caller doesn't see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}
