//! Key results that follow a KPI.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    goals::ObjectiveRef,
    wire::{KeyResultId, KpiId},
};

/// The most key results of objectives that aren't closed which may follow one KPI: all of them are told when it is measured.
pub const MOST_FOLLOWERS: i64 = 200;

/// Path of the key result that follows.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct FollowingPath {
    /// The key result.
    pub id: KeyResultId,
}

/// What a key result is to follow.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FollowedKpi {
    /// The KPI.
    #[garde(skip)]
    pub kpi_id: KpiId,
}

/// A key result that follows a KPI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiFollower {
    /// The key result.
    pub key_result_id: KeyResultId,
    /// What it measures.
    pub title: String,
    /// The objective it belongs to.
    pub objective: ObjectiveRef,
}
