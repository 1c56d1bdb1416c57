//! What is said about an objective, on the wire.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{mentions::few_mentions, people::PersonRef, wire::check};

/// Comments, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comments {
    /// Oldest first; the latest 200.
    pub items: Vec<Comment>,
}

/// Something said about an objective.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    /// Names it.
    pub id: uuid::Uuid,
    /// Who said it.
    pub author: PersonRef,
    /// What they said, as Markdown; `@{id}` stands for somebody.
    pub body: String,
    /// Whom it names, as they are called now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<PersonRef>,
    /// Who of them may not see the objective and so wasn't told: said to the writer, once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_told: Vec<PersonRef>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Something to say about an objective.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// What to say, as Markdown; `@{id}` for somebody who is to be told, at most 20.
    #[garde(custom(check::lines(1, 5000)), custom(few_mentions))]
    pub body: String,
}
