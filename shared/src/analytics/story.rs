//! A person's story on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    goals::rules::kinds::GoalStatus,
    kpis::rules::kinds::KpiState,
    wire::{Limit, choice::choice},
};

choice! {
    /// What an entry of a story tells of.
    pub enum StoryKind {
        /// An objective of theirs began.
        ObjectiveBegun = "objective_begun",
        /// An objective of theirs was closed.
        ObjectiveClosed = "objective_closed",
        /// A key result of theirs was checked in on.
        CheckIn = "check_in",
        /// They were praised.
        Praise = "praise",
        /// They got private feedback, or an answer about them.
        Feedback = "feedback",
        /// They met for a one-on-one.
        OneOnOne = "one_on_one",
        /// They looked back at their week.
        Weekly = "weekly",
        /// A KPI of theirs was begun.
        KpiBegun = "kpi_begun",
        /// A KPI of theirs changed its state.
        KpiCrossed = "kpi_crossed",
        /// They said how far they are in a competency; shown once their manager has spoken too.
        SelfAssessment = "self_assessment",
        /// A manager of theirs said so; shown once they have spoken too.
        ManagerAssessment = "manager_assessment",
        /// A step of their development was agreed.
        StepPlanned = "step_planned",
        /// A step of their development was done.
        StepDone = "step_done",
        /// They got what was written about them in a review cycle.
        Review = "review",
        /// They were granted another job, with the levels it asks for.
        LevelGranted = "level_granted",
    }
}

/// Something that happened in a person's work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StoryEntry {
    /// Names it among those of its kind.
    pub id: Uuid,
    /// What it tells of.
    pub kind: StoryKind,
    /// The day it happened.
    pub happened_on: NaiveDate,
    /// What the thing is called; of praise and feedback its author, of a one-on-one the other, of an assessment the competency and the level, of reviews the cycle, of what was granted the job. Empty of a week.
    pub title: String,
    /// What was said of it; of reviews what the manager summed up, of what was granted what the Admin said.
    pub said: String,
    /// How it stood, if it is something that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<GoalStatus>,
    /// The state it came to, if it is a KPI that changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi_state: Option<KpiState>,
    /// The thing whose page tells more: of goals the objective, of KPIs the KPI, of development the person, of the rest itself.
    pub about_id: Uuid,
}

/// Which part of a story to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct StoryFilter {
    /// Only entries of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub kind: Option<StoryKind>,
    /// Only what happened in the month of this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<NaiveDate>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Which year to cover.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CoverageFilter {
    /// The month of this day is the last of twelve; today's if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Twelve months of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    /// First to last; all twelve, empty ones too.
    pub months: Vec<CoverageMonth>,
}

/// How much of a story there is in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CoverageMonth {
    /// Its first day.
    pub month: NaiveDate,
    /// How many entries of which kind; only what occurs.
    pub counts: Vec<KindCount>,
}

/// How many entries are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindCount {
    /// What they tell of.
    pub kind: StoryKind,
    /// How many.
    pub count: i64,
}
