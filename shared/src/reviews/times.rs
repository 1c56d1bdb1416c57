//! What a template costs and what its questions tell, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{cycles::ReviewCycleRef, form::ReviewRelation};

/// How long one side is expected to write one review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewSideTime {
    /// The side.
    pub relation: ReviewRelation,
    /// Minutes for one review.
    pub minutes: u32,
    /// How many reviews that were handed in were timed for it: half of them took less. 0 where too few were, and it is
    /// estimated from what is asked.
    pub timed: i64,
}

/// A template's time, and what its questions told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTemplateReport {
    /// How long each side that is asked anything writes one review.
    pub sides: Vec<ReviewSideTime>,
    /// How many people work here.
    pub people: i64,
    /// How many hours all of them together write, if everybody is reviewed, by three peers each where peers are asked.
    pub hours: i64,
    /// The last closed cycle of this template whose questions could be judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<ReviewFormWorth>,
}

/// What the questions of a cycle told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewFormWorth {
    /// The cycle.
    pub cycle: ReviewCycleRef,
    /// The version of the template that it asked.
    pub form_number: i32,
    /// How many reviews were counted.
    pub reviews: i64,
    /// Its questions, those that told least before the others.
    pub questions: Vec<ReviewQuestionWorth>,
}

/// What one question told. Shares are in steps of 5 %, so that no single answer shows in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewQuestionWorth {
    /// Its key in the form.
    pub key: String,
    /// What it asks.
    pub text: String,
    /// How much it told, 0 to 100: answered, differently, and not what others tell already.
    pub score: u8,
    /// How many left it empty, in percent of those who were asked.
    pub empty: u8,
    /// How much the answers differ, in percent: 0 if all are one, 100 if as much as they can.
    pub spread: u8,
    /// How much it goes with the other ratings of a review, in percent; `None` where nothing can be said of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<u8>,
    /// The key of an earlier question that is answered the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Whether the form would lose least by it: the weakest three, and whatever tells nothing at all.
    pub proposed: bool,
}
