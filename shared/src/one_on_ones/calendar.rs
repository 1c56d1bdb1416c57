//! The address at which a calendar reads somebody's one-on-ones.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Whether there is an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarFeed {
    /// When it was made; absent if there is none. The address itself is told only when it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<Utc>>,
}

/// An address just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewFeed {
    /// What to give to the calendar. Whoever has it sees when the person meets whom.
    pub address: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The secret of an address.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarQuery {
    /// As it stands in the address.
    pub secret: String,
}
