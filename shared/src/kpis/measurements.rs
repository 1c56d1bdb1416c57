//! Measurements on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    mentions::few_mentions,
    operation::Each,
    people::PersonRef,
    problem::Problem,
    wire::{KpiId, Limit, check, choice::choice},
};

choice! {
    /// How a measurement came in.
    pub enum MeasurementSource {
        /// Somebody typed it.
        Hand = "hand",
        /// From a file.
        Csv = "csv",
        /// From a program.
        Api = "api",
    }
}

/// What was said of a KPI at a moment. The moment it speaks of and the one at which it became known are two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measurement {
    /// The moment it speaks of; of a whole day its midnight in UTC.
    pub at: DateTime<Utc>,
    /// The day it is counted on: the organisation's day of that moment.
    pub on: NaiveDate,
    /// Whether it speaks of that day and not of a time in it.
    pub whole_day: bool,
    /// The value; absent if it withdraws what was said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Why, or where from.
    pub comment: String,
    /// How it came in.
    pub source: MeasurementSource,
    /// Who brought it.
    pub author: PersonRef,
    /// When it became known.
    pub known_at: DateTime<Utc>,
    /// How many times this moment had been spoken of before: 0 is the first, more is a correction.
    pub revision: i32,
    /// Whether it stands: a later one may have corrected it.
    pub stands: bool,
}

/// A measurement to be.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewMeasurement {
    /// The day it speaks of, not in the future; today in the organisation if neither this nor `at` is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub on: Option<NaiveDate>,
    /// The moment it speaks of, instead of a whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub at: Option<DateTime<Utc>>,
    /// The value; of money in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub value: Option<f64>,
    /// Withdraws what was said of this moment, instead of a value.
    #[serde(default)]
    #[garde(skip)]
    pub withdraw: bool,
    /// Why, or where from. `@{id}` names somebody who sees the KPI, at most 20; it is read with their names.
    #[serde(default)]
    #[garde(custom(check::lines(0, 500)), custom(few_mentions))]
    pub comment: String,
}

/// Measurements from a program.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MeasurementBatch {
    /// 1 to 1,000, in any order.
    #[schema(value_type = Vec<SentMeasurement>)]
    #[garde(custom(some_rows))]
    pub measurements: Vec<Each<SentMeasurement>>,
}

/// One measurement of a batch.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SentMeasurement {
    /// The KPI.
    #[garde(skip)]
    pub kpi_id: KpiId,
    /// The day it speaks of; this or `at` is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub on: Option<NaiveDate>,
    /// The moment it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub at: Option<DateTime<Utc>>,
    /// The value; of money in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub value: Option<f64>,
    /// Withdraws what was said of this moment, instead of a value.
    #[serde(default)]
    #[garde(skip)]
    pub withdraw: bool,
    /// Why, or where from. In a batch it names nobody.
    #[serde(default)]
    #[garde(custom(check::lines(0, 500)))]
    pub comment: String,
}

choice! {
    /// What became of a measurement.
    pub enum Written {
        /// The first of its moment.
        Added = "added",
        /// Another value was there, which is history now.
        Corrected = "corrected",
        /// The same was there already.
        Unchanged = "unchanged",
        /// A later row of the same call speaks of the same moment.
        Overtaken = "overtaken",
    }
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Ingested {
    /// How many rows ended how.
    pub counts: IngestedTotals,
    /// Row by row, in the order they were sent.
    pub rows: Vec<IngestedRow>,
}

/// How many rows of a batch ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IngestedTotals {
    /// New ones.
    pub added: usize,
    /// Those that corrected another value.
    pub corrected: usize,
    /// Those that said what was known.
    pub unchanged: usize,
    /// Those overtaken by a later row.
    pub overtaken: usize,
    /// Those that could not be taken.
    pub refused: usize,
}

/// What became of one row: `written`, or why it could not be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct IngestedRow {
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// Why it was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Which measurements to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MeasurementFilter {
    /// Only what stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<bool>,
    /// As known at the end of this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn some_rows(rows: &[Each<SentMeasurement>], _: &()) -> garde::Result {
    match rows.len() {
        0 => Err(garde::Error::new("required")),
        1..=1000 => Ok(()),
        _ => Err(garde::Error::new("too_many:1000")),
    }
}
