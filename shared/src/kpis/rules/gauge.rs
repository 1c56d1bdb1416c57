//! What a value is held against: a target, two thresholds, and a hard line.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::kinds::{KpiDirection, KpiKind};
use crate::problem::FieldError;

/// What a KPI is held against, as it is written down. [`Gauge::check`] makes it usable.
///
/// Thresholds are values where higher or lower is better; where it is to stay within bounds they say how far outside.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Gauge {
    /// Which way is better.
    pub direction: KpiDirection,
    /// The value it should reach: for `higher` and `lower`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// The lower bound: for `within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper bound: for `within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Worse than this is worth a look; the target or the bounds themselves if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<f64>,
    /// Worse than this is unhealthy; the first threshold if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unhealthy: Option<f64>,
    /// Worse than this is unhealthy at once, without waiting for a second period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<f64>,
}

/// How a value stands against its gauge, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// Not worse than the first threshold.
    Good,
    /// Between the two.
    Doubtful,
    /// Worse than the second.
    Bad,
    /// Beyond the hard line.
    Beyond,
}

/// A gauge that has been checked. All lines are distances from the target or the bounds; more is worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruler {
    gauge: Gauge,
    watch: f64,
    unhealthy: f64,
    hard: Option<f64>,
}

impl Ruler {
    /// How far a value is on the wrong side of the target, or outside the bounds; below 0 it is beyond the target.
    fn shortfall(&self, value: f64) -> f64 {
        shortfall(&self.gauge, value)
    }

    /// How a value stands.
    pub fn judge(&self, value: f64) -> Judgement {
        let short = self.shortfall(value);
        if self.hard.is_some_and(|hard| short > hard) {
            Judgement::Beyond
        } else if short > self.unhealthy {
            Judgement::Bad
        } else if short > self.watch {
            Judgement::Doubtful
        } else {
            Judgement::Good
        }
    }
}

fn shortfall(gauge: &Gauge, value: f64) -> f64 {
    match gauge.direction {
        KpiDirection::Higher => gauge.target.unwrap_or_default() - value,
        KpiDirection::Lower => value - gauge.target.unwrap_or_default(),
        KpiDirection::Within => {
            (gauge.low.unwrap_or_default() - value).max(value - gauge.high.unwrap_or_default()).max(0.0)
        }
    }
}

impl Gauge {
    /// The ruler, or what is wrong with which field.
    ///
    /// Codes: `required`, `not_used_here`, `number_out_of_range:<limit>`, `not_whole`, `high_not_above_low`,
    /// `not_positive`, `better_than_target`, `better_than_threshold`.
    pub fn check(&self, kind: KpiKind) -> Result<Ruler, Vec<FieldError>> {
        let mut faults = Vec::new();
        let named = [
            ("target", self.target),
            ("low", self.low),
            ("high", self.high),
            ("watch", self.watch),
            ("unhealthy", self.unhealthy),
            ("hard", self.hard),
        ];
        for (field, value) in named {
            if let Some(Err(code)) = value.map(|value| check_value(kind, value)) {
                faults.push(FieldError::new(field, code));
            }
        }
        let (needed, unused): (&[&str], &[&str]) = match self.direction {
            KpiDirection::Within => (&["low", "high"], &["target"]),
            KpiDirection::Higher | KpiDirection::Lower => (&["target"], &["low", "high"]),
        };
        for (field, value) in named {
            if needed.contains(&field) && value.is_none() {
                faults.push(FieldError::new(field, "required"));
            }
            if unused.contains(&field) && value.is_some() {
                faults.push(FieldError::new(field, "not_used_here"));
            }
        }
        if self.low.zip(self.high).is_some_and(|(low, high)| high <= low) {
            faults.push(FieldError::new("high", "high_not_above_low"));
        }
        if faults.is_empty() { self.lines() } else { Err(faults) }
    }

    /// The lines as distances, each not better than the one before.
    fn lines(&self) -> Result<Ruler, Vec<FieldError>> {
        let within = self.direction == KpiDirection::Within;
        let distance = |line: f64| if within { line } else { shortfall(self, line) };
        let mut faults = Vec::new();
        let watch = self.watch.map_or(0.0, distance);
        let unhealthy = self.unhealthy.map_or(watch, distance);
        let hard = self.hard.map(distance);
        if watch < 0.0 {
            faults.push(FieldError::new("watch", if within { "not_positive" } else { "better_than_target" }));
        }
        if unhealthy < watch {
            faults.push(FieldError::new("unhealthy", "better_than_threshold"));
        }
        if hard.is_some_and(|hard| hard < unhealthy) {
            faults.push(FieldError::new("hard", "better_than_threshold"));
        }
        if faults.is_empty() { Ok(Ruler { gauge: *self, watch, unhealthy, hard }) } else { Err(faults) }
    }

    /// The lines as values, for a chart: of bounds both sides. First the target or bounds, then the first threshold,
    /// the second, the hard line.
    pub fn drawn(&self) -> [Vec<f64>; 4] {
        let lines = |line: Option<f64>| -> Vec<f64> {
            match (self.direction, self.low, self.high) {
                (KpiDirection::Within, Some(low), Some(high)) => {
                    line.map(|far| vec![low - far, high + far]).unwrap_or_default()
                }
                _ => line.into_iter().collect(),
            }
        };
        let aim = match self.direction {
            KpiDirection::Within => self.low.into_iter().chain(self.high).collect(),
            _ => self.target.into_iter().collect(),
        };
        [aim, lines(self.watch), lines(self.unhealthy), lines(self.hard)]
    }
}

