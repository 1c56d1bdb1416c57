//! KPIs: numbers watched over time.
//!
//! What is measured is kept for ever and added up by days; whatever changes a day changes every period, formula, state
//! and key result that hangs on it in the same transaction (`recompute`), so that a number and its inputs never disagree.

mod alerts;
mod answering;
mod clock;
mod due;
mod following;
mod formula;

mod measurements;
mod queries;
mod reach;
mod recompute;
mod reminders;
mod routes;
mod rows;
mod series;
mod standing;
mod writes;

use shared::kpis::{ExportKpisNdjson, ExportMeasurementsNdjson, ListKpis, ListMeasurements};

use crate::http::Mounts;

pub(crate) use due::values_due;
pub(crate) use measurements::enter;
pub(crate) use queries::names;
pub(crate) use recompute::{settle, weeks_anew};
pub(crate) use reminders::remind;
pub(crate) use routes::{add, detail};
pub(crate) use rows::KpiRow;
pub(crate) use standing::{Among, Stood, among, stood};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.lines::<ExportKpisNdjson, ListKpis, _, _, _>(routes::list);
    mounts.member(routes::create);
    mounts.member(routes::show);
    mounts.member(routes::edit);
    mounts.member(routes::archive);
    mounts.member(routes::restore);
    mounts.member(series::show);
    mounts.member(series::computation);
    mounts.member(alerts::list);
    mounts.member(measurements::list);
    mounts.lines::<ExportMeasurementsNdjson, ListMeasurements, _, _, _>(measurements::list);
    mounts.member(measurements::create);
    mounts.member(measurements::ingest);
    mounts.member(measurements::preview);
    mounts.member(measurements::import);
    mounts.member(measurements::export);
    mounts.member(following::follow);
    mounts.member(following::unfollow);
}
