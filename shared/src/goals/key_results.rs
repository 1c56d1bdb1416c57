//! Key results on the wire.

use chrono::{DateTime, NaiveDate, Utc};
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
    problem::FieldError,
    wire::{KeyResultId, KpiId, MilestoneId, ObjectiveId, Patch, PersonId, check},
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
    /// When it was written: before, it owed nobody a check-in.
    pub created_at: DateTime<Utc>,
    /// The KPI its value comes from, if it follows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi: Option<FollowedRef>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// The KPI that a key result follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FollowedRef {
    /// Names it.
    pub id: KpiId,
    /// What it is called, if the caller may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
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

    /// All that is wrong with it as a whole, beyond its fields one by one: its measure, its steps, its unit.
    pub fn faults(&self) -> Vec<FieldError> {
        let mut faults = self.measure().check().err().unwrap_or_default();
        let steps = match (self.kind, self.milestones.len()) {
            (KeyResultKind::Milestone, 0) => Some("required"),
            (KeyResultKind::Milestone, 31..) => Some("too_many:30"),
            (KeyResultKind::Milestone, _) | (_, 0) => None,
            _ => Some("not_used_here"),
        };
        faults.extend(steps.map(|code| FieldError::new("milestones", code)));
        faults.extend(unit_fault(self.kind, self.unit.as_deref()));
        faults
    }
}

/// What is wrong with a unit: money without a currency is no amount.
pub fn unit_fault(kind: KeyResultKind, unit: Option<&str>) -> Option<FieldError> {
    let code = unit.unwrap_or_default().trim().as_bytes();
    let currency = code.len() == 3 && code.iter().all(u8::is_ascii_alphabetic);
    (kind == KeyResultKind::Money && !currency).then(|| FieldError::new("unit", "currency_required"))
}

/// A unit as it is kept: trimmed, a currency in capitals; none if it is empty.
pub fn kept_unit(kind: KeyResultKind, unit: Option<&str>) -> Option<String> {
    let unit = unit.map(str::trim).filter(|unit| !unit.is_empty())?;
    Some(if kind == KeyResultKind::Money { unit.to_ascii_uppercase() } else { unit.to_owned() })
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
