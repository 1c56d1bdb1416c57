//! Vulnerability reports: taking them in, and seeing to it that a person acknowledges each within 48 hours.

mod clock;
mod operator;
mod queries;
mod reminding;
mod report;

use chrono::{TimeDelta, Utc};
use diesel::PgConnection;
use shared::disclosure::{ACKNOWLEDGED_WITHIN_HOURS, ReportVulnerability};

use crate::{
    db::AccountTx,
    http::{Failure, Mounts},
};

pub use operator::{Step, run};
pub(crate) use reminding::keep_clock;

/// So long after it was closed a report is kept, with who sent it.
const KEPT: TimeDelta = TimeDelta::days(365);

/// This feature's handler.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.visitor::<ReportVulnerability, _>(report::take_in);
}

/// Whether a report has waited for a person for longer than is promised.
pub(crate) fn is_one_overdue(tx: &mut AccountTx<'_>) -> Result<bool, Failure> {
    let due = Utc::now() - TimeDelta::hours(ACKNOWLEDGED_WITHIN_HOURS);
    Ok(queries::is_one_waiting_since(tx.conn(), due)?)
}

/// Deletes what was closed long ago.
pub(crate) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    queries::sweep(conn, Utc::now() - KEPT)?;
    Ok(())
}
