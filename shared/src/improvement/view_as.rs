//! An improvement plan as somebody else sees it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ImprovementPlanDetail;
use crate::{
    people::PersonRef,
    readers::RecordReader,
    wire::{ImprovementPlanId, PersonId},
};

/// Path of an improvement plan as somebody sees it.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ImprovementPlanAsPath {
    /// The plan.
    pub id: ImprovementPlanId,
    /// Who looks.
    pub person: PersonId,
}

/// An improvement plan as somebody sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementPlanAs {
    /// Who looks.
    pub person: PersonRef,
    /// What they see; absent if they see nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees: Option<ImprovementPlanSeen>,
}

/// What somebody sees of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementPlanSeen {
    /// How they stand to it, and why.
    pub standing: RecordReader,
    /// The page as they have it, less what the caller doesn't see. Its version is the caller's.
    pub detail: ImprovementPlanDetail,
}
