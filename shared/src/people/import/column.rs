//! Columns: what each of them holds, guessed or chosen by hand.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::choice::choice;

choice! {
    /// What a column of the file can hold.
    #[derive(PartialOrd, Ord)]
    pub enum ImportField {
        /// Their number in the HR system.
        ExternalId = "external_id",
        /// The whole name.
        Name = "name",
        /// The first part of the name.
        FirstName = "first_name",
        /// The last part of the name.
        LastName = "last_name",
        /// The e-mail address.
        Email = "email",
        /// What they do.
        JobTitle = "job_title",
        /// The name of their team.
        Team = "team",
        /// Who they report to: an e-mail address, a name or a number in the HR system.
        Manager = "manager",
        /// What they may do in PerfTrack.
        Role = "role",
        /// First day in the organisation.
        StartDate = "start_date",
        /// Whether they are still there.
        Status = "status",
    }
}

choice! {
    /// How to read dates such as 03/04/2024.
    pub enum DateOrder {
        /// The third of April.
        DayFirst = "day_first",
        /// The fourth of March.
        MonthFirst = "month_first",
    }
}

choice! {
    /// What the dates of a column say about their own order.
    pub enum DatesRead {
        /// All dates are clear without it.
        Clear = "clear",
        /// At least one date has to be read with the day first, none with the month first.
        DayFirst = "day_first",
        /// At least one date has to be read with the month first, none with the day first.
        MonthFirst = "month_first",
        /// Every date could be read either way: somebody has to choose.
        Ambiguous = "ambiguous",
        /// Some dates must be read one way and some the other.
        Mixed = "mixed",
    }
}

impl DatesRead {
    /// The order that follows from the column itself, if one does.
    pub const fn order(self) -> Option<DateOrder> {
        match self {
            Self::DayFirst => Some(DateOrder::DayFirst),
            Self::MonthFirst => Some(DateOrder::MonthFirst),
            Self::Clear | Self::Ambiguous | Self::Mixed => None,
        }
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportColumn {
    /// Its place, from 0.
    pub index: usize,
    /// Its heading; empty if it has none.
    pub header: String,
    /// What it holds; absent if it is left aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ImportField>,
    /// Its first values.
    pub samples: Vec<String>,
}
