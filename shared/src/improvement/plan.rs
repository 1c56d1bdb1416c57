//! Improvement plans on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::{ImprovementAudience, ImprovementDeed, ImprovementPart, ImprovementState};
use crate::{
    access::Relation,
    people::PersonRef,
    wire::{ImprovementPlanId, Limit, PersonId, check},
};

/// An improvement plan and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementPlan {
    /// Names it.
    pub id: ImprovementPlanId,
    /// Whose it is.
    pub person: PersonRef,
    /// Who leads them at the moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonRef>,
    /// Where it stands.
    pub state: ImprovementState,
    /// The day it starts; absent before it is scheduled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Whether it has started: from then on its person sees it.
    pub started: bool,
    /// Whether they have acknowledged it as it stands.
    pub acknowledged: bool,
    /// Whether it waits for the manager to take it over.
    pub awaits_taking_over: bool,
    /// As whom the caller reads it.
    pub audience: ImprovementAudience,
    /// How the caller stands to it.
    pub relation: Relation,
    /// For `If-Match`.
    pub version: i64,
}

/// An improvement plan with what it says, as far as that is for the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementPlanDetail {
    /// The plan.
    pub plan: ImprovementPlan,
    /// Counts what its person reads: 1 at the start, and one more with each change of it since.
    pub edition: u32,
    /// Part by part, in order.
    pub sections: Vec<ImprovementSection>,
    /// How it goes, earliest first.
    pub notes: Vec<ImprovementNote>,
    /// What was done with it, earliest first.
    pub acts: Vec<ImprovementAct>,
}

/// A part of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementSection {
    /// What it is about.
    pub part: ImprovementPart,
    /// Who reads it.
    pub audience: ImprovementAudience,
    /// What it says.
    pub body: String,
    /// Whether the latest change since the start brought it.
    pub is_new: bool,
}

/// What was said at a check-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementNote {
    /// By whom.
    pub author: PersonRef,
    /// Who reads it.
    pub audience: ImprovementAudience,
    /// What.
    pub body: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Something that was done with a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImprovementAct {
    /// What.
    pub deed: ImprovementDeed,
    /// By whom; absent if its day came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonRef>,
    /// Of which edition.
    pub edition: u32,
    /// The day on which it was to start, or until which it was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// Why, or what was said to it; may be empty.
    pub said: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A plan to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewImprovementPlan {
    /// Its last day.
    #[garde(custom(check::date))]
    pub ends_on: NaiveDate,
    /// What it says, in order.
    #[garde(custom(check::count(1, 20)), dive)]
    pub sections: Vec<NewImprovementSection>,
}

/// A part of a plan to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewImprovementSection {
    /// What it is about.
    #[garde(skip)]
    pub part: ImprovementPart,
    /// Who reads it; the caller has to be among them.
    #[garde(skip)]
    pub audience: ImprovementAudience,
    /// What it says.
    #[garde(custom(check::lines(1, 4_000)))]
    pub body: String,
}

/// Changes of a plan.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ImprovementChanges {
    /// Another last day, as long as it hasn't started; afterwards it is extended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::date)))]
    pub ends_on: Option<NaiveDate>,
    /// All that it says to the caller, in order. What isn't for them stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::count(1, 20))), dive)]
    pub sections: Option<Vec<NewImprovementSection>>,
    /// Why it changes; has to be said once it has started.
    #[garde(custom(check::lines(0, 2_000)))]
    pub reason: String,
}

/// When a plan starts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImprovementSchedule {
    /// Today or later, before its last day. If it is today it starts at once.
    #[garde(custom(check::date))]
    pub starts_on: NaiveDate,
}

/// Why something is done with a plan.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImprovementReason {
    /// For everybody who sees the plan.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// Until when a plan is extended.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImprovementExtension {
    /// A later last day than it has.
    #[garde(custom(check::date))]
    pub ends_on: NaiveDate,
    /// For everybody who sees the plan.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// How a plan ends.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImprovementEnd {
    /// Whether what it expects was met.
    #[garde(skip)]
    pub met: bool,
    /// For everybody who sees the plan.
    #[garde(custom(check::lines(1, 2_000)))]
    pub reason: String,
}

/// What its person says to a plan they have read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImprovementAcknowledgement {
    /// The edition that they have read; 412 if it says something else by now.
    #[garde(skip)]
    pub edition: u32,
    /// If they want to say something to it.
    #[serde(default)]
    #[garde(custom(check::lines(0, 2_000)))]
    pub comment: String,
}

/// What is said at a check-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewImprovementNote {
    /// What.
    #[garde(custom(check::lines(1, 4_000)))]
    pub body: String,
    /// Who reads it; the caller has to be among them.
    #[garde(skip)]
    pub audience: ImprovementAudience,
}

/// Whose plan is drafted.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ImprovementPersonPath {
    /// The person.
    pub id: PersonId,
}

/// Path of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ImprovementPlanPath {
    /// The plan.
    pub id: ImprovementPlanId,
}

/// Which plans to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ImprovementFilter {
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Those that haven't ended, alone.
    pub open: bool,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// For whom a plan is put on paper.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ImprovementPaper {
    /// For whom; the caller if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub audience: Option<ImprovementAudience>,
}
