//! Who may read what people of a cycle get, though they neither lead them nor are Admins.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::{PersonRef, TeamRef},
    wire::{PersonId, ReviewCycleId, TeamId, check},
};

/// For so many days ahead sight is given at most.
pub const LONGEST_SIGHT: i64 = 366;

/// Somebody who was given sight of a cycle's packets, or of a team's. They read what managers read, and change nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewViewer {
    /// Who.
    pub person: PersonRef,
    /// Of people in this team or below it; of everybody in the cycle without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// The last day.
    pub ends_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub granted_by: PersonRef,
}

/// Those who have it now, by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewViewers {
    /// Who.
    pub items: Vec<ReviewViewer>,
}

/// Sight for somebody; it takes the place of what they had.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewViewer {
    /// Who.
    #[garde(skip)]
    pub person_id: PersonId,
    /// Of people in this team or below it; of everybody in the cycle without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// The last day: today or later, within a year.
    #[garde(custom(check::date))]
    pub ends_on: NaiveDate,
    /// Why; for Admins.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Path of somebody who was given sight.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewViewerPath {
    /// The cycle.
    pub id: ReviewCycleId,
    /// Who.
    pub person_id: PersonId,
}
