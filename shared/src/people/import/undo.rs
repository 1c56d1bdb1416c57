//! Undoing an import: what would become of each person it wrote.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ImportChange, ImportField};
use crate::{people::PersonRef, wire::choice::choice};

/// For how many hours an import can be undone.
pub const UNDO_HOURS: i64 = 24;

choice! {
    /// What undoing an import does with somebody.
    pub enum UndoOutcome {
        /// They get back what they were.
        PutBack = "put_back",
        /// The import brought them in: they leave.
        Leaves = "leaves",
        /// They stay as they are; the reasons say why.
        Refused = "refused",
    }
}

choice! {
    /// Why somebody stays as they are.
    pub enum ImportUndoReasonCode {
        /// They were changed since; `field` says in what, once for each.
        ChangedSince = "changed_since",
        /// Somebody else has their address by now; `people` says who.
        EmailTaken = "email_taken",
        /// Somebody else has their number by now; `people` says who.
        ExternalIdTaken = "external_id_taken",
        /// Their team is gone.
        TeamGone = "team_gone",
        /// Whom they reported to has left.
        ManagerLeft = "manager_left",
        /// They would report to themselves through others.
        ManagerLoop = "manager_loop",
        /// No active Admin would be left.
        LastAdmin = "last_admin",
        /// They are the caller, who would lose their access by it.
        Oneself = "oneself",
    }
}

/// One reason why somebody stays as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportUndoReason {
    /// What stands against it.
    pub code: ImportUndoReasonCode,
    /// The field it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ImportField>,
    /// People that have to do with it, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
}

/// Somebody whom the import wrote, with what undoing it does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportUndoRow {
    /// Who.
    pub person: PersonRef,
    /// What happens to them.
    pub outcome: UndoOutcome,
    /// What would change: `before` is what is there now, `after` what was there before the import.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ImportChange>,
    /// Why they stay as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ImportUndoReason>,
}

/// What undoing an import would do, as people are now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportUndo {
    /// Until when it can be done.
    pub until: DateTime<Utc>,
    /// How many get back what they were.
    pub put_back: usize,
    /// How many leave, since the import brought them in.
    pub leave: usize,
    /// How many stay as they are.
    pub refused: usize,
    /// The first 200: those who are refused, then all others, by name.
    pub rows: Vec<ImportUndoRow>,
    /// Names what was shown; undoing needs it.
    pub fingerprint: String,
    /// The import's, for `If-Match`.
    pub version: i64,
}

/// Confirms that an import is undone.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImportUndoConfirmation {
    /// `fingerprint` of what was looked at; 409 if people changed since.
    #[garde(custom(crate::wire::check::line(1, 100)))]
    pub fingerprint: String,
    /// Whether those who are refused may stay as they are; otherwise nobody is touched where there are any.
    #[serde(default)]
    #[garde(skip)]
    pub skip_refused: bool,
}
