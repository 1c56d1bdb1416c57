//! What every dashboard can be narrowed to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    goals::Scope,
    organisations::Period,
    wire::{PeriodId, PersonId, TeamId},
};

/// What a dashboard looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DashboardFilter {
    /// Of this period; the current one if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// Of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Of this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How far to look; at what the caller answers for if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// As known at the end of this day, not in the future; as known now if unsaid. Not of reviews: they are counted as
    /// they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
}

impl DashboardFilter {
    /// How far it looks.
    pub fn scope(&self) -> Scope {
        self.scope.unwrap_or(Scope::Answered)
    }
}

/// A period named on a dashboard, with its days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Stretch {
    /// Names it.
    pub id: PeriodId,
    /// Such as `2026 Q4`.
    pub name: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
}

impl From<Period> for Stretch {
    fn from(period: Period) -> Self {
        Self { id: period.id, name: period.name, starts_on: period.starts_on, ends_on: period.ends_on }
    }
}
