//! Legal holds: what may not be deleted, and why.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::PersonRef,
    wire::{LegalHoldId, PersonId, check},
};

/// So many of those that were lifted are listed at most.
pub const MOST_LIFTED_HOLDS: i64 = 200;

/// That nothing about somebody, or of the whole organisation, may be deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LegalHold {
    /// Names it.
    pub id: LegalHoldId,
    /// On whom; absent: on all that the organisation has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub placed_by: PersonRef,
    /// When.
    pub placed_at: DateTime<Utc>,
    /// That it was lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<LiftedHold>,
}

/// That a hold was lifted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LiftedHold {
    /// By whom.
    pub by: PersonRef,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// The holds of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LegalHolds {
    /// Those that stand, then those that were lifted, each latest first.
    pub items: Vec<LegalHold>,
}

/// A hold to be placed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewLegalHold {
    /// On whom; absent: on all that the organisation has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub person_id: Option<PersonId>,
    /// Why. Admins read it.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Why a hold is lifted.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LegalHoldLifting {
    /// Why. Admins read it.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Path of one hold.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct LegalHoldPath {
    /// The hold.
    pub id: LegalHoldId,
}
