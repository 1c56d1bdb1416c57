//! What each question of a form told, so that a form gets shorter (`workflows.md` part 4, feature 6): whether it is
//! answered, whether answers differ, and whether others say the same.

use std::collections::BTreeMap;

use super::{
    super::{
        answers::{ReviewAnswer, ReviewAnswers},
        form::{ReviewForm, ReviewQuestion, ReviewQuestionKind, ReviewRelation},
        times::ReviewQuestionWorth,
    },
    score::mean,
};

/// Fewer reviews than these say nothing of a question, and could say something of whoever wrote them.
pub const LEAST_REVIEWS: usize = 10;
/// So many are proposed to be left out.
const PROPOSED: usize = 3;
/// Whatever tells less than this tells nothing.
const NOTHING: f64 = 0.05;
/// Two questions are one from here on.
const SAME: f64 = 0.98;

/// What one review says to one question.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    /// Its side isn't asked.
    NotAsked,
    /// It is left empty.
    Empty,
    /// Something: two answers with one code are the same. With a number where there is one.
    Something(u64, Option<f64>),
}

/// Reviews of a cycle as they are counted, one after the other: nothing of what they say in words is kept.
#[derive(Debug)]
pub struct Worth<'a> {
    form: &'a ReviewForm,
    levels: usize,
    columns: Vec<Column<'a>>,
    reviews: usize,
}

#[derive(Debug)]
struct Column<'a> {
    question: &'a ReviewQuestion,
    said: Vec<Said>,
}

impl<'a> Worth<'a> {
    /// None yet. `levels` is how many levels competencies have.
    pub fn of(form: &'a ReviewForm, levels: usize) -> Self {
        let columns = form.questions().map(|question| Column { question, said: Vec::new() }).collect();
        Self { form, levels, columns, reviews: 0 }
    }

    /// Counts a review.
    pub fn add(&mut self, side: ReviewRelation, answers: &ReviewAnswers) {
        self.reviews += 1;
        for column in &mut self.columns {
            let asked = column.question.answered_by.contains(&side);
            let answer = answers.get(&column.question.key).filter(|answer| !answer.is_empty());
            column.said.push(match answer {
                _ if !asked => Said::NotAsked,
                None => Said::Empty,
                Some(answer) => Said::Something(code(answer), number(column.question, answer)),
            });
        }
    }

    /// How many were counted.
    pub fn reviews(&self) -> usize {
        self.reviews
    }

    /// What each question told, those that told least before the others. Of which too few were asked isn't among them.
    pub fn questions(&self) -> Vec<ReviewQuestionWorth> {
        let asked = |column: &Column<'_>| column.said.iter().filter(|said| **said != Said::NotAsked).count();
        let counted: Vec<&Column<'_>> = self.columns.iter().filter(|it| asked(it) >= LEAST_REVIEWS).collect();
        let mut found: Vec<(f64, ReviewQuestionWorth)> = Vec::new();
        for (at, column) in counted.iter().enumerate() {
            let earlier = counted.iter().take(at).find(|other| is_same(other, column));
            found.push(self.worth(column, earlier.map(|other| other.question.key.clone())));
        }
        // Of two that tell the same, what stands further down goes first.
        found.reverse();
        found.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let few = found.len() <= PROPOSED;
        for (place, (score, question)) in found.iter_mut().enumerate() {
            question.proposed = *score < NOTHING || (place < PROPOSED && !few);
        }
        found.into_iter().map(|(_, question)| question).collect()
    }

    fn worth(&self, column: &Column<'_>, same_as: Option<String>) -> (f64, ReviewQuestionWorth) {
        let asked = column.said.iter().filter(|said| **said != Said::NotAsked).count();
        let codes: Vec<u64> = column.said.iter().filter_map(|said| said.code()).collect();
        let answered = ratio(codes.len(), asked);
        let spread = self.spread(column.question, &codes);
        let agreement = self.agreement(column);
        let told_already = match &same_as {
            Some(_) => 1.0,
            None => agreement.map_or(0.0, |agreement| agreement.max(0.0).powi(2) / 2.0),
        };
        let score = answered * spread * (1.0 - told_already);
        let shown = ReviewQuestionWorth {
            key: column.question.key.clone(),
            text: column.question.text.clone(),
            score: percent(score),
            empty: percent(1.0 - answered),
            spread: percent(spread),
            agreement: agreement.map(|agreement| percent(agreement.max(0.0))),
            same_as,
            proposed: false,
        };
        (score, shown)
    }

