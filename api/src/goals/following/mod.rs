//! Key results whose value comes from a KPI. Who may follow which, the feature of KPIs decides; what a value does to
//! a key result and to everything above it, this one.

mod queries;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::{
    goals::{
        KeyResult,
        rules::kinds::{CheckInStatus, KeyResultKind},
    },
    kpis::rules::kinds::KpiKind,
    problem::Code,
    wire::{CheckInId, KeyResultId, KpiId, ObjectiveId, PersonId},
};
use uuid::Uuid;

use super::{
    key_results, recompute,
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
    /// In whose name the check-ins are written.
    pub said_by: PersonId,
}

/// What a key result that follows is told, by a check-in.
struct Told {
    id: CheckInId,
    key_result: KeyResultId,
    objective: ObjectiveId,
    as_of: NaiveDate,
    progress: Option<f64>,
    now: KpiMoved,
}

/// Gives every key result that follows one of these its value, by a check-in that says where it comes from; or `only`
/// one of them. So many statements for however many follow. Of a day there may be several: what was said stays said, and
/// the last one stands. The KPIs are locked, and they come before the objectives.
pub(crate) fn kpis_moved(tx: &mut TenantTx<'_>, moved: &[KpiMoved], only: Option<KeyResultId>) -> Result<(), Failure> {
    if moved.is_empty() {
        return Ok(());
    }
    let concerned = queries::concerned(tx, moved, only)?;
    if concerned.is_empty() {
        return Ok(());
    }
    recompute::hold(tx, &concerned)?;
    let followers = queries::followers(tx, moved, only, &concerned)?;
    let told: Vec<Told> = followers.iter().filter_map(|row| told(row, moved)).collect();
    if told.is_empty() {
        return Ok(());
    }
    queries::say(tx, &told)?;
    queries::apply(tx, &told)?;
    let objectives: BTreeSet<ObjectiveId> = told.iter().map(|one| one.objective).collect();
    recompute::together(tx, &objectives.into_iter().collect::<Vec<_>>())?;
    let said = moved.iter().filter_map(|now| {
        let of: Vec<_> = told.iter().filter(|one| one.now.kpi == now.kpi).map(|one| one.key_result).collect();
        (!of.is_empty()).then_some((now.kpi, now.as_of, now.value, of))
    });
    tx.note(Event::general("check_ins.created").after(&said.collect::<Vec<_>>()))
}

/// What a key result is told, unless it knows it already.
fn told(row: &KeyResultRow, moved: &[KpiMoved]) -> Option<Told> {
    let now = *moved.iter().find(|now| Some(now.kpi) == row.kpi_id)?;
    // Never before what was said last, or that would go on to stand.
    let as_of = row.last_on.map_or(now.as_of, |last| last.max(now.as_of));
    if row.value == Some(now.value) && row.last_on == Some(as_of) {
        return None;
    }
    let progress = row.measure().check().ok().map(|yardstick| yardstick.progress(now.value));
    let id = CheckInId(Uuid::now_v7());
    Some(Told { id, key_result: row.id, objective: row.objective_id, as_of, progress, now })
}

/// How many other key results follow a KPI whose objectives aren't history.
pub(crate) fn followers_of(tx: &mut TenantTx<'_>, kpi: KpiId, but: KeyResultId) -> Result<i64, Failure> {
    Ok(queries::count(tx, kpi, but)?)
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
