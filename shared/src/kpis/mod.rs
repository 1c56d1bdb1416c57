//! KPIs: numbers watched over time, with a target and thresholds.

pub mod audience;
mod following;
mod import;
mod kpi;
mod measurements;
pub mod rules;
mod series;

pub use following::{FollowedKpi, FollowingPath, KpiFollower, MOST_FOLLOWERS};
pub use import::{
    ImportQuery, MeasurementImport, MeasurementOutcome, MeasurementRow, PreviewQuery, RowCounts, RowProblem,
};
pub use kpi::{
    FormulaInput, Kpi, KpiChanges, KpiDetail, KpiFilter, KpiFormula, KpiInput, KpiPath, KpiRef, KpiSort, NewFormula,
    NewKpi, RecentValue,
};
pub use measurements::{
    Ingested, IngestedRow, IngestedTotals, Measurement, MeasurementBatch, MeasurementFilter, MeasurementSource,
    NewMeasurement, SentMeasurement, Written,
};
pub use series::{
    ComputationQuery, ExportQuery, InputValue, KpiAlert, KpiAlerts, KpiComputation, KpiSeries, SeriesPoint, SeriesQuery,
};

use crate::{
    goals::{EDIT as EDIT_GOAL, KeyResult},
    operation::{Bulk, Csv, Json, Lines, Made, Nothing},
    operations, permissions,
    wire::{Page, Whole, page::paged},
};

paged!(KpiFilter, MeasurementFilter);

permissions! { kpis;
    /// See a KPI with its measurements.
    VIEW "view" Employee, Manager, View, Admin;
    /// Enter, correct and import measurements.
    MEASURE "measure" Employee, Manager, Edit, Admin;
    /// Change a KPI, archive and restore it.
    EDIT "edit" Employee, Manager, Edit, Admin;
}

