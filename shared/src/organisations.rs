//! Organisations: their settings and the periods that goals belong to.

use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    operation::{Json, Made, Nothing},
    operations, permissions,
    wire::{PeriodId, check, choice::choice},
};

permissions! { organisations;
    /// Change the organisation's settings and its periods.
    MANAGE "manage" never, never, never, Admin;
}

operations! { "organisations";
    /// The organisation of this session.
    ReadOrganisation: Get "/api/v1/organisation" { answer: Json<Organisation>, who: session }
    /// Change the organisation's settings.
    EditOrganisation: Patch "/api/v1/organisation" { body: Json<OrganisationChanges>, answer: Json<Organisation>, who: may MANAGE }
    /// Periods, latest first.
    ListPeriods: Get "/api/v1/periods" { answer: Json<Periods>, who: session }
    /// A new period.
    CreatePeriod: Post "/api/v1/periods" { body: Json<NewPeriod>, answer: Made<Period>, who: may MANAGE }
    /// Rename or move a period.
    EditPeriod: Patch "/api/v1/periods/{id}" { params: PeriodPath, body: Json<PeriodChanges>, answer: Json<Period>, who: may MANAGE }
    /// Remove a period that nothing belongs to.
    DeletePeriod: Delete "/api/v1/periods/{id}" { params: PeriodPath, answer: Nothing, who: may MANAGE }
}

choice! {
    /// Who may look people up in the directory (name, job title, team, manager; nothing more).
    pub enum Directory {
        /// Everybody in the organisation.
        Organisation = "organisation",
        /// Only oneself, one's managers upwards and one's reports.
        Chain = "chain",
    }
}

choice! {
    /// The day weeks begin on.
    pub enum WeekStart {
        /// Most of the world.
        Monday = "monday",
        /// The Middle East and North Africa.
        Saturday = "saturday",
        /// The Americas, Japan, Southern Africa.
        Sunday = "sunday",
    }
}

/// The tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// IANA time zone in which its days begin and end.
    pub time_zone: String,
    /// The day its weeks begin on.
    pub week_starts_on: WeekStart,
    /// Who may look people up.
    pub directory: Directory,
    /// How often a key result wants a check-in unless it says otherwise, in days.
    pub check_in_days: u16,
    /// For `If-Match`.
    pub version: i64,
}

/// Changes to the settings; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationChanges {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 64))))]
    pub time_zone: Option<String>,
    /// The day its weeks begin on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub week_starts_on: Option<WeekStart>,
    /// Who may look people up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub directory: Option<Directory>,
    /// Days between check-ins, 1 to 366.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(days)))]
    pub check_in_days: Option<u16>,
}

/// A named span of time that goals belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Period {
    /// Names it.
    pub id: PeriodId,
    /// Such as `2026 Q4`.
    pub name: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// For `If-Match`.
    pub version: i64,
}

/// All periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Periods {
    /// Latest first.
    pub items: Vec<Period>,
}

/// Path of one period.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PeriodPath {
    /// The period.
    pub id: PeriodId,
}

/// A period to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewPeriod {
    /// Such as `2026 Q4`; no other period has it.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// First day.
    #[garde(custom(check::date))]
    pub starts_on: NaiveDate,
    /// Last day; not before the first.
    #[garde(custom(check::date))]
    pub ends_on: NaiveDate,
}

/// Changes to a period; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct PeriodChanges {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 60))))]
    pub name: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub ends_on: Option<NaiveDate>,
}

/// Days between check-ins.
pub(crate) fn days(value: &u16, _: &()) -> garde::Result {
    if (1..=366).contains(value) { Ok(()) } else { Err(garde::Error::new("days_out_of_range:366")) }
}
