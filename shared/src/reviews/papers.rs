//! What of a review stays as it was given to the person, and what comes after: taking it back, and what is added to it.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{people::PersonRef, wire::check};

/// At most so many things are added to one review.
pub const MOST_ADDENDA: usize = 20;

/// How it was when the person was given it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewPaper {
    /// Who led the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// What the person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// The name of their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}

/// What was added to a review that was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewAddendum {
    /// Who added it.
    pub author: PersonRef,
    /// When.
    pub added_at: DateTime<Utc>,
    /// In their words.
    pub body: String,
}

/// What is to be added.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewAddendum {
    /// In words, for the person and whoever else reads the review; it stays with it.
    #[garde(custom(check::lines(1, 4_000)))]
    pub body: String,
}

/// That it was taken back from the person, and not given again yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWithdrawn {
    /// When.
    pub at: DateTime<Utc>,
    /// Which Admin took it back.
    pub by: PersonRef,
    /// Why.
    pub reason: String,
}

/// Why it is taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewWithdrawal {
    /// In words, for the person and whoever leads them.
    #[garde(custom(check::lines(1, 1_000)))]
    pub reason: String,
}
