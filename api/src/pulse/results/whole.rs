//! What all pulses came to, each as it is published: for a file of the whole organisation.

use serde_json::Value;
use shared::{pulse::PulseFilter, wire::Limit};

use super::results;
use crate::{db::TenantTx, http::Failure, pulse::queries};

/// Hands over the results of every pulse that the actor sees, one by one, latest first: what was written may be much.
pub(crate) fn each_result(
    tx: &mut TenantTx<'_>,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<Value>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let pulses = queries::page(tx, &PulseFilter::default(), Limit::default(), after)?;
        let Some(last) = pulses.last() else { return Ok(()) };
        after = Some((last.opens_on, last.id));
        for pulse in &pulses {
            let read = serde_json::to_value(results(tx, pulse)?).map_err(Failure::fault)?;
            take(tx, vec![read])?;
        }
    }
}
