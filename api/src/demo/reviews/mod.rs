//! A year of reviews: the half-year that is over and was calibrated, the review of the year, which is being written, and the
//! next one, which is being prepared, with what goes otherwise for some.

mod queries;

use anyhow::Context;

use crate::{audit::Event, db::TenantTx, http::Failure, reviews};

/// Sets them up; every word and date follows from the people, from the seed and from today.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let library = reviews::ready_templates()?;
    let annual = library.first().context("the library is empty")?;
    queries::template(tx, annual)?;
    queries::fill(tx)?;
    for cycle in queries::closed(tx)? {
        reviews::propose_ratings(tx, cycle, &annual.form)?;
    }
    queries::calibrate(tx)?;
    tx.note(Event::general("reviews.demo_loaded"))
}
