//! What an objective supports beside the one it is aligned under: links to follow, that count nowhere.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ObjectiveRef;
use crate::wire::ObjectiveId;

/// So many objectives may be supported beside the one it is aligned under.
pub const MOST_SUPPORTED: usize = 10;

/// What an objective supports beside the one it is aligned under, and what supports it so, as far as the caller may see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct AlsoSupports {
    /// What it supports, by title.
    pub above: Vec<ObjectiveRef>,
    /// What supports it, by title; at most 200.
    pub below: Vec<ObjectiveRef>,
}

impl AlsoSupports {
    /// Whether there is nothing of either.
    pub fn is_empty(&self) -> bool {
        self.above.is_empty() && self.below.is_empty()
    }
}

/// What an objective is to support, too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSupport {
    /// The objective to support: one the caller may see that isn't closed.
    #[garde(skip)]
    pub objective_id: ObjectiveId,
}

/// Path of a link.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SupportPath {
    /// The objective that supports.
    pub id: ObjectiveId,
    /// The one it supports.
    pub supported_id: ObjectiveId,
}
