//! What a running cycle asks, said in other words.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form::ReviewQuestion;
use crate::wire::check;

/// What a cycle asks, and how its words changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWordings {
    /// Its questions as they are asked now.
    pub questions: Vec<ReviewQuestion>,
    /// The versions of its form, latest first; the last 100. The first is what it was launched with; none of a draft.
    pub versions: Vec<ReviewWording>,
}

/// A version of what a cycle asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWording {
    /// Which of the template's forms it is.
    pub number: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// Why the words were changed; absent of what the cycle was launched with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A question in other words.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewWording {
    /// The question's key.
    #[garde(custom(check::line(1, 40)))]
    pub key: String,
    /// What is asked.
    #[garde(custom(check::line(1, 300)))]
    pub text: String,
    /// What helps to answer it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 1_000)))]
    pub hint: String,
    /// The options of a choice, as many as there are and in the same order; none for other kinds.
    #[serde(default)]
    #[garde(custom(check::count(0, 12)), inner(custom(check::line(1, 120))))]
    pub options: Vec<String>,
    /// Why, for Admins to read.
    #[garde(custom(check::lines(1, 1_000)))]
    pub reason: String,
}
