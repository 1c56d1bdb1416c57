//! A year of development: the usual framework with two tracks, what each job asks for, three rounds of assessments, a
//! plan each, and a few proposals of another job.

mod queries;

use crate::{audit::Event, db::TenantTx, development::library, http::Failure};

/// Sets it up; every level and date follows from the people, from the seed and from today.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    queries::framework(tx, &library::LEVELS, &library::COMPETENCIES)?;
    queries::fill(tx)?;
    tx.note(Event::general("frameworks.demo_loaded"))
}
