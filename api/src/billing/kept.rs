//! The books of who sells: invoices outlive the organisation that they were for. Closing one keeps them in tables of no
//! organisation (the migration `kept_invoices`), which the operator's commands alone read; ten years later they go.

use chrono::{Months, Utc};
use diesel::PgConnection;

use super::queries::kept;
use crate::http::Failure;

/// So long tax offices may ask for an invoice.
const KEPT: Months = Months::new(120);

/// Deletes what nobody may ask for any more.
pub(crate) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    let now = Utc::now();
    kept::sweep(conn, now.checked_sub_months(KEPT).unwrap_or(now))?;
    Ok(())
}
