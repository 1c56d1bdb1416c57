//! Locks on KPIs, and the proof of them: nothing is computed without.
//!
//! Everybody takes what they need at once and in the order of the ids, and reads only then what hangs on what. Somebody
//! may have changed the formulas meanwhile; then the locks are let go and taken anew, since one more taken out of order
//! could wait for somebody who waits for us. KPIs come before objectives, and the head of the audit log comes last.

use std::collections::BTreeSet;

use diesel::QueryResult;
use shared::{problem::Code, wire::KpiId};

use super::queries;
use crate::{db::TenantTx, http::Failure, kpis::writes::hold_formulas};

/// How often formulas may change under somebody who wants to measure.
const TRIES: usize = 8;

/// KPIs that are locked until the transaction ends.
#[derive(Debug)]
pub(in crate::kpis) struct Held(BTreeSet<KpiId>);

impl Held {
    /// Locks KPIs that are to be measured or changed, with every formula above them: whoever comes second sees what the
    /// first has written. Those that there aren't are nobody's, and don't matter.
    pub(in crate::kpis) fn changing(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> Result<Self, Failure> {
        Self::of(tx, ids, &[])
    }

    /// Locks what a formula will read as well, down to what is measured: a measurement that is under way knows nothing of
    /// the formula, nor the formula of it. Formulas are written one after the other.
    pub(in crate::kpis) fn writing_formula(
        tx: &mut TenantTx<'_>,
        formula: Option<KpiId>,
        inputs: &[KpiId],
    ) -> Result<Self, Failure> {
        hold_formulas(tx)?;
        Self::of(tx, formula.as_slice(), inputs)
    }

    /// Locks KPIs that are judged by the values they have; what is computed from them stays as it is.
    pub(in crate::kpis) fn judging(tx: &mut TenantTx<'_>, ids: &[KpiId]) -> QueryResult<Self> {
        let ids: BTreeSet<KpiId> = ids.iter().copied().collect();
        queries::lock(tx, &ids)?;
        Ok(Self(ids))
    }

    fn of(tx: &mut TenantTx<'_>, changed: &[KpiId], read: &[KpiId]) -> Result<Self, Failure> {
        let mut wanted = queries::connected(tx, changed, read)?;
        for _ in 0..TRIES {
            let mut grown = None;
            let held = tx.attempt(|tx| {
                queries::lock(tx, &wanted)?;
                let now = queries::connected(tx, changed, read)?;
                if now.is_subset(&wanted) {
                    return Ok(());
                }
                grown = Some(now);
                Err(Code::Conflict.into())
            });
            match (held, grown) {
                (Ok(()), _) => return Ok(Self(wanted)),
                (Err(_), Some(now)) => wanted = now,
                (Err(failure), None) => return Err(failure),
            }
        }
        Err(Failure::busy(1))
    }

    /// Takes in one that was made in this transaction, which nobody else can know.
    pub(in crate::kpis) fn with_new(mut self, id: KpiId) -> Self {
        self.0.insert(id);
        self
    }

    /// Whether all of these are locked.
    pub(super) fn has(&self, ids: &[KpiId]) -> bool {
        ids.iter().all(|id| self.0.contains(id))
    }
}
