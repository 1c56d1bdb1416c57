//! How far a key result is: from its start, its target and its current value to a share of the way.
//!
//! Progress is *stored* as [`Yardstick::progress`] returns it, which may be below 0 (worse than the
//! start) or above 1 (beyond the target): both matter. It is *shown* through [`shown`], between 0 and 1.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::kinds::{Direction, KeyResultKind};
use crate::problem::FieldError;

/// The largest value of a number, either way.
const MOST_NUMBER: f64 = 1e12;
/// The largest percentage, either way: a thousand times the whole.
const MOST_PERCENT: f64 = 1e5;
/// The largest amount of money in minor units: wide enough for currencies of small units, still exact in an `f64`.
const MOST_MONEY: f64 = 1e15;
/// The shortest way there may be to go, so that a share of it stays a sensible number.
const SHORTEST: f64 = 1e-9;

/// How a key result is measured, as it is written down and stored. [`Measure::check`] makes it usable.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    /// What is counted.
    pub kind: KeyResultKind,
    /// Which way is forward; a milestone's is always `increase`.
    pub direction: Direction,
    /// The value it starts from: for `increase` and `decrease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<f64>,
    /// The value it should reach: for `increase` and `decrease`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// The lower bound: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper bound: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How far outside the bounds progress has fallen to nothing: for `keep_within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
}

/// A measure that has been checked, so that every value has a progress.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Yardstick {
    /// From a start to a target, up or down.
    Way {
        /// Where it starts.
        start: f64,
        /// Where it should arrive; never equal to the start.
        target: f64,
    },
    /// Between two bounds.
    Band {
        /// The lower bound.
        low: f64,
        /// The upper bound, above the lower.
        high: f64,
        /// How far outside progress has fallen to 0; above 0.
        tolerance: f64,
    },
    /// Steps: the value is itself the share that is done, see [`milestones`].
    Steps,
}

impl Yardstick {
    /// Progress at a value, unclamped: 0 at the start, 1 at the target or anywhere inside the bounds; never -0.
    pub fn progress(self, value: f64) -> f64 {
        let progress = match self {
            // The same for both directions: going down, both differences are negative.
            Self::Way { start, target } => (value - start) / (target - start),
            Self::Band { low, high, tolerance } => {
                let distance = (low - value).max(value - high).max(0.0);
                1.0 - distance / tolerance
            }
            Self::Steps => value,
        };
        unsigned_zero(progress)
    }

    /// Progress before anything was measured.
    ///
    /// `None` within bounds: nobody knows whether it is inside.
    pub fn at_the_start(self) -> Option<f64> {
        match self {
            Self::Way { .. } | Self::Steps => Some(0.0),
            Self::Band { .. } => None,
        }
    }
}

/// Progress as it is shown: between 0 and 1; never -0.
pub fn shown(progress: f64) -> f64 {
    unsigned_zero(progress.clamp(0.0, 1.0))
}

/// The same number, but 0 for -0: nothing done is not less than nothing, and would be written as `-0`. What comes of
/// adding up nothing, or of going down from 0, is -0.
pub fn unsigned_zero(value: f64) -> f64 {
    value + 0.0
}

/// One step of a key result of kind milestone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Milestone {
    /// Its share of the whole, in relation to the others.
    pub weight: f64,
    /// Whether it is done.
    pub done: bool,
}

/// The share of the weights that is done; `None` if nothing has a weight.
pub fn milestones(steps: &[Milestone]) -> Option<f64> {
    let all: f64 = steps.iter().map(|step| step.weight).sum();
    let done: f64 = steps.iter().filter(|step| step.done).map(|step| step.weight).sum();
    (all > 0.0).then(|| unsigned_zero(done / all))
}

