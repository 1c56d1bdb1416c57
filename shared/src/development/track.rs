//! Tracks on the wire: kinds of work with competencies of their own.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{TrackId, check};

/// A kind of work, such as engineering or sales. Its competencies are for people whose job is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Track {
    /// Names it.
    pub id: TrackId,
    /// What it is called; unique in the organisation.
    pub name: String,
    /// For `If-Match`.
    pub version: i64,
}

/// A track to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewTrack {
    /// What it is called.
    #[garde(custom(check::line(1, 80)))]
    pub name: String,
}

/// Changes to a track.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TrackChanges {
    /// What it is called.
    #[garde(custom(check::line(1, 80)))]
    pub name: String,
}

/// Path of a track.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct TrackPath {
    /// The track.
    pub id: TrackId,
}
