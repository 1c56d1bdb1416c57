//! The overall score (`workflows.md` 2.6): Σ wᵢ·sᵢ / Σ wᵢ over the parts that are there, each mapped to 0..1 from its own
//! scale. What wasn't asked or isn't answered leaves numerator and denominator.

use super::super::{
    answers::ReviewAnswers,
    form::{ReviewForm, ReviewQuestion, ReviewQuestionKind, ReviewRelation},
};

/// What was handed in, and how much it counts beside the others of its side.
pub type Counted<'a> = (f64, &'a ReviewAnswers);

/// How much each review of a side counts, by the days on which its author led the person: all that did count together for as many
/// as they are, each by their days, and anybody else for one. Where nobody led them on any day, all count alike.
pub fn by_days(days: &[Option<i32>]) -> Vec<f64> {
    let led: Vec<f64> = days.iter().flatten().map(|days| f64::from(*days)).collect();
    let (sum, many) = (led.iter().sum::<f64>(), led.iter().map(|_| 1.0).sum::<f64>());
    let counts = |days: &Option<i32>| match days {
        Some(days) if sum > 0.0 => f64::from(*days) * many / sum,
        _ => 1.0,
    };
    days.iter().map(counts).collect()
}

/// The score of what one side handed in, review by review; `None` where nothing counts. `levels` is how many levels
/// competencies have.
pub fn of_side(form: &ReviewForm, reviews: &[Counted<'_>], levels: usize) -> Option<f64> {
    let part = |question: &ReviewQuestion| {
        of_question(form, question, reviews, levels).map(|score| (f64::from(question.weight), score))
    };
    weighted(form.questions().filter(|question| question.weight > 0).filter_map(part))
}

/// The score of one question in what one side handed in; `None` where nobody rated anything by it.
pub fn of_question(
    form: &ReviewForm,
    question: &ReviewQuestion,
    reviews: &[Counted<'_>],
    levels: usize,
) -> Option<f64> {
    let part = |(counts, answers): &Counted<'_>| Some((*counts, of_answer(form, question, answers, levels)?));
    weighted(reviews.iter().filter_map(part))
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
        assert_eq!(of_side(&form, &[(1.0, &answers(&[Some(5), Some(1)]))], 5), Some(0.75));
        assert_eq!(of_side(&form, &[(1.0, &answers(&[Some(5), None]))], 5), Some(1.0));
        assert_eq!(of_side(&form, &[(1.0, &answers(&[None, None]))], 5), None);
        assert_eq!(overall(&form, &[(ReviewRelation::Manager, 1.0)]), Some(1.0));
        assert_eq!(overall(&form, &[(ReviewRelation::Manager, 1.0), (ReviewRelation::Own, 0.0)]), Some(0.75));
        assert_eq!(overall(&form, &[(ReviewRelation::Peer, 1.0)]), None);
    }

    #[test]
    fn managers_count_by_the_days_on_which_they_led_the_person() {
        let form = form(&[1]);
        let (before, now) = (answers(&[Some(5)]), answers(&[Some(1)]));
        let score = |days: [Option<i32>; 2]| {
            let counts = by_days(&days);
            of_side(&form, &[(counts[0], &before), (counts[1], &now)], 5)
        };
        assert_eq!(score([Some(90), Some(30)]), Some(0.75));
        assert_eq!(score([Some(0), Some(0)]), Some(0.5), "before anybody's line began all count alike");
        assert_eq!(score([Some(90), Some(0)]), Some(1.0));
        assert_eq!(score([Some(90), None]), Some(0.5), "who was named beside them counts for one");
    }

    #[test]
    fn a_score_is_a_word_again() {
        assert_eq!([0.0, 0.12, 0.13, 0.5, 0.88, 1.0].map(|score| nearest_step(score, 5)), [1, 1, 2, 3, 5, 5]);
    }

    proptest! {
        #[test]
        fn all_together_count_for_as_many_as_they_are(
            days in prop::collection::vec(prop::option::of(0i32..400), 1..6),
        ) {
            let counts = by_days(&days);
            let many = f64::from(u32::try_from(days.len()).unwrap());
            prop_assert!((counts.iter().sum::<f64>() - many).abs() < 1e-9 && counts.iter().all(|one| *one >= 0.0));
        }

        #[test]
        fn a_score_lies_between_the_lowest_and_the_highest_that_make_it(
            weights in prop::collection::vec(0u8..=100, 1..6), ratings in prop::collection::vec(1u8..=5, 6),
        ) {
            let given: Vec<_> = weights.iter().zip(&ratings).map(|(_, rating)| Some(*rating)).collect();
            let counted = weights.iter().zip(&ratings).filter(|(weight, _)| **weight > 0);
            let scores: Vec<f64> = counted.map(|(_, rating)| f64::from(rating - 1) / 4.0).collect();
            match of_side(&form(&weights), &[(1.0, &answers(&given))], 5) {
                None => prop_assert!(scores.is_empty()),
                Some(score) => {
                    let (least, most) = scores.iter().fold((1.0f64, 0.0f64), |(l, m), s| (l.min(*s), m.max(*s)));
                    prop_assert!(least - 1e-9 <= score && score <= most + 1e-9);
                }
            }
        }
    }
}