impl Measure {
    /// The yardstick, or what is wrong with which field.
    ///
    /// Codes: `required`, `not_used_here`, `number_out_of_range:<limit>`, `not_whole`, `start_equals_target`,
    /// `target_below_start`, `target_above_start`, `high_not_above_low`, `not_positive`, `only_increase`.
    pub fn check(&self) -> Result<Yardstick, Vec<FieldError>> {
        let mut faults = Faults::default();
        let yardstick = match (self.kind, self.direction) {
            (KeyResultKind::Milestone, Direction::Increase) => self.steps(&mut faults),
            (KeyResultKind::Milestone, _) => faults.refuse("direction", "only_increase"),
            (_, Direction::Increase | Direction::Decrease) => self.way(&mut faults),
            (_, Direction::KeepWithin) => self.band(&mut faults),
        };
        match yardstick {
            Some(yardstick) if faults.0.is_empty() => Ok(yardstick),
            _ => Err(faults.0),
        }
    }

    fn steps(&self, faults: &mut Faults) -> Option<Yardstick> {
        faults.unused("start", self.start);
        faults.unused("target", self.target);
        self.no_band(faults);
        Some(Yardstick::Steps)
    }

    fn way(&self, faults: &mut Faults) -> Option<Yardstick> {
        self.no_band(faults);
        let start = faults.value("start", self.kind, self.start);
        let target = faults.value("target", self.kind, self.target);
        let (start, target) = (start?, target?);
        if (target - start).abs() < SHORTEST {
            return faults.refuse("target", "start_equals_target");
        }
        match self.direction {
            Direction::Increase if target < start => faults.refuse("target", "target_below_start"),
            Direction::Decrease if target > start => faults.refuse("target", "target_above_start"),
            _ => Some(Yardstick::Way { start, target }),
        }
    }

    fn band(&self, faults: &mut Faults) -> Option<Yardstick> {
        faults.unused("start", self.start);
        faults.unused("target", self.target);
        let low = faults.value("low", self.kind, self.low);
        let high = faults.value("high", self.kind, self.high);
        let tolerance = faults.value("tolerance", self.kind, self.tolerance);
        if tolerance.is_some_and(|tolerance| tolerance < SHORTEST) {
            faults.refuse::<()>("tolerance", "not_positive");
        }
        let (low, high, tolerance) = (low?, high?, tolerance?);
        if high <= low {
            return faults.refuse("high", "high_not_above_low");
        }
        Some(Yardstick::Band { low, high, tolerance })
    }

    fn no_band(&self, faults: &mut Faults) {
        faults.unused("low", self.low);
        faults.unused("high", self.high);
        faults.unused("tolerance", self.tolerance);
    }
}

/// Checks a value that somebody reports for a key result of this kind; the error is a code.
pub fn check_value(kind: KeyResultKind, value: f64) -> Result<(), &'static str> {
    // Not-a-number is in no range, so it is refused here as well.
    let (range, code) = match kind {
        KeyResultKind::Number => (-MOST_NUMBER..=MOST_NUMBER, "number_out_of_range:1000000000000"),
        KeyResultKind::Percent => (-MOST_PERCENT..=MOST_PERCENT, "number_out_of_range:100000"),
        KeyResultKind::Money => (-MOST_MONEY..=MOST_MONEY, "number_out_of_range:1000000000000000"),
        KeyResultKind::Milestone => (0.0..=1.0, "number_out_of_range:1"),
    };
    if !range.contains(&value) {
        return Err(code);
    }
    if kind == KeyResultKind::Money && value.fract() != 0.0 {
        return Err("not_whole");
    }
    Ok(())
}

#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn refuse<T>(&mut self, field: &str, code: &str) -> Option<T> {
        self.0.push(FieldError::new(field, code));
        None
    }

    fn value(&mut self, field: &str, kind: KeyResultKind, value: Option<f64>) -> Option<f64> {
        match value.map(|value| check_value(kind, value).map(|()| value)) {
            Some(Ok(value)) => Some(value),
            Some(Err(code)) => self.refuse(field, code),
            None => self.refuse(field, "required"),
        }
    }

    fn unused(&mut self, field: &str, value: Option<f64>) {
        if value.is_some() {
            self.refuse::<()>(field, "not_used_here");
        }
    }
}

#[cfg(test)]
mod tests;
