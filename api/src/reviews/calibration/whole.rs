//! All sessions that the actor sees, each as it is read in the app: for a file of the whole organisation.

use serde_json::Value;
use shared::{reviews::CalibrationSessionFilter, wire::Limit};

use super::{detail, queries};
use crate::{db::TenantTx, http::Failure};

/// Hands over every session that the actor sees, one by one, latest first: each is as large as its cards are many.
pub(crate) fn each_calibration_session(
    tx: &mut TenantTx<'_>,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<Value>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let sessions = queries::page(tx, &CalibrationSessionFilter::default(), Limit::default(), after)?;
        let Some(last) = sessions.last() else { return Ok(()) };
        after = Some(last.id);
        for session in &sessions {
            let read = serde_json::to_value(detail(tx, session)?).map_err(Failure::fault)?;
            take(tx, vec![read])?;
        }
    }
}
