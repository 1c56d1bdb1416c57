//! A person's feedback in order of time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Feedback, Praise, Purpose};
use crate::wire::Limit;

/// Something that was said about a person: one of the two is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = FeedbackEntry)]
pub struct Entry {
    /// Praise of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub praise: Option<Praise>,
    /// Private feedback, an answer or a note about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
}

/// Which part of the timeline to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct TimelineFilter {
    /// Feedback for this purpose; unsaid: all, and praise.
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
