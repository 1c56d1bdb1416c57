//! How KPIs stand, on the wire: at the end of a period, or today while it runs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{DashboardFilter, Stretch, rules::share};
use crate::{
    goals::Scope,
    kpis::{
        KpiRef,
        rules::kinds::{Grain, KpiKind, KpiState},
    },
    people::{PersonRef, TeamRef},
    wire::{Limit, PeriodId, PersonId, TeamId},
};

/// How KPIs stand at the end of a period, by what was known then; today while it runs, or without any period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiDashboard {
    /// The period looked at; absent while there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Stretch>,
    /// The one before it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stretch>,
    /// The day at whose end they stood like this: the period's last, or the one asked for or today if that is earlier.
    pub as_of: NaiveDate,
    /// All that were there on that day and not put away.
    pub total: KpiCounts,
    /// The same of the last day of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_before: Option<KpiCounts>,
    /// By team, by name; last what belongs to none.
    pub teams: Vec<TeamKpis>,
}

/// How many KPIs stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KpiCounts {
    /// Where they should be.
    pub healthy: i64,
    /// Worth a look.
    pub watch: i64,
    /// Not where they should be.
    pub unhealthy: i64,
    /// Of which nothing is known, or nothing new for too long.
    pub no_data: i64,
}

impl KpiCounts {
    /// How many there are.
    pub const fn all(self) -> i64 {
        self.healthy + self.watch + self.unhealthy + self.no_data
    }

    /// How many stand like this.
    pub const fn of(self, state: KpiState) -> i64 {
        match state {
            KpiState::Healthy => self.healthy,
            KpiState::Watch => self.watch,
            KpiState::Unhealthy => self.unhealthy,
            KpiState::NoData => self.no_data,
        }
    }

    /// One more.
    pub const fn add(&mut self, state: KpiState) {
        match state {
            KpiState::Healthy => self.healthy += 1,
            KpiState::Watch => self.watch += 1,
            KpiState::Unhealthy => self.unhealthy += 1,
            KpiState::NoData => self.no_data += 1,
        }
    }

    /// The share of those with a value that are where they should be, 0 to 1; `None` if none has one. What nobody
    /// measures is no success and no failure.
    pub fn healthy_share(self) -> Option<f64> {
        share(self.healthy, self.all() - self.no_data)
    }
}

/// How a team's KPIs stand, those of teams below it left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TeamKpis {
    /// The team; absent for what belongs to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// How its KPIs stand.
    pub counts: KpiCounts,
    /// How they stood at the end of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<KpiCounts>,
}

/// A KPI behind the dashboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiStanding {
    /// The KPI.
    pub kpi: KpiRef,
    /// Who answers for it.
    pub owner: PersonRef,
    /// The team it belongs to, if it isn't the owner's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// What it counts.
    pub kind: KpiKind,
    /// What the numbers are, as of a KPI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many decimals are shown; of money its currency says.
    pub decimals: u8,
    /// How often it has a value.
    pub frequency: Grain,
    /// How it stands.
    pub now: KpiMoment,
    /// How it stood at the end of the period before, if it was there then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<KpiMoment>,
}

/// How a KPI stood on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KpiMoment {
    /// Its state.
    pub state: KpiState,
    /// The value of the latest period that had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// That period's first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_on: Option<NaiveDate>,
}

/// Which KPIs behind the dashboard to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct KpiStandingFilter {
    /// At the end of this period; of the current one if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// Of this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Answered for by this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How far to look; at what the caller answers for if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// Standing like this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub state: Option<KpiState>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl KpiStandingFilter {
    /// The dashboard that the rows stand behind.
    pub const fn dashboard(&self) -> DashboardFilter {
        DashboardFilter {
            period: self.period,
            team: self.team,
            person: self.person,
            scope: self.scope,
            as_of: self.as_of,
        }
    }
}
