//! The measurements of a KPI as a CSV file, in the columns an import understands.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use shared::{
    kpis::{
        ExportMeasurements,
        rules::{currency, kinds::KpiKind},
    },
    problem::Problem,
};

use super::queries::{self, Exported};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    kpis::{clock::Clock, recompute, rows::KpiRow},
    sheets::safe_cell,
};

/// The most rows a file has.
const MOST: usize = 100_000;

pub(in crate::kpis) fn show(ask: &Ask<ExportMeasurements>, tx: &mut TenantTx<'_>) -> Answered<ExportMeasurements> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let ever = |day: &str| day.parse::<NaiveDate>().unwrap_or_default();
    let days = (ask.query.from.unwrap_or(ever("1900-01-01")), ask.query.to.unwrap_or(ever("2200-12-31")));
    let known = ask.query.as_of.map(|day| ("as_of", day));
    for (field, day) in [("from", days.0), ("to", days.1)].into_iter().chain(known) {
        shared::wire::check::date(&day, &()).map_err(|error| Failure::field(field, error.message()))?;
    }
    let rows = rows(tx, &kpi, days, ask.query.as_of)?;
    if rows.len() > MOST {
        return Err(Problem::field("from", "too_many:100000").into());
    }
    let file = file(&kpi, &rows).map_err(Failure::fault)?;
    Ok(Reply::new(String::from_utf8(file).map_err(Failure::fault)?).as_file("measurements.csv"))
}

/// What the file tells; one more than the most, if there are more.
fn rows(
    tx: &mut TenantTx<'_>,
    kpi: &KpiRow,
    days: (NaiveDate, NaiveDate),
    as_of: Option<NaiveDate>,
) -> Result<Vec<Exported>, Failure> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX) + 1;
    let clock = Clock::of(tx)?;
    match (&kpi.formula, as_of) {
        (None, as_of) => {
            // Without a day a moment beyond any clock, but not beyond what Postgres knows.
            let known_before = clock.end(as_of.unwrap_or(NaiveDate::from_ymd_opt(2300, 1, 1).unwrap_or_default()));
            Ok(queries::exported(tx, kpi, days, known_before, most)?)
        }
        (Some(_), None) => Ok(queries::exported_periods(tx, kpi, days, most)?),
        (Some(_), Some(day)) => known_periods(tx, clock, kpi, days, day),
    }
}

/// The periods of a formula, computed from what was known at the end of a day: kept are only those of now.
fn known_periods(
    tx: &mut TenantTx<'_>,
    clock: Clock,
    kpi: &KpiRow,
    (first, last): (NaiveDate, NaiveDate),
    as_of: NaiveDate,
) -> Result<Vec<Exported>, Failure> {
    let net = recompute::net_of(tx, std::iter::once(kpi.id), false)?;
    let grain = kpi.frequency;
    // A period that begins within the days is told whole.
    let until = grain.end(grain.start(last, clock.week));
    let leaves = net.leaves_below(kpi.id);
    let ranges: HashMap<_, _> = leaves.into_iter().map(|leaf| (leaf, (first, until))).collect();
    let known = recompute::days_as_of(tx, &ranges, Some(clock.end(as_of)))?;
    let starts: BTreeSet<NaiveDate> =
        known.values().flatten().map(|totals| grain.start(totals.day, clock.week)).collect();
    let told = starts.into_iter().filter(|start| (first..=last).contains(start)).filter_map(|day| {
        let value = net.reading(kpi.id, &known, day, grain.end(day)).value?;
        Some(Exported::computed(day, value))
    });
    Ok(told.take(MOST + 1).collect())
}

fn file(kpi: &KpiRow, rows: &[Exported]) -> csv::Result<Vec<u8>> {
    let unit = match (kpi.kind, kpi.unit.as_deref()) {
        (KpiKind::Money, Some(currency)) => currency::minor_units(currency),
        _ => 1.0,
    };
    // Excel takes a file for UTF-8 only when it begins with a byte order mark.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["Date", "Time", "Value", "Comment", "Source", "Entered by"])?;
    for row in rows {
        writer.write_record([
            row.day.to_string().as_str(),
            row.at.map(|at| at.to_rfc3339()).unwrap_or_default().as_str(),
            (row.value / unit).to_string().as_str(),
            &safe_cell(&row.comment),
            row.source.as_str(),
            &safe_cell(&row.author),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