    /// How much answers differ: of what can be counted its entropy beside the most there could be, of words how many of
    /// them are others.
    fn spread(&self, question: &ReviewQuestion, codes: &[u64]) -> f64 {
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        for code in codes {
            *counts.entry(*code).or_default() += 1;
        }
        if counts.len() < 2 {
            return 0.0;
        }
        let kinds = match question.kind {
            ReviewQuestionKind::Text => return ratio(counts.len() - 1, codes.len() - 1),
            ReviewQuestionKind::Rating => self.form.scale.len(),
            ReviewQuestionKind::Choice => question.options.len(),
            ReviewQuestionKind::Choices => question.options.len() + 1,
            ReviewQuestionKind::Goals => 2 * self.form.scale.len(),
            ReviewQuestionKind::Competencies => 2 * self.levels,
        };
        let share = |count: &usize| ratio(*count, codes.len());
        let entropy: f64 = counts.values().map(share).map(|share| -share * share.ln()).sum();
        (entropy / ratio(kinds.max(2), 1).ln()).min(1.0)
    }

    /// How much a question's number goes with the others of the same review: their correlation.
    fn agreement(&self, column: &Column<'_>) -> Option<f64> {
        let others: Vec<&Column<'_>> =
            self.columns.iter().filter(|it| it.question.key != column.question.key).collect();
        let pair = |(at, said): (usize, &Said)| {
            let number = said.number()?;
            let rest = others.iter().filter_map(|other| other.said.get(at)?.number());
            Some((number, mean(rest)?))
        };
        correlation(&column.said.iter().enumerate().filter_map(pair).collect::<Vec<_>>())
    }
}

impl Said {
    fn code(self) -> Option<u64> {
        match self {
            Self::Something(code, _) => Some(code),
            Self::NotAsked | Self::Empty => None,
        }
    }

    fn number(self) -> Option<f64> {
        match self {
            Self::Something(_, number) => number,
            Self::NotAsked | Self::Empty => None,
        }
    }
}

/// Whether two questions are answered the same by those who answer both.
fn is_same(one: &Column<'_>, other: &Column<'_>) -> bool {
    let both: Vec<(Said, Said)> = one
        .said
        .iter()
        .copied()
        .zip(other.said.iter().copied())
        .filter(|(one, other)| one.code().is_some() && other.code().is_some())
        .collect();
    if both.len() < LEAST_REVIEWS {
        return false;
    }
    let equal = both.iter().filter(|(one, other)| one.code() == other.code()).count();
    let alike = one.question.kind == other.question.kind && ratio(equal, both.len()) >= SAME;
    let numbers: Vec<(f64, f64)> =
        both.iter().filter_map(|(one, other)| Some((one.number()?, other.number()?))).collect();
    alike || correlation(&numbers).is_some_and(|correlation| correlation >= SAME)
}

/// Pearson's; `None` of too few, or where one of the two never differs.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < LEAST_REVIEWS {
        return None;
    }
    let (x, y) = (mean(pairs.iter().map(|pair| pair.0))?, mean(pairs.iter().map(|pair| pair.1))?);
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let (xx, yy) = (sum(&|pair| (pair.0 - x).powi(2)), sum(&|pair| (pair.1 - y).powi(2)));
    let xy = sum(&|pair| (pair.0 - x) * (pair.1 - y));
    let of = (xx * yy).sqrt();
    (of > 1e-9).then(|| (xy / of).clamp(-1.0, 1.0))
}

/// The number that an answer comes to, where its kind has one.
fn number(question: &ReviewQuestion, answer: &ReviewAnswer) -> Option<f64> {
    match question.kind {
        ReviewQuestionKind::Rating => answer.rating.map(f64::from),
        ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies => {
            mean(answer.items.iter().filter_map(|item| item.rating.map(f64::from)))
        }
        ReviewQuestionKind::Text | ReviewQuestionKind::Choice | ReviewQuestionKind::Choices => None,
    }
}

