//! What answers a question, and when a review is whole.

use garde::Error;

use super::super::{
    answers::{ReviewAnswer, ReviewAnswers},
    form::{MOST_QUESTIONS, ReviewForm, ReviewQuestion, ReviewQuestionKind, ReviewRelation},
};
use crate::problem::FieldError;

/// No more answers than a form has questions.
pub(in super::super) fn not_too_many(answers: &ReviewAnswers, _: &()) -> garde::Result {
    if answers.len() > MOST_QUESTIONS { Err(Error::new(format!("too_many:{MOST_QUESTIONS}"))) } else { Ok(()) }
}

/// Questions that two versions of a review answer differently.
pub fn differing<'a>(
    form: &'a ReviewForm,
    before: &'a ReviewAnswers,
    after: &'a ReviewAnswers,
) -> impl Iterator<Item = &'a ReviewQuestion> {
    let said = |answers: &'a ReviewAnswers, key: &str| answers.get(key).filter(|answer| !answer.is_empty());
    form.questions().filter(move |question| said(before, &question.key) != said(after, &question.key))
}

/// What of the answers doesn't fit the form, as this side is asked by it. `levels` is how many levels competencies have.
pub fn faults(form: &ReviewForm, side: ReviewRelation, answers: &ReviewAnswers, levels: usize) -> Vec<FieldError> {
    let mut faults = Vec::new();
    for (key, answer) in answers {
        let mut wrong = |field: &str, code: &str| faults.push(FieldError::new(format!("answers.{key}{field}"), code));
        let Some(question) = form.questions().find(|question| question.key == *key) else {
            wrong("", "unknown");
            continue;
        };
        if !question.answered_by.contains(&side) {
            wrong("", "not_used_here");
            continue;
        }
        let kind = question.kind;
        let itemised = matches!(kind, ReviewQuestionKind::Goals | ReviewQuestionKind::Competencies);
        let steps = if kind == ReviewQuestionKind::Competencies { levels } else { form.scale.len() };
        let beyond = |rating: Option<u8>| rating.is_some_and(|rating| usize::from(rating) > steps);
        if answer.rating.is_some() && kind != ReviewQuestionKind::Rating {
            wrong(".rating", "not_used_here");
        } else if beyond(answer.rating) {
            wrong(".rating", "out_of_range");
        }
        // A rating may come with a word on why.
        if !answer.text.is_empty() && !matches!(kind, ReviewQuestionKind::Text | ReviewQuestionKind::Rating) {
            wrong(".text", "not_used_here");
        }
        if let Some(code) = chosen_fault(question, answer) {
            wrong(".chosen", code);
        }
        if !answer.items.is_empty() && !itemised {
            wrong(".items", "not_used_here");
        } else if answer.items.iter().any(|item| beyond(item.rating)) {
            wrong(".items", "out_of_range");
        }
    }
    faults
}

fn chosen_fault(question: &ReviewQuestion, answer: &ReviewAnswer) -> Option<&'static str> {
    let most = match question.kind {
        ReviewQuestionKind::Choice => 1,
        ReviewQuestionKind::Choices => question.options.len(),
        _ => 0,
    };
    let mut seen = answer.chosen.clone();
    seen.sort_unstable();
    seen.dedup();
    if most == 0 && !answer.chosen.is_empty() {
        Some("not_used_here")
    } else if seen.len() < answer.chosen.len() {
        Some("twice")
    } else if seen.len() > most {
        Some("too_many:1")
    } else if answer.chosen.iter().any(|place| usize::from(*place) >= question.options.len()) {
        Some("out_of_range")
    } else {
        None
    }
}

/// The questions that this side has to answer and hasn't. Of goals and competencies there may be none to speak of:
/// `goals` and `competencies` say how many there are, and each of them wants a rating.
pub fn missing<'a>(
    form: &'a ReviewForm,
    side: ReviewRelation,
    answers: &ReviewAnswers,
    goals: usize,
    competencies: usize,
) -> Vec<&'a str> {
    let is_missing = |question: &&ReviewQuestion| {
        let answer = answers.get(&question.key);
        let rated = answer.map_or(0, |answer| answer.items.iter().filter(|item| item.rating.is_some()).count());
        match question.kind {
            ReviewQuestionKind::Rating => answer.is_none_or(|answer| answer.rating.is_none()),
            ReviewQuestionKind::Text => answer.is_none_or(|answer| answer.text.trim().is_empty()),
            ReviewQuestionKind::Choice | ReviewQuestionKind::Choices => {
                answer.is_none_or(|answer| answer.chosen.is_empty())
            }
            ReviewQuestionKind::Goals => rated < goals,
            ReviewQuestionKind::Competencies => rated < competencies,
        }
    };
    let asked = form.questions().filter(|question| question.required && question.answered_by.contains(&side));
    asked.filter(is_missing).map(|question| question.key.as_str()).collect()
}