operations! { "kpis";
    /// KPIs the caller may see, by name. One's own, those of people one leads, of an Admin all, and what is shared with
    /// or published to one. What was put away comes only with `archived=true`, and then alone. Money is in minor units
    /// of its currency.
    ListKpis: Get "/api/v1/kpis" { query: KpiFilter, answer: Json<Page<Kpi>>, who: may VIEW }
    /// All KPIs the caller may see, a line of JSON each, with the filters of the list. One answer streams all of them,
    /// without pages. Who took it stands in the audit log.
    ExportKpisNdjson: Get "/api/v1/kpis.ndjson" { query: Whole<KpiFilter>, answer: Lines<Kpi>, who: may VIEW }
    /// A new KPI. A team's takes a Manager; a person's is made by themselves, their managers or an Admin. One with a formula is computed from others and never measured.
    CreateKpi: Post "/api/v1/kpis" { body: Json<NewKpi>, answer: Made<KpiDetail>, who: may EDIT }
    /// A KPI with what it is computed from, what is computed from it, and the key results that follow it, as far as the
    /// caller may see them. Its latest 12 periods come with it. Money is in minor units of its currency.
    ReadKpi: Get "/api/v1/kpis/{id}" { params: KpiPath, answer: Json<KpiDetail>, who: may VIEW }
    /// Change a KPI. What it counts can't change once it was measured.
    EditKpi: Patch "/api/v1/kpis/{id}" { params: KpiPath, body: Json<KpiChanges>, answer: Json<KpiDetail>, who: may EDIT }
    /// Put a KPI away: it keeps its history, and nothing is due or measured any more. Measuring it answers 409
    /// `conflict` until it is taken up again, and no key result can begin to follow it.
    ArchiveKpi: Post "/api/v1/kpis/{id}/archive" { params: KpiPath, answer: Json<KpiDetail>, who: may EDIT }
    /// Take a KPI up again. It has all that was measured before, and can be measured again.
    RestoreKpi: Post "/api/v1/kpis/{id}/restore" { params: KpiPath, answer: Json<KpiDetail>, who: may EDIT }
    /// The values of a KPI by day, week, month or quarter, as known now or on an earlier day. A formula has none by spans shorter than its own.
    ReadKpiSeries: Get "/api/v1/kpis/{id}/series" { params: KpiPath, query: SeriesQuery, answer: Json<KpiSeries>, who: may VIEW }
    /// What the value of one period was computed from. Inputs the caller can't see stay inside the one number.
    ReadKpiComputation: Get "/api/v1/kpis/{id}/computation" { params: KpiPath, query: ComputationQuery, answer: Json<KpiComputation>, who: may VIEW }
    /// When its state changed, latest first; each crossing once. The latest 100, each with the period it was about, its
    /// value there, and the states it went from and to.
    ListKpiAlerts: Get "/api/v1/kpis/{id}/alerts" { params: KpiPath, answer: Json<KpiAlerts>, who: may VIEW }
    /// Measurements, latest first, corrected and withdrawn ones included unless only what stands is asked for. `as_of`
    /// tells them as they were known at the end of that day. Money is in minor units of its currency.
    ListMeasurements: Get "/api/v1/kpis/{id}/measurements" { params: KpiPath, query: MeasurementFilter, answer: Json<Page<Measurement>>, who: may VIEW }
    /// All measurements of a KPI, a line of JSON each, latest first, with the filters of the list. One answer streams all of
    /// them, without pages. Who took it stands in the audit log.
    ExportMeasurementsNdjson: Get "/api/v1/kpis/{id}/measurements.ndjson" { params: KpiPath, query: Whole<MeasurementFilter>, answer: Lines<Measurement>, who: may VIEW }
    /// Enter a measurement. One for a moment that has one already corrects it: both stay in the history.
    CreateMeasurement: Post "/api/v1/kpis/{id}/measurements" { params: KpiPath, body: Json<NewMeasurement>, answer: Made<Measurement>, who: may MEASURE }
    /// Measurements of any KPIs from a program, at most 1,000 a call, in any order. Each row stands for itself and is answered for itself; sending the same again changes nothing. If none can be taken, the answer is the first one's problem, whose `errors` name every row.
    IngestMeasurements: Post "/api/v1/kpis/measurements" { body: Bulk<MeasurementBatch>, answer: Json<Ingested>, who: may MEASURE }
    /// What importing a file would do, row by row. Nothing is kept. A column `Time`, as an export has it, makes a row speak of
    /// that moment (RFC 3339) and not of its day.
    PreviewMeasurements: Post "/api/v1/kpis/{id}/measurements/preview" { params: KpiPath, query: PreviewQuery, body: Csv, answer: Json<MeasurementImport>, who: may MEASURE }
    /// Import a file: all its good rows, if it is read as it was when it was looked at. `fingerprint` names what was
    /// looked at: if the file, or what was measured, is another now, it answers 409 `conflict`. A file with refused
    /// rows is refused whole with 422, unless `skip_refused` leaves them out.
    ImportMeasurements: Post "/api/v1/kpis/{id}/measurements/import" { params: KpiPath, query: ImportQuery, body: Csv, answer: Json<MeasurementImport>, who: may MEASURE }
    /// The measurements that stand as a CSV file, oldest first; of a formula its periods. At most 100,000 rows: narrow
    /// the days for more. `as_of` tells them as they were known at the end of that day.
    ExportMeasurements: Get "/api/v1/kpis/{id}/measurements/export" { params: KpiPath, query: ExportQuery, answer: Csv, who: may VIEW }
    /// Let a key result follow a KPI that the caller may see: its value comes from there; of a sum, that of the latest period that is over. Both must count the same. At most 200 key results of objectives that aren't closed follow one KPI: one more is refused as `too_many_followers`.
    FollowKpi: Put "/api/v1/key-results/{id}/kpi" { params: FollowingPath, body: Json<FollowedKpi>, answer: Json<KeyResult>, who: may EDIT_GOAL }
    /// Let a key result follow its KPI no longer; what it said stays said. From now on people say its value at
    /// check-ins. One that follows none answers 404, one of a closed objective 409 `conflict`.
    UnfollowKpi: Delete "/api/v1/key-results/{id}/kpi" { params: FollowingPath, answer: Nothing, who: may EDIT_GOAL }
}
