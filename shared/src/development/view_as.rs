//! Somebody's development as somebody else sees it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Development;
use crate::{people::PersonRef, readers::RecordReader, wire::PersonId};

/// Path of somebody's development as somebody sees it.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DevelopmentAsPath {
    /// Whose it is.
    pub id: PersonId,
    /// Who looks.
    pub person: PersonId,
}

/// Somebody's development as somebody sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DevelopmentAs {
    /// Who looks.
    pub person: PersonRef,
    /// What they see; absent if they see nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees: Option<DevelopmentSeen>,
}

/// What somebody sees of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DevelopmentSeen {
    /// How they stand to it, and why.
    pub standing: RecordReader,
    /// The page as they have it, less what the caller doesn't see. Whether the other side waits for them is told to
    /// those alone who see both sides.
    pub detail: Development,
}
