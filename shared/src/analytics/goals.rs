//! Goal progress on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stretch;
use crate::{home::StatusCount, people::TeamRef};

/// How the goals of a period stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GoalDashboard {
    /// The period looked at; absent while there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Stretch>,
    /// The one before it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stretch>,
    /// All objectives that were agreed.
    pub total: GoalFigures,
    /// The same of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_before: Option<GoalFigures>,
    /// By team, by name; last what belongs to none.
    pub teams: Vec<TeamFigures>,
}

/// How some objectives stand today, those that were agreed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GoalFigures {
    /// How many there are.
    pub count: i64,
    /// How many stand how; only what occurs.
    pub by_status: Vec<StatusCount>,
    /// Mean progress of those that have one, 0 to 1; absent if none has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_progress: Option<f64>,
    /// Where those would be if all went evenly, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
}

/// How a team's objectives stand, those of teams below it left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamFigures {
    /// The team; absent for what belongs to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// How its objectives stand.
    pub figures: GoalFigures,
    /// How those of the period before stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<GoalFigures>,
}
