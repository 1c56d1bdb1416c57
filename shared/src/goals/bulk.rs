//! Several objectives at once.

use std::collections::HashSet;

use garde::{Error, Validate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Objective, ObjectiveChanges, rules::kinds::Transition};
use crate::{
    problem::Problem,
    wire::{ObjectiveId, Patch, PeriodId, PersonId},
};

/// The most objectives that are changed at once.
pub const MOST_AT_ONCE: usize = 100;

/// The same change to several objectives: first what is said of them, then the step.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct BulkChange {
    /// Which, 1 to 100, each once.
    #[garde(custom(each_once))]
    pub objectives: Vec<ObjectiveVersion>,
    /// Who answers for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// The period they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub period_id: Option<PeriodId>,
    /// What they are aligned under; `null` for nothing.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<ObjectiveId>)]
    #[garde(skip)]
    pub parent_id: Patch<ObjectiveId>,
    /// The step to take. Closing takes words of its own for each, so it can't be one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub transition: Option<Transition>,
}

/// An objective as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveVersion {
    /// Which.
    pub id: ObjectiveId,
    /// Its version then.
    pub version: i64,
}

impl BulkChange {
    /// What is said of each of them; `None` if nothing is.
    pub fn changes(&self) -> Option<ObjectiveChanges> {
        let Self { owner_id, period_id, parent_id, .. } = *self;
        let changes = ObjectiveChanges { owner_id, period_id, parent_id, ..ObjectiveChanges::default() };
        (owner_id.is_some() || period_id.is_some() || !parent_id.is_keep()).then_some(changes)
    }
}

fn each_once(all: &[ObjectiveVersion], _: &()) -> garde::Result {
    let ids: HashSet<_> = all.iter().map(|one| one.id).collect();
    match all.len() {
        0 => Err(Error::new("required")),
        count if count > MOST_AT_ONCE => Err(Error::new(format!("too_many:{MOST_AT_ONCE}"))),
        count if count > ids.len() => Err(Error::new("named_twice")),
        _ => Ok(()),
    }
}

/// What became of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BulkOutcome {
    /// How many were changed; at least one.
    pub changed: usize,
    /// One for each, in the order asked.
    pub results: Vec<BulkResult>,
}

/// What became of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BulkResult {
    /// Which.
    pub id: ObjectiveId,
    /// As it is now, if it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<Objective>,
    /// Why it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
