//! What a cycle goes on without, person by person, and why.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rehearsal::ReviewLack;
use crate::{
    people::PersonRef,
    wire::{Limit, PersonId, ReviewCycleId, check},
};

/// That a cycle goes on without what somebody lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewWaiver {
    /// Whose gap it is.
    pub person: PersonRef,
    /// What they lack, or lacked then.
    pub lacks: ReviewLack,
    /// Why the cycle goes on without it.
    pub reason: String,
    /// The Admin who says so.
    pub by: PersonRef,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Whose gaps the cycle goes on without.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewWaivers {
    /// Who, 1 to 200. All that each lacks at this stage is waived, and nothing that they are asked to write later.
    #[garde(custom(check::count(1, 200)))]
    pub people: Vec<PersonId>,
    /// Why; for Admins.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Path of somebody whose gap was waived.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewWaiverPath {
    /// The cycle.
    pub id: ReviewCycleId,
    /// Who.
    pub person_id: PersonId,
}

/// Which page of what was waived.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewWaiverFilter {
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