/// The largest value of a number, either way.
const MOST_NUMBER: f64 = 1e12;
/// The largest percentage, either way: a thousand times the whole.
const MOST_PERCENT: f64 = 1e5;
/// The largest amount of money in minor units, still exact in an `f64`.
const MOST_MONEY: f64 = 1e15;
/// The longest time, in whatever unit.
const MOST_TIME: f64 = 1e9;

/// Checks a value that somebody reports for a KPI of this kind; the error is a code.
pub fn check_value(kind: KpiKind, value: f64) -> Result<(), &'static str> {
    // Not-a-number is in no range, so it is refused here as well.
    let (range, code) = match kind {
        KpiKind::Number => (-MOST_NUMBER..=MOST_NUMBER, "number_out_of_range:1000000000000"),
        KpiKind::Percent => (-MOST_PERCENT..=MOST_PERCENT, "number_out_of_range:100000"),
        KpiKind::Money => (-MOST_MONEY..=MOST_MONEY, "number_out_of_range:1000000000000000"),
        KpiKind::Duration => (0.0..=MOST_TIME, "number_out_of_range:1000000000"),
    };
    if !range.contains(&value) {
        return Err(code);
    }
    if kind == KpiKind::Money && value.fract() != 0.0 {
        return Err("not_whole");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn higher(target: f64, watch: Option<f64>, unhealthy: Option<f64>, hard: Option<f64>) -> Gauge {
        Gauge { direction: KpiDirection::Higher, target: Some(target), low: None, high: None, watch, unhealthy, hard }
    }

    fn codes(gauge: Gauge, kind: KpiKind) -> Vec<(String, String)> {
        gauge.check(kind).err().into_iter().flatten().map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn a_value_on_a_line_is_still_on_the_better_side() {
        let ruler = higher(99.0, Some(98.0), Some(95.0), Some(90.0)).check(KpiKind::Percent).unwrap();
        let judged = [99.5, 98.0, 97.9, 95.0, 94.0, 90.0, 89.9].map(|value| ruler.judge(value));
        use Judgement::{Bad, Beyond, Doubtful, Good};
        assert_eq!(judged, [Good, Good, Doubtful, Doubtful, Bad, Bad, Beyond]);
    }

    #[test]
    fn within_bounds_lines_say_how_far_outside() {
        let gauge = Gauge {
            direction: KpiDirection::Within,
            target: None,
            low: Some(18.0),
            high: Some(22.0),
            watch: Some(0.0),
            unhealthy: Some(2.0),
            hard: None,
        };
        let ruler = gauge.check(KpiKind::Number).unwrap();
        assert_eq!(ruler.judge(20.0), Judgement::Good);
        assert_eq!((ruler.judge(17.0), ruler.judge(24.0)), (Judgement::Doubtful, Judgement::Doubtful));
        assert_eq!((ruler.judge(15.9), ruler.judge(24.1)), (Judgement::Bad, Judgement::Bad));
        assert_eq!(gauge.drawn()[2], [16.0, 24.0]);
    }

    #[test]
    fn what_makes_no_gauge_is_named() {
        let code =
            |gauge| codes(gauge, KpiKind::Number).into_iter().next().map(|(field, code)| format!("{field} {code}"));
        assert_eq!(code(higher(10.0, Some(11.0), None, None)).as_deref(), Some("watch better_than_target"));
        assert_eq!(code(higher(10.0, Some(8.0), Some(9.0), None)).as_deref(), Some("unhealthy better_than_threshold"));
        assert_eq!(code(higher(10.0, None, Some(5.0), Some(6.0))).as_deref(), Some("hard better_than_threshold"));
        assert_eq!(code(Gauge { target: None, ..higher(1.0, None, None, None) }).as_deref(), Some("target required"));
        assert_eq!(
            code(Gauge { low: Some(1.0), ..higher(1.0, None, None, None) }).as_deref(),
            Some("low not_used_here")
        );
        assert_eq!(codes(higher(1.5, None, None, None), KpiKind::Money)[0].1, "not_whole");
        assert_eq!(codes(higher(-1.0, None, None, None), KpiKind::Duration)[0].1, "number_out_of_range");
    }

    proptest! {
        #[test]
        fn worse_is_never_judged_better(a in -100.0..100.0f64, b in -100.0..100.0f64, watch in 0.0..20.0f64, more in 0.0..20.0f64) {
            let ruler = higher(50.0, Some(50.0 - watch), Some(50.0 - watch - more), None).check(KpiKind::Number).unwrap();
            prop_assert!(ruler.judge(a.max(b)) <= ruler.judge(a.min(b)));
            let lower = Gauge { direction: KpiDirection::Lower, watch: Some(50.0 + watch), unhealthy: Some(50.0 + watch + more), ..higher(50.0, None, None, None) };
            let ruler = lower.check(KpiKind::Number).unwrap();
            prop_assert!(ruler.judge(a.min(b)) <= ruler.judge(a.max(b)));
        }
    }
}
