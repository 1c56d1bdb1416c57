//! Key results whose value comes from a KPI. Who may follow which, the feature of KPIs decides; what a value does to
//! a key result and to everything above it, this one.

mod queries;

use chrono::NaiveDate;
use shared::{
    goals::{
        KeyResult, NewCheckIn, Source,
        rules::kinds::{CheckInStatus, KeyResultKind},
    },
    kpis::rules::kinds::KpiKind,
    problem::Code,
    wire::{KeyResultId, KpiId},
};

use super::{
    check_ins, key_results, recompute,
    rows::{KeyResultRow, ObjectiveRow},
};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Ask, Failure},
};

/// The value of a KPI that key results may follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KpiMoved {
    /// The KPI.
    pub kpi: KpiId,
    /// Its value now.
    pub value: f64,
    /// The day that speaks of.
    pub as_of: NaiveDate,
    /// How it stands.
    pub status: CheckInStatus,
}

/// Gives every key result that follows one of these its value, by a check-in that says where it comes from.
pub(crate) fn kpis_moved(tx: &mut TenantTx<'_>, moved: &[KpiMoved]) -> Result<(), Failure> {
    if moved.is_empty() {
        return Ok(());
    }
    for follower in queries::followers(tx, moved)? {
        let Some(now) = moved.iter().find(|now| Some(now.kpi) == follower.row.kpi_id) else { continue };
        let row = &follower.row;
        // Never before what was said last, or that would go on to stand.
        let as_of = row.last_on.map_or(now.as_of, |last| last.max(now.as_of));
        if row.value == Some(now.value) && row.last_on.is_some_and(|last| last >= as_of) {
            continue;
        }
        let new = NewCheckIn {
            as_of: Some(as_of),
            value: Some(now.value),
            milestones_done: None,
            status: now.status,
            confidence: None,
            comment: String::new(),
            blocker: None,
            links: Vec::new(),
            supersedes_id: None,
        };
        let id = check_ins::say(tx, row, Source::Kpi, &new, (follower.state, follower.starts_on))?;
        recompute::upwards(tx, row.objective_id)?;
        tx.note(Event::new("check_ins.created", id).after(&(row.id, now.kpi, as_of, now.value)))?;
    }
    Ok(())
}

/// A key result with its objective, which the actor may change and which isn't history.
pub(crate) fn changeable_key_result<O: shared::operation::Operation>(
    ask: &Ask<O>,
    tx: &mut TenantTx<'_>,
    id: KeyResultId,
) -> Result<(Changeable<ObjectiveRow>, KeyResultRow), Failure> {
    let (objective, row) = key_results::changeable(ask, tx, id)?;
    key_results::refuse_closed(&objective)?;
    Ok((objective, row))
}

/// Whether a key result counts what a KPI counts.
pub(crate) fn counts_as(key_result: &KeyResultRow, kind: KpiKind, unit: Option<&str>) -> bool {
    match (key_result.kind, kind) {
        (KeyResultKind::Number, KpiKind::Number | KpiKind::Duration) => true,
        (KeyResultKind::Percent, KpiKind::Percent) => true,
        (KeyResultKind::Money, KpiKind::Money) => key_result.unit.as_deref() == unit,
        _ => false,
    }
}

/// Whether a key result follows anything.
pub(crate) const fn follows(key_result: &KeyResultRow) -> bool {
    key_result.kpi_id.is_some()
}

/// Lets a key result follow a KPI, or none any more.
pub(crate) fn set_kpi(
    tx: &mut TenantTx<'_>,
    _: &Changeable<ObjectiveRow>,
    key_result: &KeyResultRow,
    kpi: Option<KpiId>,
) -> Result<(), Failure> {
    Ok(queries::set_kpi(tx, key_result.id, kpi)?)
}

/// A key result as the caller gets it.
pub(crate) fn shown_key_result(
    tx: &mut TenantTx<'_>,
    objective: &ObjectiveRow,
    id: KeyResultId,
) -> Result<KeyResult, Failure> {
    let all = super::queries::key_results(tx, objective)?;
    all.into_iter().find(|key_result| key_result.id == id).ok_or_else(|| Code::NotFound.into())
}
