//! An objective's progress from its key results and the objectives aligned under it.
//!
//! It is one weighted mean over everything that counts. With [`RollUp::Both`] key results and children
//! stand side by side in that one mean, each with its own weight; there is no second mean of the two means.
//! What counts does so with its *shown* progress (0 to 1), so that one result far beyond its target
//! doesn't hide another that hasn't moved; the unclamped one is kept beside it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    kinds::{ObjectiveState, RollUp},
    progress::{shown, unsigned_zero},
};
use crate::wire::choice::choice;

choice! {
    /// What a part of an objective is.
    pub enum PartKind {
        /// One of its key results.
        KeyResult = "key_result",
        /// An objective aligned under it.
        Child = "child",
    }
}

choice! {
    /// Why a part doesn't count.
    pub enum LeftOut {
        /// The objective's progress is computed from the other kind of part.
        NotRolledUp = "not_rolled_up",
        /// It hasn't been agreed yet.
        NotActiveYet = "not_active_yet",
        /// It is at rest.
        Paused = "paused",
        /// It was given up.
        Cancelled = "cancelled",
        /// Its weight is 0: tracked, not counted.
        NoWeight = "no_weight",
        /// It has no progress to count.
        NoProgress = "no_progress",
    }
}

/// A key result or a child as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The key result or the objective.
    pub id: Uuid,
    /// Which of the two it is.
    pub kind: PartKind,
    /// Its weight, 0 or more.
    pub weight: f64,
    /// Its progress, unclamped, if it has any.
    pub progress: Option<f64>,
    /// Its state; a key result that is neither paused nor cancelled is active.
    pub state: ObjectiveState,
}

/// A computed progress with everything it was computed from: stored with the objective, shown when
/// somebody opens the number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Computation {
    /// The progress; absent if nothing counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What it was computed from.
    pub roll_up: RollUp,
    /// The weights that counted, together. Absent where some inputs are withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_weight: Option<f64>,
    /// Every part, counted or not.
    pub inputs: Vec<ComputationInput>,
    /// Whether parts count that the reader can't see.
    #[serde(default)]
    pub withheld: bool,
}

/// One part of a computation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ComputationInput {
    /// The key result or the objective.
    pub id: Uuid,
    /// Which of the two it is.
    pub kind: PartKind,
    /// Its weight.
    pub weight: f64,
    /// Its progress at that moment, unclamped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
    /// The value that went into the mean; absent if it doesn't count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<f64>,
    /// Why it doesn't count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
}

impl ComputationInput {
    fn of(part: &Part, roll_up: RollUp) -> Self {
        let left_out = left_out(part, roll_up);
        let used = part.progress.filter(|_| left_out.is_none()).map(shown);
        Self { id: part.id, kind: part.kind, weight: part.weight, progress: part.progress, used, left_out }
    }
}

/// Computes an objective's progress from its parts.
pub fn roll_up(roll_up: RollUp, parts: &[Part]) -> Computation {
    let inputs: Vec<_> = parts.iter().map(|part| ComputationInput::of(part, roll_up)).collect();
    let counted = || inputs.iter().filter_map(|input| input.used.map(|used| (input.weight, used)));
    let weight: f64 = counted().map(|(weight, _)| weight).sum();
    let sum: f64 = counted().map(|(weight, used)| weight * used).sum();
    Computation {
        // Rounding may carry a mean of ones a hair past 1.
        value: (weight > 0.0).then(|| shown(sum / weight)),
        roll_up,
        counted_weight: Some(unsigned_zero(weight)),
        inputs,
        withheld: false,
    }
}

impl Computation {
    /// The same for a reader who may not see every child: hidden ones disappear with their weights and
    /// their number, only the value they went into stays.
    pub fn for_reader(mut self, may_see: impl Fn(Uuid) -> bool) -> Self {
        let mut withheld = false;
        self.inputs.retain(|input| {
            let seen = input.kind == PartKind::KeyResult || may_see(input.id);
            withheld |= !seen && input.used.is_some();
            seen
        });
        if withheld {
            self.withheld = true;
            self.counted_weight = None;
        }
        self
    }
}

fn left_out(part: &Part, roll_up: RollUp) -> Option<LeftOut> {
    let wanted = match part.kind {
        PartKind::KeyResult => matches!(roll_up, RollUp::KeyResults | RollUp::Both),
        PartKind::Child => matches!(roll_up, RollUp::Children | RollUp::Both),
    };
    if !wanted {
        return Some(LeftOut::NotRolledUp);
    }
    match part.state {
        ObjectiveState::Draft | ObjectiveState::Proposed => Some(LeftOut::NotActiveYet),
        ObjectiveState::Paused => Some(LeftOut::Paused),
        ObjectiveState::Cancelled => Some(LeftOut::Cancelled),
        ObjectiveState::Active | ObjectiveState::Achieved | ObjectiveState::Missed => {
            if part.progress.is_none() {
                Some(LeftOut::NoProgress)
            } else if part.weight <= 0.0 {
                Some(LeftOut::NoWeight)
            } else {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
