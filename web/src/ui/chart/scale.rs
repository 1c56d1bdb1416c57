//! From numbers to places, and round numbers for the axis.

/// A straight scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// Maps `from` onto `to`; a single value lands in the middle.
    pub(super) const fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The place of a value.
    pub(super) fn at(self, value: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        if span.abs() < f64::EPSILON {
            return f64::midpoint(self.to.0, self.to.1);
        }
        self.to.0 + (value - self.from.0) / span * (self.to.1 - self.to.0)
    }
}

/// Lowest and highest of the values; `None` if there are none.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).fold(None, |seen, value| match seen {
        None => Some((value, value)),
        Some((low, high)) => Some((low.min(value), high.max(value))),
    })
}

/// About four round numbers that enclose the range.
pub(super) fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let span = if (high - low).abs() < f64::EPSILON { low.abs().max(1.0) } else { high - low };
    let rough = span / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(power * 10.0);
    let first = (low / step).floor();
    let last = (high / step).ceil().max(first + 1.0);
    std::iter::successors(Some(first), |at| (*at < last).then_some(at + 1.0)).map(|at| at * step).take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::{Scale, extent, ticks};

    #[test]
    fn ticks_are_round_and_enclose_the_range() {
        assert_eq!(ticks((0.0, 100.0)), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks((3.0, 17.0)), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(ticks((5.0, 5.0)).first(), Some(&4.0));
        for range in [(-3.0, 8.0), (0.001, 0.009), (1.0e9, 3.0e9), (0.0, 0.0)] {
            let found = ticks(range);
            assert!(found.first().is_some_and(|tick| *tick <= range.0), "{range:?} {found:?}");
            assert!(found.last().is_some_and(|tick| *tick >= range.1), "{range:?} {found:?}");
            assert!(found.len() <= 12);
        }
    }

    #[test]
    fn a_scale_maps_its_ends_and_centres_a_single_value() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert!((scale.at(0.0) - 100.0).abs() < 1e-9);
        assert!((scale.at(10.0)).abs() < 1e-9);
        assert!((Scale::new((4.0, 4.0), (0.0, 50.0)).at(4.0) - 25.0).abs() < 1e-9);
        assert_eq!(extent([f64::NAN, 2.0, -1.0].into_iter()), Some((-1.0, 2.0)));
        assert_eq!(extent(std::iter::empty()), None);
    }
}
