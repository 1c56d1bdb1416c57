//! What would happen to each row.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ImportField, ImportReason};
use crate::wire::{PersonId, choice::choice};

choice! {
    /// What an import does with a row.
    pub enum ImportOutcome {
        /// Somebody new.
        New = "new",
        /// Somebody who is there, with something different.
        Changed = "changed",
        /// Somebody who is there just so.
        Unchanged = "unchanged",
        /// Not imported; the reasons say why.
        Refused = "refused",
    }
}

/// A row of the file with what an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// The line of the file it starts on; the headings are on line 1.
    pub line: u64,
    /// What happens to it.
    pub outcome: ImportOutcome,
    /// The person it is about, if they are there already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Their name, as it would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their e-mail address, as it would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What would change; of somebody new, everything there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ImportChange>,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ImportReason>,
}

/// One field that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportChange {
    /// Which.
    pub field: ImportField,
    /// What is there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What would be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// How many rows have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportCounts {
    /// People to be created.
    pub new: usize,
    /// People to be changed.
    pub changed: usize,
    /// People who stay as they are.
    pub unchanged: usize,
    /// Rows that aren't imported.
    pub refused: usize,
    /// People of the organisation who aren't in the file; nothing happens to them unless somebody says so.
    pub missing: usize,
}

impl ImportCounts {
    /// Counts rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a ImportRow>, missing: usize) -> Self {
        let mut counts = Self { missing, ..Self::default() };
        for row in rows {
            let count = match row.outcome {
                ImportOutcome::New => &mut counts.new,
                ImportOutcome::Changed => &mut counts.changed,
                ImportOutcome::Unchanged => &mut counts.unchanged,
                ImportOutcome::Refused => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }
}
