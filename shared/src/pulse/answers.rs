//! Ballots and answers on the wire.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    questions::{LONGEST_TEXT, MOST_QUESTIONS, Question, QuestionKind},
    rules::tally::paragraphs,
    threads::MOST_LOCKS,
};
use crate::{
    problem::FieldError,
    wire::{PulseGroupId, PulseId, check},
};

/// A token, blinded so that whoever signs it does not see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct BlindBallot {
    /// 32 bytes as unpadded base64url: the blinded element of RFC 9497 (POPRF, ristretto255-SHA512).
    #[garde(custom(bytes::<32>))]
    pub blinded: String,
}

/// A blinded token, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseBallot)]
pub struct Ballot {
    /// The evaluated element, 32 bytes as base64url.
    pub evaluated: String,
    /// The proof that the pulse's public key signed it, 64 bytes as base64url.
    pub proof: String,
    /// The group its answers are counted in, with at least the minimum of people.
    pub group_id: PulseGroupId,
}

/// A ballot, unblinded: who holds it may answer, and nobody knows who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = PulseSlip)]
pub struct Slip {
    /// The pulse.
    #[garde(skip)]
    pub pulse_id: PulseId,
    /// The group the ballot was signed for.
    #[garde(skip)]
    pub group_id: PulseGroupId,
    /// 32 random bytes as base64url, known to the holder alone until now.
    #[garde(custom(bytes::<32>))]
    pub token: String,
    /// What the signature makes of it, 64 bytes as base64url.
    #[garde(custom(bytes::<64>))]
    pub seal: String,
}

/// Answers by a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPulseSheet)]
pub struct NewSheet {
    /// The ballot.
    #[garde(dive)]
    pub slip: Slip,
    /// One for each question that is answered.
    #[garde(dive, custom(at_most_all))]
    pub answers: Vec<Answer>,
}

/// What was answered by a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PulseSheet)]
pub struct Sheet {
    /// One for each question that was answered.
    pub answers: Vec<Answer>,
}

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(as = PulseAnswer)]
pub struct Answer {
    /// The question's place, from 0.
    #[garde(custom(position))]
    pub question: u8,
    /// 0 to 10, or the step of a scale from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(up_to_ten)))]
    pub number: Option<u8>,
    /// The options chosen, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(|all: &Vec<u8>, at: &()| few(all, at))))]
    pub choices: Option<Vec<u8>>,
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, LONGEST_TEXT))))]
    pub text: Option<String>,
    /// The locks of the text's threads, in the order of its paragraphs, by which its author can be answered: each is the
    /// SHA-256 of a key that its author keeps, 32 bytes as unpadded base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(|all: &Vec<String>, at: &()| of_threads(all, at))))]
    pub locks: Option<Vec<String>>,
}

impl Answer {
    /// Nothing yet, to a question.
    pub fn to(question: u8) -> Self {
        Self { question, number: None, choices: None, text: None, locks: None }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.number.is_none()
            && self.choices.as_ref().is_none_or(Vec::is_empty)
            && self.text.as_ref().is_none_or(|text| text.trim().is_empty())
    }
}

/// What is wrong with answers to these questions; by the form and the server alike.
pub fn faults(questions: &[Question], answers: &[Answer]) -> Vec<FieldError> {
    let mut found = Vec::new();
    for (index, answer) in answers.iter().enumerate() {
        let mut fault =
            |field: &str, code: &str| found.push(FieldError::new(format!("answers[{index}].{field}"), code));
        let Some(question) = questions.iter().find(|question| question.position == answer.question) else {
            fault("question", "unknown");
            continue;
        };
        if answers.iter().take(index).any(|earlier| earlier.question == answer.question) {
            fault("question", "twice");
        }
        if let Some((field, code)) = fault_of(question, answer) {
            fault(field, code);
        }
    }
    let answered = |position| answers.iter().any(|answer| answer.question == position && !answer.is_empty());
    let missing = questions.iter().filter(|question| !question.optional && !answered(question.position));
    found.extend(missing.map(|question| FieldError::new(format!("question_{}", question.position), "required")));
    found
}

fn fault_of(question: &Question, answer: &Answer) -> Option<(&'static str, &'static str)> {
    let steps = u8::try_from(question.options.len()).unwrap_or(u8::MAX);
    let numbered = matches!(question.kind, QuestionKind::Enps | QuestionKind::Scale);
    if answer.number.is_some() && !numbered {
        return Some(("number", "not_used_here"));
    }
    if answer.choices.is_some() && question.kind != QuestionKind::Choice {
        return Some(("choices", "not_used_here"));
    }
    if answer.text.is_some() && question.kind != QuestionKind::Text {
        return Some(("text", "not_used_here"));
    }
    let written = answer.text.as_deref().map(paragraphs).unwrap_or_default().len();
    if answer.locks.as_ref().is_some_and(|locks| locks.len() > written) {
        return Some(("locks", "not_used_here"));
    }
    match (question.kind, answer.number, answer.choices.as_deref()) {
        (QuestionKind::Scale, Some(number), _) if number == 0 || number > steps => {
            Some(("number", "number_out_of_range"))
        }
        (QuestionKind::Choice, _, Some(choices)) => {
            let known = choices.iter().all(|choice| *choice < steps);
            let once = choices.iter().enumerate().all(|(at, choice)| !choices.iter().take(at).any(|it| it == choice));
            let few = question.multiple || choices.len() <= 1;
            (!known || !once || !few).then_some(("choices", "unknown_value"))
        }
        _ => None,
    }
}

/// Bytes of this length from unpadded base64url.
pub(super) fn decoded<const N: usize>(text: &str) -> Option<[u8; N]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// Bytes as unpadded base64url.
pub(super) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether they are bytes of this length as unpadded base64url.
pub(super) fn bytes<const N: usize>(value: &str, _: &()) -> garde::Result {
    decoded::<N>(value).map(|_| ()).ok_or_else(|| garde::Error::new("malformed"))
}

fn position(value: &u8, _: &()) -> garde::Result {
    if usize::from(*value) < MOST_QUESTIONS { Ok(()) } else { Err(garde::Error::new("unknown")) }
}

fn up_to_ten(value: &u8, _: &()) -> garde::Result {
    if *value <= 10 { Ok(()) } else { Err(garde::Error::new("number_out_of_range:10")) }
}

fn few(value: &[u8], _: &()) -> garde::Result {
    if value.len() <= 12 { Ok(()) } else { Err(garde::Error::new("too_many:12")) }
}

fn of_threads(value: &[String], context: &()) -> garde::Result {
    if value.len() > MOST_LOCKS {
        return Err(garde::Error::new(format!("too_many:{MOST_LOCKS}")));
    }
    if value.iter().enumerate().any(|(at, lock)| value.iter().take(at).any(|earlier| earlier == lock)) {
        return Err(garde::Error::new("twice"));
    }
    value.iter().try_for_each(|lock| bytes::<32>(lock, context))
}

fn at_most_all(value: &[Answer], _: &()) -> garde::Result {
    if value.len() <= MOST_QUESTIONS { Ok(()) } else { Err(garde::Error::new(format!("too_many:{MOST_QUESTIONS}"))) }
}
