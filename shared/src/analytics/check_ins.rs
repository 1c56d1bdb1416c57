//! Check-in health on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{DashboardFilter, Stretch, rules::share};
use crate::{
    goals::{ObjectiveRef, Scope},
    people::PersonRef,
    wire::{KeyResultId, Limit, PeriodId, PersonId, TeamId, choice::choice},
};

choice! {
    /// Whether somebody had said where a key result stands when they should have.
    pub enum CheckInHealth {
        /// The next check-in wasn't due yet.
        OnTime = "on_time",
        /// It was due, and within the days of grace.
        Late = "late",
        /// Nobody had said anything for too long.
        Outdated = "outdated",
    }
}

/// The check-ins of a period, week by week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CheckInDashboard {
    /// The period looked at; absent while there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Stretch>,
    /// The one before it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stretch>,
    /// Its weeks up to today, first to last.
    pub weeks: Vec<CheckInWeek>,
    /// All its weeks together.
    pub total: HealthCounts,
    /// All weeks of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_before: Option<HealthCounts>,
}

/// How many key results stood how at the end of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckInWeek {
    /// Its first day: a Monday, or the period's first.
    pub starts_on: NaiveDate,
    /// The day that was looked at: its Sunday, the period's last day, or today.
    pub ends_on: NaiveDate,
    /// How many stood how.
    pub counts: HealthCounts,
}

/// How many key results stood how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HealthCounts {
    /// Check-in not due yet.
    pub on_time: i64,
    /// Due, within the days of grace.
    pub late: i64,
    /// Due for too long.
    pub outdated: i64,
}

impl HealthCounts {
    /// How many there are.
    pub const fn all(self) -> i64 {
        self.on_time + self.late + self.outdated
    }

    /// The share that was on time, 0 to 1; `None` of none.
    pub fn on_time_share(self) -> Option<f64> {
        share(self.on_time, self.all())
    }

    /// One more.
    pub const fn add(&mut self, health: CheckInHealth, count: i64) {
        match health {
            CheckInHealth::OnTime => self.on_time += count,
            CheckInHealth::Late => self.late += count,
            CheckInHealth::Outdated => self.outdated += count,
        }
    }

    /// How many stood like this.
    pub const fn of(self, health: CheckInHealth) -> i64 {
        match health {
            CheckInHealth::OnTime => self.on_time,
            CheckInHealth::Late => self.late,
            CheckInHealth::Outdated => self.outdated,
        }
    }
}

/// A key result, and how it stood at the end of a week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct KeyResultHealth {
    /// The key result.
    pub key_result_id: KeyResultId,
    /// What is measured.
    pub title: String,
    /// The objective it belongs to.
    pub objective: ObjectiveRef,
    /// Who checks in on it.
    pub owner: PersonRef,
    /// How it stood.
    pub health: CheckInHealth,
    /// The day the last check-in until then speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_on: Option<NaiveDate>,
    /// The day the next one was due.
    pub due_on: NaiveDate,
}

/// Which key results to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CheckInHealthFilter {
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
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// In the week of this day; the latest if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<NaiveDate>,
    /// Standing like this at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub health: Option<CheckInHealth>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl CheckInHealthFilter {
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
