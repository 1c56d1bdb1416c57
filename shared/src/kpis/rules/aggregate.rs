//! From days to longer spans. What is kept of a day is enough for every way of making a value, and days can be
//! added up in any order.

use chrono::NaiveDate;

use super::kinds::Aggregation;

/// What was measured on a day, as far as longer spans need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayTotals {
    /// The day.
    pub day: NaiveDate,
    /// How many measurements; at least one.
    pub count: i64,
    /// All of them together.
    pub sum: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// The latest.
    pub last: f64,
}

/// The value of a span from its days, in any order; `None` if there are none.
pub fn combine(days: &[DayTotals], aggregation: Aggregation) -> Option<f64> {
    let latest = days.iter().max_by_key(|day| day.day)?;
    let sum = || days.iter().map(|day| day.sum).sum::<f64>();
    Some(match aggregation {
        Aggregation::Sum => sum(),
        #[expect(clippy::cast_precision_loss, reason = "nobody measures 2^53 times")]
        Aggregation::Mean => sum() / days.iter().map(|day| day.count).sum::<i64>() as f64,
        Aggregation::Last => latest.last,
        Aggregation::Max => days.iter().map(|day| day.most).fold(f64::NEG_INFINITY, f64::max),
        Aggregation::Min => days.iter().map(|day| day.least).fold(f64::INFINITY, f64::min),
    })
}

/// What a day holds of its measurements, in order of their time; `None` if there are none.
pub fn of_day(day: NaiveDate, values: &[f64]) -> Option<DayTotals> {
    let last = *values.last()?;
    Some(DayTotals {
        day,
        count: i64::try_from(values.len()).unwrap_or(i64::MAX),
        sum: values.iter().sum(),
        least: values.iter().copied().fold(f64::INFINITY, f64::min),
        most: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        last,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_measured_is_no_value_and_not_zero() {
        for aggregation in Aggregation::ALL {
            assert_eq!(combine(&[], *aggregation), None);
        }
    }

    proptest! {
        #[test]
        fn days_give_what_the_measurements_themselves_would(
            days in prop::collection::vec(prop::collection::vec(-1_000i32..1_000, 0..5), 1..8), turn in any::<prop::sample::Index>(),
        ) {
            let all: Vec<f64> = days.iter().flatten().map(|value| f64::from(*value)).collect();
            let mut totals: Vec<_> = days
                .iter()
                .enumerate()
                .filter_map(|(index, values)| {
                    let values: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
                    of_day(NaiveDate::default() + chrono::Duration::days(index as i64), &values)
                })
                .collect();
            let direct = |aggregation: Aggregation| {
                let last = *all.last()?;
                Some(match aggregation {
                    Aggregation::Sum => all.iter().sum(),
                    Aggregation::Mean => all.iter().sum::<f64>() / all.len() as f64,
                    Aggregation::Last => last,
                    Aggregation::Max => all.iter().copied().fold(f64::MIN, f64::max),
                    Aggregation::Min => all.iter().copied().fold(f64::MAX, f64::min),
                })
            };
            if !totals.is_empty() {
                let by = turn.index(totals.len());
                totals.rotate_left(by);
            }
            for aggregation in Aggregation::ALL {
                prop_assert_eq!(combine(&totals, *aggregation), direct(*aggregation));
            }
        }
    }
}
