//! What there is of the period beside a review, on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    goals::rules::kinds::GoalStatus, kpis::rules::kinds::KpiKind, notifications::Subject, wire::choice::choice,
};

/// So many items stand beside a review at most.
pub const MOST_EVIDENCE: i64 = 200;

choice! {
    /// What a piece of evidence is.
    pub enum ReviewEvidenceKind {
        /// An objective of the person's began.
        ObjectiveBegun = "objective_begun",
        /// An objective of theirs was closed.
        ObjectiveClosed = "objective_closed",
        /// A key result of theirs was checked in on.
        CheckIn = "check_in",
        /// A KPI of theirs was measured: one item for each month.
        Kpi = "kpi",
        /// They were praised.
        Praise = "praise",
        /// Private feedback about them that this review may use.
        Feedback = "feedback",
        /// What the caller noted about them for themselves.
        Note = "note",
        /// A one-on-one of the caller's with them; of their own review, with anybody.
        OneOnOne = "one_on_one",
        /// They looked back at their week.
        Weekly = "weekly",
    }
}

choice! {
    /// Whether the review may name something.
    pub enum ReviewCiting {
        /// It may.
        May = "may",
        /// Not: it is background for who writes, never quoted to the person.
        Background = "background",
        /// Not: who writes does so without their name, and not everybody sees it.
        WouldTell = "would_tell",
    }
}

/// What there is of the period, as far as the caller may see it now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewEvidence {
    /// Newest first, at most 200. Where there is more, no month and no kind in it is left out before another's rest.
    pub items: Vec<ReviewEvidenceItem>,
    /// How many more there are.
    pub left_off: i64,
}

/// Something that happened in the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewEvidenceItem {
    /// Names it among those of its kind and month.
    pub id: Uuid,
    /// What it is.
    pub kind: ReviewEvidenceKind,
    /// The day it happened; of a week its Monday.
    pub happened_on: NaiveDate,
    /// What the thing is called; of praise and feedback its author, of a one-on-one the other. Empty of a week.
    pub title: String,
    /// How it begins, at most 200 characters; empty where nothing was said or it isn't for here.
    pub excerpt: String,
    /// How it stood, if it is something that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<GoalStatus>,
    /// What was measured, if it is a KPI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<ReviewMeasured>,
    /// The thing whose page tells more: of goals the objective, of feedback and notes the person, of the rest itself.
    pub about_id: Uuid,
    /// Whether the review may name it.
    pub citing: ReviewCiting,
}

/// What was measured of a KPI in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewMeasured {
    /// How many measurements stand.
    pub count: i64,
    /// The last of them; of money in minor units.
    pub latest: f64,
    /// What its numbers are.
    pub kind: KpiKind,
    /// Their unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// With how many decimals they are shown.
    pub decimals: u8,
}

impl ReviewEvidenceItem {
    /// The page that tells more.
    pub fn page(&self) -> String {
        let subject = match self.kind {
            ReviewEvidenceKind::ObjectiveBegun | ReviewEvidenceKind::ObjectiveClosed | ReviewEvidenceKind::CheckIn => {
                Subject::Objective
            }
            ReviewEvidenceKind::Kpi => Subject::Kpi,
            ReviewEvidenceKind::Praise => Subject::Praise,
            ReviewEvidenceKind::Feedback | ReviewEvidenceKind::Note => Subject::Feedback,
            ReviewEvidenceKind::OneOnOne => Subject::Meeting,
            ReviewEvidenceKind::Weekly => Subject::WeeklyCheckIn,
        };
        subject.page(self.about_id)
    }
}
