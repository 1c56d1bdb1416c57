//! Organisations: their settings and the periods that goals belong to.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::SecondFactorPolicy,
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
    /// Everybody who is logged in gets the same. `closes_at` is there if it is to be deleted, `sandbox_days_ahead` if
    /// it is a sandbox.
    ReadOrganisation: Get "/api/v1/organisation" { answer: Json<Organisation>, who: session }
    /// Change the organisation's settings.
    /// Another first day of the week works out the weeks of KPIs anew. `second_factor` asks for a proof of the last ten
    /// minutes, as `confirm_identity` gives, or answers 403 `reauth_required`; live sessions follow it at their next
    /// request.
    EditOrganisation: Patch "/api/v1/organisation" { body: Json<OrganisationChanges>, answer: Json<Organisation>, who: may MANAGE }
    /// How long sessions last in the organisation.
    /// In minutes, from the log-in and without use. It has a version of its own, apart from that of the organisation's
    /// other settings.
    ReadSessionPolicy: Get "/api/v1/organisation/session-policy" { answer: Json<SessionPolicy>, who: session }
    /// Change how long sessions last. Those that are open follow at their next request.
    EditSessionPolicy: Patch "/api/v1/organisation/session-policy" { body: Json<SessionPolicyChanges>, answer: Json<SessionPolicy>, who: may MANAGE, fresh }
    /// Periods, latest first.
    /// All of them, not in pages; everybody who is logged in gets the same.
    ListPeriods: Get "/api/v1/periods" { answer: Json<Periods>, who: session }
    /// A new period.
    /// No two have the same name, and the last day isn't before the first, or 422.
    CreatePeriod: Post "/api/v1/periods" { body: Json<NewPeriod>, answer: Made<Period>, who: may MANAGE }
    /// Rename or move a period.
    /// What belongs to it stays in it. 422 for a name that another has, or a last day before the first.
    EditPeriod: Patch "/api/v1/periods/{id}" { params: PeriodPath, body: Json<PeriodChanges>, answer: Json<Period>, who: may MANAGE }
    /// Remove a period that nothing belongs to.
    /// 409 while something does.
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
    /// Of whom a second step at log-in is demanded.
    pub second_factor: SecondFactorPolicy,
    /// When it is deleted with everything in it, if it is to close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<DateTime<Utc>>,
    /// By how many days its clock is ahead of the real one, if it is a sandbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox_days_ahead: Option<u16>,
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
    /// Of whom a second step at log-in is demanded. Live sessions follow at their next request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub second_factor: Option<SecondFactorPolicy>,
}

/// The longest that a session lasts, in minutes: seven days.
pub const LONGEST_SESSION: u16 = 10_080;
/// The least that an organisation may have sessions last, in minutes.
pub const SHORTEST_SESSION: u16 = 60;
/// The least after which an unused session may end, in minutes. Use is noted every five minutes.
pub const SHORTEST_IDLE: u16 = 15;

/// How long sessions last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionPolicy {
    /// Minutes from the log-in, whatever happens in between.
    pub session_minutes: u16,
    /// Minutes without use.
    pub idle_minutes: u16,
    /// For `If-Match`; the organisation's other settings have one of their own.
    pub version: i64,
}

/// Changes to how long sessions last; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct SessionPolicyChanges {
    /// Minutes from the log-in: one hour to seven days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(session_span)))]
    pub session_minutes: Option<u16>,
    /// Minutes without use: a quarter of an hour to seven days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(idle_span)))]
    pub idle_minutes: Option<u16>,
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

fn session_span(value: &u16, _: &()) -> garde::Result {
    minutes(*value, SHORTEST_SESSION)
}

fn idle_span(value: &u16, _: &()) -> garde::Result {
    minutes(*value, SHORTEST_IDLE)
}

fn minutes(value: u16, least: u16) -> garde::Result {
    let fits = (least..=LONGEST_SESSION).contains(&value);
    if fits { Ok(()) } else { Err(garde::Error::new(format!("out_of_range:{least}–{LONGEST_SESSION}"))) }
}
