//! What an objective's progress was on a day that has passed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Of which day to read a computation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ComputationQuery {
    /// As it was known at the end of this day, not in the future; as it is now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

/// How an objective's progress went, as it was known on each day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProgressHistory {
    /// The days on which it changed, oldest first; the latest 400.
    pub points: Vec<ProgressPoint>,
}

/// An objective's progress from one day on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProgressPoint {
    /// The day.
    pub known_on: NaiveDate,
    /// How far it was at the end of that day, 0 to 1; absent if nothing counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
}
