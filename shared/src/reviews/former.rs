//! What somebody wrote who led a person before, and that it is passed on to who leads them now.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::writing::ReviewState;
use crate::{people::PersonRef, wire::ReviewId};

/// A manager's review by somebody who led the person before, while whoever leads them now has still to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FormerReview {
    /// The review.
    pub id: ReviewId,
    /// Who led the person before, and writes it.
    pub author: PersonRef,
    /// Where it stands: begun, or handed in.
    pub state: ReviewState,
    /// Whether whoever leads the person now reads it, once it is handed in, before they have written themselves.
    pub passed_on: bool,
}
