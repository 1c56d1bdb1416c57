//! Answers on the wire.

use std::collections::BTreeMap;

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::check;

/// The longest text that answers a question.
pub const LONGEST_ANSWER: usize = 10_000;

/// Answers by the key of their question.
pub type ReviewAnswers = BTreeMap<String, ReviewAnswer>;

/// An answer; of what a question's kind asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewAnswer {
    /// The step of the scale, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 10))))]
    pub rating: Option<u8>,
    /// In one's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[garde(custom(check::lines(0, LONGEST_ANSWER)))]
    pub text: String,
    /// The options chosen, by their place, from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[garde(custom(check::count(0, 12)))]
    pub chosen: Vec<u8>,
    /// What is said of each goal or competency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[garde(custom(check::count(0, 100)), dive)]
    pub items: Vec<ReviewItem>,
}

/// What is said of one goal or competency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewItem {
    /// The objective or the competency.
    #[garde(skip)]
    pub id: Uuid,
    /// The step of the scale, or the level of the competency, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::between(1, 10))))]
    pub rating: Option<u8>,
    /// In one's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[garde(custom(check::lines(0, 4_000)))]
    pub comment: String,
}

impl ReviewAnswer {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.rating.is_none()
            && self.text.trim().is_empty()
            && self.chosen.is_empty()
            && self.items.iter().all(|item| item.rating.is_none() && item.comment.trim().is_empty())
    }
}
