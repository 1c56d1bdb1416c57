//! Two improvement plans: one under way, one that was met.

mod queries;

use crate::{audit::Event, db::TenantTx, http::Failure};

/// Sets them up, for two people by name; every date follows from today.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    queries::fill(tx)?;
    tx.note(Event::general("improvement_plans.demo_loaded"))
}
