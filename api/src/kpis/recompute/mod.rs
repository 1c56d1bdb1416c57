//! Keeps every number true: when days change, the periods they lie in are computed anew, those of the KPI itself and of
//! every formula above it; then states, crossings and the key results that follow. All in the transaction of the change,
//! under locks that were taken before anything was read (`held`).

mod held;
mod judging;
mod net;
mod queries;

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use shared::{
    kpis::rules::kinds::Grain,
    wire::{KeyResultId, KpiId},
};

pub(super) use self::held::Held;
pub(super) use self::net::{Days, Net, Reading};
use self::queries::Kept;
pub(super) use self::queries::{days_as_of, net as net_of};
use super::clock::Clock;
use crate::{db::TenantTx, http::Failure};

/// The days that changed, by KPI.
pub(super) type Touched = HashMap<KpiId, BTreeSet<NaiveDate>>;

/// Computes what hangs on days that changed.
pub(super) fn after(tx: &mut TenantTx<'_>, clock: Clock, held: &Held, touched: &Touched) -> Result<(), Failure> {
    if touched.values().all(BTreeSet::is_empty) {
        return Ok(());
    }
    let net = queries::around(tx, touched.keys().copied())?;
    debug_assert!(held.has(&net.renewed()), "what is computed is locked");
    touched.keys().try_for_each(|id| super::reminders::entered(tx, *id))?;
    renew(tx, clock, &net, |net, id| net.touched_below(id, touched))
}

/// Computes KPIs and everything above them from the beginning: they are held against something else, have another
/// frequency, or another formula.
pub(super) fn anew(tx: &mut TenantTx<'_>, held: &Held, ids: &[KpiId]) -> Result<(), Failure> {
    let clock = Clock::of(tx)?;
    let net = queries::around(tx, ids.iter().copied())?;
    let renewed = net.renewed();
    debug_assert!(held.has(&renewed), "what is computed is locked");
    queries::forget(tx, &renewed)?;
    let all = queries::days_there_are(tx, &net.measured())?;
    renew(tx, clock, &net, |net, id| net.touched_below(id, &all))
}

/// Tells a key result that begins to follow a KPI how that stands.
pub(super) fn tell_follower(
    tx: &mut TenantTx<'_>,
    held: &Held,
    id: KpiId,
    key_result: KeyResultId,
) -> Result<(), Failure> {
    debug_assert!(held.has(&[id]), "what is judged is locked");
    let net = net_of(tx, std::iter::once(id), false)?;
    judging::judge(tx, &net, Some(key_result))
}

/// Judges what nobody touches: a sum says nothing before its period is over, and then there may be nobody who measures.
pub(crate) fn settle(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let due = queries::settling(tx)?;
    if due.is_empty() {
        return Ok(());
    }
    Held::judging(tx, &due)?;
    let net = net_of(tx, due.into_iter(), false)?;
    judging::judge(tx, &net, None)
}

/// Weeks begin on another day from now on: the periods of weekly KPIs are other ones. Those of everything else stay.
pub(crate) fn weeks_anew(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let weekly = queries::of_frequency(tx, Grain::Week)?;
    if weekly.is_empty() {
        return Ok(());
    }
    let held = Held::changing(tx, &weekly)?;
    anew(tx, &held, &weekly)
}

/// Computes the periods of everything in the net that is to be renewed; `days` tells which days of it changed.
fn renew(
    tx: &mut TenantTx<'_>,
    clock: Clock,
    net: &Net,
    days: impl Fn(&Net, KpiId) -> BTreeSet<NaiveDate>,
) -> Result<(), Failure> {
    let mut wanted: Vec<(KpiId, Grain, BTreeSet<NaiveDate>)> = Vec::new();
    let mut ranges: HashMap<KpiId, (NaiveDate, NaiveDate)> = HashMap::new();
    for id in net.renewed() {
        let Some(grain) = net.frequency(id) else { continue };
        let starts: BTreeSet<_> = days(net, id).into_iter().map(|day| grain.start(day, clock.week)).collect();
        if let (Some(first), Some(last)) = (starts.first().copied(), starts.last().copied()) {
            for leaf in net.leaves_below(id) {
                let range = ranges.entry(leaf).or_insert((first, grain.end(last)));
                *range = (range.0.min(first), range.1.max(grain.end(last)));
            }
        }
        wanted.push((id, grain, starts));
    }
    let known = queries::days(tx, &ranges)?;
    let mut kept = Vec::new();
    for (id, grain, starts) in wanted {
        for start in starts {
            kept.push(Kept { id, starts_on: start, reading: net.reading(id, &known, start, grain.end(start)) });
        }
    }
    queries::keep(tx, &kept)?;
    judging::judge(tx, net, None)
}
