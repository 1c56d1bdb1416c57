//! What people say about each other's goals, who has opened what, and how the organisation answers what was written in
//! its latest pulse.

mod queries;

use crate::{db::TenantTx, http::Failure};

/// Sets it up; every day follows from today.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    Ok(queries::fill(tx)?)
}
