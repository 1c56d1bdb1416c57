//! Key results on the wire.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::{
    kinds::{Direction, GoalStatus, KeyResultKind},
    progress::Measure,
};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{KeyResultId, MilestoneId, ObjectiveId, Patch, PersonId, check},
};

/// A measurable part of an objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KeyResult {
    /// Names it.
    pub id: KeyResultId,
    /// The objective it belongs to.
    pub objective_id: ObjectiveId,
    /// What is measured.
    pub title: String,
    /// Who checks in on it.
    pub owner: PersonRef,
    /// How it is measured.
    pub measure: Measure,
    /// What the numbers are, such as `users`; of money the ISO 4217 code, with values in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its weight in the objective; 0 is tracked, not counted.
    pub weight: f64,
    /// Days between check-ins, if not the organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_days: Option<u16>,
    /// Its steps, of a milestone.
    pub milestones: Vec<Milestone>,
    /// The value now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// How far it is: below 0 is worse than the start, above 1 beyond the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
    /// How it stands today.
    pub status: GoalStatus,
    /// The day the last check-in speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_on: Option<NaiveDate>,
    /// The day the next check-in is due, while the objective is active.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// A step of a key result of kind milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Milestone {
    /// Names it.
    pub id: MilestoneId,
    /// What is to be done.
    pub title: String,
    /// Its share in relation to the others.
    pub weight: f64,
    /// Whether it is done.
    pub done: bool,
}

/// Path of one key result.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct KeyResultPath {
    /// The key result.
    pub id: KeyResultId,
}

/// A key result to be. Which of the values are needed follows from kind and direction.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewKeyResult {
    /// What is measured.
    #[garde(custom(check::line(1, 200)))]
    pub title: String,
    /// Who checks in on it; the objective's owner if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// What is counted.
    #[garde(skip)]
    pub kind: KeyResultKind,
    /// Which way is forward; of a milestone always `increase`.
    #[garde(skip)]
    pub direction: Direction,
    /// The value it starts from: for `increase` and `decrease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub start: Option<f64>,
    /// The value it should reach: for `increase` and `decrease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub target: Option<f64>,
    /// The lower bound: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub low: Option<f64>,
    /// The upper bound: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub high: Option<f64>,
    /// How far outside the bounds progress has fallen to nothing: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub tolerance: Option<f64>,
    /// What the numbers are; of money the ISO 4217 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 20))))]
    pub unit: Option<String>,
    /// Its weight in the objective; 1 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::weight)))]
    pub weight: Option<f64>,
    /// Days between check-ins; the organisation's if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(crate::organisations::days)))]
    pub cadence_days: Option<u16>,
    /// Its steps, of a milestone: 1 to 30.
    #[serde(default)]
    #[garde(dive)]
    pub milestones: Vec<NewMilestone>,
}

impl NewKeyResult {
    /// How it is to be measured.
    pub fn measure(&self) -> Measure {
        Measure {
            kind: self.kind,
            direction: self.direction,
            start: self.start,
            target: self.target,
            low: self.low,
            high: self.high,
            tolerance: self.tolerance,
        }
    }
}

/// A step to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewMilestone {
    /// What is to be done.
    #[garde(custom(check::line(1, 200)))]
    pub title: String,
    /// Its share in relation to the others; 1 if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::weight)))]
    pub weight: Option<f64>,
}

/// Changes to a key result; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct KeyResultChanges {
    /// What is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 200))))]
    pub title: Option<String>,
    /// Who checks in on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// How it is measured, until the first check-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub measure: Option<Measure>,
    /// What the numbers are.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 20))))]
    pub unit: Patch<String>,
    /// Its weight in the objective.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::weight)))]
    pub weight: Option<f64>,
    /// Days between check-ins.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<u16>)]
    #[garde(custom(check::patched(crate::organisations::days)))]
    pub cadence_days: Patch<u16>,
}
