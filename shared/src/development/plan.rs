//! Somebody's development on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Competency, Track, rules::Side};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{CompetencyId, DevelopmentStepId, Patch, PersonId, check},
};

/// How somebody stands, and what they plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Development {
    /// Who.
    pub person: PersonRef,
    /// Their job, which says what is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// The track their job is on, if any, which says what they are looked at in besides what is for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    /// The words for the levels, first to last.
    pub levels: Vec<String>,
    /// How they stand, competency by competency.
    pub standings: Vec<CompetencyStanding>,
    /// The plan, oldest step first.
    pub steps: Vec<DevelopmentStep>,
    /// How the caller stands to it.
    pub relation: Relation,
}

/// How somebody stands in a competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompetencyStanding {
    /// The competency.
    pub competency: Competency,
    /// The level their job asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u8>,
    /// What they say themselves, latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Assessment>,
    /// What their manager says, latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Assessment>,
    /// How many levels the manager sees them above what they say themselves, where both spoke in the same round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<i8>,
    /// Whether the other side has spoken since the caller's last did, and waits for a word of theirs.
    pub other_waits: bool,
    /// What was said before, latest first.
    pub history: Vec<Assessment>,
}

/// What somebody said of a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Assessment {
    /// Of themselves or of their report.
    pub side: Side,
    /// The level, from 1.
    pub level: u8,
    /// Why.
    pub comment: String,
    /// Who said so.
    pub assessor: PersonRef,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Path of somebody's development.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DevelopmentPath {
    /// Who.
    pub id: PersonId,
}

/// What is to be said of a level.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAssessment {
    /// The competency.
    #[garde(skip)]
    pub competency_id: CompetencyId,
    /// The level, from 1.
    #[garde(custom(check::between(1, 7)))]
    pub level: u8,
    /// Why, by what one has seen.
    #[serde(default)]
    #[garde(custom(check::lines(0, 2_000)))]
    pub comment: String,
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DevelopmentStep {
    /// Names it.
    pub id: DevelopmentStepId,
    /// What will be done.
    pub body: String,
    /// The competency it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competency_id: Option<CompetencyId>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// How far it is, 0 to 100; at 100 it is done.
    pub progress: u8,
    /// Whether the person agreed to it as it stands.
    pub agreed_by_person: bool,
    /// Whether a manager of theirs did.
    pub agreed_by_manager: bool,
    /// For `If-Match`.
    pub version: i64,
}

/// A step to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// What will be done.
    #[garde(custom(check::line(1, 300)))]
    pub body: String,
    /// The competency it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub competency_id: Option<CompetencyId>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub due_on: Option<NaiveDate>,
}

/// Changes to a step; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct StepChanges {
    /// What will be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 300))))]
    pub body: Option<String>,
    /// The competency it is for.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<CompetencyId>)]
    #[garde(skip)]
    pub competency_id: Patch<CompetencyId>,
    /// Until when.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<NaiveDate>)]
    #[garde(custom(check::patched(check::date)))]
    pub due_on: Patch<NaiveDate>,
    /// How far it is, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(0, 100))))]
    pub progress: Option<u8>,
    /// Whether the caller agrees to it as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub agreed: Option<bool>,
}

/// Path of a step.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct StepPath {
    /// The step.
    pub id: DevelopmentStepId,
}
