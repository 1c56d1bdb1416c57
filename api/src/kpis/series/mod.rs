//! Values over time, and what one of them was computed from.

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::{
    kpis::{
        ComputationQuery, InputValue, KpiComputation, KpiRef, KpiSeries, ReadKpiComputation, ReadKpiSeries,
        SeriesPoint,
        rules::{calendar::MOST_SPANS, kinds::Grain},
    },
    wire::KpiId,
};

use super::{
    clock::Clock,
    queries,
    recompute::{self, Net, Reading},
    rows::KpiRow,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn show(ask: &Ask<ReadKpiSeries>, tx: &mut TenantTx<'_>) -> Answered<ReadKpiSeries> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let asked = &ask.query;
    let grain = grain_of(&kpi, asked.grain)?;
    let clock = Clock::of(tx)?;
    let last = grain.start(day("to", asked.to)?.unwrap_or(tx.calendar.today), clock.week);
    let first = match day("from", asked.from)? {
        Some(from) => grain.start(from, clock.week),
        None => grain.earlier(last, grain.usual() - 1),
    };
    if first > last {
        return Err(Failure::field("to", "ends_before_start"));
    }
    let spans = grain.spans(first, last, clock.week, MOST_SPANS + 1);
    if spans.len() > MOST_SPANS {
        return Err(Failure::field("from", &format!("too_many:{MOST_SPANS}")));
    }
    let read = Read { kpi: kpi.id, grain, first, last: grain.end(last) };
    let (net, days) = measured(tx, clock, &read, day("as_of", asked.as_of)?)?;
    let points =
        spans.into_iter().map(|start| point(grain, start, &net.reading(kpi.id, &days, start, grain.end(start))));
    Ok(Reply::new(KpiSeries { grain, points: points.collect() }))
}

pub(super) fn computation(ask: &Ask<ReadKpiComputation>, tx: &mut TenantTx<'_>) -> Answered<ReadKpiComputation> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let ComputationQuery { on, grain, as_of } = ask.query;
    let grain = grain_of(&kpi, grain)?;
    let clock = Clock::of(tx)?;
    let start = grain.start(day("on", on)?.unwrap_or(tx.calendar.today), clock.week);
    let read = Read { kpi: kpi.id, grain, first: start, last: grain.end(start) };
    let (net, days) = measured(tx, clock, &read, day("as_of", as_of)?)?;
    let reading = net.reading(kpi.id, &days, start, grain.end(start));
    let ids: Vec<KpiId> = reading.inputs.iter().map(|(_, id, _)| *id).collect();
    let names = queries::names(tx, &ids)?;
    let shown = |(name, id, value): &(String, KpiId, Option<f64>)| {
        let kpi = KpiRef { id: *id, name: names.get(id)?.clone() };
        Some(InputValue { name: name.clone(), kpi, value: *value })
    };
    let inputs: Vec<InputValue> = reading.inputs.iter().filter_map(shown).collect();
    Ok(Reply::new(KpiComputation {
        point: point(grain, start, &reading),
        withheld: inputs.len() < reading.inputs.len(),
        inputs,
        expression: kpi.formula.clone(),
    }))
}

/// Which values of which KPI.
struct Read {
    kpi: KpiId,
    grain: Grain,
    first: NaiveDate,
    last: NaiveDate,
}

/// The KPI with what it is computed from, and what was measured of all that.
fn measured(
    tx: &mut TenantTx<'_>,
    clock: Clock,
    read: &Read,
    as_of: Option<NaiveDate>,
) -> Result<(Net, recompute::Days), Failure> {
    let net = recompute::net_of(tx, std::iter::once(read.kpi), false)?;
    let leaves = net.leaves_below(read.kpi);
    let ranges: HashMap<_, _> = leaves.into_iter().map(|leaf| (leaf, (read.first, read.last))).collect();
    let days = recompute::days_as_of(tx, &ranges, as_of.map(|day| clock.end(day)))?;
    debug_assert!(net.frequency(read.kpi).is_some_and(|own| read.grain >= own || ranges.contains_key(&read.kpi)));
    Ok((net, days))
}

fn point(grain: Grain, start: NaiveDate, reading: &Reading) -> SeriesPoint {
    SeriesPoint {
        starts_on: start,
        ends_on: grain.end(start),
        value: reading.value,
        reason: reading.reason,
        count: reading.count,
    }
}

/// The spans that were asked for. A formula says nothing of spans shorter than its own: its inputs needn't have been
/// measured in them.
fn grain_of(kpi: &KpiRow, asked: Option<Grain>) -> Result<Grain, Failure> {
    let grain = asked.unwrap_or(kpi.frequency);
    if kpi.formula.is_some() && grain < kpi.frequency {
        return Err(Failure::field("grain", "measured_less_often"));
    }
    Ok(grain)
}

fn day(field: &str, day: Option<NaiveDate>) -> Result<Option<NaiveDate>, Failure> {
    if let Some(day) = day {
        shared::wire::check::date(&day, &()).map_err(|error| Failure::field(field, error.message()))?;
    }
    Ok(day)
}
