//! What an organisation has, taken out as a whole, and its end.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{OrganisationExportId, check, choice::choice};

/// So many days pass between asking that an organisation closes and its end.
pub const CLOSING_DAYS: i64 = 30;
/// So many files of all that the organisation has may one Admin ask for within a day.
pub const MOST_EXPORTS_A_DAY: i64 = 3;

choice! {
    /// How far a file is.
    pub enum OrganisationExportState {
        /// It is being made.
        Asked = "asked",
        /// It can be taken.
        Ready = "ready",
        /// It couldn't be made.
        Failed = "failed",
    }
}

/// A file of all that the organisation has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationExport {
    /// Names it.
    pub id: OrganisationExportId,
    /// How far it is.
    pub state: OrganisationExportState,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When it is deleted.
    pub expires_at: DateTime<Utc>,
    /// How many things it holds, once it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub things: Option<i64>,
    /// How many bytes it has, once it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<i64>,
}

/// Such files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationExports {
    /// Latest first.
    pub items: Vec<OrganisationExport>,
}

/// Path of one file.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ExportPath {
    /// The file.
    pub id: OrganisationExportId,
}

/// Whether an organisation closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationClosing {
    /// What to type to confirm it: the organisation's name as it stands.
    pub name: String,
    /// How many people are in it, whoever has left included.
    pub people: i64,
    /// When it is deleted, if it is to close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<DateTime<Utc>>,
}

/// That it is meant.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ClosingConfirmation {
    /// The organisation's name, typed out.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
}
