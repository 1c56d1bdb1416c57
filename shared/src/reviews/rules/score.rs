//! The overall score (`workflows.md` 2.6): Σ wᵢ·sᵢ / Σ wᵢ over the parts that are there, each mapped to 0..1 from its own
//! scale. What wasn't asked or isn't answered leaves numerator and denominator.

use super::super::{
    answers::ReviewAnswers,
    form::{ReviewForm, ReviewQuestion, ReviewQuestionKind, ReviewRelation},
};

/// The score of what one side handed in, review by review; `None` where nothing counts. `levels` is how many levels
/// competencies have.
pub fn of_side(form: &ReviewForm, reviews: &[&ReviewAnswers], levels: usize) -> Option<f64> {
    let part = |question: &ReviewQuestion| {
        let scores = reviews.iter().filter_map(|answers| of_answer(form, question, answers, levels));
        mean(scores).map(|score| (f64::from(question.weight), score))
    };
    weighted(form.questions().filter(|question| question.weight > 0).filter_map(part))
}

/// The score of all sides together, each with the weight that the form gives it.
pub fn overall(form: &ReviewForm, sides: &[(ReviewRelation, f64)]) -> Option<f64> {
    let weight =
        |side: ReviewRelation| form.weights.iter().find(|known| known.relation == side).map_or(0, |w| w.weight);
    weighted(sides.iter().map(|(side, score)| (f64::from(weight(*side)), *score)).filter(|(weight, _)| *weight > 0.0))
}

/// The step of a scale of `steps` that a score comes nearest to, from 1.
pub fn nearest_step(score: f64, steps: usize) -> usize {
    let away = |step: usize| (mapped(u8::try_from(step).unwrap_or(u8::MAX), steps).unwrap_or_default() - score).abs();
    (1..=steps).min_by(|a, b| away(*a).total_cmp(&away(*b))).unwrap_or(1)
}

fn of_answer(form: &ReviewForm, question: &ReviewQuestion, answers: &ReviewAnswers, levels: usize) -> Option<f64> {
    let answer = answers.get(&question.key)?;
    match question.kind {
        ReviewQuestionKind::Rating => mapped(answer.rating?, form.scale.len()),
        ReviewQuestionKind::Goals => mean(answer.items.iter().filter_map(|it| mapped(it.rating?, form.scale.len()))),
        ReviewQuestionKind::Competencies => mean(answer.items.iter().filter_map(|it| mapped(it.rating?, levels))),
        _ => None,
    }
}

pub(super) fn mapped(step: u8, steps: usize) -> Option<f64> {
    let last = u8::try_from(steps.checked_sub(1)?).ok().filter(|last| *last > 0)?;
    Some((f64::from(step.saturating_sub(1)) / f64::from(last)).min(1.0))
}

pub(super) fn mean(scores: impl Iterator<Item = f64>) -> Option<f64> {
    weighted(scores.map(|score| (1.0, score)))
}

fn weighted(parts: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, of) = parts.fold((0.0, 0.0), |(sum, of), (weight, score)| (sum + weight * score, of + weight));
    (of > 0.0).then(|| sum / of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn form(weights: &[u8]) -> ReviewForm {
        let question = |(at, weight): (usize, &u8)| {
            json!({ "key": format!("q{at}"), "kind": "rating", "text": "?", "measures": "performance",
                    "answered_by": ["self", "manager"], "read_by": "subject", "weight": weight })
        };
        let questions: Vec<_> = weights.iter().enumerate().map(question).collect();
        let scale = ["a", "b", "c", "d", "e"].map(|word| json!({ "word": word }));
        serde_json::from_value(json!({
            "scale": scale,
            "weights": [{ "relation": "manager", "weight": 75 }, { "relation": "self", "weight": 25 }],
            "sections": [{ "title": "All", "questions": questions }],
        }))
        .unwrap()
    }

    fn answers(ratings: &[Option<u8>]) -> ReviewAnswers {
        let rated = |(at, rating): (usize, &Option<u8>)| {
            (format!("q{at}"), serde_json::from_value(json!({ "rating": rating })).unwrap())
        };
        ratings.iter().enumerate().map(rated).collect()
    }

    #[test]
    fn what_is_missing_leaves_the_sum() {
        let form = form(&[30, 10]);
        assert_eq!(of_side(&form, &[&answers(&[Some(5), Some(1)])], 5), Some(0.75));
        assert_eq!(of_side(&form, &[&answers(&[Some(5), None])], 5), Some(1.0));
        assert_eq!(of_side(&form, &[&answers(&[None, None])], 5), None);
        assert_eq!(overall(&form, &[(ReviewRelation::Manager, 1.0)]), Some(1.0));
        assert_eq!(overall(&form, &[(ReviewRelation::Manager, 1.0), (ReviewRelation::Own, 0.0)]), Some(0.75));
        assert_eq!(overall(&form, &[(ReviewRelation::Peer, 1.0)]), None);
    }

    #[test]
    fn a_score_is_a_word_again() {
        assert_eq!([0.0, 0.12, 0.13, 0.5, 0.88, 1.0].map(|score| nearest_step(score, 5)), [1, 1, 2, 3, 5, 5]);
    }

    proptest! {
        #[test]
        fn a_score_lies_between_the_lowest_and_the_highest_that_make_it(
            weights in prop::collection::vec(0u8..=100, 1..6), ratings in prop::collection::vec(1u8..=5, 6),
        ) {
            let given: Vec<_> = weights.iter().zip(&ratings).map(|(_, rating)| Some(*rating)).collect();
            let counted = weights.iter().zip(&ratings).filter(|(weight, _)| **weight > 0);
            let scores: Vec<f64> = counted.map(|(_, rating)| f64::from(rating - 1) / 4.0).collect();
            match of_side(&form(&weights), &[&answers(&given)], 5) {
                None => prop_assert!(scores.is_empty()),
                Some(score) => {
                    let (least, most) = scores.iter().fold((1.0f64, 0.0f64), |(l, m), s| (l.min(*s), m.max(*s)));
                    prop_assert!(least - 1e-9 <= score && score <= most + 1e-9);
                }
            }
        }
    }
}