/// The same for the same answer. Words are told apart by a sum of them alone (FNV-1a), and only where there is nothing
/// else.
fn code(answer: &ReviewAnswer) -> u64 {
    if let Some(rating) = answer.rating {
        return u64::from(rating);
    }
    if !answer.chosen.is_empty() {
        return answer.chosen.iter().fold(1 << 20, |bits, at| bits | (1 << u32::from(*at).min(19)));
    }
    let rated: Vec<f64> = answer.items.iter().filter_map(|item| item.rating.map(f64::from)).collect();
    if let Some(mean) = mean(rated.into_iter()) {
        // In halves of a step.
        return (1u32..=40).rev().find(|half| f64::from(*half) <= mean * 2.0 + 0.5).map_or(0, u64::from) + (2 << 20);
    }
    let said = answer.items.iter().map(|item| item.comment.as_str()).chain([answer.text.as_str()]);
    let letters = said.flat_map(|text| text.trim().chars()).flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |sum, letter| (sum ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// In steps of 5 %.
fn percent(share: f64) -> u8 {
    (0u8..=20).rev().find(|step| f64::from(*step) <= share * 20.0 + 0.5).map_or(0, |step| step * 5)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// Ratings, each given by the same reviews, one column each.
    fn form(ratings: usize, texts: usize) -> ReviewForm {
        let question = |key: String, kind: &str| {
            json!({
                "key": key, "kind": kind, "text": "?", "answered_by": ["manager"], "read_by": "subject",
            })
        };
        let rated = (0..ratings).map(|at| question(format!("r{at}"), "rating"));
        let written = (0..texts).map(|at| question(format!("t{at}"), "text"));
        let questions: Vec<Value> = rated.chain(written).collect();
        let scale = ["a", "b", "c", "d", "e"].map(|word| json!({ "word": word }));
        serde_json::from_value(json!({
            "scale": scale, "weights": [], "sections": [{ "title": "All", "questions": questions }],
        }))
        .unwrap()
    }

    fn review(ratings: &[u8], texts: &[String]) -> ReviewAnswers {
        let rated = ratings.iter().enumerate().map(|(at, step)| (format!("r{at}"), json!({ "rating": step })));
        let written = texts.iter().enumerate().map(|(at, text)| (format!("t{at}"), json!({ "text": text })));
        rated.chain(written).map(|(key, answer)| (key, serde_json::from_value(answer).unwrap())).collect()
    }

    fn judged(form: &ReviewForm, reviews: &[ReviewAnswers]) -> Vec<ReviewQuestionWorth> {
        let mut worth = Worth::of(form, 5);
        reviews.iter().for_each(|review| worth.add(ReviewRelation::Manager, review));
        worth.questions()
    }

    #[test]
    fn a_few_reviews_say_nothing() {
        let form = form(4, 0);
        assert!(judged(&form, &vec![review(&[1, 2, 3, 4], &[]); LEAST_REVIEWS - 1]).is_empty());
        assert_eq!(judged(&form, &vec![review(&[1, 2, 3, 4], &[]); LEAST_REVIEWS]).len(), 4);
    }

    #[test]
    fn what_nobody_answers_tells_nothing_and_what_differs_tells_most() {
        let form = form(5, 1);
        let at = |seed: u8, at: u8| (seed.wrapping_mul(7 + 4 * at) / 3) % 5 + 1;
        let one = |seed: u8| review(&[at(seed, 0), at(seed, 1), at(seed, 2), 3, at(seed, 3)], &[String::new()]);
        let found = judged(&form, &(0..60).map(one).collect::<Vec<_>>());
        let of = |key: &str| found.iter().find(|it| it.key == key).cloned().expect("it is there");
        assert_eq!((of("t0").empty, of("t0").score, of("t0").proposed), (100, 0, true));
        assert_eq!((of("r3").spread, of("r3").score, of("r3").proposed), (0, 0, true));
        assert!(of("r0").score > 0, "{found:?}");
        assert_eq!(found.iter().filter(|it| it.proposed).count(), 3);
    }

    #[test]
    fn words_that_are_always_the_same_tell_nothing() {
        let texts = |seed: u8| [format!("Something else, {seed}"), "Fine.".to_owned(), " fine. ".to_owned()];
        let found = judged(&form(0, 3), &(0..20).map(|seed| review(&[], &texts(seed))).collect::<Vec<_>>());
        let proposed: Vec<_> = found.iter().filter(|it| it.proposed).map(|it| it.key.as_str()).collect();
        assert_eq!(proposed, ["t2", "t1"]);
    }

    proptest! {
        #[test]
        fn a_constant_question_and_a_duplicate_one_are_always_named(
            rows in prop::collection::vec(prop::collection::vec(1u8..=5, 4), 10..80),
            constant in 1u8..=5, copied in 0usize..4,
        ) {
            let form = form(6, 0);
            let whole = |row: &Vec<u8>| {
                let mut row = row.clone();
                row.push(constant);
                row.push(row[copied]);
                review(&row, &[])
            };
            let found = judged(&form, &rows.iter().map(whole).collect::<Vec<_>>());
            let named: Vec<_> = found.iter().filter(|it| it.proposed).map(|it| it.key.as_str()).collect();
            prop_assert!(named.contains(&"r4"), "{:?}", found);
            // The copy, or where another stands before both, whatever of them is the same as that.
            prop_assert!(named.contains(&"r5"), "{:?}", found);
            prop_assert!(found.iter().all(|it| it.score % 5 == 0 && it.empty % 5 == 0 && it.score <= 100));
        }

        #[test]
        fn the_weakest_three_are_named_whatever_is_said(
            rows in prop::collection::vec(prop::collection::vec(1u8..=5, 6), 10..60),
        ) {
            let found = judged(&form(6, 0), &rows.iter().map(|row| review(row, &[])).collect::<Vec<_>>());
            prop_assert!(found.iter().take(3).all(|it| it.proposed));
            prop_assert!(found.windows(2).all(|two| two[0].score <= two[1].score));
        }
    }
}
