//! Feedback activity on the wire: that something was said, by whom to whom. What was said stands where it was said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{DashboardFilter, Stretch};
use crate::{
    goals::Scope,
    people::PersonRef,
    wire::{Limit, PeriodId, PersonId, TeamId, choice::choice},
};

choice! {
    /// What was said.
    pub enum FeedbackPieceKind {
        /// Praise that stands.
        Praise = "praise",
        /// Private feedback.
        Given = "given",
        /// An answer to somebody who asked.
        Asked = "asked",
    }
}

/// The feedback of a period, week by week, as far as the caller may read it; notes to oneself left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackDashboard {
    /// The period looked at; absent while there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Stretch>,
    /// The one before it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Stretch>,
    /// Its weeks up to today, first to last.
    pub weeks: Vec<FeedbackWeek>,
    /// All its weeks together.
    pub total: FeedbackCounts,
    /// All weeks of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_before: Option<FeedbackCounts>,
}

/// How much was said in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackWeek {
    /// Its first day: a Monday, or the period's first.
    pub starts_on: NaiveDate,
    /// Its last: a Sunday, the period's last day, or today.
    pub ends_on: NaiveDate,
    /// How much of what.
    pub counts: FeedbackCounts,
}

/// How many pieces of which kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackCounts {
    /// Praise that stands.
    pub praise: i64,
    /// Private feedback.
    pub given: i64,
    /// Answers to somebody who asked.
    pub asked: i64,
}

impl FeedbackCounts {
    /// How many there are.
    pub const fn all(self) -> i64 {
        self.praise + self.given + self.asked
    }

    /// How many of a kind.
    pub const fn of(self, kind: FeedbackPieceKind) -> i64 {
        match kind {
            FeedbackPieceKind::Praise => self.praise,
            FeedbackPieceKind::Given => self.given,
            FeedbackPieceKind::Asked => self.asked,
        }
    }

    /// Some more.
    pub const fn add(&mut self, kind: FeedbackPieceKind, count: i64) {
        match kind {
            FeedbackPieceKind::Praise => self.praise += count,
            FeedbackPieceKind::Given => self.given += count,
            FeedbackPieceKind::Asked => self.asked += count,
        }
    }
}

/// That something was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackPiece {
    /// The praise or the feedback.
    pub id: Uuid,
    /// Which of them.
    pub kind: FeedbackPieceKind,
    /// The day it was said.
    pub said_on: NaiveDate,
    /// By whom.
    pub author: PersonRef,
    /// About whom, by name.
    pub about: Vec<PersonRef>,
}

/// Which pieces to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FeedbackPieceFilter {
    /// Of this period; the current one if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodId>,
    /// About somebody in this team or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// About this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How far to look; at those the caller answers for if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub scope: Option<Scope>,
    /// As known at the end of this day; as known now if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// In the week of this day; in the whole period if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<NaiveDate>,
    /// Of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub kind: Option<FeedbackPieceKind>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl FeedbackPieceFilter {
    /// The dashboard that the pieces stand behind.
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
