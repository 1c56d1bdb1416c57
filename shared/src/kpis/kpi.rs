//! KPIs on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    KpiFollower,
    rules::{
        gauge::Gauge,
        kinds::{Aggregation, Grain, KpiKind, KpiState, Missing},
    },
};
use crate::{
    access::Relation,
    goals::Visibility,
    people::{PersonRef, TeamRef},
    wire::{KpiId, Limit, Patch, PersonId, TeamId, check, choice::choice},
};

choice! {
    /// Orders of the list of KPIs.
    pub enum KpiSort {
        /// By name.
        Name = "name",
        /// Newest first.
        Newest = "newest",
        /// Worst state first.
        State = "state",
    }
}

/// A number watched over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Kpi {
    /// Names it.
    pub id: KpiId,
    /// What it is called.
    pub name: String,
    /// More about it: where the number comes from, what is done about it.
    pub description: String,
    /// Who answers for it.
    pub owner: PersonRef,
    /// The team it belongs to, if it isn't the owner's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Whether the team answers for it: its lead is the owner then, and everybody in the team measures it.
    #[serde(default)]
    pub team_answers: bool,
    /// Who sees it.
    pub visibility: Visibility,
    /// What it counts.
    pub kind: KpiKind,
    /// What the numbers are: of money the ISO 4217 code, with values in minor units; of a duration `seconds`, `minutes`, `hours` or `days`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many decimals are shown; of money its currency says.
    pub decimals: u8,
    /// What it is held against.
    pub gauge: Gauge,
    /// How often it has a value.
    pub frequency: Grain,
    /// How the measurements of a span become its value.
    pub aggregation: Aggregation,
    /// What it is computed by, if it isn't measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<KpiFormula>,
    /// The value of the latest period that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// That period's first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_on: Option<NaiveDate>,
    /// Its latest periods, oldest first; at most 12.
    pub recent: Vec<RecentValue>,
    /// How it stands today.
    pub state: KpiState,
    /// The day from which its next value is missing; of what is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// Whether it was put away.
    pub archived: bool,
    /// When it was last changed, or its value was.
    pub updated_at: DateTime<Utc>,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// The value of one of the latest periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecentValue {
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its value, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// What a KPI is computed by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiFormula {
    /// Such as `lost / customers * 100`.
    pub expression: String,
    /// What it does where an input has no value.
    pub missing: Missing,
}

/// A KPI named elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KpiRef {
    /// Names it.
    pub id: KpiId,
    /// What it is called.
    pub name: String,
}

/// What a formula reads under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiInput {
    /// The name in the formula.
    pub name: String,
    /// The KPI behind it, if the caller may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi: Option<KpiRef>,
}

/// A KPI with what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiDetail {
    /// The KPI itself.
    pub kpi: Kpi,
    /// What its formula reads.
    pub inputs: Vec<KpiInput>,
    /// Formulas that read it, as far as the caller may see them.
    pub used_by: Vec<KpiRef>,
    /// Key results that follow it, as far as the caller may see their objectives.
    pub followers: Vec<KpiFollower>,
}

/// Path of one KPI.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct KpiPath {
    /// The KPI.
    pub id: KpiId,
}

/// Which KPIs to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct KpiFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Answered for by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// Of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Standing like this today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<KpiState>,
    /// Those that were put away instead of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Only those the caller answers for that wait for another owner: theirs has left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_owner: Option<bool>,
    /// Only what became another at this moment or after it, or whose value did; what was put away too, unless `archived` says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_since: Option<DateTime<Utc>>,
    /// Order; by name if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub sort: Option<KpiSort>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A KPI to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewKpi {
    /// What it is called.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// More about it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 5000)))]
    pub description: String,
    /// Who answers for it; the caller if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// The team it belongs to; needed if its team is to see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_id: Option<TeamId>,
    /// Whether the team answers for it, and not one person: `owner_id` is left out then, and whoever leads the team owns it.
    #[serde(default)]
    #[garde(skip)]
    pub team_answers: bool,
    /// Who sees it.
    #[garde(skip)]
    pub visibility: Visibility,
    /// What it counts.
    #[garde(skip)]
    pub kind: KpiKind,
    /// What the numbers are; needed for money (ISO 4217) and durations (`seconds`, `minutes`, `hours`, `days`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 20))))]
    pub unit: Option<String>,
    /// How many decimals are shown, 0 to 6; none if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(up_to_six)))]
    pub decimals: Option<u8>,
    /// What it is held against.
    #[garde(skip)]
    pub gauge: Gauge,
    /// How often it has a value.
    #[garde(skip)]
    pub frequency: Grain,
    /// How the measurements of a span become its value.
    #[garde(skip)]
    pub aggregation: Aggregation,
    /// What it is computed by; it is measured if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub formula: Option<NewFormula>,
}

/// What a KPI is to be computed by: `+ - * /`, parentheses, `min(a, b)`, `max(a, b)`, `abs(a)` over numbers and named inputs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewFormula {
    /// Such as `lost / customers * 100`.
    #[garde(custom(check::line(1, 200)))]
    pub expression: String,
    /// Its inputs, 1 to 10; each occurs in the expression.
    #[garde(dive, custom(some_inputs))]
    pub inputs: Vec<FormulaInput>,
    /// What it does where an input has no value; no value either if unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub missing: Option<Missing>,
}

/// An input of a formula to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FormulaInput {
    /// Its name in the expression: letters, digits and underscores, beginning with a letter.
    #[garde(custom(input_name))]
    pub name: String,
    /// The KPI it stands for, which the caller may see.
    #[garde(skip)]
    pub kpi_id: KpiId,
}

/// Changes to a KPI; what is absent stays, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct KpiChanges {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 120))))]
    pub name: Option<String>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 5000))))]
    pub description: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub owner_id: Option<PersonId>,
    /// The team it belongs to.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<TeamId>)]
    #[garde(skip)]
    pub team_id: Patch<TeamId>,
    /// Whether the team answers for it. Where it does, `owner_id` is left out: whoever leads the team owns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub team_answers: Option<bool>,
    /// Who sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub visibility: Option<Visibility>,
    /// What it counts, until it is first measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub kind: Option<KpiKind>,
    /// What the numbers are; of money and durations until it is first measured.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    #[garde(custom(check::patched(check::line(1, 20))))]
    pub unit: Patch<String>,
    /// How many decimals are shown, 0 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(up_to_six)))]
    pub decimals: Option<u8>,
    /// What it is held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub gauge: Option<Gauge>,
    /// How often it has a value; not less often than formulas that read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub frequency: Option<Grain>,
    /// How the measurements of a span become its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub aggregation: Option<Aggregation>,
    /// Another formula, of a KPI that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub formula: Option<NewFormula>,
}

fn up_to_six(value: &u8, _: &()) -> garde::Result {
    if *value <= 6 { Ok(()) } else { Err(garde::Error::new("number_out_of_range:6")) }
}

fn some_inputs(inputs: &[FormulaInput], _: &()) -> garde::Result {
    match inputs.len() {
        0 => Err(garde::Error::new("required")),
        1..=10 => Ok(()),
        _ => Err(garde::Error::new("too_many:10")),
    }
}

/// Lower case, so that a name is the same however it is written, and never one of the functions.
fn input_name(name: &str, _: &()) -> garde::Result {
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if name.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if !begins || !rest || name.len() > 30 || matches!(name, "min" | "max" | "abs") {
        return Err(garde::Error::new("bad_name"));
    }
    Ok(())
}
