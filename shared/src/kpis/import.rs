//! Measurements from a file: what would happen, and what did.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::import::{DateOrder, DatesRead, Delimiter, FileEncoding},
    wire::choice::choice,
};

choice! {
    /// What an import does with a row.
    pub enum MeasurementOutcome {
        /// The first of its day.
        New = "new",
        /// Another value is there, which becomes history.
        Corrected = "corrected",
        /// The same is there already.
        Unchanged = "unchanged",
        /// It can't be taken; `problem` says why.
        Refused = "refused",
    }
}

choice! {
    /// Why a row can't be taken.
    pub enum RowProblem {
        /// Not a date, or one that doesn't exist.
        BadDate = "bad_date",
        /// The date can be read two ways; the order has to be chosen.
        AmbiguousDate = "ambiguous_date",
        /// A day that hasn't come yet.
        InTheFuture = "in_the_future",
        /// Not a number.
        BadNumber = "bad_number",
        /// A number that can be read two ways, such as 1,234: write it with decimals, or without.
        AmbiguousNumber = "ambiguous_number",
        /// Beyond what a KPI of this kind takes.
        OutOfRange = "out_of_range",
        /// A note longer than 500 characters, or with characters that have no place in it.
        BadComment = "bad_comment",
        /// A later row speaks of the same day.
        Twice = "twice",
    }
}

/// How to read a file; what is absent is guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// The order of dates that can be read two ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub date_order: Option<DateOrder>,
}

/// Which reading of a file to import.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `fingerprint` of what was looked at; 409 if it would be another now.
    pub fingerprint: String,
    /// The order of dates that was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub date_order: Option<DateOrder>,
    /// Whether refused rows may be left out; otherwise a file with any is refused whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip_refused: Option<bool>,
}

/// A file of measurements, as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasurementImport {
    /// How its bytes were read.
    pub encoding: FileEncoding,
    /// What stood between two cells.
    pub delimiter: Delimiter,
    /// Heading of the column that holds the dates.
    pub date_column: String,
    /// Heading of the column that holds the values.
    pub value_column: String,
    /// Heading of the column that holds notes, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment_column: Option<String>,
    /// What its dates say about their own order.
    pub dates: DatesRead,
    /// How many rows end how.
    pub counts: RowCounts,
    /// The refused rows and then others, in the file's order; at most 200.
    pub rows: Vec<MeasurementRow>,
    /// Names this reading; importing needs it.
    pub fingerprint: String,
}

/// How many rows of a file end how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowCounts {
    /// New ones.
    pub new: usize,
    /// Those that correct another value.
    pub corrected: usize,
    /// Those that say what is known.
    pub unchanged: usize,
    /// Those that can't be taken.
    pub refused: usize,
}

/// A row of the file with what an import would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasurementRow {
    /// The line of the file it starts on; the headings are on line 1.
    pub line: u64,
    /// What happens to it.
    pub outcome: MeasurementOutcome,
    /// The day it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The value that is there now, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<f64>,
    /// Why it can't be taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<RowProblem>,
    /// What stands in the cell it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}
