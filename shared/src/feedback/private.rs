//! Private feedback, answers and notes to self on the wire.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Audience, InReviews};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{FeedbackId, FeedbackRequestId, Limit, PersonId, check, choice::choice},
};

choice! {
    /// What a piece of feedback is.
    pub enum FeedbackKind {
        /// Given unasked.
        Given = "given",
        /// The answer to a request.
        Asked = "asked",
        /// A note to oneself.
        Note = "note",
    }
}

choice! {
    /// What can be written unasked.
    pub enum NewFeedbackKind {
        /// Feedback that somebody else reads.
        Given = "given",
        /// A note to oneself.
        Note = "note",
    }
}

choice! {
    /// What feedback may be used for; its author chooses.
    pub enum Purpose {
        /// To help somebody grow. Never opens in a review, a calibration or a rating, for nobody.
        Growth = "growth",
        /// May also be used where work is judged.
        Evaluation = "evaluation",
    }
}

/// Private feedback, an answer, or a note to oneself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Feedback {
    /// Names it.
    pub id: FeedbackId,
    /// What it is.
    pub kind: FeedbackKind,
    /// Who wrote it.
    pub author: PersonRef,
    /// Whom it is about.
    pub subject: PersonRef,
    /// What it says.
    pub body: String,
    /// What it may be used for.
    pub purpose: Purpose,
    /// Who reads it besides its author.
    pub audience: Audience,
    /// Of an answer: what was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Of an answer: who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<PersonRef>,
    /// Whether reviews may use it.
    pub in_reviews: InReviews,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// Path of one piece of feedback.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct FeedbackPath {
    /// The feedback.
    pub id: FeedbackId,
}

/// Which feedback to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FeedbackFilter {
    /// About this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<PersonId>,
    /// By this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// Answers to this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<FeedbackRequestId>,
    /// Of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<FeedbackKind>,
    /// For this purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Feedback to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewFeedback {
    /// Feedback, or a note to oneself.
    #[garde(skip)]
    pub kind: NewFeedbackKind,
    /// Whom it is about. A note may be about oneself.
    #[garde(skip)]
    pub subject_id: PersonId,
    /// What it says.
    #[garde(custom(check::lines(1, 5000)))]
    pub body: String,
    /// What it may be used for.
    #[garde(skip)]
    pub purpose: Purpose,
    /// Who reads it; nobody of a note.
    #[serde(default)]
    #[garde(skip)]
    pub audience: Audience,
}

/// Changes to feedback; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct FeedbackChanges {
    /// What it may be used for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub purpose: Option<Purpose>,
    /// Who reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub audience: Option<Audience>,
}
