//! Questions to begin a meeting from, on the wire.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{QuestionSetId, check};

/// What there is to begin from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuestionSets {
    /// The organisation's own, by name.
    pub own: Vec<QuestionSet>,
    /// What comes with PerfTrack.
    pub library: Vec<LibrarySet>,
}

/// Questions of the organisation's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuestionSet {
    /// Names it.
    pub id: QuestionSetId,
    /// What it is called.
    pub name: String,
    /// The questions, in order.
    pub questions: Vec<String>,
    /// For `If-Match`.
    pub version: i64,
}

/// Questions that come with PerfTrack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LibrarySet {
    /// What it is called.
    pub name: String,
    /// When it helps.
    pub purpose: String,
    /// The questions, in order.
    pub questions: Vec<String>,
}

/// Questions to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewQuestionSet {
    /// What it is called.
    #[garde(custom(check::line(1, 80)))]
    pub name: String,
    /// The questions, in order, 1 to 20 of them.
    #[garde(custom(check::count(1, 20)), inner(custom(check::line(1, 300))))]
    pub questions: Vec<String>,
}

/// Changes to questions; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct QuestionSetChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 80))))]
    pub name: Option<String>,
    /// The questions, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(1, 20))), inner(inner(custom(check::line(1, 300)))))]
    pub questions: Option<Vec<String>>,
}

/// Path of a set of questions.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct QuestionSetPath {
    /// The set.
    pub id: QuestionSetId,
}
