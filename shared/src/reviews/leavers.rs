//! What becomes of what is gathered about somebody who has left.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::{PersonId, check, choice::choice};

choice! {
    /// How it ends.
    pub enum ReviewEnding {
        /// Early: nothing more is asked, and what was handed in is given as far as it came.
        Early = "early",
        /// Never given: nothing more is asked, and it is withheld.
        Cancelled = "cancelled",
    }
}

/// Whose, and how.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewEnding {
    /// Who has left.
    #[garde(skip)]
    pub person_id: PersonId,
    /// How it ends.
    #[garde(skip)]
    pub ends: ReviewEnding,
    /// Why; whoever led the person and Admins read it.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// What ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewsEnded {
    /// In how many cycles.
    pub count: i64,
}
