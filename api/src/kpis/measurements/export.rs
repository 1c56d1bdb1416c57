//! The measurements of a KPI as a CSV file, in the columns an import understands.

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
    kpis::rows::KpiRow,
    sheets::safe_cell,
};

/// The most rows a file has.
const MOST: usize = 100_000;

pub(in crate::kpis) fn show(ask: &Ask<ExportMeasurements>, tx: &mut TenantTx<'_>) -> Answered<ExportMeasurements> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let ever = |day: &str| day.parse::<NaiveDate>().unwrap_or_default();
    let days = (ask.query.from.unwrap_or(ever("1900-01-01")), ask.query.to.unwrap_or(ever("2200-12-31")));
    for (field, day) in [("from", days.0), ("to", days.1)] {
        shared::wire::check::date(&day, &()).map_err(|error| Failure::field(field, error.message()))?;
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let rows = queries::exported(tx, &kpi, days, most + 1)?;
    if rows.len() > MOST {
        return Err(Problem::field("from", "too_many:100000").into());
    }
    let file = file(&kpi, &rows).map_err(Failure::fault)?;
    Ok(Reply::new(String::from_utf8(file).map_err(Failure::fault)?).as_file("measurements.csv"))
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
