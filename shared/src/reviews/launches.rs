//! Launching a cycle in the background.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{people::PersonRef, wire::choice::choice};

choice! {
    /// How far a launch is that an Admin confirmed.
    pub enum ReviewLaunchState {
        /// It begins in a moment.
        Asked = "asked",
        /// It is being done, as a whole: nothing of it is there before it ends.
        Running = "running",
        /// It couldn't be done, and nothing of it is there. The cycle is a draft.
        Failed = "failed",
    }
}

/// A launch that was confirmed and isn't done. Once it is, the cycle stands in its first stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewLaunch {
    /// How far it is.
    pub state: ReviewLaunchState,
    /// Who confirmed it.
    pub by: PersonRef,
    /// When.
    pub at: DateTime<Utc>,
    /// How many people it is about, once it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<i64>,
    /// Why it couldn't be done, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}
