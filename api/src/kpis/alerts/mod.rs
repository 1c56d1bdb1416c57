//! Crossings: written by `recompute`, read here.

mod queries;

use shared::kpis::{KpiAlerts, ListKpiAlerts};

use super::rows::KpiRow;
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn list(ask: &Ask<ListKpiAlerts>, tx: &mut TenantTx<'_>) -> Answered<ListKpiAlerts> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    Ok(Reply::new(KpiAlerts { items: queries::alerts(tx, &kpi)? }))
}
