//! Objectives, key results and check-ins from a program, many in one call.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{KeyResultChanges, NewCheckIn, NewKeyResult, NewObjective, ObjectiveChanges};
use crate::{
    operation::Each,
    problem::Problem,
    wire::{
        KeyResultId, ObjectiveId,
        batch::{MOST_ROWS, Wanted},
        check,
    },
};

/// Objectives from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveBatch {
    /// 1 to 500, done in this order.
    #[schema(value_type = Vec<SentObjective>)]
    #[garde(custom(check::count(1, MOST_ROWS)))]
    pub objectives: Vec<Each<SentObjective>>,
}

/// One objective of a batch: `create`, or `id` and `edit`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentObjective {
    /// A new objective, with its key results if they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub create: Option<NewObjective>,
    /// The objective that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub id: Option<ObjectiveId>,
    /// Its version when it was read: 412 in its row if it was changed since. Whatever it is now, if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub version: Option<i64>,
    /// What changes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub edit: Option<ObjectiveChanges>,
}

impl SentObjective {
    /// What it asks for.
    pub fn wanted(&self) -> Result<Wanted<'_, ObjectiveId, NewObjective, ObjectiveChanges>, Problem> {
        Wanted::of(self.create.as_ref(), self.edit.as_ref(), self.id, self.version)
    }
}

/// Key results from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct KeyResultBatch {
    /// 1 to 500, done in this order.
    #[schema(value_type = Vec<SentKeyResult>)]
    #[garde(custom(check::count(1, MOST_ROWS)))]
    pub key_results: Vec<Each<SentKeyResult>>,
}

/// One key result of a batch: `objective_id` and `create`, or `id` and `edit`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentKeyResult {
    /// The objective that gets a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub objective_id: Option<ObjectiveId>,
    /// A new key result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub create: Option<NewKeyResult>,
    /// The key result that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub id: Option<KeyResultId>,
    /// Its version when it was read: 412 in its row if it was changed since. Whatever it is now, if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub version: Option<i64>,
    /// What changes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub edit: Option<KeyResultChanges>,
}

impl SentKeyResult {
    /// What it asks for. Whether a new one says of which objective, whoever makes it asks.
    pub fn wanted(&self) -> Result<Wanted<'_, KeyResultId, NewKeyResult, KeyResultChanges>, Problem> {
        let wanted = Wanted::of(self.create.as_ref(), self.edit.as_ref(), self.id, self.version)?;
        match (&wanted, self.objective_id) {
            (Wanted::Edit { .. }, Some(_)) => Err(Problem::field("objective_id", "not_used_here")),
            _ => Ok(wanted),
        }
    }
}

/// Check-ins from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CheckInBatch {
    /// 1 to 500, done in this order.
    #[schema(value_type = Vec<SentCheckIn>)]
    #[garde(custom(check::count(1, MOST_ROWS)))]
    pub check_ins: Vec<Each<SentCheckIn>>,
}

/// One check-in of a batch.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentCheckIn {
    /// The key result that it is about.
    #[garde(skip)]
    pub key_result_id: KeyResultId,
    /// What it says. One that corrects another names it: none is ever changed.
    #[garde(dive)]
    pub check_in: NewCheckIn,
}
