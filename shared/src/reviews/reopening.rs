//! Reviews that are opened again after they were handed in, and what their author changed.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    answers::ReviewAnswer,
    form::{ReviewQuestion, ReviewRelation},
};
use crate::{
    people::PersonRef,
    wire::{ReviewId, ReviewPacketId, check},
};

/// A review that was handed in, of a side with names, as Admins see it when writing is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewHandedIn {
    /// The review.
    pub id: ReviewId,
    /// Who wrote it.
    pub author: PersonRef,
    /// How they stand to the person.
    pub relation: ReviewRelation,
    /// How often it was handed in.
    pub versions: i64,
    /// By which version of the template's form it was written; unknown of what was handed in long ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_number: Option<i32>,
    /// That it is open again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<ReviewReopened>,
}

/// That a review is open again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewReopened {
    /// Why.
    pub reason: String,
    /// Until when it is to be handed in again.
    pub due_on: NaiveDate,
}

/// Why a review is opened again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewReopening {
    /// For its author and Admins to read.
    #[garde(custom(check::lines(1, 1_000)))]
    pub reason: String,
}

/// What differs between the last two versions of a review that were handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDifferences {
    /// How often it was handed in; with fewer than two there is nothing to compare.
    pub versions: i64,
    /// Questions that are answered another way, in the order of the form.
    pub questions: Vec<ReviewDifference>,
}

/// A question that is answered another way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDifference {
    /// What was asked.
    pub question: ReviewQuestion,
    /// What was handed in before.
    pub before: ReviewVersionAnswer,
    /// And last.
    pub after: ReviewVersionAnswer,
}

/// An answer in a version of a review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewVersionAnswer {
    /// The answer; without what is said of goals that the reader doesn't see.
    pub answer: ReviewAnswer,
    /// The names of the goals or competencies that it speaks of, in the order of its items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// Path of a review in a packet.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewOfPacketPath {
    /// The packet.
    pub id: ReviewPacketId,
    /// The review.
    pub review_id: ReviewId,
}
