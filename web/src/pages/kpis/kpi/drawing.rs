//! From a series to what a chart is drawn from.

use chrono::Datelike;
use shared::kpis::{Kpi, KpiSeries};

use super::super::marks::{Written, bands, levels, span};
use crate::ui::{Drawing, Point};

/// The chart of a series, against another where there is one. A gauge is that of the KPI's own spans: over longer or
/// shorter ones a sum is another number, so that its lines would lie.
pub fn drawing(kpi: &Kpi, now: &KpiSeries, before: Option<&KpiSeries>) -> Drawing {
    use shared::kpis::rules::kinds::Aggregation;
    let written = Written::of(kpi);
    let held = now.grain == kpi.frequency || (kpi.formula.is_some() || kpi.aggregation != Aggregation::Sum);
    let points = now.points.iter().map(|point| Point {
        x: f64::from(point.starts_on.num_days_from_ce()),
        y: point.value.unwrap_or(f64::NAN),
        label: span(now.grain, point.starts_on),
        shown: written.maybe(point.value),
    });
    let compared = before.map(|before| before.points.iter().map(|point| point.value).collect::<Vec<_>>());
    Drawing {
        points: points.collect(),
        before: compared.unwrap_or_default(),
        levels: if held { levels(&kpi.gauge, &written) } else { Vec::new() },
        bands: if held { bands(&kpi.gauge) } else { Vec::new() },
    }
}
