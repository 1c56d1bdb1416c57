//! What was made of measurements: values over time, what they were computed from, and when they crossed a line.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    KpiRef,
    rules::kinds::{Grain, KpiState, NoValue},
};
use crate::wire::KpiId;

/// Which values to read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SeriesQuery {
    /// By which spans; the KPI's own if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub grain: Option<Grain>,
    /// A day of the first span; so that there is a usual number of them if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// A day of the last span; today if unsaid. At most 400 spans lie between the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

/// The values of a KPI over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiSeries {
    /// By which spans.
    pub grain: Grain,
    /// Every span, oldest first, also those without a value.
    pub points: Vec<SeriesPoint>,
}

/// The value of one span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeriesPoint {
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Why a formula has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoValue>,
    /// How many measurements it is made of; of a formula none.
    pub count: i64,
}

/// Which value to open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ComputationQuery {
    /// A day of the span; today if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// By which spans; the KPI's own if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub grain: Option<Grain>,
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

/// One value with what it was computed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiComputation {
    /// The span and its value.
    pub point: SeriesPoint,
    /// The formula, of a KPI that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// What it read, as far as the caller may see it.
    pub inputs: Vec<InputValue>,
    /// Whether it read something the caller can't see.
    pub withheld: bool,
}

/// What a formula read under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InputValue {
    /// The name in the formula.
    pub name: String,
    /// The KPI behind it.
    pub kpi: KpiRef,
    /// Its value in that span, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// Crossings, latest first; the latest 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiAlerts {
    /// Latest first.
    pub items: Vec<KpiAlert>,
}

/// A state that was left for another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiAlert {
    /// Names it.
    pub id: uuid::Uuid,
    /// The KPI.
    pub kpi_id: KpiId,
    /// First day of the period that did it.
    pub value_on: NaiveDate,
    /// That period's value.
    pub value: f64,
    /// The state before.
    pub was: KpiState,
    /// The state since.
    pub became: KpiState,
    /// Whether it lies beyond the hard line, so that no second period was waited for.
    pub hard: bool,
    /// When it became known.
    pub created_at: DateTime<Utc>,
}

/// Which measurements to export.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// From this day on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}
