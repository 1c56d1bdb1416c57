//! The final ratings of review cycles, for other systems: a payroll, an HR system. What was written stays with the reviews.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    operation::Noted,
    operations, permissions,
    reviews::{ReviewCyclePath, ReviewOutcome},
    wire::{Limit, PersonId, ReviewCycleId, ReviewPacketId, ReviewTemplateId},
};

permissions! { ratings;
    /// Take the final ratings of a review cycle out to another system.
    EXPORT "export" never, never, never, Admin;
}

operations! { "ratings";
    /// The final ratings of a cycle, of those alone who got what was written about them. Every reading stands in the audit log.
    ListFinalRatings: Get "/api/v1/review-cycles/{id}/ratings" { params: ReviewCyclePath, query: FinalRatingFilter, answer: Noted<FinalRatings>, who: may EXPORT }
}

/// Which part of the ratings to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FinalRatingFilter {
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Ratings of a cycle, and what they are measured by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FinalRatings {
    /// The cycle.
    pub cycle_id: ReviewCycleId,
    /// What it is called.
    pub cycle_name: String,
    /// The template that it asks by.
    pub template_id: ReviewTemplateId,
    /// Which version of that: the one that held at the launch. Absent of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_version: Option<i32>,
    /// The words of its scale, lowest first: rating 1 is the first.
    pub scale: Vec<String>,
    /// How many days its period has.
    pub days: i32,
    /// At most `limit` of them.
    pub items: Vec<FinalRating>,
    /// Pass it as `cursor` to read on; opaque, valid for this cycle only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What somebody's rating came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FinalRating {
    /// What they got of the cycle.
    pub packet_id: ReviewPacketId,
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their number in the HR system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The rating that holds, after a second reading if there was one; absent if they were not rated, with a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Its word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// How many days of the period they were here, by the first and the last day that are known of them.
    pub days_counted: i32,
    /// Whether they ever disagreed.
    pub disputed: bool,
    /// What a second reader came to, if they disagreed and it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ReviewOutcome>,
}
