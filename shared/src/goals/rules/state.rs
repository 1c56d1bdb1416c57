//! The life of an objective:
//!
//! ```text
//! draft ⇄ proposed → active → achieved | missed | cancelled        active ⇄ paused
//! ```
//!
//! Closing asks for three things: a value for each key result, a score, one line of learning.

use super::{
    kinds::{ObjectiveState, Transition},
    progress::shown,
};
use crate::problem::FieldError;

/// The longest learning, in characters.
pub const LEARNING_MAX: usize = 500;

/// What a transition is judged by. Only closing reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Facts<'a> {
    /// How many key results have never been given a value.
    pub without_value: usize,
    /// The objective's progress, if it has one.
    pub progress: Option<f64>,
    /// The score it is to be closed with, 0 to 1.
    pub score: Option<f64>,
    /// Why the score differs from the one suggested.
    pub score_comment: Option<&'a str>,
    /// What was learned, in one line.
    pub learning: Option<&'a str>,
}

/// The score a closing form starts from: the progress as shown, to two decimals.
pub fn suggested_score(progress: Option<f64>) -> Option<f64> {
    progress.map(|progress| (shown(progress) * 100.0).round() / 100.0)
}

/// The state after a transition, or what stands in its way.
///
/// Codes: `transition` `not_allowed_now`; `key_results` `value_missing`; `score` `required` or
/// `number_out_of_range`; `score_comment` `required`; `learning` `required`, `not_one_line` or `too_long`.
pub fn next(
    state: ObjectiveState,
    transition: Transition,
    facts: Facts<'_>,
) -> Result<ObjectiveState, Vec<FieldError>> {
    if !allowed(state).contains(&transition) {
        return Err(vec![FieldError::new("transition", "not_allowed_now")]);
    }
    let target = target(transition);
    let faults = if target.is_closed() { closing_faults(facts) } else { Vec::new() };
    if faults.is_empty() { Ok(target) } else { Err(faults) }
}

/// The transitions a state allows: which buttons to offer.
pub const fn allowed(state: ObjectiveState) -> &'static [Transition] {
    use Transition::{Achieve, Activate, Cancel, Miss, Pause, Propose, Resume, SendBack};
    match state {
        ObjectiveState::Draft => &[Propose],
        ObjectiveState::Proposed => &[Activate, SendBack],
        ObjectiveState::Active => &[Achieve, Miss, Cancel, Pause],
        ObjectiveState::Paused => &[Resume],
        ObjectiveState::Achieved | ObjectiveState::Missed | ObjectiveState::Cancelled => &[],
    }
}

const fn target(transition: Transition) -> ObjectiveState {
    match transition {
        Transition::Propose => ObjectiveState::Proposed,
        Transition::SendBack => ObjectiveState::Draft,
        Transition::Activate | Transition::Resume => ObjectiveState::Active,
        Transition::Pause => ObjectiveState::Paused,
        Transition::Achieve => ObjectiveState::Achieved,
        Transition::Miss => ObjectiveState::Missed,
        Transition::Cancel => ObjectiveState::Cancelled,
    }
}

fn closing_faults(facts: Facts<'_>) -> Vec<FieldError> {
    let values = (facts.without_value > 0).then_some(("key_results", "value_missing"));
    let score = match facts.score {
        None => Some(("score", "required")),
        Some(score) if !(0.0..=1.0).contains(&score) => Some(("score", "number_out_of_range:1")),
        Some(score) if differs(score, facts.progress) && is_blank(facts.score_comment) => {
            Some(("score_comment", "required"))
        }
        Some(_) => None,
    };
    let learning = match facts.learning.map(str::trim) {
        None | Some("") => Some(("learning", "required")),
        Some(line) if line.contains(['\n', '\r']) => Some(("learning", "not_one_line")),
        Some(line) if line.chars().count() > LEARNING_MAX => Some(("learning", "too_long:500")),
        Some(_) => None,
    };
    [values, score, learning].into_iter().flatten().map(|(field, code)| FieldError::new(field, code)).collect()
}

// Where nothing could be suggested, any score is a judgement and needs its comment as well.
fn differs(score: f64, progress: Option<f64>) -> bool {
    suggested_score(progress).is_none_or(|suggested| (score - suggested).abs() > 0.005)
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests;
