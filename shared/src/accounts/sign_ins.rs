//! What happened to one's account.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// For how many days it is told.
pub const SIGN_IN_DAYS: i32 = 90;

/// What happened to an account lately.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SignIns {
    /// Latest first; at most 100.
    pub items: Vec<SignIn>,
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SignIn {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as the audit log calls it: `accounts.logged_in`.
    pub kind: String,
    /// Whether somebody else did it: an Admin who ended a session.
    pub by_other: bool,
    /// Browser and system as they named themselves; empty if nobody knows.
    pub device: String,
    /// From where; empty if another did it.
    pub address: String,
    /// The name of the organisation in whose log it stands.
    pub organisation: String,
}
