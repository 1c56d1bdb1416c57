//! The ladder on the wire.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Track;
use crate::wire::{CompetencyId, Patch, TrackId, check};

/// Levels, competencies, and what jobs ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Framework {
    /// The words for the levels, first to last; empty as long as there is no framework.
    pub levels: Vec<String>,
    /// The competencies in use, by name.
    pub competencies: Vec<Competency>,
    /// Those that are used no more, by name; for who can bring them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retired: Vec<Competency>,
    /// The tracks, by name: kinds of work with competencies of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Track>,
    /// What jobs ask for and which track each is on, by title.
    pub expectations: Vec<Expectation>,
    /// Titles of jobs that people have, to choose from; at most 200.
    pub job_titles: Vec<String>,
    /// For `If-Match`; of the words for the levels. 0 as long as there is no framework.
    pub version: i64,
}

/// What people can be good at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Competency {
    /// Names it.
    pub id: CompetencyId,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// What it looks like, level by level.
    pub behaviours: Vec<String>,
    /// The track it is of; absent if it is for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track_id: Option<TrackId>,
    /// Whether it is used no more.
    pub retired: bool,
    /// For `If-Match`.
    pub version: i64,
}

/// What a job asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The job, as people have it.
    #[garde(custom(check::line(1, 120)))]
    pub job_title: String,
    /// The track it is on; absent if only the competencies that are for everybody are asked of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub track_id: Option<TrackId>,
    /// The competencies it asks for: of those for everybody, and of its track.
    #[garde(custom(check::count(0, 80)), dive)]
    pub levels: Vec<Expected>,
}

/// A level that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// In this competency.
    #[garde(skip)]
    pub competency_id: CompetencyId,
    /// The level, from 1.
    #[garde(custom(check::between(1, 7)))]
    pub level: u8,
}

/// A framework to begin with.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct NewFramework {
    /// The words for the five levels, first to last; the usual ones if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(5, 5))), inner(inner(custom(check::line(1, 40)))))]
    pub levels: Option<Vec<String>>,
}

/// Changes to the framework itself.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FrameworkChanges {
    /// The words for the levels, first to last; as many as there are.
    #[garde(custom(check::count(2, 7)), inner(custom(check::line(1, 40))))]
    pub levels: Vec<String>,
}

/// A competency to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCompetency {
    /// What it is called.
    #[garde(custom(check::line(1, 80)))]
    pub name: String,
    /// What it is about.
    #[serde(default)]
    #[garde(custom(check::lines(0, 1_000)))]
    pub description: String,
    /// What it looks like: one text for each level.
    #[garde(custom(check::count(2, 7)), inner(custom(check::lines(0, 1_000))))]
    pub behaviours: Vec<String>,
    /// The track it is of; for everybody if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub track_id: Option<TrackId>,
}

/// Changes to a competency; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CompetencyChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 80))))]
    pub name: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 1_000))))]
    pub description: Option<String>,
    /// What it looks like: one text for each level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(2, 7))), inner(inner(custom(check::lines(0, 1_000)))))]
    pub behaviours: Option<Vec<String>>,
    /// The track it is of; `null` makes it for everybody. Jobs on other tracks ask for it no more.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TrackId>)]
    #[garde(skip)]
    pub track_id: Patch<TrackId>,
    /// Whether it is used no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub retired: Option<bool>,
}

/// Path of a competency.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CompetencyPath {
    /// The competency.
    pub id: CompetencyId,
}
