//! What somebody doesn't get, and why; and giving it to all the others.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{people::PersonRef, wire::check};

/// That it is withheld from the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWithheld {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Which Admin withholds it; never for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonRef>,
    /// Why; never for the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why it is to be withheld.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewWithholding {
    /// In words; whoever leads the person and Admins read it.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// What was released at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewsReleased {
    /// How many.
    pub count: i64,
}
