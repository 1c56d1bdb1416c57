//! Objectives as they stood on a day that has passed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Level, ObjectiveRef, PeriodRef, Scope,
    rules::kinds::{GoalStatus, ObjectiveState},
};
use crate::{
    people::{PersonRef, TeamRef},
    wire::{Limit, ObjectiveId, PeriodId, PersonId, TeamId},
};

/// An objective as it was known at the end of a day: where it stood, how far it was and what it was aligned under. What it
/// is called and whose it is is said as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PastObjective {
    /// Names it.
    pub id: ObjectiveId,
    /// Whose it is.
    pub level: Level,
    /// What was to be true in the end.
    pub title: String,
    /// Who answers for it.
    pub owner: PersonRef,
    /// Its team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// The period it belongs to.
    pub period: PeriodRef,
    /// What it was aligned under, if the caller may see that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ObjectiveRef>,
    /// Where it was in its life.
    pub state: ObjectiveState,
    /// How it stood on that day.
    pub status: GoalStatus,
    /// How far it was, 0 to 1; absent if nothing counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
}

/// Which objectives, as of which day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PastObjectiveFilter {
    /// As it was known at the end of this day, not in the future; today if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// Part of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Of this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// Of this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// In this state on that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectiveState>,
    /// Standing like this on that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<GoalStatus>,
    /// Owned by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// How far to look; at all the caller may see if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
