//! What counts of answers mean.

/// An eNPS with its margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enps {
    /// Promoters (9, 10) less detractors (0 to 6), in a hundred, as a whole number.
    pub score: i64,
    /// How far chance alone would move it, at 95 %.
    pub margin: i64,
}

/// The eNPS of how often 0 to 10 were answered; nothing if nobody answered.
pub fn enps(counts: &[i64]) -> Option<Enps> {
    let total = total(counts)?;
    let of = |wanted: &dyn Fn(usize) -> bool| share(counts, wanted, total);
    let (promoters, detractors) = (of(&|answer| answer >= 9), of(&|answer| answer <= 6));
    let score = promoters - detractors;
    let variance = promoters + detractors - score * score;
    let margin = 1.96 * (variance.max(0.0) / total).sqrt();
    Some(Enps { score: whole(score * 100.0), margin: whole(margin * 100.0) })
}

/// The mean step, from 1; nothing if nobody answered.
pub fn mean(counts: &[i64]) -> Option<f64> {
    let total = total(counts)?;
    let sum: f64 = (1..).zip(counts).map(|(step, count)| f64::from(step) * float(*count)).sum();
    Some((sum / total * 100.0).round() / 100.0)
}

fn total(counts: &[i64]) -> Option<f64> {
    let total = counts.iter().sum::<i64>();
    (total > 0).then(|| float(total))
}

fn share(counts: &[i64], wanted: &dyn Fn(usize) -> bool, total: f64) -> f64 {
    let some: i64 = counts.iter().enumerate().filter(|(answer, _)| wanted(*answer)).map(|(_, count)| *count).sum();
    float(some) / total
}

/// Counts of people are far below what a float holds exactly.
fn float(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

fn whole(value: f64) -> i64 {
    // Between -200 and 200 by construction.
    format!("{:.0}", value.round()).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn promoters_less_detractors() {
        // 5 × 10, 3 × 8, 2 × 3
        let counts = [0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 5];
        assert_eq!(enps(&counts), Some(Enps { score: 30, margin: 48 }));
        assert_eq!(enps(&[0; 11]), None);
        assert_eq!(enps(&[0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0]), Some(Enps { score: 0, margin: 0 }));
    }

    #[test]
    fn the_mean_step_counts_from_one() {
        assert_eq!(mean(&[1, 0, 0, 0, 1]), Some(3.0));
        assert_eq!(mean(&[0, 1, 2]), Some(2.67));
        assert_eq!(mean(&[0, 0]), None);
    }

    proptest! {
        #[test]
        fn a_score_stays_between_its_ends(counts in prop::collection::vec(0i64..50, 11)) {
            if let Some(Enps { score, margin }) = enps(&counts) {
                prop_assert!((-100..=100).contains(&score) && (0..=196).contains(&margin));
            }
        }
    }
}
