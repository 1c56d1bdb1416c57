//! Why a row is refused.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ImportField;
use crate::wire::choice::choice;

choice! {
    /// Why a row is refused.
    pub enum ImportReasonCode {
        /// Somebody new without a name.
        MissingName = "missing_name",
        /// Somebody new without an e-mail address.
        MissingEmail = "missing_email",
        /// Not the form of an e-mail address.
        BadEmail = "bad_email",
        /// Longer than the field takes; `limit` says how long it may be.
        TooLong = "too_long",
        /// A control character, or one that turns the direction of reading.
        ForbiddenCharacter = "forbidden_character",
        /// More cells than there are headings: a delimiter too many, or a missing quotation mark.
        TooManyCells = "too_many_cells",
        /// Another row has the same address; `lines` says which.
        DuplicateEmailInFile = "duplicate_email_in_file",
        /// Another row has the same number; `lines` says which.
        DuplicateExternalIdInFile = "duplicate_external_id_in_file",
        /// Another row, by number or address, is about the same person; `lines` says which.
        SamePersonTwice = "same_person_twice",
        /// Somebody else has this address; `people` says who.
        EmailTaken = "email_taken",
        /// They log in with their address, so only they can change it.
        EmailHasAccount = "email_has_account",
        /// Nobody in the file or the organisation is meant by this.
        UnknownManager = "unknown_manager",
        /// Several people have this name; an address or number would tell them apart.
        AmbiguousManager = "ambiguous_manager",
        /// They would report to themselves.
        ManagerIsSelf = "manager_is_self",
        /// They would report to themselves through others; `people` spells the loop (its first 25), each reporting to the next.
        ManagerLoop = "manager_loop",
        /// Their manager is new and that row is refused; `people` says who.
        ManagerRefused = "manager_refused",
        /// Their manager has been deactivated.
        ManagerDeactivated = "manager_deactivated",
        /// Not a date, or one that doesn't exist.
        BadDate = "bad_date",
        /// The date can be read two ways; the order has to be chosen.
        AmbiguousDate = "ambiguous_date",
        /// Not the name of a role.
        UnknownRole = "unknown_role",
        /// No active Admin would be left.
        LastAdmin = "last_admin",
        /// They have left already, and aren't in the organisation.
        HasLeft = "has_left",
    }
}

/// One reason why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportReason {
    /// The field it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ImportField>,
    /// What is wrong.
    pub code: ImportReasonCode,
    /// What stands in the cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The bound that was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Other lines of the file that have to do with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u64>,
    /// People that have to do with it, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
}

impl ImportReason {
    /// A reason about a field.
    pub fn new(field: ImportField, code: ImportReasonCode) -> Self {
        Self { field: Some(field), code, value: None, limit: None, lines: Vec::new(), people: Vec::new() }
    }

    /// A reason about the row as a whole.
    pub fn of_row(code: ImportReasonCode) -> Self {
        Self { field: None, code, value: None, limit: None, lines: Vec::new(), people: Vec::new() }
    }

    /// The same with what stands in the cell.
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// The same with people that have to do with it.
    pub fn people(self, people: Vec<String>) -> Self {
        Self { people, ..self }
    }

    /// The same with other lines that have to do with it.
    pub fn lines(self, lines: Vec<u64>) -> Self {
        Self { lines, ..self }
    }
}
