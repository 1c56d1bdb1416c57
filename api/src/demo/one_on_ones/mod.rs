//! A year of one-on-ones of everybody with their manager: most every other week, some skipped, with an agenda, notes
//! and action items of the last months.

mod queries;

use crate::{audit::Event, db::TenantTx, http::Failure};

/// Sets them up; every word and date follows from the people, from the seed and from today.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    queries::fill(tx)?;
    tx.note(Event::general("one_on_ones.demo_loaded"))
}
