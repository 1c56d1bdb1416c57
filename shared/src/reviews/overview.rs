//! How far a cycle is, group by group.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cycles::ReviewProgress;
use crate::{
    people::{PersonRef, TeamRef},
    wire::{Limit, choice::choice},
};

choice! {
    /// What makes people of a cycle a group.
    pub enum ReviewGrouping {
        /// The team they are in now, or one above it.
        Team = "team",
        /// Who leads them directly now.
        Manager = "manager",
    }
}

/// How far a team or a manager's people are. Whoever is in no team, or is led by nobody, is in none of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewGroup {
    /// The team, with those below it; absent where it is a manager's people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Whose people; absent where it is a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// What is written about its people, and what became of it. Where answers have no names, reviews by peers and reports
    /// are counted for Admins alone.
    pub progress: ReviewProgress,
    /// How many lines the list of what its people still have to do has.
    pub to_do: i64,
    /// Of these, whose day has passed.
    pub late: i64,
}

/// Which groups to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewGroupFilter {
    /// Teams or managers; teams if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub by: Option<ReviewGrouping>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
