//! How passwords are kept now, for Admins who look at the evidence.

use shared::wire::id::OrganisationId;

use super::{
    password::{self, Hasher},
    queries::accounts,
};
use crate::{db::AccountTx, http::Failure};

/// How the passwords of an organisation's people are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PasswordStanding {
    /// How new ones are hashed, in words.
    pub way: String,
    /// How many accounts its active people have.
    pub accounts: i64,
    /// How many of those were hashed otherwise.
    pub dated: i64,
    /// How many common passwords are refused.
    pub common: usize,
    /// The day of their list.
    pub common_since: &'static str,
}

/// As of now.
pub(crate) fn password_standing(
    tx: &mut AccountTx<'_>,
    hasher: &Hasher,
    org: OrganisationId,
) -> Result<PasswordStanding, Failure> {
    let (accounts, dated) = accounts::hashed_otherwise(tx.conn(), org, &hasher.beginning())?;
    let (common, common_since) = password::common();
    Ok(PasswordStanding { way: hasher.way(), accounts, dated, common, common_since })
}
