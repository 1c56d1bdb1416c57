//! Templates of reviews on the wire.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form::ReviewForm;
use crate::wire::{Limit, ReviewTemplateId, check};

/// A template of reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTemplate {
    /// Names it.
    pub id: ReviewTemplateId,
    /// What it is called.
    pub name: String,
    /// When to use it.
    pub description: String,
    /// Whether it is offered for new cycles no more.
    pub retired: bool,
    /// Which version of its form holds, from 1.
    pub form_number: i32,
    /// How many questions it asks.
    pub questions: usize,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

/// A template with what it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTemplateDetail {
    /// The template.
    pub template: ReviewTemplate,
    /// What it asks.
    pub form: ReviewForm,
    /// Its forms so far, latest first; at most 100.
    pub history: Vec<ReviewFormVersion>,
}

/// A version of a template's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewFormVersion {
    /// Which, from 1.
    pub number: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
}

/// A template that PerfTrack brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTemplateIdea {
    /// What it is called.
    pub name: String,
    /// When to use it.
    pub description: String,
    /// What it asks.
    pub form: ReviewForm,
}

/// Templates that PerfTrack brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReviewTemplateLibrary {
    /// The templates, the most used first.
    pub items: Vec<ReviewTemplateIdea>,
}

/// Which templates.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ReviewTemplateFilter {
    /// Those that are offered no more, in place of the others.
    pub retired: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A template to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewTemplate {
    /// What it is called.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// When to use it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 1_000)))]
    pub description: String,
    /// What it asks.
    #[garde(dive)]
    pub form: ReviewForm,
}

/// Changes to a template; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewTemplateChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// When to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 1_000))))]
    pub description: Option<String>,
    /// Whether it is offered for new cycles no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub retired: Option<bool>,
    /// What it asks; another form becomes its next version. Cycles that began keep theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub form: Option<ReviewForm>,
}

/// Path of a template.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewTemplatePath {
    /// The template.
    pub id: ReviewTemplateId,
}
